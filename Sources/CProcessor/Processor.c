#include "CProcessor.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *openblas_core;

const char *processor_openblas_core(void) { return openblas_core; }

#if defined(__x86_64__) && defined(__linux__)

// Runs before the constructors of shared libraries, for two reasons. The other targets are compiled for
// x86-64-v3, so an older processor has to be refused before any of their code runs. And OpenBLAS picks
// its kernels, and starts its threads, in its constructor: a release older than the processor does not
// know the model number and falls back to SSE3 kernels, a quarter to an eighth of the machine's speed;
// it takes the kernel set and the thread count from the environment, which has to be set by then.
static void prepare_processor(int argc, char **argv, char **envp) {
  (void)argc, (void)argv, (void)envp;
  __builtin_cpu_init();
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma") || !__builtin_cpu_supports("bmi2")) {
    static const char message[] =
        "cleanpage: this processor lacks AVX2, FMA or BMI2 (x86-64-v3, 2013 and later), which this "
        "build needs; build it from source on this machine without -march=x86-64-v3 in Package.swift\n";
    ssize_t written = write(STDERR_FILENO, message, strlen(message));
    (void)written;
    _exit(69);
  }
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512cd")) {
    openblas_core = "SkylakeX";
  } else {
    openblas_core = "Haswell";
  }
  setenv("OPENBLAS_CORETYPE", openblas_core, 0);
  setenv("OPENBLAS_NUM_THREADS", "1", 1);
}

__attribute__((section(".preinit_array"), used)) static void (*const prepare)(int, char **, char **) =
    prepare_processor;

#endif
