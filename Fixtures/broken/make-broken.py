#!/usr/bin/env python3
"""Makes the broken files and bombs of this folder and manifest.json, which says how each must be refused.

Needs only Python and the good files of ../formats. Running the tests needs none of this.

    python3 make-broken.py
"""

import json
import pathlib
import struct
import zlib

HERE = pathlib.Path(__file__).parent
GOOD = HERE.parent / "formats"
manifest = []


def add(name, kind, data):
    """Stores a file that has to be refused with an error of this kind."""
    (HERE / name).write_bytes(data)
    manifest.append({"file": name, "kind": kind})


def good(name):
    return (GOOD / name).read_bytes()


def patched(data, place, new):
    return data[:place] + new + data[place + len(new):]


add("empty.png", "empty", b"")
add("text.png", "unknownFormat", b"This is no picture.\n")
add("document.pdf", "unknownFormat", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n")
add("zeros.tif", "unknownFormat", bytes(64))

# PNG ---------------------------------------------------------------------------------------------------

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width, height, pixels, depth=8, colour=0, before=b""):
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
    return SIGNATURE + header + before + chunk(b"IDAT", zlib.compress(pixels, 9)) + chunk(b"IEND", b"")


whole = good("rgb-8.png")
add("signature-only.png", "truncated", SIGNATURE)
add("half.png", "truncated", whole[:len(whole) // 2])
add("without-end.png", "truncated", whole[:-12])
add("few-rows.png", "truncated", png(23, 17, bytes(24 * 9)))
add("zero-width.png", "empty", png(0, 17, b""))
add("zero-height.png", "empty", png(23, 0, b""))
add("wrong-checksum.png", "corrupt", patched(whole, len(whole) - 16, b"\0\0\0\0"))
add("no-deflate.png", "corrupt", SIGNATURE + whole[8:33] + chunk(b"IDAT", b"no deflate stream") + chunk(b"IEND", b""))
add("bad-depth.png", "corrupt", png(23, 17, bytes(24 * 17), depth=3))
add("without-palette.png", "corrupt", png(23, 17, bytes(24 * 17), colour=3))
add("without-data.png", "corrupt", whole[:33] + chunk(b"IEND", b""))
add("sixty-thousand-square.png", "tooLarge", png(60000, 60000, b"")[:100])
add("twenty-thousand-square.png", "truncated", png(20000, 20000, b"")[:100])
add("two-thousand-million-wide.png", "tooLarge", png(0x7FFFFFFF, 1, b"", depth=16, colour=6))
add("more-than-its-header.png", "corrupt", png(23, 17, bytes(24 * 17 + 1000)))
add("inflates-to-eighty-megabytes.png", "corrupt", png(23, 17, bytes(80 << 20)))

# JPEG --------------------------------------------------------------------------------------------------


def segments(data):
    """The marker segments of a JPEG, each with its entropy-coded data."""
    parts, place = [], 2
    while place < len(data) and data[place + 1] != 0xD9:
        end = place + 2 + struct.unpack(">H", data[place + 2:place + 4])[0]
        if data[place + 1] == 0xDA:
            while data[end] != 0xFF or data[end + 1] == 0 or 0xD0 <= data[end + 1] <= 0xD7:
                end += 1
        parts.append(data[place:end])
        place = end
    return parts


def sized(data, width, height):
    for part in segments(data):
        if part[1] in (0xC0, 0xC2):
            return data.replace(part, part[:5] + struct.pack(">HH", height, width) + part[9:])
    raise ValueError("no frame")


baseline, progressive = good("baseline.jpg"), good("gray-progressive.jpg")
frame = next(p for p in segments(baseline) if p[1] == 0xC0)
add("start-only.jpg", "truncated", baseline[:3])
add("half.jpg", "truncated", baseline[:len(baseline) // 2])
add("half-progressive.jpg", "truncated", progressive[:len(progressive) * 2 // 3])
add("without-end.jpg", "truncated", baseline[:-2])
add("cut-and-ended.jpg", "corrupt", baseline[:-60] + b"\xff\xd9")
add("zero-height.jpg", "empty", sized(baseline, 23, 0))
add("zero-width.jpg", "empty", sized(baseline, 0, 17))
add("without-scan.jpg", "corrupt", baseline[:baseline.index(b"\xff\xda")] + b"\xff\xd9")
add("twelve-bits.jpg", "unsupported", baseline.replace(frame, patched(frame, 4, b"\x0c")))
add("lossless.jpg", "unsupported", baseline.replace(frame, patched(frame, 1, b"\xc3")))
add("sixty-thousand-square.jpg", "tooLarge", sized(baseline, 60000, 60000))
add("twenty-thousand-square.jpg", "truncated", sized(good("gray.jpg"), 20000, 20000))
before = progressive[:progressive.index(b"\xff\xda")]
scan = next(p for p in segments(progressive) if p[1] == 0xDA)
add("thousand-scans.jpg", "tooLarge", before + scan * 1000 + b"\xff\xd9")
entropy = baseline.index(b"\xff\xda") + 14
add("damaged-data.jpg", "corrupt", patched(baseline, entropy + 20, b"\xff\0" * 20))

# TIFF --------------------------------------------------------------------------------------------------


def tiff(tags, data=b"", following=None, start=8, values=b""):
    """A directory at byte 8, `values` behind it, then the strip; tag values are (type, count, number)."""
    place = start + 2 + 12 * len(tags) + 4
    entries = b""
    for tag, (kind, count, number) in sorted(tags.items()):
        if number == "data":
            number = place + len(values)
        elif number == "values":
            number = place
        entries += struct.pack("<HHI", tag, kind, count)
        entries += struct.pack("<HH" if kind == 3 and count == 1 else "<I", *([number, 0] if kind == 3 and count == 1 else [number]))
    head = b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", len(tags))
    return head + entries + struct.pack("<I", following or 0) + values + data


def tags(width=23, height=17, strip=23 * 17, **changed):
    """The tags of an uncompressed gray picture, changed by number ("t259=(3, 1, 5)")."""
    table = {256: (4, 1, width), 257: (4, 1, height), 258: (3, 1, 8), 259: (3, 1, 1), 262: (3, 1, 1),
             273: (4, 1, "data"), 277: (3, 1, 1), 278: (4, 1, height), 279: (4, 1, strip)}
    table.update({int(key[1:]): value for key, value in changed.items()})
    return {key: value for key, value in table.items() if value is not None}


pixels = bytes(range(23)) * 17
add("header-only.tif", "truncated", b"II*\0")
add("no-directory.tif", "empty", b"II*\0\0\0\0\0")
add("directory-outside.tif", "truncated", b"II*\0\xff\xff\0\0" + bytes(16))
add("half.tif", "truncated", tiff(tags(), pixels[:100]))
add("cut-directory.tif", "truncated", tiff(tags(), pixels)[:60])
add("second-directory-outside.tif", "truncated", tiff(tags(), pixels, following=100000))
add("directory-loop.tif", "corrupt", tiff(tags(), pixels, following=8))
second = len(tiff(tags(), pixels))
add("directory-loop-of-two.tif", "corrupt",
    tiff(tags(), pixels, following=second) + struct.pack("<HHHII", 1, 256, 4, 1, 23) + struct.pack("<I", 8))
add("zero-width.tif", "empty", tiff(tags(width=0), pixels))
add("zero-height.tif", "empty", tiff(tags(height=0), pixels))
add("without-width.tif", "corrupt", tiff(tags(t256=None), pixels))
add("without-strips.tif", "corrupt", tiff(tags(t273=None, t279=None), pixels))
add("sixty-thousand-square.tif", "tooLarge", tiff(tags(60000, 60000), b""))
add("twenty-thousand-square.tif", "truncated", tiff(tags(20000, 20000, 400000000), b""))
add("twenty-thousand-square-deflate.tif", "truncated",
    tiff(tags(20000, 20000, 20, t259=(3, 1, 8)), zlib.compress(bytes(20))))
add("count-bomb.tif", "truncated", tiff(tags(t273=(4, 0xFFFFFFFF, 8), t279=(4, 0xFFFFFFFF, 8)), pixels))
add("samples-bomb.tif", "unsupported", tiff(tags(t277=(3, 1, 65535), t258=(3, 1, 8)), pixels))
add("tile-bomb.tif", "tooLarge",
    tiff(tags(t273=None, t278=None, t279=None, t322=(4, 1, 65536), t323=(4, 1, 65536), t324=(4, 1, "data"),
              t325=(4, 1, 391)), pixels))
add("one-row-strips-bomb.tif", "corrupt", tiff(tags(1, 400000000, t278=(4, 1, 1)), pixels))
add("strip-outside.tif", "truncated", tiff(tags(t273=(4, 1, 0xFFFFFF00)), pixels))
add("floating-point.tif", "unsupported",
    tiff(tags(strip=23 * 17 * 4, t258=(3, 1, 32), t339=(3, 1, 3)), pixels * 4))
add("signed.tif", "unsupported", tiff(tags(t339=(3, 1, 2)), pixels))
add("jbig.tif", "unsupported", tiff(tags(t259=(3, 1, 34661)), pixels))
add("old-jpeg.tif", "unsupported", tiff(tags(t259=(3, 1, 6)), pixels))
add("damaged-lzw.tif", "corrupt", tiff(tags(strip=64, t259=(3, 1, 5)), b"\xfe\xdc\xba\x98" * 16))
add("damaged-deflate.tif", "corrupt", tiff(tags(strip=64, t259=(3, 1, 8)), b"\xfe\xdc\xba\x98" * 16))
add("damaged-packbits.tif", "corrupt", tiff(tags(strip=6, t259=(3, 1, 32773)), b"\x7f\x01\x02\x03\x04\x05"))
add("damaged-jpeg.tif", "corrupt", tiff(tags(strip=64, t259=(3, 1, 7)), b"\xff\xd8\xff\xda" * 16))
add("damaged-group-4.tif", "corrupt",
    tiff(tags(strip=6, t258=(3, 1, 1), t259=(3, 1, 4), t262=(3, 1, 0)), b"\x00\x0e\x5a\x13\x37\x00"))

# PNM ---------------------------------------------------------------------------------------------------

add("half.pgm", "truncated", b"P5\n23 17\n255\n" + pixels[:200])
add("sixty-thousand-square.pgm", "tooLarge", b"P5\n60000 60000\n255\n" + bytes(80))
add("twenty-thousand-square.pbm", "truncated", b"P4\n20000 20000\n" + bytes(80))
add("second-picture-cut.pnm", "truncated", b"P5\n23 17\n255\n" + pixels + b"P5\n23 17\n255\n" + pixels[:200])
add("over-its-maximum.pgm", "corrupt", b"P5\n23 17\n20\n" + pixels)

(HERE / "manifest.json").write_text(json.dumps(manifest, indent=0) + "\n")
print(len(manifest), "files,", sum(f.stat().st_size for f in HERE.iterdir()), "bytes")
