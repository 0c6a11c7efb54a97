#!/usr/bin/env python3
"""Draws clean pages of what the networks were not trained on: other scripts, formulas, music, plans, codes, puzzles and charts.

Not part of the tests. Needs, on Debian: apt-get install fonts-noto-core fonts-freefont-ttf fonts-dejavu-core
fonts-wqy-microhei fonts-ipafont-mincho; pip install pillow numpy scipy. Draw pages, degrade them, clean them, and see which
letters and marks are gone, at the top of the project:

    python3 Tests/Peers/draw-pages.py -o runs/drawn/clean
    .build/release/cleanpage degrade runs/drawn/clean -o runs/drawn/dirty --seed 2
    .build/release/cleanpage runs/drawn/dirty -o cleaned
    python3 Tests/Peers/check-letters.py --dirty runs/drawn/dirty --clean runs/drawn/clean --cleaned cleaned

Three pages of each kind, of 1200 by 900 pixels at 200 dpi, whose letters and figures are small, larger and large. Words are letters at
random. The same kind and number make the same page.
"""

import argparse
import random
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT, MARGIN = 1200, 900, 60
FONTS = Path("/usr/share/fonts")
NOTO, SANS = "truetype/noto/", "truetype/dejavu/DejaVuSans.ttf"
SYMBOLS = "𝑎𝑏𝑐𝑥𝑦𝑧𝛼𝛽𝛾∑∫∏√∞≤≥≠∈∂∇→⇒±×÷"


def letters(first: int, last: int) -> list[str]:
    return [chr(code) for code in range(first, last + 1)]


def marked(bases: list[str], marks: str) -> list[str]:
    """Each letter alone and with each of some marks."""
    return [base + mark for base in bases for mark in ["", *marks]]


SCRIPTS: dict[str, tuple[str, list[str]]] = {
    "arabic": (NOTO + "NotoNaskhArabic-Regular.ttf", letters(0x627, 0x63A) + letters(0x641, 0x64A)),
    "armenian": (NOTO + "NotoSansArmenian-Regular.ttf", letters(0x561, 0x586)),
    "bengali": (NOTO + "NotoSansBengali-Regular.ttf", marked(letters(0x995, 0x9A8), "\u09be\u09c7")),
    "chinese": ("truetype/wqy/wqy-microhei.ttc", letters(0x4E00, 0x5800)),
    "cyrillic": ("truetype/freefont/FreeSerif.ttf", letters(0x430, 0x44F) + ["ё"]),
    "devanagari": (NOTO + "NotoSerifDevanagari-Regular.ttf", marked(letters(0x915, 0x939), "\u093e\u093f\u0940\u0947\u0902")),
    "ethiopic": (NOTO + "NotoSansEthiopic-Regular.ttf", letters(0x1200, 0x1246)),
    "georgian": (NOTO + "NotoSansGeorgian-Regular.ttf", letters(0x10D0, 0x10F0)),
    "greek": ("truetype/freefont/FreeSerif.ttf", letters(0x3B1, 0x3C9) + letters(0x1F00, 0x1F07) + letters(0x1F70, 0x1F7D)),
    "hebrew": (NOTO + "NotoSerifHebrew-Regular.ttf", marked(letters(0x5D0, 0x5EA), "\u05b8\u05b4")),
    "japanese": ("opentype/ipafont-mincho/ipam.ttf", letters(0x3041, 0x3093) + list("日月火水木金土山川田人口目耳手足")),
    "khmer": (NOTO + "NotoSansKhmer-Regular.ttf", letters(0x1780, 0x17A2)),
    "tamil": (NOTO + "NotoSansTamil-Regular.ttf", marked(list("கசடதபறயரலவழளஞஙனநமண"), "\u0bbe\u0bcd")),
    "thai": (NOTO + "NotoSerifThai-Regular.ttf", marked(letters(0xE01, 0xE2E), "\u0e31\u0e34\u0e48")),
    "tibetan": (NOTO + "NotoSerifTibetan-Regular.ttf", letters(0xF40, 0xF47) + letters(0xF49, 0xF69)),
    "urdu": (NOTO + "NotoNastaliqUrdu-Regular.ttf", letters(0x627, 0x63A) + letters(0x641, 0x64A)),
    "vietnamese": ("truetype/dejavu/DejaVuSerif.ttf", list("aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩị")),
}
WITHOUT_BLANKS = {"chinese", "japanese"}
HIGH_LINES = {"tibetan", "urdu"}


def font(name: str, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / name), int(size))


