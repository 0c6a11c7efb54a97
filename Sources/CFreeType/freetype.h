// FreeType's C interface, found through pkg-config's `freetype2`.
#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H
