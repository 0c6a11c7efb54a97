#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

#include <jerror.h>

#include "codec_common.h"

enum { chunk = 1 << 16 };

struct codec_jpeg_writer {
  struct jpeg_compress_struct jpeg;
  struct jpeg_error_mgr errors;
  struct jpeg_destination_mgr destination;
  jmp_buf jump;
  codec_error *error;
  codec_buffer output;
  bool created;
};

static void on_error(j_common_ptr jpeg) {
  codec_jpeg_writer *writer = jpeg->client_data;
  char message[JMSG_LENGTH_MAX];
  jpeg->err->format_message(jpeg, message);
  if (jpeg->err->msg_code == JERR_IMAGE_TOO_BIG) {
    codec_fail(writer->error, CODEC_ENCODING, "a JPEG has at most %ld pixels a side; use PNG or TIFF",
               (long)JPEG_MAX_DIMENSION);
  } else {
    codec_fail(writer->error, CODEC_ENCODING, "the JPEG cannot be written (%s)", message);
  }
  longjmp(writer->jump, 1);
}

static void on_message(j_common_ptr jpeg, int level) { (void)jpeg, (void)level; }

static void reserve_chunk(j_compress_ptr jpeg) {
  codec_jpeg_writer *writer = jpeg->client_data;
  if (!codec_buffer_reserve(&writer->output, writer->output.size + chunk)) {
    codec_fail(writer->error, CODEC_ENCODING, "memory is exhausted");
    longjmp(writer->jump, 1);
  }
  writer->destination.next_output_byte = writer->output.bytes + writer->output.size;
  writer->destination.free_in_buffer = chunk;
}

static boolean empty_output(j_compress_ptr jpeg) {
  codec_jpeg_writer *writer = jpeg->client_data;
  writer->output.size += chunk;
  reserve_chunk(jpeg);
  return TRUE;
}

static void term_destination(j_compress_ptr jpeg) {
  codec_jpeg_writer *writer = jpeg->client_data;
  writer->output.size += chunk - writer->destination.free_in_buffer;
}

codec_jpeg_writer *codec_jpeg_create(uint32_t width, uint32_t height, int channels, int quality,
                                     int density_unit, uint16_t horizontal_density, uint16_t vertical_density,
                                     codec_error *error) {
  codec_jpeg_writer *writer = calloc(1, sizeof *writer);
  if (writer == NULL) {
    codec_fail(error, CODEC_ENCODING, "memory is exhausted");
    return NULL;
  }
  writer->error = error;
  writer->jpeg.err = jpeg_std_error(&writer->errors);
  writer->errors.error_exit = on_error;
  writer->errors.emit_message = on_message;
  writer->jpeg.client_data = writer;
  if (setjmp(writer->jump)) {
    codec_jpeg_destroy(writer);
    return NULL;
  }
  jpeg_create_compress(&writer->jpeg);
  writer->created = true;
  writer->destination = (struct jpeg_destination_mgr){
      .init_destination = reserve_chunk,
      .empty_output_buffer = empty_output,
      .term_destination = term_destination,
  };
  writer->jpeg.dest = &writer->destination;
  writer->jpeg.image_width = width;
  writer->jpeg.image_height = height;
  writer->jpeg.input_components = channels;
  writer->jpeg.in_color_space = channels == 3 ? JCS_RGB : JCS_GRAYSCALE;
  jpeg_set_defaults(&writer->jpeg);
  // Chroma in full resolution: at half of it, thin strokes lose their colour to the paper.
  writer->jpeg.comp_info[0].h_samp_factor = writer->jpeg.comp_info[0].v_samp_factor = 1;
  jpeg_set_quality(&writer->jpeg, quality, TRUE);
  writer->jpeg.density_unit = (UINT8)density_unit;
  writer->jpeg.X_density = horizontal_density;
  writer->jpeg.Y_density = vertical_density;
  jpeg_start_compress(&writer->jpeg, TRUE);
  return writer;
}

bool codec_jpeg_write_row(codec_jpeg_writer *writer, const uint8_t *row, codec_error *error) {
  writer->error = error;
  if (setjmp(writer->jump)) return false;
  JSAMPROW rows[] = {(JSAMPROW)row};
  jpeg_write_scanlines(&writer->jpeg, rows, 1);
  return true;
}

bool codec_jpeg_finish(codec_jpeg_writer *writer, const uint8_t **bytes, size_t *size, codec_error *error) {
  writer->error = error;
  if (setjmp(writer->jump)) return false;
  jpeg_finish_compress(&writer->jpeg);
  *bytes = writer->output.bytes;
  *size = writer->output.size;
  return true;
}

void codec_jpeg_destroy(codec_jpeg_writer *writer) {
  if (writer == NULL) return;
  if (writer->created) jpeg_destroy_compress(&writer->jpeg);
  free(writer->output.bytes);
  free(writer);
}
