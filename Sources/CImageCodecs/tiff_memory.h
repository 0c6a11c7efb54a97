#ifndef TIFF_MEMORY_H
#define TIFF_MEMORY_H

#include <tiffio.h>

#include "codec_common.h"

/// A TIFF file in memory, and what libtiff said about it.
typedef struct tiff_memory {
  /// The file that is read, or NULL where `written` is the file.
  const uint8_t *bytes;
  size_t size;
  codec_buffer written;
  uint64_t position;
  /// The first error since it was last cleared, or "".
  char message[160];
  /// Whether warnings that mean lost pixels count as errors: while pixels are read.
  bool strict;
} tiff_memory;

/// Opens the memory in libtiff's mode; NULL where memory is exhausted or the header is wrong.
TIFF *tiff_memory_open(tiff_memory *memory, const char *mode, size_t max_single_allocation);

#endif
