#ifndef CIMAGECODECS_H
#define CIMAGECODECS_H

// Readers and writers of one picture in memory over libpng, libjpeg and libtiff.
//
// A reader is opened on the bytes of a file, which must stay where they are until it is closed; opening
// parses the header only, so that the caller can refuse a size before any pixel memory exists. `read` then
// fills a buffer of `height * width * channels * (bits / 8)` bytes, rows from the top, native byte order.
// A writer takes rows and hands out the encoded bytes. Every function that can fail returns false or NULL
// and fills `codec_error`. The libraries' long jumps never leave this module, and nothing is printed.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum codec_status {
  CODEC_OK = 0,
  /// The bytes end before the picture does.
  CODEC_TRUNCATED,
  /// The bytes contradict the format.
  CODEC_CORRUPT,
  /// The picture has no pixels.
  CODEC_EMPTY,
  /// Decoding takes more memory or time than is allowed.
  CODEC_TOO_LARGE,
  /// A valid file of a kind that is not read.
  CODEC_UNSUPPORTED,
  /// A writer could not encode.
  CODEC_ENCODING,
} codec_status;

typedef struct codec_error {
  codec_status status;
  /// Why, as part of a sentence: printable ASCII, no full stop.
  char reason[240];
} codec_error;

typedef enum codec_resolution_unit {
  CODEC_RESOLUTION_ABSENT = 0,
  /// The two figures are an aspect ratio only.
  CODEC_RESOLUTION_ASPECT,
  CODEC_RESOLUTION_PER_INCH,
  CODEC_RESOLUTION_PER_CENTIMETRE,
  CODEC_RESOLUTION_PER_METRE,
} codec_resolution_unit;

typedef struct codec_header {
  /// Size as stored, before the orientation is applied.
  uint32_t width, height;
  /// 1 gray, 2 gray and alpha, 3 RGB, 4 RGB and alpha (straight).
  uint8_t channels;
  /// Bits a sample in the decoded buffer: 8 or 16.
  uint8_t bits;
  /// Whether the file holds one bit a pixel, black and white.
  bool bilevel;
  /// 1 to 8, as in TIFF and EXIF: which corner of the picture the first stored sample is.
  uint8_t orientation;
  codec_resolution_unit resolution_unit;
  double horizontal_resolution, vertical_resolution;
  /// The fewest bytes of file that can hold a picture of this size by the format's best compression.
  uint64_t least_file_size;
} codec_header;

/// Whether this many bytes can be allocated now.
bool codec_can_allocate(size_t size);

// PNG (ISO/IEC 15948), libpng 1.6 and libdeflate.

typedef struct codec_png_reader codec_png_reader;
codec_png_reader *codec_png_open(const uint8_t *bytes, size_t size, codec_header *header, codec_error *error);
bool codec_png_read(codec_png_reader *reader, uint8_t *pixels, codec_error *error);
/// Bytes of the picture, from its signature to what follows it, once it has been read.
size_t codec_png_size(const codec_png_reader *reader);
void codec_png_close(codec_png_reader *reader);

typedef struct codec_png_writer codec_png_writer;
/// Begins a PNG of gray, `channels` 1, in 1 or 8 bits, or of RGB, `channels` 3, in 8; resolution figures of 0 leave pHYs
/// out. `compression_level`: 0, stored, to 9.
codec_png_writer *codec_png_create(uint32_t width, uint32_t height, int channels, int bits, int compression_level,
                                   uint32_t horizontal_resolution, uint32_t vertical_resolution, bool per_metre,
                                   codec_error *error);
bool codec_png_write_row(codec_png_writer *writer, const uint8_t *row, codec_error *error);
bool codec_png_finish(codec_png_writer *writer, const uint8_t **bytes, size_t *size, codec_error *error);
void codec_png_destroy(codec_png_writer *writer);

// JPEG (ISO/IEC 10918), libjpeg.

typedef struct codec_jpeg_reader codec_jpeg_reader;
/// `max_memory` bounds the library's own memory in bytes; 0 leaves it unbounded.
codec_jpeg_reader *codec_jpeg_open(const uint8_t *bytes, size_t size, size_t max_memory, codec_header *header,
                                   codec_error *error);
/// The TIFF structure of the EXIF segment (behind "Exif\0\0"), or NULL. Lives as long as the reader.
const uint8_t *codec_jpeg_exif(const codec_jpeg_reader *reader, size_t *size);
bool codec_jpeg_read(codec_jpeg_reader *reader, int orientation, uint8_t *pixels, codec_error *error);
void codec_jpeg_close(codec_jpeg_reader *reader);

typedef struct codec_jpeg_writer codec_jpeg_writer;
/// Begins a JPEG of gray, `channels` 1, or of RGB rows, `channels` 3, with a JFIF header. `density_unit`: 0 aspect, 1 per inch, 2 per centimetre.
codec_jpeg_writer *codec_jpeg_create(uint32_t width, uint32_t height, int channels, int quality,
                                     int density_unit, uint16_t horizontal_density, uint16_t vertical_density,
                                     codec_error *error);
bool codec_jpeg_write_row(codec_jpeg_writer *writer, const uint8_t *row, codec_error *error);
bool codec_jpeg_finish(codec_jpeg_writer *writer, const uint8_t **bytes, size_t *size, codec_error *error);
void codec_jpeg_destroy(codec_jpeg_writer *writer);

// TIFF 6.0 and BigTIFF, libtiff 4.5.

typedef struct codec_tiff_reader codec_tiff_reader;
/// Opens the page whose directory begins at byte `directory`. `max_memory`: as for JPEG.
codec_tiff_reader *codec_tiff_open(const uint8_t *bytes, size_t size, uint64_t directory, size_t max_memory,
                                   codec_header *header, codec_error *error);
bool codec_tiff_read(codec_tiff_reader *reader, uint8_t *pixels, codec_error *error);
void codec_tiff_close(codec_tiff_reader *reader);

typedef struct codec_tiff_writer codec_tiff_writer;
codec_tiff_writer *codec_tiff_create(codec_error *error);
/// Begins a page: gray, `channels` 1, or RGB, `channels` 3, of 8 bits as deflate, 1 bit (1 = black) as Group 4.
/// `resolution_unit` is TIFF's: 1 none, 2 inch, 3 centimetre; 0 leaves the resolution out.
bool codec_tiff_begin_page(codec_tiff_writer *writer, uint32_t width, uint32_t height, int channels, int bits,
                           int compression_level, int resolution_unit, double horizontal_resolution,
                           double vertical_resolution, codec_error *error);
bool codec_tiff_write_row(codec_tiff_writer *writer, const uint8_t *row, codec_error *error);
bool codec_tiff_end_page(codec_tiff_writer *writer, codec_error *error);
bool codec_tiff_finish(codec_tiff_writer *writer, const uint8_t **bytes, size_t *size, codec_error *error);
void codec_tiff_destroy(codec_tiff_writer *writer);

#endif
