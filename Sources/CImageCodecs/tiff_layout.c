#include "tiff_layout.h"

#include <stdlib.h>
#include <string.h>

static bool refuse(codec_error *error, const char *what) {
  codec_fail(error, CODEC_UNSUPPORTED, "%s; save it as gray or RGB of 8 or 16 bits, with LZW or deflate", what);
  return false;
}

// Codecs that allocate by figures of their own stream (LZMA, JBIG, WebP, LERC) or are no longer kept in
// order (old-style JPEG) are left out.
static bool is_read(uint16_t compression) {
  switch (compression) {
  case COMPRESSION_NONE: case COMPRESSION_CCITTRLE: case COMPRESSION_CCITTRLEW: case COMPRESSION_CCITTFAX3:
  case COMPRESSION_CCITTFAX4: case COMPRESSION_LZW: case COMPRESSION_JPEG: case COMPRESSION_PACKBITS:
  case COMPRESSION_ADOBE_DEFLATE: case COMPRESSION_DEFLATE: case COMPRESSION_ZSTD: case COMPRESSION_NEXT:
  case COMPRESSION_THUNDERSCAN:
    return TIFFIsCODECConfigured(compression);
  default: return false;
  }
}

// The fewest bytes that can hold the page. Strips may share their data, which is what the slack is for.
static uint64_t least_file_size(const tiff_layout *layout, uint16_t compression) {
  uint64_t row = ((uint64_t)layout->width * layout->samples * layout->bits + 7) / 8;
  const uint64_t slack = 64;
  switch (compression) {
  case COMPRESSION_CCITTRLE: case COMPRESSION_CCITTRLEW: case COMPRESSION_CCITTFAX3: case COMPRESSION_CCITTFAX4:
    return layout->height / 8 / slack;
  case COMPRESSION_LZW: return row * layout->height / 4096 / slack;
  case COMPRESSION_ADOBE_DEFLATE: case COMPRESSION_DEFLATE: return row * layout->height / 1032 / slack;
  case COMPRESSION_JPEG: return (uint64_t)layout->width * layout->height / 512 / slack;
  case COMPRESSION_ZSTD: return 0;
  default: return row * layout->height / 64 / slack;
  }
}

