#!/usr/bin/env python3
"""What cleaning does to pages that it was not trained on: pictures to look at, and how much of their ink is kept.

Not part of the tests. Needs: apt-get install tesseract-ocr tesseract-ocr-eng; pip install numpy pillow
Build the program, and run this at the top of the project:

    python3 Tests/Peers/look-at-pages.py ../shared/data/pages ../shared/data/pages/real -o DIR [--model FILE]

Every page is cleaned as it is, at half and at twice its size, and a picture is written of each: the original beside
the cleaned page, and below, pixel for pixel, where most ink was lost, where paper changed most and where most ink was.
Ink is what Sauvola's threshold says on the original (window a twentieth of the page's shorter side, k = 0.2); kept is
what is below 0.6 after cleaning, and kept with its rim what is so itself or beside it: the gray rims of letters may
become lighter without any letter being lost. Paper is what lies farther than 2 pixels from ink: its mean gray before
and after. Times are of whole processes, a run each. Where NAME-truth.png lies beside a page, it is ink in black and
white, and F-measures are given, of the cleaned page at a threshold of one half, and of Otsu's and Sauvola's on the
original. Where NAME.txt does, Tesseract's error rates in characters and words are, of original and cleaned page.
"""

import argparse
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
from pages import BINARY, clean, dilated, f_measure, otsu_ink, page_files, read_page, resized, resolution
from pages import table_head, table_line, usual_sauvola_ink, write_page
from PIL import Image
from readings import CACHE, Scan, Tesseract, character_errors, enlargement, word_errors

SCALES = [1.0, 0.5, 2.0]
KEPT_BELOW = 0.6 * 255
CROP = 260
HALF_WIDTH = 790
GAP = 20


class Cleaned(NamedTuple):
    """A page at a scale, before and after cleaning: gray and ink, [height, width]."""

    original: np.ndarray
    ink: np.ndarray
    result: np.ndarray
    seconds: float


