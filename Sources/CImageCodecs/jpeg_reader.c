#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>

#include <jerror.h>

#include "codec_common.h"

enum {
  /// An encoder writes about ten scans; each costs a pass over the whole picture.
  most_scans = 100,
};

/// The most scans times pixels: sixteen scans of the largest page that is read.
static const uint64_t most_scanned_pixels = 10000000000;

struct codec_jpeg_reader {
  struct jpeg_decompress_struct jpeg;
  struct jpeg_error_mgr errors;
  struct jpeg_source_mgr source;
  struct jpeg_progress_mgr progress;
  jmp_buf jump;
  codec_error *error;
  bool created;
  uint8_t *row;
};

_Noreturn static void leave(j_common_ptr jpeg, codec_status status, const char *reason) {
  codec_jpeg_reader *reader = jpeg->client_data;
  codec_fail(reader->error, status, "%s", reason);
  longjmp(reader->jump, 1);
}

static void on_error(j_common_ptr jpeg) {
  char message[JMSG_LENGTH_MAX], reason[JMSG_LENGTH_MAX + 40];
  jpeg->err->format_message(jpeg, message);
  switch (jpeg->err->msg_code) {
  case JERR_EMPTY_IMAGE: leave(jpeg, CODEC_EMPTY, "the JPEG header says 0 pixels");
  case JERR_BAD_PRECISION:
  case JERR_SOF_UNSUPPORTED:
  case JERR_ARITH_NOTIMPL:
  case JERR_CONVERSION_NOTIMPL:
    snprintf(reason, sizeof reason, "this kind of JPEG is not read (%s)", message);
    leave(jpeg, CODEC_UNSUPPORTED, reason);
  case JERR_OUT_OF_MEMORY:
  case JERR_NO_BACKING_STORE: leave(jpeg, CODEC_TOO_LARGE, "decoding the JPEG takes more memory than allowed");
  default:
    snprintf(reason, sizeof reason, "the JPEG is damaged (%s)", message);
    leave(jpeg, CODEC_CORRUPT, reason);
  }
}

// libjpeg goes on after damaged data with a warning and gray blocks; a page of which a part is lost is an
// error here. Other warnings leave the picture whole.
static void on_message(j_common_ptr jpeg, int level) {
  if (level >= 0) return;
  switch (jpeg->err->msg_code) {
  case JWRN_HIT_MARKER:
  case JWRN_HUFF_BAD_CODE:
  case JWRN_ARITH_BAD_CODE:
  case JWRN_MUST_RESYNC:
  case JWRN_JPEG_EOF: on_error(jpeg);
  default: break;
  }
}

static void on_progress(j_common_ptr jpeg) {
  j_decompress_ptr decompress = (j_decompress_ptr)jpeg;
  uint64_t scans = (uint64_t)decompress->input_scan_number;
  uint64_t pixels = (uint64_t)decompress->image_width * decompress->image_height;
  if (scans > most_scans || (scans > 1 && scans * pixels > most_scanned_pixels)) {
    leave(jpeg, CODEC_TOO_LARGE, "the JPEG has too many scans, over 100 or over ten thousand million pixels");
  }
}

static void init_source(j_decompress_ptr jpeg) { (void)jpeg; }

static boolean fill_input(j_decompress_ptr jpeg) {
  leave((j_common_ptr)jpeg, CODEC_TRUNCATED, "the JPEG data ends before the picture does");
}

static void skip_input(j_decompress_ptr jpeg, long count) {
  if (count <= 0) return;
  if ((size_t)count > jpeg->src->bytes_in_buffer) fill_input(jpeg);
  jpeg->src->next_input_byte += count;
  jpeg->src->bytes_in_buffer -= (size_t)count;
}

static void term_source(j_decompress_ptr jpeg) { (void)jpeg; }

static void choose_colours(j_decompress_ptr jpeg, codec_header *header) {
  switch (jpeg->jpeg_color_space) {
  case JCS_GRAYSCALE:
    jpeg->out_color_space = JCS_GRAYSCALE;
    header->channels = 1;
    return;
  case JCS_YCbCr:
  case JCS_RGB:
    jpeg->out_color_space = JCS_RGB;
    header->channels = 3;
    return;
  case JCS_CMYK:
  case JCS_YCCK:
    jpeg->out_color_space = JCS_CMYK;
    header->channels = 3;
    return;
  default: {
    char reason[80];
    snprintf(reason, sizeof reason, "a JPEG of %d colour components is not read", jpeg->num_components);
    leave((j_common_ptr)jpeg, CODEC_UNSUPPORTED, reason);
  }
  }
}

static void read_density(const struct jpeg_decompress_struct *jpeg, codec_header *header) {
  if (!jpeg->saw_JFIF_marker || jpeg->X_density == 0 || jpeg->Y_density == 0) return;
  // JFIF always has figures; equal ones without a unit say nothing.
  if (jpeg->density_unit == 0 && jpeg->X_density == jpeg->Y_density) return;
  if (jpeg->density_unit > 2) return;
  static const codec_resolution_unit units[] = {CODEC_RESOLUTION_ASPECT, CODEC_RESOLUTION_PER_INCH,
                                                CODEC_RESOLUTION_PER_CENTIMETRE};
  header->resolution_unit = units[jpeg->density_unit];
  header->horizontal_resolution = jpeg->X_density;
  header->vertical_resolution = jpeg->Y_density;
}

