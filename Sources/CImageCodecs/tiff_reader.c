#include <stdlib.h>
#include <string.h>

#include "tiff_layout.h"

struct codec_tiff_reader {
  tiff_memory memory;
  TIFF *tiff;
  tiff_layout layout;
  codec_header header;
  size_t most_bytes;
  codec_error *error;
  /// The stored samples of a block, converted samples, and converted pixels.
  uint8_t *block;
  uint16_t *scratch;
  uint8_t *pixels;
};

static bool fail(codec_tiff_reader *reader, const char *otherwise) {
  const char *message = reader->memory.message[0] != '\0' ? reader->memory.message : otherwise;
  codec_fail(reader->error, CODEC_CORRUPT, "the TIFF is damaged (%s)", message);
  return false;
}

static bool fail_memory(codec_tiff_reader *reader) {
  codec_fail(reader->error, CODEC_TOO_LARGE, "decoding the TIFF takes more memory than allowed");
  return false;
}

// Every strip and tile lies inside the file.
static bool check_extents(codec_tiff_reader *reader) {
  uint32_t count = reader->layout.tiled ? TIFFNumberOfTiles(reader->tiff) : TIFFNumberOfStrips(reader->tiff);
  for (uint32_t i = 0; i < count; i++) {
    int failed = 0, failed_too = 0;
    uint64_t offset = TIFFGetStrileOffsetWithErr(reader->tiff, i, &failed);
    uint64_t bytes = TIFFGetStrileByteCountWithErr(reader->tiff, i, &failed_too);
    if (failed || failed_too) return fail(reader, "a strip has no place");
    if (offset > reader->memory.size || bytes > reader->memory.size - offset) {
      codec_fail(reader->error, CODEC_TRUNCATED, "the TIFF data ends before the picture does");
      return false;
    }
  }
  return true;
}

codec_tiff_reader *codec_tiff_open(const uint8_t *bytes, size_t size, uint64_t directory, size_t max_memory,
                                   codec_header *header, codec_error *error) {
  codec_tiff_reader *reader = calloc(1, sizeof *reader);
  if (reader == NULL) {
    codec_fail(error, CODEC_TOO_LARGE, "memory is exhausted");
    return NULL;
  }
  reader->error = error;
  reader->memory.bytes = bytes;
  reader->memory.size = size;
  const size_t gigabyte = (size_t)1 << 30;
  reader->most_bytes = max_memory > 0 ? max_memory : 4 * gigabyte;
  // "h": read no directory yet.
  reader->tiff = tiff_memory_open(&reader->memory, "rh", reader->most_bytes < gigabyte ? reader->most_bytes : gigabyte);
  if (reader->tiff == NULL || !TIFFSetSubDirectory(reader->tiff, directory)) {
    fail(reader, "its directory cannot be read");
  } else if (tiff_layout_read(&reader->layout, reader->tiff, &reader->header, error)) {
    *header = reader->header;
    return reader;
  }
  codec_tiff_close(reader);
  return NULL;
}

static bool is_damaged(const codec_tiff_reader *reader) { return reader->memory.message[0] != '\0'; }

// Converts the rows of a block to their places. `stride` is the bytes of a stored row; a separate plane
// begins every `plane_bytes`.
static void place_block(codec_tiff_reader *reader, const codec_canvas *canvas, uint32_t x, uint32_t y,
                        uint32_t columns, uint32_t rows, size_t stride, size_t plane_bytes) {
  const uint8_t *planes[tiff_most_samples] = {NULL};
  for (uint32_t row = 0; row < rows; row++) {
    const int count = reader->layout.separate ? reader->layout.samples : 1;
    for (int s = 0; s < count; s++) planes[s] = reader->block + (size_t)s * plane_bytes + row * stride;
    uint8_t *place = codec_canvas_row(canvas, y + row);
    uint8_t *target = place != NULL ? place + x * canvas->pixel_bytes : reader->pixels;
    tiff_layout_convert(&reader->layout, planes, columns, reader->scratch, target);
    if (place == NULL) codec_canvas_put(canvas, x, y + row, columns, target);
  }
}

