#include "CProcessor.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// Weak: a build of OpenBLAS for one processor only has no choice of kernels and lacks the last two.
extern void openblas_set_num_threads(int) __attribute__((weak));
extern char *openblas_get_corename(void) __attribute__((weak));
extern void gotoblas_dynamic_init(void) __attribute__((weak));
extern void gotoblas_dynamic_quit(void) __attribute__((weak));

#if defined(__x86_64__) && defined(__linux__)

// The other targets are compiled for x86-64-v3, so an older processor has to be refused before any of
// their code runs: before the constructors of libraries.
static void refuse_old_processor(int argc, char **argv, char **envp) {
  (void)argc, (void)argv, (void)envp;
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi2")) return;
  static const char message[] =
      "cleanpage: this processor lacks AVX2, FMA or BMI2 (x86-64-v3, 2013 and later), which this "
      "build needs; build it from source on this machine without -march=x86-64-v3 in Package.swift\n";
  ssize_t written = write(STDERR_FILENO, message, strlen(message));
  (void)written;
  _exit(69);
}

__attribute__((section(".preinit_array"), used)) static void (*const refuse)(int, char **, char **) =
    refuse_old_processor;

extern char **environ;

// A release of OpenBLAS older than the processor does not know its model number and falls back to SSE3
// kernels, an eighth of the machine's speed. It can be told the kernel set through the environment, which
// its constructor has already read by now; so it is made to read it once more.
//
// It reads another environment, as setenv would move this one: Swift's runtime finds the program's arguments by where
// the environment lies, in a constructor that may come after this one, and would find none.
static void choose_kernels(void) {
  if (!openblas_get_corename || !gotoblas_dynamic_init || !gotoblas_dynamic_quit) return;
  if (strcmp(openblas_get_corename(), "Prescott") != 0 || getenv("OPENBLAS_CORETYPE")) return;
  int has_avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
                   __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
                   __builtin_cpu_supports("avx512cd");
  size_t count = 0;
  while (environ && environ[count]) count++;
  char **extended = calloc(count + 2, sizeof *extended);
  if (!extended) return;
  if (count > 0) memcpy(extended, environ, count * sizeof *extended);
  extended[count] = has_avx512 ? "OPENBLAS_CORETYPE=SkylakeX" : "OPENBLAS_CORETYPE=Haswell";
  char **own = environ;
  environ = extended;
  gotoblas_dynamic_quit();
  gotoblas_dynamic_init();
  environ = own;
  free(extended);
}

#else

static void choose_kernels(void) {}

#endif

// Stands before OpenBLAS's function of this name, by which its constructor asks the environment for a number of
// threads. Threads that it starts there spin for a tenth of a second and more before they sleep, and in a small
// page's time take a processor from the program's own workers.
int openblas_num_threads_env(void) { return 1; }

// Runs after the constructors of libraries, OpenBLAS's among them. One thread, also where OpenBLAS asks otherwise:
// the program's own workers share out tiles and samples, and each product stays on its worker.
__attribute__((constructor)) static void prepare_openblas(void) {
  choose_kernels();
  if (openblas_set_num_threads) openblas_set_num_threads(1);
}
