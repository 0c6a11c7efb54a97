#ifndef TIFF_LAYOUT_H
#define TIFF_LAYOUT_H

#include "tiff_memory.h"

enum { tiff_most_samples = 16 };

/// How the samples of a TIFF page become pixels.
typedef struct tiff_layout {
  uint32_t width, height;
  uint16_t bits, samples;
  bool tiled, separate;
  /// What the first samples of a pixel are.
  enum { TIFF_GRAY, TIFF_PALETTE, TIFF_RGB, TIFF_INKS } colours;
  /// Samples of colour: 1, 3 or 4.
  int colour_samples;
  /// The sample that is alpha, or -1.
  int alpha;
  bool premultiplied;
  /// Whether libtiff has to make RGBA of it: YCbCr other than JPEG's, CIE L*a*b*.
  bool by_libtiff;
  /// Palettes of `1 << bits` entries, owned by libtiff.
  const uint16_t *red, *green, *blue;
  /// The decoded value of every stored one, `1 << bits` entries; white-is-0 inverted, depth widened.
  uint16_t *values;
} tiff_layout;

/// Reads the tags of the current directory. False, with the error filled in, for a page that is not read.
bool tiff_layout_read(tiff_layout *layout, TIFF *tiff, codec_header *header, codec_error *error);
void tiff_layout_free(tiff_layout *layout);

/// Converts `count` pixels to the decoded form.
///
/// `planes[s]` is where sample `s` of the first pixel begins: for interleaved samples only `planes[0]`
/// counts. `scratch` has room for `count * samples` values.
void tiff_layout_convert(const tiff_layout *layout, const uint8_t *const *planes, size_t count, uint16_t *scratch,
                         uint8_t *target);

#endif
