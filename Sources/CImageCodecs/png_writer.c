#include <png.h>
#include <stdlib.h>

#include "codec_common.h"

struct codec_png_writer {
  png_structp png;
  png_infop info;
  codec_buffer output;
  codec_error *error;
};

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

codec_png_writer *codec_png_create(uint32_t width, uint32_t height, int bits, int compression_level,
                                   uint32_t horizontal_resolution, uint32_t vertical_resolution, bool per_metre,
                                   codec_error *error) {
  codec_png_writer *writer = calloc(1, sizeof *writer);
  if (writer != NULL) {
    writer->error = error;
    writer->png = png_create_write_struct(PNG_LIBPNG_VER_STRING, writer, on_error, on_warning);
    if (writer->png != NULL) writer->info = png_create_info_struct(writer->png);
  }
  if (writer == NULL || writer->info == NULL) {
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
  png_set_IHDR(writer->png, writer->info, width, height, bits, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  if (horizontal_resolution > 0 && vertical_resolution > 0) {
    png_set_pHYs(writer->png, writer->info, horizontal_resolution, vertical_resolution,
                 per_metre ? PNG_RESOLUTION_METER : PNG_RESOLUTION_UNKNOWN);
  }
  png_set_compression_level(writer->png, compression_level);
  png_set_compression_buffer_size(writer->png, 1 << 18);
  // Measured on cleaned A4 pages at 300 dpi: the difference to the row above compresses as well as libpng's
  // choice among all filters, within 10 %, in two thirds of the time.
  png_set_filter(writer->png, PNG_FILTER_TYPE_BASE, bits == 8 ? PNG_FILTER_UP : PNG_FILTER_NONE);
  png_write_info(writer->png, writer->info);
  return writer;
}

bool codec_png_write_row(codec_png_writer *writer, const uint8_t *row, codec_error *error) {
  writer->error = error;
  if (setjmp(png_jmpbuf(writer->png))) return false;
  png_write_row(writer->png, row);
  return true;
}

bool codec_png_finish(codec_png_writer *writer, const uint8_t **bytes, size_t *size, codec_error *error) {
  writer->error = error;
  if (setjmp(png_jmpbuf(writer->png))) return false;
  png_write_end(writer->png, NULL);
  *bytes = writer->output.bytes;
  *size = writer->output.size;
  return true;
}

void codec_png_destroy(codec_png_writer *writer) {
  if (writer == NULL) return;
  png_destroy_write_struct(&writer->png, &writer->info);
  free(writer->output.bytes);
  free(writer);
}
