#ifndef CODEC_COMMON_H
#define CODEC_COMMON_H

#include <stdarg.h>
#include <stdint.h>

#include "CImageCodecs.h"

/// Sets the status and a formatted reason, made printable: library messages can carry bytes of the file.
void codec_fail(codec_error *error, codec_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void codec_vfail(codec_error *error, codec_status status, const char *format, va_list arguments);

/// One of red, green and blue of a CMYK pixel without a profile: the light that cyan, magenta or yellow leaves, dimmed
/// by black. All are amounts of light, `white` where there is no ink.
static inline unsigned codec_flatten_ink(unsigned light, unsigned black, unsigned white) {
  return (unsigned)(((uint64_t)light * black + white / 2) / white);
}

/// Bytes that grow as an encoder writes.
typedef struct codec_buffer {
  uint8_t *bytes;
  size_t size, capacity;
} codec_buffer;

/// Makes room for `size` bytes; false where memory ends.
bool codec_buffer_reserve(codec_buffer *buffer, size_t size);
bool codec_buffer_append(codec_buffer *buffer, const void *bytes, size_t size);

/// Where stored rows go: the caller's pixels, seen through the orientation.
typedef struct codec_canvas {
  uint8_t *pixels;
  /// Size as stored.
  uint32_t width, height;
  /// Bytes a pixel: 1, 2, 3, 4, 6 or 8.
  size_t pixel_bytes;
  /// 1 to 8; others count as 1.
  int orientation;
} codec_canvas;

/// Writes `count` pixels of the stored row `y`, from the stored column `x` on, to their places.
void codec_canvas_put(const codec_canvas *canvas, uint32_t x, uint32_t y, uint32_t count, const uint8_t *pixels);

/// Where the stored row `y` can be decoded in place, or NULL where the orientation moves its pixels.
uint8_t *codec_canvas_row(const codec_canvas *canvas, uint32_t y);

#endif