codec_jpeg_reader *codec_jpeg_open(const uint8_t *bytes, size_t size, size_t max_memory, codec_header *header,
                                   codec_error *error) {
  *header = (codec_header){.bits = 8, .orientation = 1};
  codec_jpeg_reader *reader = calloc(1, sizeof *reader);
  if (reader == NULL) {
    codec_fail(error, CODEC_TOO_LARGE, "memory is exhausted");
    return NULL;
  }
  reader->error = error;
  reader->jpeg.err = jpeg_std_error(&reader->errors);
  reader->errors.error_exit = on_error;
  reader->errors.emit_message = on_message;
  reader->jpeg.client_data = reader;
  if (setjmp(reader->jump)) {
    codec_jpeg_close(reader);
    return NULL;
  }
  jpeg_create_decompress(&reader->jpeg);
  reader->created = true;
  if (max_memory > 0) reader->jpeg.mem->max_memory_to_use = max_memory > INT64_MAX ? INT64_MAX : (long)max_memory;
  reader->source = (struct jpeg_source_mgr){
      .next_input_byte = bytes,
      .bytes_in_buffer = size,
      .init_source = init_source,
      .fill_input_buffer = fill_input,
      .skip_input_data = skip_input,
      .resync_to_restart = jpeg_resync_to_restart,
      .term_source = term_source,
  };
  reader->jpeg.src = &reader->source;
  reader->progress.progress_monitor = on_progress;
  reader->jpeg.progress = &reader->progress;
  jpeg_save_markers(&reader->jpeg, JPEG_APP0 + 1, 0xFFFF);
  jpeg_read_header(&reader->jpeg, TRUE);
  header->width = reader->jpeg.image_width;
  header->height = reader->jpeg.image_height;
  choose_colours(&reader->jpeg, header);
  read_density(&reader->jpeg, header);
  // A block of 64 pixels takes a bit of Huffman code at the least; arithmetic code can go far lower.
  uint64_t pixels = (uint64_t)header->width * header->height;
  header->least_file_size = pixels / (reader->jpeg.arith_code ? 1u << 20 : 512);
  return reader;
}

const uint8_t *codec_jpeg_exif(const codec_jpeg_reader *reader, size_t *size) {
  static const char tag[6] = "Exif\0";
  for (jpeg_saved_marker_ptr marker = reader->jpeg.marker_list; marker != NULL; marker = marker->next) {
    if (marker->data_length > sizeof tag && memcmp(marker->data, tag, sizeof tag) == 0) {
      *size = marker->data_length - sizeof tag;
      return marker->data + sizeof tag;
    }
  }
  *size = 0;
  return NULL;
}

// CMYK to RGB without a profile. Adobe's files hold the inks inverted, 255 for none.
static void flatten_inks(uint8_t *target, const uint8_t *source, uint32_t width, bool inverted) {
  const unsigned flip = inverted ? 0 : 255;
  for (uint32_t x = 0; x < width; x++, source += 4, target += 3) {
    unsigned black = source[3] ^ flip;
    for (int ink = 0; ink < 3; ink++) target[ink] = (uint8_t)codec_flatten_ink(source[ink] ^ flip, black, 255);
  }
}

bool codec_jpeg_read(codec_jpeg_reader *reader, int orientation, uint8_t *pixels, codec_error *error) {
  reader->error = error;
  if (setjmp(reader->jump)) return false;
  j_decompress_ptr jpeg = &reader->jpeg;
  jpeg_start_decompress(jpeg);
  const bool inks = jpeg->out_color_space == JCS_CMYK;
  const size_t channels = jpeg->out_color_space == JCS_GRAYSCALE ? 1 : 3;
  const codec_canvas canvas = {pixels, jpeg->output_width, jpeg->output_height, channels, orientation};
  // Room for a row of four inks and, behind it, of three colours.
  reader->row = malloc((size_t)jpeg->output_width * 7);
  if (reader->row == NULL) leave((j_common_ptr)jpeg, CODEC_TOO_LARGE, "memory is exhausted");
  while (jpeg->output_scanline < jpeg->output_height) {
    uint32_t y = jpeg->output_scanline;
    uint8_t *place = codec_canvas_row(&canvas, y);
    JSAMPROW row = inks || place == NULL ? reader->row : place;
    jpeg_read_scanlines(jpeg, &row, 1);
    if (inks) {
      uint8_t *colours = reader->row + (size_t)jpeg->output_width * 4;
      flatten_inks(colours, row, jpeg->output_width, jpeg->saw_Adobe_marker);
      row = colours;
    }
    if (row != place) codec_canvas_put(&canvas, 0, y, jpeg->output_width, row);
  }
  // Up to the end marker, so that a file cut behind its last row is noticed too.
  jpeg_finish_decompress(jpeg);
  return true;
}

void codec_jpeg_close(codec_jpeg_reader *reader) {
  if (reader == NULL) return;
  if (reader->created) jpeg_destroy_decompress(&reader->jpeg);
  free(reader->row);
  free(reader);
}
