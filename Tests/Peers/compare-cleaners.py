#!/usr/bin/env python3
"""Compares cleanpage with thresholds, unpaper and ImageMagick on the pages of NoisyOffice's partition VA.

Not part of the tests. Needs: apt-get install tesseract-ocr tesseract-ocr-eng unpaper imagemagick;
pip install numpy pillow. Build the program, and run this at the top of the project:

    python3 Tests/Peers/compare-cleaners.py [--model FILE] [--all]

For every cleaner: the root mean squared error on [0, 1] gray, pooled over all pixels; the rate of characters that
Tesseract gets wrong, as in read-pages.py; and the median seconds a page. Every other cleaner is tried with several
settings on the very pages that it is judged on, and is shown with the best for either figure, or with --all; cleanpage
is run as it is. Times are of whole processes, from file to file; those of the thresholds, which are computed here, are
without the start of Python. 'clean pages, bilevel' is the best that a cleaner can come to that gives black and white.
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
from pages import BINARY, NOISYOFFICE, VA, bilevel, clean, markdown, otsu_ink, pooled_rmse, read_list, read_page
from pages import sauvola_ink, write_page
from readings import CACHE, VA_TEXT, Scan, Tesseract, character_errors, enlargement, read_truths, total

# A cleaner reads the page in one file and writes another.
Clean = Callable[[Path, Path], None]


class Cleaner(NamedTuple):
    """A cleaner with one setting."""

    name: str
    setting: str
    run: Clean
    # What the files that it reads and writes end in.
    suffix: str = ".png"


class Row(NamedTuple):
    """What a cleaner came to."""

    cleaner: Cleaner
    rmse: float
    error_rate: float
    seconds: float | None


def computed(function: Callable[[np.ndarray], np.ndarray]) -> Clean:
    """A cleaner that is computed here."""
    return lambda source, target: write_page(target, function(read_page(source)))


def command(words: list[str]) -> Clean:
    """A cleaner that is a program; IN and OUT in its command line are the files."""

    def run(source: Path, target: Path) -> None:
        names = {"IN": str(source), "OUT": str(target)}
        # unpaper's library warns of every single image that it writes.
        subprocess.run([names.get(word, word) for word in words], check=True, stderr=subprocess.DEVNULL)

    return run


def cleanpage(binary: str, model: str | None) -> Cleaner:
    """This program, as it comes."""
    setting = f"--model {Path(model).name}" if model else "as it comes"
    return Cleaner("cleanpage", setting, lambda source, target: clean(binary, model, [source], target.parent))


def thresholds() -> list[Cleaner]:
    """Global and local thresholds, bilevel."""
    windows = [(15, 0.2), (25, 0.1), (25, 0.2), (25, 0.34), (25, 0.5), (51, 0.2)]
    sauvola = [
        Cleaner(
            "Sauvola", f"window {window}, k {k}",
            computed(lambda page, window=window, k=k: bilevel(sauvola_ink(page, window, k))))
        for window, k in windows
    ]
    return [Cleaner("Otsu", "", computed(lambda page: bilevel(otsu_ink(page)))), *sauvola]


def unpaper() -> list[Cleaner]:
    """unpaper, with and without what moves or cuts pages, gray and bilevel."""
    if not shutil.which("unpaper"):
        return []
    fixed = ["--no-deskew", "--no-mask-scan", "--no-border-scan"]
    settings = {
        "defaults": [],
        " ".join(fixed): fixed,
        "the same, --type pbm -b 0.5": [*fixed, "--type", "pbm", "-b", "0.5"],
    }
    return [
        Cleaner("unpaper", text, command(["unpaper", "--overwrite", "-q", *options, "IN", "OUT"]), ".pgm")
        for text, options in settings.items()
    ]


def imagemagick() -> list[Cleaner]:
    """ImageMagick: a local threshold, gray ink where it says so, and division by an estimate of the paper."""
    program = next((name for name in ("magick", "convert-im6", "convert") if shutil.which(name)), "")
    if not program:
        return []
    cleaners = []

    def add(setting: str, options: list[str]) -> None:
        cleaners.append(Cleaner("ImageMagick", setting, command([program, "IN", *options, "OUT"])))

    for area, offset in [(15, 10), (15, 20), (25, 20), (25, 30)]:
        setting = f"-negate -lat {area}x{area}+{offset}% -negate"
        add(setting, setting.split())
    for area, offset in [(15, 10), (25, 15)]:
        # The threshold as a mask: ink keeps its gray, as in Fred Weinhaus's textcleaner.
        lat = f"-negate -lat {area}x{area}+{offset}% -negate"
        add(f"-normalize, where not white by {lat}", f"-normalize ( +clone {lat} ) -compose lighten -composite".split())
    for paper in ("-blur 0x16", "-morphology Close Disk:4"):
        add(
            f"divided by {paper}, -level 20%,90%",
            f"( +clone {paper} ) -compose divide_src -composite -level 20%,90%".split())
    return cleaners


class Comparison:
    """The pages that cleaners are compared on."""

    def __init__(self, tesseract: Tesseract) -> None:
        self.tesseract = tesseract
        self.names = list(read_list(VA))
        self.truths = read_truths(VA_TEXT)
        self.noisy = [read_page(NOISYOFFICE / "train" / f"{name}.png") for name in self.names]
        self.clean = [read_page(NOISYOFFICE / "train_cleaned" / f"{name}.png") for name in self.names]

    def judge(self, cleaner: Cleaner, results: list[np.ndarray], seconds: float | None) -> Row:
        """The figures of cleaned pages."""
        factor = enlargement("auto", None)
        truths = [self.truths[name] for name in self.names]
        readings = self.tesseract.read([Scan(page[: truth.rows], factor) for page, truth in zip(results, truths)])
        errors = [character_errors(truth.text, reading) for truth, reading in zip(truths, readings)]
        return Row(cleaner, pooled_rmse(zip(results, self.clean)), total(errors).percent, seconds)

    def run(self, cleaner: Cleaner) -> Row:
        """Cleans all pages, one at a time, and judges them."""
        results, seconds = [], []
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder, f"page{cleaner.suffix}")
            target = Path(folder, "cleaned", source.name)
            target.parent.mkdir()
            for page in self.noisy:
                write_page(source, page)
                start = time.perf_counter()
                cleaner.run(source, target)
                seconds.append(time.perf_counter() - start)
                results.append(read_page(target))
        row = self.judge(cleaner, results, statistics.median(seconds))
        print(*cells(row), sep="  ", file=sys.stderr, flush=True)
        return row

    def references(self) -> list[Row]:
        """What leaving pages alone comes to, and what the best cleaners of two kinds would."""
        nothing: Clean = lambda source, target: None
        pages = {
            "untouched": self.noisy,
            "clean pages": self.clean,
            "clean pages, bilevel": [bilevel(page < 128) for page in self.clean],
        }
        return [self.judge(Cleaner(name, "", nothing), results, None) for name, results in pages.items()]


def best(rows: list[Row]) -> list[Row]:
    """The row with the least error and, where it is another, the one that is read best."""
    least, read = min(rows, key=lambda row: row.rmse), min(rows, key=lambda row: (row.error_rate, row.rmse))
    return [least] if least is read else [least, read]


def cells(row: Row) -> list[str]:
    seconds = f"{row.seconds:.3f}" if row.seconds is not None else ""
    return [row.cleaner.name, row.cleaner.setting, f"{row.rmse:.4f}", f"{row.error_rate:.2f} %", seconds]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--binary", default=BINARY, help="the program (default: %(default)s)")
    parser.add_argument("--model", help="the network, as cleanpage --model takes it")
    parser.add_argument("--all", action="store_true", help="show every setting of the others")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="run only these cleaners, such as cleanpage Sauvola")
    parser.add_argument("--cache", type=Path, default=CACHE, help="what was read before (default: %(default)s)")
    chosen = parser.parse_args()
    comparison = Comparison(Tesseract(chosen.cache))
    rows = comparison.references()
    cleaners = [cleanpage(chosen.binary, chosen.model), *thresholds(), *imagemagick(), *unpaper()]
    for name in dict.fromkeys(cleaner.name for cleaner in cleaners):
        if not chosen.only or name in chosen.only:
            tried = [comparison.run(cleaner) for cleaner in cleaners if cleaner.name == name]
            rows += tried if chosen.all else best(tried)
    print(markdown(["cleaner", "setting", "RMSE", "CER", "seconds a page"], map(cells, rows)))


if __name__ == "__main__":
    main()
