#!/usr/bin/env python3
"""Which way text of any size is cleaned best: by a network that knows many sizes, by resampling pages to one, or both.

Not part of the tests. Needs: apt-get install tesseract-ocr tesseract-ocr-eng; pip install numpy pillow
Build the program, and run this at the top of the project:

    python3 Tests/Peers/compare-scales.py --dirty DIR --clean DIR [--list FILE] [--kinds everything,shadow] [--model FILE]

The pages are as `cleanpage synthesise` and degrade-each.py make them, their truth beside the clean ones. Each is
resampled so that its text has the x-height of the row, as if scanned at another resolution, and cleaned

- as it is (`tile.widestStroke=0`): the network has to know the size;
- by measure: as the program does unless told otherwise, pages of wide strokes at a smaller size;
- resampled: brought to an x-height of 16 pixels by its truth, cleaned, and brought back.

For each, the root mean squared error against the clean page of that size, pooled, and the rate of characters that
Tesseract gets wrong once the page has its own size again. Pages that are read worse than 10 % when clean, at their own
size, are left out.
"""

import argparse
import statistics
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from pages import BINARY, markdown, page_files, pooled_rmse, read_list, read_page, resized, with_suffix_any, write_page
from readings import CACHE, Errors, Scan, Tesseract, character_errors, described, enlargement, line_text, total

X_HEIGHTS = [8, 12, 16, 24, 32, 40, 50, 60]
RESAMPLED_X_HEIGHT = 16
WAYS = {"as it is": 0.0, "by measure": None, "resampled": 0.0}
READABLE = 10.0


class Page:
    """A page, dirty and clean, its text and the height of its letters."""

    def __init__(self, dirty: Path, clean: Path) -> None:
        truth = described(clean)
        self.dirty, self.clean = read_page(dirty), read_page(clean)
        self.text = "\n".join(map(line_text, truth["lines"]))
        self.x_height = statistics.median(line["xHeight"] for line in truth["lines"])
        self.enlargement = enlargement("auto", truth["dpi"])


def fitted(page: np.ndarray, like: np.ndarray) -> np.ndarray:
    """A page brought to the size of another one that is as large but for rounding."""
    height, width = like.shape
    rows, columns = max(0, height - page.shape[0]), max(0, width - page.shape[1])
    return np.pad(page, ((0, rows), (0, columns)), "edge")[:height, :width]


def cleaned(pages: list[np.ndarray], widest_stroke: float | None, binary: str, model: str | None) -> list[np.ndarray]:
    """The pages, cleaned in one process."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "dirty"), Path(folder, "cleaned")
        source.mkdir()
        for number, page in enumerate(pages):
            write_page(source / f"{number}.png", page)
        command = [binary, "run", "Pipelines/clean.yaml", str(source), "-o", str(target), "--quiet"]
        command += ["--set", f"denoise.model={model}"] if model else []
        command += ["--set", f"tile.widestStroke={widest_stroke}"] if widest_stroke is not None else []
        subprocess.run(command, check=True)
        return [read_page(target / f"{number}.png") for number in range(len(pages))]


def measure(
    pages: list[Page], x_height: float, way: str, tesseract: Tesseract, binary: str, model: str | None
) -> tuple[float, Errors]:
    """The error and the error rate of the pages at a size, cleaned one way."""
    factors = [x_height / page.x_height for page in pages]
    dirty = [resized(page.dirty, factor) for page, factor in zip(pages, factors)]
    clean = [resized(page.clean, factor) for page, factor in zip(pages, factors)]
    if way == "resampled":
        smaller = [resized(page, RESAMPLED_X_HEIGHT / x_height) for page in dirty]
        results = [resized(page, x_height / RESAMPLED_X_HEIGHT) for page in cleaned(smaller, WAYS[way], binary, model)]
        results = [fitted(page, like) for page, like in zip(results, clean)]
    else:
        results = cleaned(dirty, WAYS[way], binary, model)
    scans = [
        Scan(fitted(resized(result, 1 / factor), page.clean), page.enlargement)
        for page, result, factor in zip(pages, results, factors)
    ]
    errors = [character_errors(page.text, text) for page, text in zip(pages, tesseract.read(scans))]
    return pooled_rmse(zip(results, clean)), total(errors)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--dirty", type=Path, required=True, help="folder of dirty pages")
    parser.add_argument("--clean", type=Path, required=True, help="folder of clean pages, truth beside them")
    parser.add_argument("--list", type=Path, help="names of the pages to take, and the kind of each")
    parser.add_argument("--kinds", help="kinds of the list to take, with commas between (default: all)")
    parser.add_argument("--binary", default=BINARY, help="the program (default: %(default)s)")
    parser.add_argument("--model", help="the network, as a pipeline takes it")
    parser.add_argument("--cache", type=Path, default=CACHE, help="what was read before (default: %(default)s)")
    return parser.parse_args()


def main() -> None:
    chosen = arguments()
    groups = read_list(chosen.list) if chosen.list else None
    kinds = set(chosen.kinds.split(",")) if chosen.kinds else None
    names = [
        path.stem for path in page_files(chosen.dirty)
        if groups is None or path.stem in groups and (kinds is None or groups[path.stem] in kinds)
    ]
    pages = [Page(with_suffix_any(chosen.dirty, name), with_suffix_any(chosen.clean, name)) for name in names]
    tesseract = Tesseract(chosen.cache)
    readings = tesseract.read([Scan(page.clean, page.enlargement) for page in pages])
    pages = [
        page for page, text in zip(pages, readings) if character_errors(page.text, text).percent <= READABLE
    ]
    print(f"{len(pages)} pages of {chosen.dirty}")
    rows = []
    for x_height in X_HEIGHTS:
        cells = [f"{x_height}"]
        for way in WAYS:
            rmse, errors = measure(pages, x_height, way, tesseract, chosen.binary, chosen.model)
            cells += [f"{rmse:.4f}", f"{errors.percent:.2f} %"]
        rows.append(cells)
    heads = ["x-height"] + [f"{way}, {figure}" for way in WAYS for figure in ["RMSE", "CER"]]
    print(markdown(heads, rows))


if __name__ == "__main__":
    main()
