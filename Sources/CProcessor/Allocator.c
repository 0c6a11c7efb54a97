#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>

// The allocator gives new threads 64 MB of address space each for their own, whether much is left or not. Under a limit,
// many threads would take all of it, and the next allocation would end the program. Two such places serve all.
__attribute__((constructor)) static void limit_arenas(void) { mallopt(M_ARENA_MAX, 2); }
#endif