static bool read_colours(tiff_layout *layout, TIFF *tiff, uint16_t compression, bool *inverted,
                         codec_error *error) {
  uint16_t photometric;
  if (!TIFFGetField(tiff, TIFFTAG_PHOTOMETRIC, &photometric)) {
    photometric = layout->samples >= 3 ? PHOTOMETRIC_RGB : PHOTOMETRIC_MINISBLACK;
    if (compression >= COMPRESSION_CCITTRLE && compression <= COMPRESSION_CCITTFAX4) {
      photometric = PHOTOMETRIC_MINISWHITE;
    }
  }
  layout->colour_samples = 1;
  switch (photometric) {
  case PHOTOMETRIC_MINISWHITE: *inverted = true; return true;
  case PHOTOMETRIC_MINISBLACK:
  case PHOTOMETRIC_MASK: return true;
  case PHOTOMETRIC_PALETTE: {
    uint16_t *red, *green, *blue;
    if (!TIFFGetField(tiff, TIFFTAG_COLORMAP, &red, &green, &blue)) {
      codec_fail(error, CODEC_CORRUPT, "the TIFF is damaged (a palette picture without a palette)");
      return false;
    }
    layout->colours = TIFF_PALETTE;
    layout->red = red, layout->green = green, layout->blue = blue;
    return true;
  }
  case PHOTOMETRIC_RGB:
    layout->colours = TIFF_RGB;
    layout->colour_samples = 3;
    return true;
  case PHOTOMETRIC_SEPARATED: {
    uint16_t inks = INKSET_CMYK;
    TIFFGetFieldDefaulted(tiff, TIFFTAG_INKSET, &inks);
    if (inks != INKSET_CMYK) return refuse(error, "a TIFF of other inks than CMYK is not read");
    layout->colours = TIFF_INKS;
    layout->colour_samples = 4;
    return true;
  }
  case PHOTOMETRIC_YCBCR:
    layout->colours = TIFF_RGB;
    layout->colour_samples = 3;
    if (compression == COMPRESSION_JPEG && !layout->separate) {
      TIFFSetField(tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
    } else {
      layout->by_libtiff = true;
    }
    return true;
  case PHOTOMETRIC_CIELAB:
    layout->colours = TIFF_RGB;
    layout->colour_samples = 3;
    layout->by_libtiff = true;
    return true;
  default: return refuse(error, "the TIFF's colour space is not read");
  }
}

static bool is_black_and_white(const tiff_layout *layout) {
  if (layout->bits != 1 || layout->samples != 1) return false;
  if (layout->colours != TIFF_PALETTE) return layout->colours == TIFF_GRAY;
  for (int i = 0; i < 2; i++) {
    uint16_t value = layout->red[i] >> 8;
    if (layout->green[i] >> 8 != value || layout->blue[i] >> 8 != value || (value != 0 && value != 255)) return false;
  }
  return true;
}

static void find_alpha(tiff_layout *layout, TIFF *tiff) {
  uint16_t count = 0, *kinds = NULL;
  layout->alpha = -1;
  if (!TIFFGetField(tiff, TIFFTAG_EXTRASAMPLES, &count, &kinds)) return;
  for (int i = 0; i < count && layout->colour_samples + i < layout->samples; i++) {
    if (kinds[i] == EXTRASAMPLE_ASSOCALPHA || kinds[i] == EXTRASAMPLE_UNASSALPHA) {
      layout->alpha = layout->colour_samples + i;
      layout->premultiplied = kinds[i] == EXTRASAMPLE_ASSOCALPHA;
      return;
    }
  }
}

bool tiff_layout_read(tiff_layout *layout, TIFF *tiff, codec_header *header, codec_error *error) {
  *layout = (tiff_layout){0};
  uint16_t compression, format, planar, orientation;
  if (!TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &layout->width) ||
      !TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &layout->height)) {
    codec_fail(error, CODEC_CORRUPT, "the TIFF is damaged (a page without a width or height)");
    return false;
  }
  TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &layout->bits);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &layout->samples);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_COMPRESSION, &compression);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLEFORMAT, &format);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_PLANARCONFIG, &planar);
  TIFFGetFieldDefaulted(tiff, TIFFTAG_ORIENTATION, &orientation);
  layout->tiled = TIFFIsTiled(tiff);
  layout->separate = planar == PLANARCONFIG_SEPARATE && layout->samples > 1;
  if (!is_read(compression)) {
    char what[64];
    const TIFFCodec *codec = TIFFFindCODEC(compression);
    snprintf(what, sizeof what, "TIFF compression %u (%s) is not read", compression, codec ? codec->name : "unknown");
    return refuse(error, what);
  }
  if (format != SAMPLEFORMAT_UINT && format != SAMPLEFORMAT_VOID) {
    return refuse(error, format == SAMPLEFORMAT_IEEEFP ? "a TIFF of floating-point samples is not read"
                                                       : "a TIFF of signed or complex samples is not read");
  }
  if (layout->bits < 1 || layout->bits > 16) return refuse(error, "a TIFF of over 16 bits a sample is not read");
  if (layout->samples < 1 || layout->samples > tiff_most_samples) {
    return refuse(error, "a TIFF of over 16 samples a pixel is not read");
  }
  bool inverted = false;
  if (!read_colours(layout, tiff, compression, &inverted, error)) return false;
  if (layout->samples < layout->colour_samples) {
    codec_fail(error, CODEC_CORRUPT, "the TIFF is damaged (%u samples a pixel are too few for its colours)",
               layout->samples);
    return false;
  }
  char why_not[1024];
  if (layout->by_libtiff && !TIFFRGBAImageOK(tiff, why_not)) {
    return refuse(error, "the TIFF's colour space is not read with these samples");
  }
  find_alpha(layout, tiff);
  if (layout->by_libtiff) layout->alpha = -1;
  *header = (codec_header){
      .width = layout->width,
      .height = layout->height,
      .channels = (uint8_t)((layout->colours == TIFF_GRAY ? 1 : 3) + (layout->alpha >= 0)),
      .bits = layout->bits > 8 && layout->colours != TIFF_PALETTE && !layout->by_libtiff ? 16 : 8,
      .bilevel = is_black_and_white(layout),
      .orientation = orientation >= 1 && orientation <= 8 ? (uint8_t)orientation : 1,
      .least_file_size = least_file_size(layout, compression),
  };
  const uint32_t most = (1u << layout->bits) - 1, white = header->bits == 16 ? 65535 : 255;
  layout->values = malloc(((size_t)most + 1) * sizeof *layout->values);
  if (layout->values == NULL) {
    codec_fail(error, CODEC_TOO_LARGE, "memory is exhausted");
    return false;
  }
  for (uint32_t v = 0; v <= most; v++) {
    uint32_t value = (uint32_t)(((uint64_t)v * white + most / 2) / most);
    layout->values[v] = (uint16_t)(inverted ? white - value : value);
  }
  return true;
}

