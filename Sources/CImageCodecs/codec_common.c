#include "codec_common.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void codec_vfail(codec_error *error, codec_status status, const char *format, va_list arguments) {
  error->status = status;
  vsnprintf(error->reason, sizeof error->reason, format, arguments);
  size_t length = strlen(error->reason);
  for (size_t i = 0; i < length; i++) {
    if (error->reason[i] < 0x20 || error->reason[i] > 0x7e) error->reason[i] = '?';
  }
  while (length > 0 && error->reason[length - 1] == '.') error->reason[--length] = '\0';
}

void codec_fail(codec_error *error, codec_status status, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  codec_vfail(error, status, format, arguments);
  va_end(arguments);
}

bool codec_can_allocate(size_t size) {
  // Volatile, or the compiler removes the pair.
  void *volatile memory = malloc(size);
  bool possible = memory != NULL;
  free(memory);
  return possible;
}

bool codec_buffer_reserve(codec_buffer *buffer, size_t size) {
  if (size <= buffer->capacity) return true;
  size_t capacity = buffer->capacity < 65536 ? 65536 : buffer->capacity + buffer->capacity / 2;
  if (capacity < size) capacity = size;
  uint8_t *bytes = realloc(buffer->bytes, capacity);
  if (bytes == NULL) return false;
  buffer->bytes = bytes;
  buffer->capacity = capacity;
  return true;
}

bool codec_buffer_append(codec_buffer *buffer, const void *bytes, size_t size) {
  if (size > SIZE_MAX - buffer->size || !codec_buffer_reserve(buffer, buffer->size + size)) return false;
  memcpy(buffer->bytes + buffer->size, bytes, size);
  buffer->size += size;
  return true;
}

uint8_t *codec_canvas_row(const codec_canvas *canvas, uint32_t y) {
  size_t row_bytes = canvas->width * canvas->pixel_bytes;
  switch (canvas->orientation) {
  case 2: case 3: case 5: case 6: case 7: case 8: return NULL;
  case 4: return canvas->pixels + (canvas->height - 1 - y) * row_bytes;
  default: return canvas->pixels + y * row_bytes;
  }
}

void codec_canvas_put(const codec_canvas *canvas, uint32_t x, uint32_t y, uint32_t count, const uint8_t *pixels) {
  const size_t w = canvas->width, h = canvas->height, size = canvas->pixel_bytes;
  uint8_t *straight = codec_canvas_row(canvas, y);
  if (straight != NULL) {
    memcpy(straight + x * size, pixels, count * size);
    return;
  }
  // The place of the row's first pixel and the step to its next, in pixels of the turned picture.
  size_t first;
  ptrdiff_t step;
  switch (canvas->orientation) {
  case 2: first = y * w + w - 1, step = -1; break;
  case 3: first = (h - 1 - y) * w + w - 1, step = -1; break;
  case 5: first = y, step = (ptrdiff_t)h; break;
  case 6: first = h - 1 - y, step = (ptrdiff_t)h; break;
  case 7: first = (w - 1) * h + (h - 1 - y), step = -(ptrdiff_t)h; break;
  default: first = (w - 1) * h + y, step = -(ptrdiff_t)h; break;
  }
  ptrdiff_t place = (ptrdiff_t)first + step * (ptrdiff_t)x;
  for (size_t i = 0; i < count; i++, place += step) {
    memcpy(canvas->pixels + (size_t)place * size, pixels + i * size, size);
  }
}