def script(name: str, draw: ImageDraw.ImageDraw, step: int, chance: random.Random) -> None:
    """Lines of words of a script."""
    file, alphabet = SCRIPTS[name]
    size = [22, 30, 44][step]
    type = font(file, size)
    ends = ["", "", "", "，", "。"] if name in WITHOUT_BLANKS else [" ", " ", " ", ", ", ". "]
    pitch = int(size * (2.6 if name in HIGH_LINES else 1.6))
    for top in range(40, HEIGHT - 60 - pitch, pitch):
        line = ""
        while draw.textlength(line, font=type) < WIDTH - 2 * MARGIN - 20 and len(line) < 200:
            line += "".join(chance.choice(alphabet) for _ in range(chance.randint(1, 7))) + chance.choice(ends)
        while draw.textlength(line, font=type) > WIDTH - 2 * MARGIN:
            line = line[:-1]
        draw.text((MARGIN, top), line, font=type, fill=0)


def formulas(draw: ImageDraw.ImageDraw, step: int, chance: random.Random) -> None:
    """Symbols with exponents and indices, and fractions."""
    size = [24, 32, 44][step]
    large, small = font(NOTO + "NotoSansMath-Regular.ttf", size), font(NOTO + "NotoSansMath-Regular.ttf", 0.6 * size)
    for top in range(MARGIN, HEIGHT - 150, int(2.8 * size)):
        x = float(MARGIN)
        while x < WIDTH - 200:
            kind = chance.random()
            if kind < 0.2:
                parts = ["".join(chance.choice(SYMBOLS) for _ in range(3)) for _ in range(2)]
                length = max(draw.textlength(part, font=large) for part in parts)
                for part, below in zip(parts, (-0.7, 0.7)):
                    draw.text((x, top + below * size), part, font=large, fill=0)
                draw.line((x, top + 0.75 * size, x + length, top + 0.75 * size), fill=0, width=max(1, size // 20))
                x += length + 8
                continue
            symbol = chance.choice(SYMBOLS) + (chance.choice("=+-−·,.;") if kind > 0.6 else "")
            draw.text((x, top), symbol, font=large, fill=0)
            x += draw.textlength(symbol, font=large)
            if kind < 0.7:
                index = chance.choice("𝑖𝑗𝑘2n13′*")
                draw.text((x, top + chance.choice([0.5, -0.1]) * size), index, font=small, fill=0)
                x += draw.textlength(index, font=small) + 3


def music(draw: ImageDraw.ImageDraw, step: int, chance: random.Random) -> None:
    """Staves of notes, full and half ones, some dotted."""
    gap = [9, 12, 16][step]
    for top in range(80, HEIGHT - 8 * gap, 11 * gap):
        for line in range(5):
            draw.line((50, top + line * gap, WIDTH - 50, top + line * gap), fill=0, width=1 if gap < 12 else 2)
        draw.text((55, top - gap), "𝄞", font=font(NOTO + "NotoMusic-Regular.ttf", 4 * gap), fill=0)
        x = 110
        while x < WIDTH - 90:
            place = chance.randint(-2, 9)
            y = top + place * gap / 2
            inside = 0 if chance.random() < 0.7 else 255
            draw.ellipse((x, y - 0.45 * gap, x + 1.25 * gap, y + 0.45 * gap), fill=inside, outline=0, width=2)
            stem, end = (x + 1.2 * gap, y - 3.4 * gap) if place > 4 else (x, y + 3.4 * gap)
            draw.line((stem, y, stem, end), fill=0, width=2)
            if chance.random() < 0.3:
                draw.ellipse((x + 1.7 * gap, y - 2, x + 1.7 * gap + 4, y + 2), fill=0)
            if chance.random() < 0.12:
                draw.line((x + 3 * gap, top, x + 3 * gap, top + 4 * gap), fill=0, width=2)
                x += gap
            x += chance.choice([3, 4]) * gap


def crossword(draw: ImageDraw.ImageDraw, step: int, chance: random.Random) -> None:
    """Squares, some black, with numbers and letters."""
    side = [28, 40, 56][step]
    small, large = font(SANS, side // 4 + 2), font(SANS, 5 * side / 8)
    for x in range(MARGIN, MARGIN + 15 * side, side):
        for y in range(40, min(40 + 15 * side, HEIGHT - 20 - side), side):
            if chance.random() < 0.2:
                draw.rectangle((x, y, x + side, y + side), fill=0)
                continue
            draw.rectangle((x, y, x + side, y + side), outline=0)
            if chance.random() < 0.3:
                draw.text((x + 2, y + 1), str(chance.randint(1, 99)), font=small, fill=0)
            elif chance.random() < 0.3:
                draw.text((x + 0.3 * side, y + 0.2 * side), chance.choice("ABCDEFG"), font=large, fill=0)


def plan(draw: ImageDraw.ImageDraw, step: int, chance: random.Random) -> None:
    """Boxes, hatched, dotted or with an ellipse, measures above them, and a thin line across all."""
    for _ in range(14):
        x, y, width, height = (chance.randint(*ends) for ends in [(40, 900), (40, 700), (60, 260), (50, 180)])
        draw.rectangle((x, y, x + width, y + height), outline=0, width=chance.choice([1, 1, 2, 4]))
        kind = chance.choice(["hatched", "dotted", "ellipse", "empty"])
        if kind == "hatched":
            for start in range(-height, width, [6, 9, 14][step]):
                left, top = max(start, 0), max(-start, 0)
                length = min(width - left, height - top)
                draw.line((x + left, y + top, x + left + length, y + top + length), fill=0)
        elif kind == "dotted":
            for _ in range(width * height // 60):
                draw.point((x + chance.randint(0, width), y + chance.randint(0, height)), fill=0)
        elif kind == "ellipse":
            draw.ellipse((x + 5, y + 5, x + width - 5, y + height - 5), outline=0)
            draw.line((x - 20, y + height // 2, x + width + 20, y + height // 2), fill=0)
        for ends in [(x, y - 14, x + width, y - 14), (x, y - 18, x, y - 4), (x + width, y - 18, x + width, y - 4)]:
            draw.line(ends, fill=0)
        draw.text((x + width // 2 - 12, y - 30), str(10 * width), font=font(SANS, 14), fill=0)
    x, y = chance.randint(0, WIDTH), chance.randint(0, HEIGHT)
    for _ in range(60):
        end = (x + chance.randint(-40, 50), y + chance.randint(-40, 40))
        draw.line((x, y, *end), fill=0)
        x, y = end


def codes(draw: ImageDraw.ImageDraw, step: int, chance: random.Random) -> None:
    """Bar codes and codes of squares, and boxes to be ticked with leaders."""
    unit = [2, 3, 4][step]
    type = font(SANS, 18)
    for number in range(6):
        left, top = MARGIN + number % 3 * 380, MARGIN + number // 3 * 420
        if number % 2:
            x = left
            while x < left + 280:
                width = chance.randint(1, 4) * unit // 2 + 1
                draw.rectangle((x, top, x + width - 1, top + 120), fill=0)
                x += width + chance.randint(1, 4) * unit // 2 + 1
        else:
            for place in range(29 * 29):
                if chance.random() < 0.5:
                    x, y = left + place % 29 * 2 * unit, top + place // 29 * 2 * unit
                    draw.rectangle((x, y, x + 2 * unit - 1, y + 2 * unit - 1), fill=0)
        for row in range(4):
            y = top + 270 + 28 * row
            draw.rectangle((left, y, left + 14, y + 14), outline=0)
            if chance.random() < 0.5:
                draw.line((left + 2, y + 2, left + 12, y + 12), fill=0, width=2)
                draw.line((left + 12, y + 2, left + 2, y + 12), fill=0, width=2)
            draw.text((left + 24, y - 3), f"Option {row} ......... {chance.randint(1, 999)}", font=type, fill=0)


def chart(draw: ImageDraw.ImageDraw, step: int, chance: random.Random) -> None:
    """Bars of several grays, with and without an outline, on axes with figures."""
    type = font(SANS, [14, 18, 24][step])
    for base, outline in [(400, None), (800, 0)]:
        draw.line((MARGIN, base, WIDTH - MARGIN, base), fill=0, width=2)
        draw.line((MARGIN, base - 320, MARGIN, base), fill=0, width=2)
        for number, gray in enumerate([40, 80, 120, 150, 180, 200, 215]):
            x, height = MARGIN + 30 + 150 * number, chance.randint(60, 300)
            draw.rectangle((x, base - height, x + chance.randint(40, 90), base - 2), fill=gray, outline=outline)
            draw.text((x, base + 8), str(1900 + number), font=type, fill=0)


FIGURES: dict[str, Callable[[ImageDraw.ImageDraw, int, random.Random], None]] = {
    "formulas": formulas, "music": music, "crossword": crossword, "plan": plan, "codes": codes, "chart": chart,
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", type=Path, required=True, help="folder to make")
    output = parser.parse_args().output
    output.mkdir(parents=True, exist_ok=True)
    for kind in [*SCRIPTS, *FIGURES]:
        for step in range(3):
            page = Image.new("L", (WIDTH, HEIGHT), 255)
            draw, chance = ImageDraw.Draw(page), random.Random(f"{kind} {step}")
            if kind in FIGURES:
                FIGURES[kind](draw, step, chance)
            else:
                script(kind, draw, step, chance)
            page.save(output / f"{kind}-{step:05}.png", dpi=(200, 200))


if __name__ == "__main__":
    main()
