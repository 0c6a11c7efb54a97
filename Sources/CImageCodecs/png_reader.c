#include <png.h>
#include <stdlib.h>
#include <string.h>

#include "codec_common.h"

struct codec_png_reader {
  png_structp png;
  png_infop info;
  const uint8_t *bytes;
  size_t size, position;
  /// The most bytes that may be read before this is set again.
  size_t budget;
  bool ended;
  codec_header header;
  codec_error *error;
};

static uint32_t big_endian(const uint8_t *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static void on_error(png_structp png, png_const_charp message) {
  codec_png_reader *reader = png_get_error_ptr(png);
  if (reader->ended) {
    codec_fail(reader->error, CODEC_TRUNCATED, "the PNG data ends before the picture does");
  } else if (strstr(message, "Not enough image data") || strstr(message, "Too few image data")) {
    codec_fail(reader->error, CODEC_TRUNCATED, "the PNG holds fewer pixels than its header says");
  } else {
    codec_fail(reader->error, CODEC_CORRUPT, "the PNG is damaged (%s)", message);
  }
  png_longjmp(png, 1);
}

_Noreturn static void fail_excess(codec_png_reader *reader) {
  codec_fail(reader->error, CODEC_CORRUPT, "the PNG holds more image data than its header says");
  png_longjmp(reader->png, 1);
}

static void on_warning(png_structp png, png_const_charp message) {
  if (strstr(message, "Too much image data") != NULL) fail_excess(png_get_error_ptr(png));
}

static void on_read(png_structp png, png_bytep target, size_t count) {
  codec_png_reader *reader = png_get_io_ptr(png);
  if (count > reader->size - reader->position) {
    reader->ended = true;
    png_error(png, "end of data");
  }
  if (count > reader->budget) fail_excess(reader);
  reader->budget -= count;
  memcpy(target, reader->bytes + reader->position, count);
  reader->position += count;
}

// What describes colour, text and time is skipped unread: it is not used, and compressed text is a place
// for bombs. tRNS and pHYs are kept.
static void skip_ancillary_chunks(png_structp png) {
  static const char names[] =
      "bKGD\0cHRM\0eXIf\0gAMA\0hIST\0iCCP\0iTXt\0oFFs\0pCAL\0sBIT\0sCAL\0sPLT\0sRGB\0tEXt\0tIME\0zTXt";
  png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, 0);
  png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, (png_const_bytep)names, (int)(sizeof names / 5));
}

static bool is_black_and_white_palette(png_structp png, png_infop info) {
  png_colorp palette;
  int count;
  if (!png_get_PLTE(png, info, &palette, &count)) return false;
  for (int i = 0; i < count; i++) {
    png_color c = palette[i];
    if (c.red != c.green || c.red != c.blue || (c.red != 0 && c.red != 255)) return false;
  }
  return true;
}

static void fill_header(const codec_png_reader *reader, codec_header *header) {
  png_structp png = reader->png;
  png_infop info = reader->info;
  header->width = png_get_image_width(png, info);
  header->height = png_get_image_height(png, info);
  int depth = png_get_bit_depth(png, info);
  int type = png_get_color_type(png, info);
  bool transparent = png_get_valid(png, info, PNG_INFO_tRNS) != 0;
  uint64_t stored_row = ((uint64_t)header->width * (uint64_t)depth * png_get_channels(png, info) + 7) / 8;
  header->channels = (uint8_t)((type & PNG_COLOR_MASK_COLOR ? 3 : 1) +
                               (transparent || type & PNG_COLOR_MASK_ALPHA ? 1 : 0));
  header->orientation = 1;
  header->bits = depth == 16 ? 16 : 8;
  header->bilevel = depth == 1 && !transparent &&
                    (type == PNG_COLOR_TYPE_GRAY || is_black_and_white_palette(png, info));
  // Deflate's best is 258 bytes for two bits.
  header->least_file_size = (stored_row + 1) * header->height / 1032;
  png_uint_32 horizontal, vertical;
  int unit;
  if (png_get_pHYs(png, info, &horizontal, &vertical, &unit) && horizontal > 0 && vertical > 0) {
    header->resolution_unit =
        unit == PNG_RESOLUTION_METER ? CODEC_RESOLUTION_PER_METRE : CODEC_RESOLUTION_ASPECT;
    header->horizontal_resolution = horizontal;
    header->vertical_resolution = vertical;
  }
}

