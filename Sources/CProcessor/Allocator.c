#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>

// The allocator gives new threads 64 MB of address space each for their own, whether much is left or not. Under a limit,
// many threads would take all of it, and the next allocation would end the program. Two such places serve all. And what it once
// gave back to the system it keeps from then on, up to 32 MB each, so that arrays of a large page would leave holes.
__attribute__((constructor)) static void limit_allocator(void) {
  mallopt(M_ARENA_MAX, 2);
  mallopt(M_MMAP_THRESHOLD, 8 << 20);
}
#endif
