// OpenBLAS's C interface, found through pkg-config's `openblas`.
#include <cblas.h>