static bool allocate(codec_tiff_reader *reader, uint64_t block_bytes, uint32_t columns) {
  const uint64_t pixel_bytes = (uint64_t)reader->header.channels * (reader->header.bits / 8);
  const uint64_t scratch_bytes = (uint64_t)columns * reader->layout.samples * 2;
  if (block_bytes > reader->most_bytes || scratch_bytes > reader->most_bytes) return fail_memory(reader);
  reader->block = malloc(block_bytes);
  reader->scratch = calloc(1, scratch_bytes);
  reader->pixels = malloc(columns * pixel_bytes);
  return reader->block != NULL && reader->scratch != NULL && reader->pixels != NULL ? true : fail_memory(reader);
}

// Strips of interleaved samples, a row at a time.
static bool read_rows(codec_tiff_reader *reader, const codec_canvas *canvas) {
  const tiff_layout *layout = &reader->layout;
  const uint64_t stride = ((uint64_t)layout->width * layout->samples * layout->bits + 7) / 8;
  if (TIFFScanlineSize64(reader->tiff) != stride) return fail(reader, "its rows have an unexpected size");
  if (!allocate(reader, stride, layout->width)) return false;
  for (uint32_t y = 0; y < layout->height; y++) {
    if (TIFFReadScanline(reader->tiff, reader->block, y, 0) < 0 || is_damaged(reader)) {
      return fail(reader, "a row cannot be read");
    }
    place_block(reader, canvas, 0, y, layout->width, 1, stride, 0);
  }
  return true;
}

// Strips of separate planes: the strips of all planes that hold the same rows at once.
static bool read_separate_strips(codec_tiff_reader *reader, const codec_canvas *canvas) {
  const tiff_layout *layout = &reader->layout;
  uint32_t rows_per_strip = 0;
  TIFFGetFieldDefaulted(reader->tiff, TIFFTAG_ROWSPERSTRIP, &rows_per_strip);
  if (rows_per_strip == 0 || rows_per_strip > layout->height) rows_per_strip = layout->height;
  const uint64_t stride = ((uint64_t)layout->width * layout->bits + 7) / 8;
  const uint64_t plane_bytes = stride * rows_per_strip;
  if (TIFFScanlineSize64(reader->tiff) != stride) return fail(reader, "its rows have an unexpected size");
  if (!allocate(reader, plane_bytes * layout->samples, layout->width)) return false;
  for (uint32_t y = 0; y < layout->height; y += rows_per_strip) {
    uint32_t rows = layout->height - y < rows_per_strip ? layout->height - y : rows_per_strip;
    for (uint16_t s = 0; s < layout->samples; s++) {
      tmsize_t expected = (tmsize_t)(stride * rows);
      uint32_t strip = TIFFComputeStrip(reader->tiff, y, s);
      tmsize_t got = TIFFReadEncodedStrip(reader->tiff, strip, reader->block + s * plane_bytes, expected);
      if (got != expected || is_damaged(reader)) return fail(reader, "a strip cannot be read");
    }
    place_block(reader, canvas, 0, y, layout->width, rows, stride, plane_bytes);
    if (layout->height - y <= rows_per_strip) break;
  }
  return true;
}

