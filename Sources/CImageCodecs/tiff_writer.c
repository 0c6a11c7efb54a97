#include <stdlib.h>
#include <string.h>

#include "tiff_memory.h"

struct codec_tiff_writer {
  tiff_memory memory;
  TIFF *tiff;
  uint32_t row, height, rows_per_strip;
  size_t row_bytes;
  /// The rows of a strip so far: given whole, libtiff compresses it by libdeflate, where it has that.
  uint8_t *strip;
};

static bool fail(codec_tiff_writer *writer, codec_error *error) {
  const char *message = writer->memory.message[0] != '\0' ? writer->memory.message : "memory is exhausted";
  codec_fail(error, CODEC_ENCODING, "the TIFF cannot be written (%s)", message);
  return false;
}

codec_tiff_writer *codec_tiff_create(codec_error *error) {
  codec_tiff_writer *writer = calloc(1, sizeof *writer);
  if (writer == NULL) {
    codec_fail(error, CODEC_ENCODING, "memory is exhausted");
    return NULL;
  }
  writer->tiff = tiff_memory_open(&writer->memory, "wl", 0);
  if (writer->tiff == NULL) {
    fail(writer, error);
    codec_tiff_destroy(writer);
    return NULL;
  }
  return writer;
}

bool codec_tiff_begin_page(codec_tiff_writer *writer, uint32_t width, uint32_t height, int channels, int bits,
                           int compression_level, int resolution_unit, double horizontal_resolution,
                           double vertical_resolution, codec_error *error) {
  TIFF *tiff = writer->tiff;
  writer->row = 0;
  writer->height = height;
  writer->row_bytes = ((size_t)width * (size_t)(channels * bits) + 7) / 8;
  // A quarter of a megabyte a strip; Group 4 is one strip, as fax software expects.
  writer->rows_per_strip =
      bits == 1 ? height : writer->row_bytes < 262144 ? (uint32_t)(262144 / writer->row_bytes) : 1;
  if (writer->rows_per_strip > height) writer->rows_per_strip = height;
  free(writer->strip);
  writer->strip = malloc(writer->row_bytes * writer->rows_per_strip);
  if (writer->strip == NULL) return fail(writer, error);
  bool done = TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, width) && TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, height) &&
              TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, bits) && TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, channels) &&
              TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG) &&
              TIFFSetField(tiff, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
  if (bits == 1) {
    done = done && TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_CCITTFAX4) &&
           TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE);
  } else {
    done = done && TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_ADOBE_DEFLATE) &&
           TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, channels == 3 ? PHOTOMETRIC_RGB : PHOTOMETRIC_MINISBLACK) &&
           TIFFSetField(tiff, TIFFTAG_ZIPQUALITY, compression_level);
  }
  done = done && TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, writer->rows_per_strip);
  if (resolution_unit != 0) {
    done = done && TIFFSetField(tiff, TIFFTAG_RESOLUTIONUNIT, resolution_unit) &&
           TIFFSetField(tiff, TIFFTAG_XRESOLUTION, horizontal_resolution) &&
           TIFFSetField(tiff, TIFFTAG_YRESOLUTION, vertical_resolution);
  }
  return done ? true : fail(writer, error);
}

bool codec_tiff_write_row(codec_tiff_writer *writer, const uint8_t *row, codec_error *error) {
  uint32_t index = writer->row % writer->rows_per_strip;
  uint32_t strip = writer->row / writer->rows_per_strip;
  memcpy(writer->strip + index * writer->row_bytes, row, writer->row_bytes);
  writer->row++;
  if (index + 1 < writer->rows_per_strip && writer->row < writer->height) return true;
  tmsize_t size = (tmsize_t)((index + 1) * writer->row_bytes);
  return TIFFWriteEncodedStrip(writer->tiff, strip, writer->strip, size) >= 0 ? true : fail(writer, error);
}

bool codec_tiff_end_page(codec_tiff_writer *writer, codec_error *error) {
  return TIFFWriteDirectory(writer->tiff) ? true : fail(writer, error);
}

bool codec_tiff_finish(codec_tiff_writer *writer, const uint8_t **bytes, size_t *size, codec_error *error) {
  if (writer->tiff != NULL) TIFFClose(writer->tiff);
  writer->tiff = NULL;
  if (writer->memory.message[0] != '\0') return fail(writer, error);
  *bytes = writer->memory.written.bytes;
  *size = writer->memory.written.size;
  return true;
}

void codec_tiff_destroy(codec_tiff_writer *writer) {
  if (writer == NULL) return;
  if (writer->tiff != NULL) TIFFClose(writer->tiff);
  free(writer->memory.written.bytes);
  free(writer->strip);
  free(writer);
}
