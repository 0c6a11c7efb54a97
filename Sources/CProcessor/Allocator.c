#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>

// The allocator gives new threads 64 MB of address space each for their own, whether much is left or not. Under a limit,
// many threads would take all of it, and the next allocation would end the program. Two such places serve all.
// Once a block of up to 32 MB that came from the system is freed, it takes later ones of that size from its own heap, where they
// leave holes; fixed thresholds keep large blocks apart from it, and it from being trimmed and grown in turn.
__attribute__((constructor)) static void limit_allocator(void) {
  mallopt(M_ARENA_MAX, 2);
  mallopt(M_MMAP_THRESHOLD, 8 << 20);
  mallopt(M_TRIM_THRESHOLD, 16 << 20);
}
#endif
