#include "tiff_memory.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

static size_t file_size(const tiff_memory *memory) {
  return memory->bytes != NULL ? memory->size : memory->written.size;
}

static tmsize_t on_read(thandle_t handle, void *target, tmsize_t count) {
  tiff_memory *memory = handle;
  size_t size = file_size(memory);
  if (count <= 0 || memory->position >= size) return 0;
  size_t left = size - (size_t)memory->position;
  size_t taken = (size_t)count < left ? (size_t)count : left;
  memcpy(target, (memory->bytes != NULL ? memory->bytes : memory->written.bytes) + memory->position, taken);
  memory->position += taken;
  return (tmsize_t)taken;
}

static tmsize_t on_write(thandle_t handle, void *source, tmsize_t count) {
  tiff_memory *memory = handle;
  if (memory->bytes != NULL || count < 0 || memory->position > SIZE_MAX / 2) return -1;
  size_t end = (size_t)memory->position + (size_t)count;
  if (!codec_buffer_reserve(&memory->written, end)) return -1;
  if (memory->position > memory->written.size) {
    memset(memory->written.bytes + memory->written.size, 0, (size_t)memory->position - memory->written.size);
  }
  memcpy(memory->written.bytes + memory->position, source, (size_t)count);
  memory->position = end;
  if (end > memory->written.size) memory->written.size = end;
  return count;
}

static toff_t on_seek(thandle_t handle, toff_t offset, int whence) {
  tiff_memory *memory = handle;
  switch (whence) {
  case SEEK_CUR: offset += memory->position; break;
  case SEEK_END: offset += file_size(memory); break;
  default: break;
  }
  memory->position = offset;
  return offset;
}

static int on_close(thandle_t handle) {
  (void)handle;
  return 0;
}

static toff_t on_size(thandle_t handle) { return file_size(handle); }

static int on_map(thandle_t handle, void **base, toff_t *size) {
  tiff_memory *memory = handle;
  if (memory->bytes == NULL) return 0;
  *base = (void *)memory->bytes;
  *size = memory->size;
  return 1;
}

static void on_unmap(thandle_t handle, void *base, toff_t size) { (void)handle, (void)base, (void)size; }

static int on_error(TIFF *tiff, void *user, const char *module, const char *format, va_list arguments) {
  (void)tiff, (void)module;
  tiff_memory *memory = user;
  if (memory->message[0] == '\0') vsnprintf(memory->message, sizeof memory->message, format, arguments);
  return 1;
}

// The fax decoders and libjpeg go on after damaged data with a warning. Messages are all that tells these
// warnings from the harmless ones.
static int on_warning(TIFF *tiff, void *user, const char *module, const char *format, va_list arguments) {
  tiff_memory *memory = user;
  if (!memory->strict || memory->message[0] != '\0') return 1;
  char message[sizeof memory->message];
  vsnprintf(message, sizeof message, format, arguments);
  bool damaged = strstr(message, "remature") != NULL || strstr(message, "mismatch") != NULL ||
                 (strstr(message, "Corrupt JPEG data") != NULL && strstr(message, "extraneous") == NULL);
  if (damaged) memcpy(memory->message, message, sizeof message);
  (void)tiff, (void)module;
  return 1;
}

// A few of libtiff's messages have no handle; they would go to stderr.
static void silence(void) {
  TIFFSetErrorHandler(NULL);
  TIFFSetWarningHandler(NULL);
}

TIFF *tiff_memory_open(tiff_memory *memory, const char *mode, size_t max_single_allocation) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, silence);
  TIFFOpenOptions *options = TIFFOpenOptionsAlloc();
  if (options == NULL) return NULL;
  TIFFOpenOptionsSetErrorHandlerExtR(options, on_error, memory);
  TIFFOpenOptionsSetWarningHandlerExtR(options, on_warning, memory);
  TIFFOpenOptionsSetMaxSingleMemAlloc(options, (tmsize_t)max_single_allocation);
  TIFF *tiff = TIFFClientOpenExt("the file", mode, memory, on_read, on_write, on_seek, on_close, on_size, on_map,
                                 on_unmap, options);
  TIFFOpenOptionsFree(options);
  return tiff;
}