static bool read_tiles(codec_tiff_reader *reader, const codec_canvas *canvas) {
  const tiff_layout *layout = &reader->layout;
  uint32_t tile_width = 0, tile_height = 0;
  TIFFGetField(reader->tiff, TIFFTAG_TILEWIDTH, &tile_width);
  TIFFGetField(reader->tiff, TIFFTAG_TILELENGTH, &tile_height);
  const uint32_t planes = layout->separate ? layout->samples : 1;
  const uint64_t stride = ((uint64_t)tile_width * (layout->separate ? 1 : layout->samples) * layout->bits + 7) / 8;
  const uint64_t tile_bytes = TIFFTileSize64(reader->tiff);
  if (tile_width == 0 || tile_height == 0 || tile_bytes / tile_height != stride || tile_bytes % tile_height != 0) {
    return fail(reader, "its tiles have an unexpected size");
  }
  // A tile may be larger than a small picture, but not without bound.
  const uint64_t picture = (uint64_t)layout->width * layout->height * layout->samples * 2;
  if (tile_bytes * planes > 4 * picture + (64u << 20)) return fail_memory(reader);
  if (!allocate(reader, tile_bytes * planes, tile_width < layout->width ? tile_width : layout->width)) return false;
  for (uint64_t y = 0; y < layout->height; y += tile_height) {
    uint32_t rows = layout->height - y < tile_height ? (uint32_t)(layout->height - y) : tile_height;
    for (uint64_t x = 0; x < layout->width; x += tile_width) {
      uint32_t columns = layout->width - x < tile_width ? (uint32_t)(layout->width - x) : tile_width;
      for (uint32_t s = 0; s < planes; s++) {
        uint32_t tile = TIFFComputeTile(reader->tiff, (uint32_t)x, (uint32_t)y, 0, (uint16_t)s);
        tmsize_t got =
            TIFFReadEncodedTile(reader->tiff, tile, reader->block + s * tile_bytes, (tmsize_t)tile_bytes);
        if (got != (tmsize_t)tile_bytes || is_damaged(reader)) return fail(reader, "a tile cannot be read");
      }
      place_block(reader, canvas, (uint32_t)x, (uint32_t)y, columns, rows, stride, tile_bytes);
    }
  }
  return true;
}

static bool read_by_libtiff(codec_tiff_reader *reader, const codec_canvas *canvas) {
  const tiff_layout *layout = &reader->layout;
  const uint64_t bytes = (uint64_t)layout->width * layout->height * 4;
  if (bytes > reader->most_bytes) return fail_memory(reader);
  char message[1024] = "";
  TIFFRGBAImage image;
  if (!TIFFRGBAImageBegin(&image, reader->tiff, 1, message)) return fail(reader, message);
  // The rows as they are stored; the canvas turns them.
  image.req_orientation = image.orientation;
  uint32_t *raster = malloc(bytes);
  reader->pixels = malloc((size_t)layout->width * 3);
  bool done = raster != NULL && reader->pixels != NULL;
  if (!done) {
    fail_memory(reader);
  } else if (!TIFFRGBAImageGet(&image, raster, layout->width, layout->height) || is_damaged(reader)) {
    done = fail(reader, "its pixels cannot be read");
  }
  for (uint32_t y = 0; done && y < layout->height; y++) {
    for (uint32_t x = 0; x < layout->width; x++) {
      uint32_t pixel = raster[(size_t)y * layout->width + x];
      reader->pixels[3 * x] = (uint8_t)TIFFGetR(pixel);
      reader->pixels[3 * x + 1] = (uint8_t)TIFFGetG(pixel);
      reader->pixels[3 * x + 2] = (uint8_t)TIFFGetB(pixel);
    }
    codec_canvas_put(canvas, 0, y, layout->width, reader->pixels);
  }
  free(raster);
  TIFFRGBAImageEnd(&image);
  return done;
}

bool codec_tiff_read(codec_tiff_reader *reader, uint8_t *pixels, codec_error *error) {
  reader->error = error;
  const tiff_layout *layout = &reader->layout;
  const codec_header *header = &reader->header;
  const codec_canvas canvas = {pixels, layout->width, layout->height,
                               (size_t)header->channels * (header->bits / 8), header->orientation};
  // What libtiff found odd about the directory and read nonetheless is no damage.
  reader->memory.message[0] = '\0';
  if (!check_extents(reader)) return false;
  reader->memory.message[0] = '\0';
  reader->memory.strict = true;
  if (layout->by_libtiff) return read_by_libtiff(reader, &canvas);
  if (layout->tiled) return read_tiles(reader, &canvas);
  return layout->separate ? read_separate_strips(reader, &canvas) : read_rows(reader, &canvas);
}

void codec_tiff_close(codec_tiff_reader *reader) {
  if (reader == NULL) return;
  if (reader->tiff != NULL) TIFFClose(reader->tiff);
  tiff_layout_free(&reader->layout);
  free(reader->block);
  free(reader->scratch);
  free(reader->pixels);
  free(reader);
}