def clean_scaled(page: np.ndarray, binary: str, model: str | None) -> Cleaned:
    """Cleans a page in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "page.png"), Path(folder, "cleaned")
        write_page(source, page)
        start = time.perf_counter()
        clean(binary, model, [source], target)
        seconds = time.perf_counter() - start
        result = read_page(target / source.name)
    return Cleaned(page, usual_sauvola_ink(page), result, seconds)


# Figures


def ink_and_paper(page: Cleaned) -> list[str]:
    """The shares of ink that are kept, and the mean gray of paper before and after."""
    dark = page.result < KEPT_BELOW
    kept = [np.mean(there[page.ink]) if page.ink.any() else 1.0 for there in (dark, dilated(dark, 1))]
    paper = ~dilated(page.ink, 2)
    grays = [f"{values[paper].mean() / 255:.3f}" if paper.any() else "" for values in (page.original, page.result)]
    return [*(f"{100 * share:.1f} %" for share in kept), " → ".join(grays), f"{1000 * page.seconds:.0f}"]


def f_measures(page: Cleaned, truth: Path, scale: float) -> str:
    """F-measures beside the true ink, which is enlarged or reduced to the page."""
    if not truth.exists():
        return ""
    ink = resized(read_page(truth), scale, Image.Resampling.NEAREST) < 128
    candidates = {"cleaned": page.result < 128, "Otsu": otsu_ink(page.original), "Sauvola": page.ink}
    return ", ".join(f"{name} {f_measure(candidate, ink):.1f}" for name, candidate in candidates.items())


def error_rates(page: Cleaned, truth: Path, tesseract: Tesseract, dpi: float | None, choice: str) -> str:
    """Error rates in characters / words, of the original and of the cleaned page."""
    if not truth.exists():
        return ""
    text = truth.read_text()
    readings = tesseract.read([Scan(plane, enlargement(choice, dpi)) for plane in (page.original, page.result)])
    rates = [
        f"{character_errors(text, reading).percent:.1f} / {word_errors(text, reading).percent:.1f} %"
        for reading in readings
    ]
    return " → ".join(rates)


# Pictures


def busiest_square(values: np.ndarray) -> tuple[slice, slice]:
    """The square of ``CROP`` pixels a side that holds most, of those that overlap by three quarters."""
    height, width = (max(1, side - CROP + 1) for side in values.shape)
    integral = np.pad(np.cumsum(np.cumsum(values, 0, dtype=np.float64), 1), ((1, 0), (1, 0)))
    tops, lefts = (np.unique(np.append(np.arange(0, count, CROP // 4), count - 1)) for count in (height, width))
    bottoms, rights = np.minimum(tops + CROP, values.shape[0]), np.minimum(lefts + CROP, values.shape[1])
    sums = (
        integral[np.ix_(bottoms, rights)] - integral[np.ix_(tops, rights)]
        - integral[np.ix_(bottoms, lefts)] + integral[np.ix_(tops, lefts)])
    row, column = np.unravel_index(np.argmax(sums), sums.shape)
    return slice(tops[row], bottoms[row]), slice(lefts[column], rights[column])


def crops(page: Cleaned) -> list[tuple[slice, slice]]:
    """Where most ink was lost, where paper changed most, and where most ink was; each elsewhere, if there is more."""
    lost = np.where(page.ink & (page.result >= KEPT_BELOW), page.result, 0).astype(np.float64)
    changed = np.where(page.ink, 0, np.abs(page.result.astype(np.float64) - page.original))
    squares: list[tuple[slice, slice]] = []
    for values in (lost, changed, page.ink.astype(np.float64)):
        for square in squares:
            values[square] = 0
        squares.append(busiest_square(values))
    return squares


def beside(left: np.ndarray, right: np.ndarray, gap: int) -> np.ndarray:
    """Two planes of one height with gray between them."""
    return np.hstack([left, np.full((left.shape[0], gap), 128, np.uint8), right])


def picture(page: Cleaned) -> np.ndarray:
    """Original and cleaned page, reduced to fit, above the crops of both at their own size."""
    factor = min(1.0, HALF_WIDTH / page.original.shape[1])
    whole = beside(resized(page.original, factor), resized(page.result, factor), GAP)
    pairs = [beside(page.original[square], page.result[square], 2) for square in crops(page)]
    canvas = np.full(
        (whole.shape[0] + GAP + max(pair.shape[0] for pair in pairs),
         max(whole.shape[1], sum(pair.shape[1] + GAP for pair in pairs) - GAP)), 128, np.uint8)
    canvas[: whole.shape[0], : whole.shape[1]] = whole
    left = 0
    for pair in pairs:
        canvas[whole.shape[0] + GAP :, left : left + pair.shape[1]][: pair.shape[0]] = pair
        left += pair.shape[1] + GAP
    return canvas


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("pages", type=Path, nargs="+", help="pages, or folders of them")
    parser.add_argument("-o", "--output", type=Path, required=True, help="folder for the pictures")
    parser.add_argument("--binary", default=BINARY, help="the program (default: %(default)s)")
    parser.add_argument("--model", help="the network, as cleanpage --model takes it")
    parser.add_argument("--enlarge", default="auto", metavar="auto|N", help="enlargement before reading")
    parser.add_argument("--cache", type=Path, default=CACHE, help="what was read before (default: %(default)s)")
    chosen = parser.parse_args()
    files = [file for path in chosen.pages for file in (page_files(path) if path.is_dir() else [path])]
    tesseract = Tesseract(chosen.cache)
    chosen.output.mkdir(parents=True, exist_ok=True)
    print(table_head(["page", "scale", "ink kept", "with its rim", "paper", "ms", "F-measure", "CER / WER"]))
    for path in files:
        if path.stem.endswith("-truth"):
            continue
        page, dpi = read_page(path), resolution(path)
        for scale in SCALES:
            cleaned = clean_scaled(resized(page, scale), chosen.binary, chosen.model)
            write_page(chosen.output / f"{path.stem}-{scale:g}x.png", picture(cleaned))
            measured = f_measures(cleaned, path.with_name(f"{path.stem}-truth.png"), scale)
            rates = error_rates(
                cleaned, path.with_suffix(".txt"), tesseract, dpi and dpi * scale, chosen.enlarge)
            print(table_line([path.stem, f"{scale:g}", *ink_and_paper(cleaned), measured, rates]), flush=True)


if __name__ == "__main__":
    main()
