#!/usr/bin/env python3
"""What is left of the dark ground around sheets that are smaller than the scanner's glass, and which letters go with it.

Not part of the tests. Needs: pip install numpy pillow scipy. Make clean pages with Fixtures/synthesis/make-reading-pages.sh, and run
this at the top of the project:

    python3 Tests/Peers/check-ground.py runs/reading/degradations96 -o runs/ground --seed 1 [--binary FILE]

Lays pages on black and gray ground, with narrow and wide ground around them, at one side or at two; even, askew, with worn edges, and
askew, worn and torn; cleans them, and says which share of all pixels is dark where nothing is on the clean page, before and after, and
how many areas of ink of six pixels and more are gone. The same seed makes the same pages.
"""

import argparse
import random
import shutil
from collections import defaultdict
from pathlib import Path

import numpy as np
from pages import BINARY, clean, darkest_around, page_files, read_page, write_page
from PIL import Image, ImageDraw, ImageFilter
from scipy import ndimage

# How much wider the ground is than the sheet, as shares of its sides: above, below, to the left and right.
MARGINS = {
    "around": (0.08, 0.08, 0.08, 0.08),
    "wide": (0.2, 0.2, 0.25, 0.25),
    "corner": (0, 0.3, 0, 0.35),
    "one side": (0, 0, 0, 0.3),
    "narrow": (0, 0.05, 0, 0.06),
}
GROUNDS = (0.05, 0.25, 0.45)
# How far an edge strays in pixels, by how many degrees a sheet is turned, and how often it is torn.
EDGES = {"even": (0, 0, 0), "askew": (0, 1.5, 0), "worn": (4, 0, 0), "torn": (4, 1, 2)}
PAPER, NOISE, INK, LIGHT, FEWEST_PIXELS = 0.9, 0.01, 128, 200, 6


def wandering(length: int, amount: float, noise: np.random.Generator) -> np.ndarray:
    """How far an edge is from its place: in short waves, and twice as far in long ones."""
    waves = np.zeros(length)
    for pitch, height in ((25, amount), (120, 2 * amount)):
        knots = np.arange(0, length + pitch, pitch)
        waves += height * np.interp(np.arange(length), knots, noise.standard_normal(len(knots)))
    return waves


def outline(size: tuple[int, int], box: tuple[int, int, int, int], amount: float, noise: np.random.Generator) -> list:
    """The corners of a sheet with worn edges, once around; sides that lie along the page's go beyond it."""
    (width, height), (left, top, right, bottom) = size, box
    beyond = 40
    left, top = left or -beyond, top or -beyond
    right, bottom = (right if right < width else width + beyond), (bottom if bottom < height else height + beyond)
    across, down = range(left, right, 5), range(top, bottom, 5)
    sides = [wandering(length, amount, noise) for length in (right - left, bottom - top, right - left, bottom - top)]
    return [
        *((x, top + sides[0][x - left]) for x in across),
        *((right + sides[1][y - top], y) for y in down),
        *((x, bottom + sides[2][x - left]) for x in reversed(across)),
        *((left + sides[3][y - top], y) for y in reversed(down)),
    ]


def laid(page: np.ndarray, margins: tuple[float, ...], edges: tuple[float, float, int], ground: float, seed: str) -> tuple:
    """A page on ground, as it is scanned, and what is to be left of it."""
    chance = random.Random(seed)
    noise = np.random.default_rng(chance.randrange(1 << 30))
    height, width = page.shape
    above, below, before, after = (round(share * side) for share, side in zip(margins, (height, height, width, width)))
    box = (before, above, before + width, above + height)
    size = (before + width + after, above + height + below)
    amount, angle, tears = edges
    sheet = Image.new("L", size, 0)
    draw = ImageDraw.Draw(sheet)
    draw.polygon(outline(size, box, amount, noise), fill=255)
    for _ in range(tears):
        x, depth = chance.randrange(box[0], box[2]), chance.randrange(30, 120)
        reach = depth * chance.uniform(0.1, 0.6)
        draw.polygon([(x - reach, box[3] + 9), (x, box[3] - depth), (x + reach, box[3] + 9)], fill=0)
    print_ = Image.new("L", size, 255)
    print_.paste(Image.fromarray(page), box[:2])
    sheet = sheet.rotate(angle, Image.Resampling.BICUBIC, fillcolor=0)
    print_ = print_.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    shape, ink = (np.asarray(image, np.float32) / 255 for image in (sheet, print_))
    scan = shape * PAPER * ink + (1 - shape) * ground
    soft = np.asarray(Image.fromarray((255 * scan).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.6)), np.float32)
    dirty = soft + 255 * NOISE * noise.standard_normal(soft.shape)
    return dirty.clip(0, 255).astype(np.uint8), (255 * (1 - shape * (1 - ink))).astype(np.uint8)


def measured(dirty: np.ndarray, truth: np.ndarray, cleaned: np.ndarray) -> tuple[float, float, int, int]:
    """The shares of dark pixels beside ink before and after, how many areas of ink there are, and how many are gone."""
    bare = ndimage.distance_transform_edt(truth > LIGHT) > 4
    labels, count = ndimage.label(truth < INK, np.ones((3, 3)))
    large = np.flatnonzero(np.bincount(labels.ravel(), minlength=count + 1)[1:] >= FEWEST_PIXELS) + 1
    darkest = ndimage.minimum(darkest_around(cleaned), labels, large) if len(large) else np.empty(0)
    dark = [float((page[bare] < INK).sum() / page.size) for page in (dirty, cleaned)]
    return dark[0], dark[1], len(large), int((np.asarray(darkest) > LIGHT).sum())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="folder of clean pages")
    parser.add_argument("-o", "--output", type=Path, required=True, help="folder for the pages, made anew")
    parser.add_argument("--seed", type=int, default=1, help="what is drawn follows from it (default: %(default)s)")
    parser.add_argument("--binary", default=BINARY, help="the program (default: %(default)s)")
    options = parser.parse_args()

    folders = {name: options.output / name for name in ("dirty", "truth", "cleaned")}
    for folder in folders.values():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    files = page_files(options.folder)
    random.Random(options.seed).shuffle(files)
    cases = [(margin, ground, edge) for margin in MARGINS for ground in GROUNDS for edge in EDGES]
    kinds = {}
    for number, (margin, ground, edge) in enumerate(cases):
        name = f"{margin.replace(' ', '-')}-{round(100 * ground)}-{edge}.png"
        page = read_page(files[number % len(files)])
        dirty, truth = laid(page, MARGINS[margin], EDGES[edge], ground, f"{options.seed} {name}")
        write_page(folders["dirty"] / name, dirty)
        write_page(folders["truth"] / name, truth)
        kinds[name] = (margin, edge)
    clean(options.binary, None, page_files(folders["dirty"]), folders["cleaned"])

    figures = defaultdict(list)
    for name, (margin, edge) in kinds.items():
        row = measured(*(read_page(folder / name) for folder in folders.values()))
        for kind in (margin, edge, "all"):
            figures[kind].append(row)
    print("| ground, edges | pages | dark before | dark after | areas | gone |\n| --- | --- | --- | --- | --- | --- |")
    for kind in [*MARGINS, *EDGES, "all"]:
        before, after, areas, gone = (np.array(column) for column in zip(*figures[kind]))
        print(f"| {kind} | {len(before)} | {100 * before.mean():.2f} % | {100 * after.mean():.2f} % "
              f"| {areas.sum()} | {100 * gone.sum() / areas.sum():.2f} % |")


if __name__ == "__main__":
    main()
