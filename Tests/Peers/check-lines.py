#!/usr/bin/env python3
"""How much of the ink of clean drawings in fine lines is lost: contour maps, circuits, parts of machines and sketches.

Not part of the tests. Needs, on Debian: apt-get install fonts-dejavu-core; pip install numpy pillow scipy. At the top of the project:

    python3 Tests/Peers/check-lines.py -o runs/lines --seed 2

Draws four pages of each kind, of 6 by 8 inches at 100, 150, 200 and 300 dpi, with lines of 0.05 to 0.4 mm; saves them gray, in black
and white, as JPEG of quality 75, and as scans with blur and grain; cleans them, and says how much of their ink is paler by more than a
tenth or gone in all of the pixels around it, and the error, without what JPEG or the grain did. The same seed makes the same drawings.
"""

import argparse
import math
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
from pages import BINARY, clean, darkest_around, page_files, pooled_rmse, read_page, table_head, table_line
from PIL import Image, ImageDraw, ImageFont
from scipy.ndimage import gaussian_filter, zoom

FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"
RESOLUTIONS, INCHES, SCALE = (100, 150, 200, 300), (6, 8), 4
INK, PALER = 60, 26


class Sheet:
    """Paper to draw on, larger than the page by `SCALE`; lengths are in millimetres."""

    def __init__(self, dpi: int) -> None:
        self.dpi = dpi
        self.scale = dpi * SCALE / 25.4
        self.image = Image.new("L", tuple(side * dpi * SCALE for side in INCHES), 255)
        self.draw = ImageDraw.Draw(self.image)

    def pixels(self, length: float) -> int:
        return max(1, round(length * self.scale))

    def line(self, points: list[tuple[float, float]], width: float, gray: int = 0) -> None:
        places = [(x * self.scale, y * self.scale) for x, y in points]
        self.draw.line(places, fill=gray, width=self.pixels(width))

    def arc(self, x: float, y: float, radius: float, width: float, start: int = 0, end: int = 360) -> None:
        box = tuple(side * self.scale for side in (x - radius, y - radius, x + radius, y + radius))
        self.draw.arc(box, start, end, fill=0, width=self.pixels(width))

    def text(self, x: float, y: float, text: str, height: float) -> None:
        type = ImageFont.truetype(FONT, self.pixels(height))
        self.draw.text((x * self.scale, y * self.scale), text, fill=0, font=type)

    def page(self) -> Image.Image:
        return self.image.resize(tuple(side * self.dpi for side in INCHES), Image.Resampling.BOX)


WIDTH, HEIGHT = (25.4 * side for side in INCHES)


def contours(dpi: int, chance: random.Random) -> Image.Image:
    """The heights of a landscape, every fifth line thicker, with figures."""
    noise = np.random.default_rng(chance.randrange(1 << 30)).normal(size=(96, 72))
    land = gaussian_filter(noise, 7)
    land = 18 * (land - land.min()) / (land.max() - land.min())
    heights = zoom(land, (INCHES[1] * dpi / 96, INCHES[0] * dpi / 72), order=3)
    slope = np.hypot(*np.gradient(heights)) + 1e-6
    level = np.round(heights)
    distance = np.abs(heights - level) / slope
    width = chance.choice([0.1, 0.15, 0.2]) / 25.4 * dpi
    fine = np.clip(width / 2 + 0.5 - distance, 0, 1) * min(1, width)
    ink = np.where(level % 5 == 0, np.clip(width + 0.5 - distance, 0, 1), fine)
    page = Image.fromarray((255 * (1 - ink)).astype(np.uint8))
    draw, type = ImageDraw.Draw(page), ImageFont.truetype(FONT, max(7, int(2 / 25.4 * dpi)))
    for _ in range(25):
        place = (chance.randrange(page.width - 60), chance.randrange(page.height - 30))
        draw.text(place, str(chance.randrange(100, 900)), fill=0, font=type)
    return page


def circuit(dpi: int, chance: random.Random) -> Image.Image:
    """Wires, resistors, lamps and joints."""
    sheet, width = Sheet(dpi), chance.choice([0.1, 0.15, 0.2])
    for _ in range(40):
        x, y, length = chance.randrange(int(WIDTH)), chance.randrange(int(HEIGHT)), chance.randrange(10, 40)
        start, tooth = x + length / 3, length / 18
        zigzag = [(start + (2 * i + 1) * tooth, y + (-1) ** i) for i in range(6)]
        end = x + length + 12 * tooth
        sheet.line([(x, y), (start, y), *zigzag, (start + 12 * tooth, y), (end, y), (end, y + length)], width)
        sheet.text(start, y - 4, f"R{chance.randrange(99)}", 2.2)
        sheet.arc(end, y + length, 2, width)
        if chance.random() < 0.4:
            sheet.arc(x, y, 0.5, 0.5)
    return sheet.page()


