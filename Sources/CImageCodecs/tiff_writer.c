#include <stdlib.h>
#include <string.h>

#include "tiff_memory.h"

struct codec_tiff_writer {
  tiff_memory memory;
  TIFF *tiff;
  uint32_t row;
  size_t row_bytes;
  /// A row of the writer's own: the predictor works in place.
  uint8_t *line;
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

bool codec_tiff_begin_page(codec_tiff_writer *writer, uint32_t width, uint32_t height, int bits,
                           int compression_level, int resolution_unit, double horizontal_resolution,
                           double vertical_resolution, codec_error *error) {
  TIFF *tiff = writer->tiff;
  writer->row = 0;
  writer->row_bytes = ((size_t)width * (size_t)bits + 7) / 8;
  free(writer->line);
  writer->line = malloc(writer->row_bytes);
  if (writer->line == NULL) return fail(writer, error);
  // A quarter of a megabyte a strip; Group 4 is one strip, as fax software expects.
  uint32_t rows_per_strip = width < 262144 ? 262144 / width : 1;
  bool done = TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, width) && TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, height) &&
              TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, bits) && TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, 1) &&
              TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG) &&
              TIFFSetField(tiff, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
  if (bits == 1) {
    done = done && TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_CCITTFAX4) &&
           TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE) &&
           TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, height);
  } else {
    done = done && TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_ADOBE_DEFLATE) &&
           TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISBLACK) &&
           TIFFSetField(tiff, TIFFTAG_PREDICTOR, PREDICTOR_HORIZONTAL) &&
           TIFFSetField(tiff, TIFFTAG_ZIPQUALITY, compression_level) &&
           TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, rows_per_strip);
  }
  if (resolution_unit != 0) {
    done = done && TIFFSetField(tiff, TIFFTAG_RESOLUTIONUNIT, resolution_unit) &&
           TIFFSetField(tiff, TIFFTAG_XRESOLUTION, horizontal_resolution) &&
           TIFFSetField(tiff, TIFFTAG_YRESOLUTION, vertical_resolution);
  }
  return done ? true : fail(writer, error);
}

bool codec_tiff_write_row(codec_tiff_writer *writer, const uint8_t *row, codec_error *error) {
  memcpy(writer->line, row, writer->row_bytes);
  return TIFFWriteScanline(writer->tiff, writer->line, writer->row++, 0) >= 0 ? true : fail(writer, error);
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
  free(writer->line);
  free(writer);
}
