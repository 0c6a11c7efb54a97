#ifndef CPROCESSOR_H
#define CPROCESSOR_H

/// The kernel set that OpenBLAS uses ("SkylakeX", "Haswell"), or NULL where it does not say.
const char *processor_openblas_core(void);

#endif
