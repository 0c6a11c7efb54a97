#include <libdeflate.h>
#include <png.h>
#include <stdlib.h>
#include <string.h>

#include "codec_common.h"

struct codec_png_writer {
  png_structp png;
  png_infop info;
  /// The rows so far, each behind its filter byte, 0: deflate finds more in the bytes of a page as they are than in
  /// the differences of the other filters, on cleaned and on noisy pages alike.
  uint8_t *rows;
  size_t row_bytes, filled, size;
  int level;
  /// All rows compressed; kept here for the sake of the error exit.
  uint8_t *compressed;
  codec_buffer output;
  codec_error *error;
};

/// The most bytes of an IDAT chunk, which readers may want to hold whole.
static const size_t largest_chunk = 1 << 20;

static void on_error(png_structp png, png_const_charp message) {
  codec_png_writer *writer = png_get_error_ptr(png);
  codec_fail(writer->error, CODEC_ENCODING, "the PNG cannot be written (%s)", message);
  png_longjmp(png, 1);
}

static void on_warning(png_structp png, png_const_charp message) { (void)png, (void)message; }

static void on_write(png_structp png, png_bytep bytes, size_t count) {
  codec_png_writer *writer = png_get_io_ptr(png);
  if (!codec_buffer_append(&writer->output, bytes, count)) png_error(png, "memory is exhausted");
}

static void on_flush(png_structp png) { (void)png; }

codec_png_writer *codec_png_create(uint32_t width, uint32_t height, int channels, int bits, int compression_level,
                                   uint32_t horizontal_resolution, uint32_t vertical_resolution, bool per_metre,
                                   codec_error *error) {
  codec_png_writer *writer = calloc(1, sizeof *writer);
  if (writer != NULL) {
    writer->error = error;
    writer->png = png_create_write_struct(PNG_LIBPNG_VER_STRING, writer, on_error, on_warning);
    if (writer->png != NULL) writer->info = png_create_info_struct(writer->png);
    writer->level = compression_level;
    writer->row_bytes = ((size_t)width * (size_t)(channels * bits) + 7) / 8;
    writer->size = (writer->row_bytes + 1) * height;
    writer->rows = malloc(writer->size);
  }
  if (writer == NULL || writer->info == NULL || writer->rows == NULL) {
    codec_fail(error, CODEC_ENCODING, "memory is exhausted");
    codec_png_destroy(writer);
    return NULL;
  }
  if (setjmp(png_jmpbuf(writer->png))) {
    codec_png_destroy(writer);
    return NULL;
  }
  png_set_write_fn(writer->png, writer, on_write, on_flush);
  png_set_user_limits(writer->png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
  png_set_IHDR(writer->png, writer->info, width, height, bits,
               channels == 3 ? PNG_COLOR_TYPE_RGB : PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  if (horizontal_resolution > 0 && vertical_resolution > 0) {
    png_set_pHYs(writer->png, writer->info, horizontal_resolution, vertical_resolution,
                 per_metre ? PNG_RESOLUTION_METER : PNG_RESOLUTION_UNKNOWN);
  }
  png_write_info(writer->png, writer->info);
  return writer;
}

bool codec_png_write_row(codec_png_writer *writer, const uint8_t *row, codec_error *error) {
  if (writer->filled == writer->size) {
    codec_fail(error, CODEC_ENCODING, "the PNG cannot be written (it has all its rows already)");
    return false;
  }
  uint8_t *place = writer->rows + writer->filled;
  place[0] = PNG_FILTER_VALUE_NONE;
  memcpy(place + 1, row, writer->row_bytes);
  writer->filled += writer->row_bytes + 1;
  return true;
}

// All rows at once: libdeflate does not stream, and is twice as fast as zlib for it.
static size_t compress_rows(codec_png_writer *writer) {
  struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(writer->level);
  if (compressor == NULL) return 0;
  size_t bound = libdeflate_zlib_compress_bound(compressor, writer->size);
  writer->compressed = malloc(bound);
  size_t size = writer->compressed == NULL
                    ? 0
                    : libdeflate_zlib_compress(compressor, writer->rows, writer->size, writer->compressed, bound);
  libdeflate_free_compressor(compressor);
  free(writer->rows);
  writer->rows = NULL;
  return size;
}

bool codec_png_finish(codec_png_writer *writer, const uint8_t **bytes, size_t *size, codec_error *error) {
  writer->error = error;
  if (writer->filled < writer->size || writer->rows == NULL) {
    codec_fail(error, CODEC_ENCODING, "the PNG cannot be written (rows are missing)");
    return false;
  }
  const size_t compressed_size = compress_rows(writer);
  if (setjmp(png_jmpbuf(writer->png))) return false;
  if (compressed_size == 0) png_error(writer->png, "memory is exhausted");
  for (size_t start = 0; start < compressed_size; start += largest_chunk) {
    size_t rest = compressed_size - start;
    png_write_chunk(writer->png, (png_const_bytep) "IDAT", writer->compressed + start,
                    rest < largest_chunk ? rest : largest_chunk);
  }
  png_write_chunk(writer->png, (png_const_bytep) "IEND", NULL, 0);
  *bytes = writer->output.bytes;
  *size = writer->output.size;
  return true;
}

void codec_png_destroy(codec_png_writer *writer) {
  if (writer == NULL) return;
  png_destroy_write_struct(&writer->png, &writer->info);
  free(writer->rows);
  free(writer->compressed);
  free(writer->output.bytes);
  free(writer);
}
