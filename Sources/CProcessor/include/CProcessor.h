#ifndef CPROCESSOR_H
#define CPROCESSOR_H

/// The OpenBLAS kernel set that was asked for at start ("SkylakeX", "Haswell"), or NULL where OpenBLAS
/// was left to choose.
const char *processor_openblas_core(void);

#endif