void tiff_layout_free(tiff_layout *layout) { free(layout->values); }

// Samples of `bits` bits, the high bit first, to every `step`-th of the target.
static void unpack(const uint8_t *source, int bits, size_t count, uint16_t *target, size_t step) {
  if (bits == 8) {
    for (size_t i = 0; i < count; i++) target[i * step] = source[i];
  } else if (bits == 16) {
    for (size_t i = 0; i < count; i++) memcpy(target + i * step, source + 2 * i, 2);
  } else {
    uint32_t held = 0;
    int left = 0;
    for (size_t i = 0; i < count; i++) {
      while (left < bits) held = held << 8 | *source++, left += 8;
      left -= bits;
      target[i * step] = held >> left & ((1u << bits) - 1);
    }
  }
}

static void put(uint8_t *target, size_t index, unsigned value, bool wide) {
  if (wide) {
    uint16_t word = (uint16_t)value;
    memcpy(target + 2 * index, &word, 2);
  } else {
    target[index] = (uint8_t)value;
  }
}

void tiff_layout_convert(const tiff_layout *layout, const uint8_t *const *planes, size_t count, uint16_t *scratch,
                         uint8_t *target) {
  const size_t samples = layout->samples;
  const int colours = layout->colours == TIFF_GRAY ? 1 : 3, channels = colours + (layout->alpha >= 0);
  const bool wide = layout->bits > 8 && layout->colours != TIFF_PALETTE;
  const unsigned white = wide ? 65535 : 255;
  if (layout->separate) {
    for (size_t s = 0; s < samples; s++) {
      if (planes[s] != NULL) unpack(planes[s], layout->bits, count, scratch + s, samples);
    }
  } else {
    unpack(planes[0], layout->bits, count * samples, scratch, 1);
  }
  const uint16_t *values = layout->values, *pixel = scratch;
  for (size_t i = 0; i < count; i++, pixel += samples) {
    unsigned colour[3];
    if (layout->colours == TIFF_PALETTE) {
      colour[0] = layout->red[pixel[0]] >> 8;
      colour[1] = layout->green[pixel[0]] >> 8;
      colour[2] = layout->blue[pixel[0]] >> 8;
    } else if (layout->colours == TIFF_INKS) {
      unsigned black = white - values[pixel[3]];
      for (int c = 0; c < 3; c++) colour[c] = codec_flatten_ink(white - values[pixel[c]], black, white);
    } else {
      for (int c = 0; c < colours; c++) colour[c] = values[pixel[c]];
    }
    if (layout->alpha >= 0) {
      // The table may be inverted, which alpha is not.
      unsigned most = (1u << layout->bits) - 1;
      unsigned alpha = (unsigned)(((uint64_t)pixel[layout->alpha] * white + most / 2) / most);
      for (int c = 0; c < colours && layout->premultiplied && alpha > 0; c++) {
        uint64_t straight = ((uint64_t)colour[c] * white + alpha / 2) / alpha;
        colour[c] = straight < white ? (unsigned)straight : white;
      }
      put(target, i * (size_t)channels + (size_t)colours, alpha, wide);
    }
    for (int c = 0; c < colours; c++) put(target, i * (size_t)channels + (size_t)c, colour[c], wide);
  }
}