codec_png_reader *codec_png_open(const uint8_t *bytes, size_t size, codec_header *header, codec_error *error) {
  *header = (codec_header){0};
  if (size < 33) {
    codec_fail(error, CODEC_TRUNCATED, "the PNG data ends inside its header");
    return NULL;
  }
  if (memcmp(bytes + 12, "IHDR", 4) == 0 && (big_endian(bytes + 16) == 0 || big_endian(bytes + 20) == 0)) {
    codec_fail(error, CODEC_EMPTY, "the PNG header says %u x %u pixels", big_endian(bytes + 16),
               big_endian(bytes + 20));
    return NULL;
  }
  codec_png_reader *reader = calloc(1, sizeof *reader);
  if (reader == NULL) {
    codec_fail(error, CODEC_TOO_LARGE, "memory is exhausted");
    return NULL;
  }
  reader->bytes = bytes;
  reader->size = size;
  reader->budget = SIZE_MAX;
  reader->error = error;
  reader->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, reader, on_error, on_warning);
  if (reader->png != NULL) reader->info = png_create_info_struct(reader->png);
  if (reader->info == NULL) {
    codec_fail(error, CODEC_TOO_LARGE, "memory is exhausted");
    codec_png_close(reader);
    return NULL;
  }
  if (setjmp(png_jmpbuf(reader->png))) {
    codec_png_close(reader);
    return NULL;
  }
  png_set_read_fn(reader->png, reader, on_read);
  // The caller refuses sizes; libpng's own limits would come first, with a poorer message.
  png_set_user_limits(reader->png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
  png_set_chunk_cache_max(reader->png, 64);
  png_set_chunk_malloc_max(reader->png, 1 << 20);
  skip_ancillary_chunks(reader->png);
  png_read_info(reader->png, reader->info);
  fill_header(reader, &reader->header);
  *header = reader->header;
  return reader;
}

bool codec_png_read(codec_png_reader *reader, uint8_t *pixels, codec_error *error) {
  reader->error = error;
  if (setjmp(png_jmpbuf(reader->png))) return false;
  const codec_header *header = &reader->header;
  // Palette to RGB, gray below 8 bits to 8, tRNS to alpha.
  png_set_expand(reader->png);
  if (header->bits == 16 && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__) png_set_swap(reader->png);
  int passes = png_set_interlace_handling(reader->png);
  // Takes the memory of two rows, which is why it is not part of opening.
  png_read_update_info(reader->png, reader->info);
  size_t row_bytes = (size_t)header->width * header->channels * (header->bits / 8);
  if (png_get_rowbytes(reader->png, reader->info) != row_bytes) png_error(reader->png, "unexpected row size");
  for (int pass = 0; pass < passes; pass++) {
    for (uint32_t y = 0; y < header->height; y++) {
      // With the last row libpng inflates all that is left, gigabytes of it in a file made for that.
      reader->budget = 2 * row_bytes + 65536;
      png_read_row(reader->png, pixels + y * row_bytes, NULL);
    }
  }
  reader->budget = SIZE_MAX;
  // Up to IEND, so that a file cut behind its last row is noticed too.
  png_read_end(reader->png, NULL);
  return true;
}

size_t codec_png_size(const codec_png_reader *reader) { return reader->position; }

void codec_png_close(codec_png_reader *reader) {
  if (reader == NULL) return;
  png_destroy_read_struct(&reader->png, &reader->info, NULL);
  free(reader);
}
