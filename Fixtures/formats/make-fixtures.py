#!/usr/bin/env python3
"""Makes the image files of this folder and manifest.json, which says what each must decode to.

The pictures are computed here; the files are written by encoders other than ours: Netpbm, ImageMagick,
pngcrush, libjpeg-turbo's and libtiff's tools, Pillow, tifffile and imagecodecs. The expected pixels (*.raw,
rows from the top, samples interleaved, 16 bits little-endian) come from the computed pictures, never from a
decoder. Running the tests needs none of this.

    apt install netpbm imagemagick pngcrush libjpeg-turbo-progs libtiff-tools
    pip install numpy pillow tifffile imagecodecs
    python3 make-fixtures.py
"""

import io
import json
import pathlib
import struct
import subprocess

import imagecodecs
import numpy as np
import tifffile
from PIL import Image

HERE = pathlib.Path(__file__).parent
W, H = 23, 17
manifest = []
known = {}


def run(*command, data=b""):
    if command[0] == "convert":
        command = (*command[:-1], "-define", "png:exclude-chunks=date,time", command[-1])
    return subprocess.run(command, input=data, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=True).stdout


def expect(pixels):
    """Stores expected pixels once and returns their description."""
    pixels = np.ascontiguousarray(pixels)
    if pixels.ndim == 2:
        pixels = pixels[..., None]
    data = pixels.astype("<u2" if pixels.dtype == np.uint16 else np.uint8).tobytes()
    key = (pixels.shape, pixels.dtype.str, data)
    if key not in known:
        known[key] = f"expected-{len(known):02}.raw"
        (HERE / known[key]).write_bytes(data)
    height, width, channels = pixels.shape
    bits = 16 if pixels.dtype == np.uint16 else 8
    return {"expected": known[key], "width": width, "height": height, "channels": channels, "bits": bits}


def add(name, data, *pictures, tolerance=0, bilevel=False, resolution=None):
    """Stores a file and what its pages are."""
    (HERE / name).write_bytes(data)
    pages = []
    for index, picture in enumerate(pictures):
        page = expect(picture)
        page["bilevel"] = bilevel[index] if isinstance(bilevel, list) else bilevel
        if resolution:
            page["resolution"] = dict(zip(("horizontal", "vertical", "unit"), resolution))
        pages.append(page)
    manifest.append({"file": name, "tolerance": tolerance, "pages": pages})


# Pictures ----------------------------------------------------------------------------------------------

y, x = np.mgrid[0:H, 0:W]


def plane(bits, kind):
    """A plane of `bits` bits with every kind of neighbourhood: slopes, edges, a disc, noise."""
    most = (1 << bits) - 1
    slope = (x * (kind + 1) * 7 + y * 11) % 97 / 96
    disc = (x - 6 - 2 * kind) ** 2 + (y - 8) ** 2 < 20
    noise = np.random.default_rng(bits * 10 + kind).random((H, W))
    value = np.where(disc, 0, np.where(x > 15, noise, slope))
    value[0, 0], value[0, 1] = 0, 1
    return np.rint(value * most).astype(np.uint16)