def machine(dpi: int, chance: random.Random) -> Image.Image:
    """Circles with centre lines of dashes and dots, dashed circles, measures and hatched cuts."""
    sheet = Sheet(dpi)
    for _ in range(7):
        x, y, radius = chance.uniform(0, 0.75 * WIDTH), chance.uniform(0, 0.75 * HEIGHT), chance.randrange(8, 30)
        sheet.arc(x, y, radius, 0.4)
        sheet.arc(x, y, radius / 2, 0.2)
        for place in range(-radius - 6, radius + 6, 7):
            for start, end in ((place, place + 4), (place + 5, place + 5.5)):
                sheet.line([(x + start, y), (x + end, y)], 0.1)
                sheet.line([(x, y + start), (x, y + end)], 0.1)
        for angle in range(0, 360, 8):
            sheet.arc(x, y, 0.75 * radius, 0.1, angle, angle + 5)
        below = y + radius + 8
        sheet.line([(x - radius, below), (x + radius, below)], 0.1)
        for side in (-radius, radius):
            sheet.line([(x + side, y), (x + side, below + 1)], 0.1)
            sheet.line([(x + side, below), (x + 0.8 * side, below - 0.5), (x + 0.8 * side, below + 0.5)], 0.3)
        sheet.text(x - 3, below - 3, f"{2 * radius}.{chance.randrange(10)}", 2.5)
        left, top = x + radius + 3, y - radius
        sheet.line([(left, top), (left + 12, top), (left + 12, top + 20), (left, top + 20), (left, top)], 0.2)
        for step in np.arange(0, 32, 1.2):
            first = (left + max(0, step - 20), top + min(step, 20))
            sheet.line([first, (left + min(step, 12), top + max(0, step - 12))], 0.1)
    return sheet.page()


def sketch(dpi: int, chance: random.Random) -> Image.Image:
    """Curves that swell and thin out, some in pencil, and hatching."""
    sheet = Sheet(dpi)
    for _ in range(120):
        x, y, angle = chance.uniform(0, WIDTH), chance.uniform(0, HEIGHT), chance.uniform(0, 2 * math.pi)
        steps, width, gray = chance.randrange(5, 40), chance.uniform(0.05, 0.3), chance.choice([0, 0, 60, 110])
        for step in range(steps):
            angle += chance.gauss(0, 0.3)
            end = (x + 1.5 * math.cos(angle), y + 1.5 * math.sin(angle))
            sheet.line([(x, y), end], max(0.05, width * math.sin(math.pi * (step + 0.5) / steps)), gray)
            x, y = end
    for _ in range(6):
        x, y = chance.uniform(0, 0.75 * WIDTH), chance.uniform(0, 0.75 * HEIGHT)
        for stroke in range(40):
            top, bottom = x + stroke / 2 + chance.random(), x + stroke / 2 - 6 + 2 * chance.random()
            sheet.line([(top, y), (bottom, y + 10)], 0.12, chance.randrange(90, 170))
    return sheet.page()


KINDS: dict[str, Callable[[int, random.Random], Image.Image]] = {
    "contours": contours, "circuit": circuit, "machine": machine, "sketch": sketch,
}  # fmt: skip


class Form:
    """How a drawing is saved, and what of it should be left."""

    suffix, settings = ".png", {}

    def truth(self, page: np.ndarray) -> np.ndarray:
        return page

    def scan(self, truth: np.ndarray) -> np.ndarray:
        return truth


class BlackAndWhite(Form):
    def truth(self, page: np.ndarray) -> np.ndarray:
        return np.where(page > 150, 255, 0).astype(np.uint8)


class Jpeg(Form):
    suffix, settings = ".jpg", {"quality": 75}


class Scan(Form):
    """A little blurred, on paper of 93 % with a grain of 1.2 % of white."""

    def truth(self, page: np.ndarray) -> np.ndarray:
        return gaussian_filter(page.astype(float), 0.5).round().astype(np.uint8)

    def scan(self, truth: np.ndarray) -> np.ndarray:
        grain = np.random.default_rng(truth.shape[0]).normal(0, 0.012 * 255, truth.shape)
        return np.clip(0.93 * truth + grain, 0, 255).round().astype(np.uint8)


FORMS = {"gray": Form(), "black and white": BlackAndWhite(), "JPEG": Jpeg(), "scanned": Scan()}


def lost_share(drawn: np.ndarray, cleaned: np.ndarray) -> float:
    """The share of the ink that is paler or gone in all of the pixels around it."""
    ink = 255.0 - drawn
    paler = np.clip(ink - (255.0 - darkest_around(cleaned)) - PALER, 0, None)
    return float((paler * (ink > INK)).sum() / max(1, ink.sum()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", type=Path, required=True, help="folder to make; what it holds is replaced")
    parser.add_argument("--seed", type=int, default=1, help="other drawings")
    parser.add_argument("--binary", default=BINARY, help="the program")
    options = parser.parse_args()

    shutil.rmtree(options.output, ignore_errors=True)
    pages = {
        f"{kind}-{dpi}": np.asarray(draw(dpi, random.Random(f"{kind} {dpi} {options.seed}")))
        for kind, draw in KINDS.items()
        for dpi in RESOLUTIONS
    }
    drawn: dict[tuple[str, str], np.ndarray] = {}
    for form, made in FORMS.items():
        folder = options.output / form
        folder.mkdir(parents=True)
        for name, page in pages.items():
            truth = drawn[form, name] = made.truth(page)
            Image.fromarray(made.scan(truth)).save(folder / f"{name}{made.suffix}", **made.settings)
        clean(options.binary, None, [folder], options.output / "cleaned" / form)

    print(f"Drawings of seed {options.seed}: ink paler or gone, and RMSE.\n")
    print(table_head(["saved as", "drawing", *(f"{dpi} dpi" for dpi in RESOLUTIONS)]))
    for form in FORMS:
        cleaned = {path.stem: read_page(path) for path in page_files(options.output / "cleaned" / form)}
        for kind in KINDS:
            cells = []
            for name in (f"{kind}-{dpi}" for dpi in RESOLUTIONS):
                error = pooled_rmse([(cleaned[name], drawn[form, name])])
                cells.append(f"{100 * lost_share(drawn[form, name], cleaned[name]):.2f} %, {error:.3f}")
            print(table_line([form, kind, *cells]))


if __name__ == "__main__":
    main()