def widen(values, bits):
    """What a decoder makes of samples of `bits` bits: 8 or 16, rounded to nearest."""
    most, white, kind = (1 << bits) - 1, *((255, np.uint8) if bits <= 8 else (65535, np.uint16))
    return ((values.astype(np.uint64) * white + most // 2) // most).astype(kind)


def stack(bits, channels):
    return np.stack([plane(bits, c) for c in range(channels)], -1)


bit = plane(1, 0)
gray8, gray16 = plane(8, 0).astype(np.uint8), plane(16, 0)
rgb8, rgb16 = stack(8, 3).astype(np.uint8), stack(16, 3)
rgba8, rgba16 = stack(8, 4).astype(np.uint8), stack(16, 4)
graya8, graya16 = stack(8, 2).astype(np.uint8), stack(16, 2)
cmyk8, cmyk16 = stack(8, 4).astype(np.uint8), stack(16, 4)


def flatten_inks(cmyk):
    white = 65535 if cmyk.dtype == np.uint16 else 255
    inks, black = white - cmyk[..., :3].astype(np.uint64), white - cmyk[..., 3:].astype(np.uint64)
    return ((inks * black + white // 2) // white).astype(cmyk.dtype)


def pam(pixels, most):
    if pixels.ndim == 2:
        pixels = pixels[..., None]
    kind = {1: "GRAYSCALE", 2: "GRAYSCALE_ALPHA", 3: "RGB", 4: "RGB_ALPHA"}[pixels.shape[2]]
    if most == 1 and pixels.shape[2] == 1:
        kind = "BLACKANDWHITE"
    height, width, depth = pixels.shape
    head = f"P7\nWIDTH {width}\nHEIGHT {height}\nDEPTH {depth}\nMAXVAL {most}\nTUPLTYPE {kind}\nENDHDR\n"
    return head.encode() + pixels.astype(">u2" if most > 255 else np.uint8).tobytes()


def pnm(pixels, most):
    head = f"P{6 if pixels.ndim == 3 else 5}\n{pixels.shape[1]} {pixels.shape[0]}\n{most}\n"
    return head.encode() + pixels.astype(">u2" if most > 255 else np.uint8).tobytes()


def pbm(black):
    return f"P4\n{black.shape[1]} {black.shape[0]}\n".encode() + np.packbits(black.astype(bool), axis=1).tobytes()


# PNM ---------------------------------------------------------------------------------------------------

bilevel8 = widen(bit, 1)
add("p4.pbm", pbm(1 - bit), bilevel8, bilevel=True)
add("p1.pbm", run("pnmtoplainpnm", data=pbm(1 - bit)), bilevel8, bilevel=True)
for most, bits in ((255, 8), (15, 4), (65535, 16), (4095, 12)):
    gray, colour = plane(bits, 0), stack(bits, 3)
    add(f"p5-{most}.pgm", pnm(gray, most), widen(gray, bits))
    add(f"p6-{most}.ppm", pnm(colour, most), widen(colour, bits))
    add(f"p2-{most}.pgm", run("pnmtoplainpnm", data=pnm(gray, most)), widen(gray, bits))
add("p3-255.ppm", run("pnmtoplainpnm", data=pnm(rgb8, 255)), rgb8)
add("p7-bilevel.pam", pam(bit, 1), bilevel8, bilevel=True)
add("p7-gray-alpha.pam", pam(graya8, 255), graya8)
add("p7-rgba-16.pam", pam(rgba16, 65535), rgba16)
add("several.pnm", pnm(gray8, 255) + pbm(1 - bit) + pnm(rgb16, 65535), gray8, bilevel8, rgb16,
    bilevel=[False, True, False])

# PNG ---------------------------------------------------------------------------------------------------


def png(name, data, depth, colour_type, interlace, *pictures, **more):
    assert (data[24], data[25], data[28]) == (depth, colour_type, interlace), (name, data[24:29].hex())
    add(name, data, *pictures, **more)


for interlace in (0, 1):
    netpbm = ["pnmtopng", "-force"] + ["-interlace"] * interlace
    magick = ["-interlace", "PNG" if interlace else "none"]
    suffix = "-adam7.png" if interlace else ".png"
    for depth in (1, 2, 4, 8, 16):
        gray = plane(depth, 0)
        data = pbm(1 - gray) if depth == 1 else pnm(gray, (1 << depth) - 1)
        png(f"gray-{depth}{suffix}", run(*netpbm, data=data), depth, 0, interlace, widen(gray, depth),
            bilevel=depth == 1)
    for depth, colour in ((8, rgb8), (16, rgb16)):
        png(f"rgb-{depth}{suffix}", run(*netpbm, data=pnm(colour, (1 << depth) - 1)), depth, 2, interlace, colour)
    for depth, pixels, kind in ((8, graya8, 4), (16, graya16, 4), (8, rgba8, 6), (16, rgba16, 6)):
        name = ("gray-alpha" if kind == 4 else "rgba") + f"-{depth}{suffix}"
        data = run("convert", "pam:-", *magick, "-define", f"png:color-type={kind}", "-define",
                   f"png:bit-depth={depth}", "png:-", data=pam(pixels, (1 << depth) - 1))
        png(name, data, depth, kind, interlace, pixels)
    for depth in (1, 2, 4, 8):
        colours = np.random.default_rng(depth).integers(0, 256, (1 << depth, 3)).astype(np.uint8)
        picture = Image.fromarray(plane(depth, 1).astype(np.uint8), "P")
        picture.putpalette(colours.tobytes())
        target = io.BytesIO()
        picture.save(target, "PNG", bits=depth)
        data = target.getvalue()
        if interlace:
            # Netpbm makes a palette of its own of so few colours.
            data = run("pnmtopng", "-interlace", data=pnm(colours[plane(depth, 1)], 255))
        png(f"palette-{depth}{suffix}", data, depth, 3, interlace, colours[plane(depth, 1)])

target = io.BytesIO()
palette = Image.fromarray(plane(2, 1).astype(np.uint8), "P")
palette.putpalette(bytes([10, 20, 30, 200, 100, 50, 0, 255, 0, 90, 90, 90]))
palette.save(target, "PNG", bits=2, transparency=bytes([0, 128, 255, 77]))
colours = np.array([[10, 20, 30, 0], [200, 100, 50, 128], [0, 255, 0, 255], [90, 90, 90, 77]], np.uint8)
png("palette-transparent.png", target.getvalue(), 2, 3, 0, colours[plane(2, 1)])
clear = rgb8.copy()
clear[:5, :5] = (1, 2, 3)
data = run("pnmtopng", "-force", "-transparent", "rgb:01/02/03", data=pnm(clear, 255))
alpha = np.where((clear == (1, 2, 3)).all(-1), 0, 255).astype(np.uint8)
png("rgb-transparent.png", data, 8, 2, 0, np.dstack([clear, alpha]))
target = io.BytesIO()
Image.fromarray(gray8).save(target, "PNG", transparency=int(gray8[5, 5]))
alpha = np.where(gray8 == gray8[5, 5], 0, 255).astype(np.uint8)
png("gray-transparent.png", target.getvalue(), 8, 0, 0, np.dstack([gray8, alpha]))
add("black-and-white-palette.png",
    run("convert", "pbm:-", "-define", "png:color-type=3", "-define", "png:bit-depth=1", "png:-",
        data=pbm(1 - bit)), np.dstack([bilevel8] * 3), bilevel=True)
add("per-metre.png", run("pnmtopng", "-force", "-size", "11811 5906 1", data=pnm(gray8, 255)), gray8,
    resolution=(11811, 5906, "perMetre"))
add("aspect.png", run("pnmtopng", "-force", "-size", "3 2 0", data=pnm(gray8, 255)), gray8,
    resolution=(3, 2, "none"))
(HERE / "in.tmp").write_text("Title A line of text\nComment Another one\n")
add("gamma-and-text.png",
    run("pnmtopng", "-force", "-gamma", "0.45", "-ztxt", str(HERE / "in.tmp"), data=pnm(gray8, 255)), gray8)
for method in (1, 4, 9):
    (HERE / "in.tmp").write_bytes((HERE / "rgb-8.png").read_bytes())
    run("pngcrush", "-q", "-m", str(method), str(HERE / "in.tmp"), str(HERE / "out.tmp"))
    add(f"crushed-{method}.png", (HERE / "out.tmp").read_bytes(), rgb8)

# TIFF --------------------------------------------------------------------------------------------------


def tiff(pixels, **options):
    target = io.BytesIO()
    tifffile.imwrite(target, pixels, metadata=None, software=None, **options)
    return target.getvalue()


def tool(data, *command):
    """Runs one of libtiff's tools, which work on files."""
    (HERE / "in.tmp").write_bytes(data)
    (HERE / "out.tmp").unlink(missing_ok=True)
    run(*command, str(HERE / "in.tmp"), str(HERE / "out.tmp"))
    return (HERE / "out.tmp").read_bytes()


def tagged(pixels, bits, order="<", photometric=1, extra=()):
    """An uncompressed TIFF of any depth, its samples packed from the high bit on (tifffile packs none)."""
    if pixels.ndim == 2:
        pixels = pixels[..., None]
    height, width, samples = pixels.shape
    shifts = np.arange(bits - 1, -1, -1)
    flat = pixels.reshape(height, -1, 1) >> shifts & 1
    strip = np.packbits(flat.reshape(height, -1).astype(np.uint8), axis=1).tobytes()
    if bits == 16:
        strip = pixels.astype(order + "u2").tobytes()
    tags = [(256, 3, [width]), (257, 3, [height]), (258, 3, [bits] * samples), (259, 3, [1]),
            (262, 3, [photometric]), (273, 4, [0]), (277, 3, [samples]), (278, 3, [height]),
            (279, 4, [len(strip)])] + list(extra)
    place = 8 + 2 + 12 * len(tags) + 4
    entries, tail = b"", b""
    for tag, kind, values in sorted(tags):
        data = struct.pack(order + str(len(values)) + {3: "H", 4: "I"}[kind], *values)
        if tag == 273:
            entries += struct.pack(order + "HHI", tag, kind, 1) + b"OFFS"
        elif len(data) <= 4:
            entries += struct.pack(order + "HHI", tag, kind, len(values)) + data.ljust(4, b"\0")
        else:
            entries += struct.pack(order + "HHII", tag, kind, len(values), place + len(tail))
            tail += data
    entries = entries.replace(b"OFFS", struct.pack(order + "I", place + len(tail)))
    head = {"<": b"II*\0", ">": b"MM\0*"}[order] + struct.pack(order + "IH", 8, len(tags))
    return head + entries + b"\0\0\0\0" + tail + strip


for bits in range(1, 17):
    gray = plane(bits, 0)
    add(f"gray-{bits}.tif", tagged(gray, bits, "<" if bits % 2 else ">"), widen(gray, bits), bilevel=bits == 1)
for bits in (2, 4, 5, 8, 10, 12, 16):
    add(f"rgb-{bits}.tif", tagged(stack(bits, 3), bits, ">", 2), widen(stack(bits, 3), bits))
for bits in (1, 2, 4, 8, 16):
    gray = plane(bits, 0)
    white = (1 << bits) - 1
    add(f"white-is-zero-{bits}.tif", tagged(white - gray, bits, "<", 0), widen(gray, bits), bilevel=bits == 1)
for bits in (1, 2, 4, 8):
    table = np.random.default_rng(bits).integers(0, 256, (1 << bits, 3))
    colour_map = (320, 3, list((table * 257).T.reshape(-1)))
    add(f"palette-{bits}.tif", tagged(plane(bits, 1), bits, "<", 3, [colour_map]),
        table[plane(bits, 1)].astype(np.uint8))

schemes = {"none": [], "lzw": ["lzw"], "lzw-predictor": ["lzw:2"], "deflate": ["zip"], "zstd": ["zstd"],
           "deflate-predictor": ["zip:2"], "packbits": ["packbits"]}
sources = {"gray": (tiff(gray8), gray8), "gray-16": (tiff(gray16), gray16), "rgb": (tiff(rgb8, photometric="rgb"), rgb8)}
for scheme, option in schemes.items():
    for kind, (source, pixels) in sources.items():
        add(f"{kind}-{scheme}.tif", tool(source, "tiffcp", "-c", (option or ["none"])[0], "-r", "4"), pixels)
bilevel_tiff = tagged(1 - bit, 1, "<", 0)
for scheme in ("g3", "g3:1d", "g3:2d", "g3:2d:fill", "g4", "lzw", "packbits"):
    data = tool(bilevel_tiff, "tiffcp", "-c", scheme, "-r", "6")
    add(f"bilevel-{scheme.replace(':', '-')}.tif", data, bilevel8, bilevel=True)
add("bilevel-g4-lsb-first.tif", tool(bilevel_tiff, "tiffcp", "-c", "g4", "-f", "lsb2msb"), bilevel8, bilevel=True)
add("bilevel-g4-black-is-zero.tif", tool(tagged(bit, 1), "tiffcp", "-c", "g4"), bilevel8, bilevel=True)
add("rgb-big-endian.tif", tool(sources["rgb"][0], "tiffcp", "-B", "-c", "zip"), rgb8)
add("gray-16-bigtiff.tif", tool(sources["gray-16"][0], "tiffcp", "-8", "-B", "-c", "lzw"), gray16)
for scheme in ("none", "zip:2", "lzw"):
    name = scheme.replace(":", "-")
    add(f"rgb-tiled-{name}.tif", tool(sources["rgb"][0], "tiffcp", "-t", "-w", "16", "-l", "16", "-c", scheme), rgb8)
    add(f"rgb-planes-{name}.tif", tool(sources["rgb"][0], "tiffcp", "-p", "separate", "-r", "5", "-c", scheme), rgb8)
add("gray-16-tiled.tif", tiff(gray16, tile=(16, 16), compression="zlib"), gray16)
add("rgb-16-tiled-planes.tif",
    tiff(np.moveaxis(rgb16, -1, 0), tile=(16, 16), compression="zlib", photometric="rgb", planarconfig="separate"), rgb16)
add("rgba.tif", tiff(rgba8, photometric="rgb", extrasamples=["unassalpha"]), rgba8)
add("rgba-16-planes.tif",
    tiff(np.moveaxis(rgba16, -1, 0), photometric="rgb", extrasamples=["unassalpha"], planarconfig="separate"), rgba16)
add("gray-alpha-16.tif", tiff(graya16, photometric="minisblack", planarconfig="contig", extrasamples=["unassalpha"]), graya16)
add("rgb-unspecified-extra.tif", tiff(rgba8, photometric="rgb", extrasamples=["unspecified"]), rgba8[..., :3])
solid = np.dstack([rgb8, np.where(x < 12, 255, 51).astype(np.uint8)])
premultiplied = solid.copy()
premultiplied[..., :3] = solid[..., :3] // 5 * (solid[..., 3:] // 51)
straight = solid.copy()
straight[..., :3] = solid[..., :3] // 5 * 5
add("rgba-premultiplied.tif", tiff(premultiplied, photometric="rgb", extrasamples=["assocalpha"]), straight)
add("cmyk.tif", tiff(cmyk8, photometric="separated"), flatten_inks(cmyk8))
add("cmyk-16-planes.tif", tiff(np.moveaxis(cmyk16, -1, 0), photometric="separated", planarconfig="separate"),
    flatten_inks(cmyk16))
add("per-inch.tif", tiff(gray8, resolution=((300, 1), (600, 1)), resolutionunit="INCH"), gray8,
    resolution=(300, 600, "perInch"))
add("per-centimetre.tif", tiff(gray8, resolution=((11811, 100), (59055, 1000)), resolutionunit="CENTIMETER"), gray8,
    resolution=(118.11, 59.055, "perCentimetre"))
add("aspect.tif", tiff(gray8, resolution=((3, 1), (2, 1)), resolutionunit="NONE"), gray8, resolution=(3, 2, "none"))
pages = io.BytesIO()
with tifffile.TiffWriter(pages) as writer:
    writer.write(gray8, metadata=None)
    writer.write(gray8[::2, ::2], metadata=None, subfiletype=1)
    writer.write(rgb16, metadata=None, compression="lzw", photometric="rgb")
    writer.write(bit.astype(bool), metadata=None, photometric="minisblack")
add("several-and-a-thumbnail.tif", pages.getvalue(), gray8, rgb16, bilevel8, bilevel=[False, False, True])

# How the stored picture is turned so that the upright one is `gray8`.
turns = {1: lambda a: a, 2: np.fliplr, 3: lambda a: np.rot90(a, 2), 4: np.flipud, 5: lambda a: a.swapaxes(0, 1),
         6: lambda a: np.rot90(a, 1), 7: lambda a: np.rot90(a, 2).swapaxes(0, 1), 8: lambda a: np.rot90(a, 3)}
for orientation, turn in turns.items():
    stored = np.ascontiguousarray(turn(rgb8))
    add(f"orientation-{orientation}.tif",
        tiff(stored, photometric="rgb", extratags=[(274, 3, 1, orientation, True)], resolution=((300, 1), (200, 1)),
             resolutionunit="INCH"), rgb8,
        resolution=(300, 200, "perInch") if orientation < 5 else (200, 300, "perInch"))

# JPEG --------------------------------------------------------------------------------------------------

smooth = np.stack([(60 + 3 * x + 2 * y), (220 - 4 * x + y), (120 + 2 * x - 3 * y)], -1).astype(np.uint8)
smooth_gray = smooth[..., 0]
color_ppm, gray_pgm = pnm(smooth, 255), pnm(smooth_gray, 255)
for name, options in {"baseline": ["-sample", "1x1"], "subsampled": ["-sample", "2x2"],
                      "progressive": ["-progressive", "-sample", "2x1"], "restart": ["-restart", "1"],
                      "arithmetic": ["-arithmetic", "-sample", "1x1"], "rgb": ["-rgb"]}.items():
    add(f"{name}.jpg", run("cjpeg", "-quality", "98", *options, data=color_ppm), smooth, tolerance=10)
add("gray.jpg", run("cjpeg", "-quality", "98", "-grayscale", data=gray_pgm), smooth_gray, tolerance=3)
add("gray-progressive.jpg", run("cjpeg", "-quality", "98", "-grayscale", "-progressive", data=gray_pgm), smooth_gray,
    tolerance=3)


def density(data, unit, horizontal, vertical):
    assert data[6:10] == b"JFIF"
    return data[:13] + struct.pack(">BHH", unit, horizontal, vertical) + data[18:]


gray_jpeg = (HERE / "gray.jpg").read_bytes()
add("per-inch.jpg", density(gray_jpeg, 1, 300, 150), smooth_gray, tolerance=3, resolution=(300, 150, "perInch"))
add("per-centimetre.jpg", density(gray_jpeg, 2, 118, 118), smooth_gray, tolerance=3,
    resolution=(118, 118, "perCentimetre"))
add("aspect.jpg", density(gray_jpeg, 0, 3, 2), smooth_gray, tolerance=3, resolution=(3, 2, "none"))

inks = np.dstack([smooth, (20 + x + y).astype(np.uint8)])
target = io.BytesIO()
Image.fromarray(inks, "CMYK").save(target, "JPEG", quality=98, subsampling=0)
adobe = target.getvalue()
add("cmyk-adobe.jpg", adobe, flatten_inks(inks), tolerance=8)
place = adobe.index(b"\xff\xee")
plain = adobe[:place] + adobe[place + 2 + struct.unpack(">H", adobe[place + 2:place + 4])[0]:]
add("cmyk-without-adobe.jpg", plain, flatten_inks(255 - inks), tolerance=8)
ycck = imagecodecs.jpeg8_encode(255 - inks, level=98, colorspace="CMYK", outcolorspace="YCCK", subsampling="444")
assert b"Adobe" in ycck
add("ycck-adobe.jpg", ycck, flatten_inks(inks), tolerance=10)

for orientation, turn in turns.items():
    exif = Image.Exif()
    exif[274] = orientation
    exif[282], exif[283], exif[296] = 240.0, 120.0, 2
    target = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(turn(smooth))).save(target, "JPEG", quality=98, subsampling=0, exif=exif)
    add(f"orientation-{orientation}.jpg", target.getvalue(), smooth, tolerance=10,
        resolution=(240, 120, "perInch") if orientation < 5 else (120, 240, "perInch"))

wide = np.repeat(np.repeat(smooth, 3, 0), 3, 1)
for name, pixels, photometric in (("ycbcr", wide, "rgb"), ("gray", wide[..., 0], "minisblack")):
    source = tiff(pixels, photometric=photometric)
    add(f"jpeg-{name}.tif", tool(source, "tiffcp", "-c", "jpeg:98", "-r", "16"), pixels, tolerance=14)
    # Whole tiles of the coloured one: the encoder's padding bleeds into subsampled colour.
    whole = pixels[:32, :64] if name == "ycbcr" else pixels
    source = tiff(whole, photometric=photometric)
    add(f"jpeg-{name}-tiled.tif", tool(source, "tiffcp", "-c", "jpeg:98", "-t", "-w", "32", "-l", "32"), whole,
        tolerance=14)
add("jpeg-rgb.tif", tool(tiff(wide, photometric="rgb"), "tiffcp", "-c", "jpeg:r:98", "-r", "16"), wide, tolerance=14)
flat = np.broadcast_to(np.array([200, 80, 60], np.uint8), (H, W, 3))
add("ycbcr-uncompressed.tif",
    tagged(np.asarray(Image.fromarray(np.ascontiguousarray(flat)).convert("YCbCr")), 8, "<", 6, [(530, 3, [1, 1])]),
    flat, tolerance=4)

# Lab by another white point and rounding than libtiff's: near, not equal.
add("lab.tif", run("convert", "ppm:-", "-colorspace", "Lab", "-depth", "8", "tiff:-", data=color_ppm), smooth, tolerance=20)

for name in ("in.tmp", "out.tmp"):
    (HERE / name).unlink(missing_ok=True)
(HERE / "manifest.json").write_text(json.dumps(manifest, indent=0) + "\n")
print(len(manifest), "files,", sum(f.stat().st_size for f in HERE.iterdir()), "bytes")
