#!/usr/bin/env python3
"""How well and how fast `cleanpage ocr` and Tesseract read the same pages.

Not part of the tests. Needs: apt-get install tesseract-ocr tesseract-ocr-eng; pip install numpy pillow
Build the program, and run this at the top of the project, on NoisyOffice's partition VA:

    python3 Tests/Peers/compare-readers.py

or on pages with their truth beside them, NAME.json as `cleanpage synthesise` writes it or NAME.txt:

    python3 Tests/Peers/compare-readers.py --pages DIR [--group-by KEY] [--causes]

The rate is Levenshtein's distance over the characters of the truth, white space as one blank, quotation marks and dashes
of one kind, pooled over the pages. On NoisyOffice what edges cut does not count, Tesseract is given pages enlarged
threefold, and its reading of dirty pages is that of pages that cleanpage has cleaned, which `cleanpage ocr` does by
itself. Seconds are those of a page on all processors, the program started for each. --causes says which characters are
read for which.
"""

import argparse
import difflib
import subprocess
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from pages import BINARY, NOISYOFFICE, VA, clean, markdown, page_files, read_list, read_page, resized, resolution
from pages import with_suffix_any, write_page
from PIL import Image
from readings import ANY, VA_TEXT, Errors, character_errors, described, line_text, normalised, read_truths, total

READERS = ["cleanpage ocr", "Tesseract"]


class Job(NamedTuple):
    """A page to read: its file for cleanpage, its file for Tesseract, and the truth."""

    group: str
    page: Path
    enlarged: Path
    truth: str


def noisyoffice_jobs(folder: Path, binary: str) -> list[Job]:
    """The clean and the dirty pages of VA, cut below their last whole line."""
    truths = read_truths(VA_TEXT)
    names = list(read_list(VA))
    jobs = []
    for group, source in [("clean", "train_cleaned"), ("dirty", "train")]:
        (folder / group).mkdir()
        (folder / f"{group}-enlarged").mkdir()
        for name in names:
            page = read_page(with_suffix_any(NOISYOFFICE / source, name))[: truths[name].rows]
            write_page(folder / group / f"{name}.png", page)
        if group == "dirty":
            clean(binary, None, page_files(folder / group), folder / "cleaned")
        for name in names:
            shown = read_page((folder / ("cleaned" if group == "dirty" else group)) / f"{name}.png")
            enlarged = folder / f"{group}-enlarged" / f"{name}.png"
            Image.fromarray(resized(shown, 3)).save(enlarged, dpi=(300, 300))
            jobs.append(Job(group, folder / group / f"{name}.png", enlarged, truths[name].text))
    return jobs


def described_jobs(pages: Path, folder: Path, key: str) -> list[Job]:
    """The pages of a folder with a truth; Tesseract is given them at 300 dpi at least."""
    jobs = []
    for path in page_files(pages):
        description = described(path)
        text = path.with_suffix(".gold.txt")
        text = text if text.exists() else path.with_suffix(".txt")
        if description:
            truth = "\n".join(map(line_text, description["lines"]))
        elif text.exists():
            truth = text.read_text()
        else:
            continue
        dpi = description.get("dpi") or resolution(path) or 300
        enlarged = folder / f"{path.stem}.png"
        Image.fromarray(resized(read_page(path), max(1, 300 / dpi))).save(enlarged, dpi=(300, 300))
        jobs.append(Job(str(description.get(key, "all")), path, enlarged, truth))
    return jobs


def read(command: list[str]) -> tuple[str, float]:
    """What a command prints, and its seconds."""
    start = time.perf_counter()
    text = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.decode()
    return text, time.perf_counter() - start


def causes(truth: str, reading: str) -> Counter[tuple[str, str]]:
    """What stands in the truth and what was read for it, longest common parts left out."""
    truth, reading = normalised(truth).replace(ANY, ""), normalised(reading)
    matcher = difflib.SequenceMatcher(None, truth, reading, autojunk=False)
    return Counter((truth[a:b], reading[c:d]) for kind, a, b, c, d in matcher.get_opcodes() if kind != "equal")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--pages", type=Path, help="folder of pages with their truth (default: NoisyOffice)")
    parser.add_argument("--group-by", default="kind", metavar="KEY", help="the truth's key that holds a page's group")
    parser.add_argument("--binary", default=BINARY, help="the program (default: %(default)s)")
    parser.add_argument("--psm", default="6", help="Tesseract's page segmentation (default: %(default)s)")
    parser.add_argument("--option", action="append", default=[], help="an option for `cleanpage ocr`; may be repeated")
    parser.add_argument("--only", choices=["cleanpage", "tesseract"], help="run one of them only")
    parser.add_argument("--causes", action="store_true", help="list what `cleanpage ocr` read for what")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if chosen.pages:
            jobs = described_jobs(chosen.pages, folder, chosen.group_by)
        else:
            jobs = noisyoffice_jobs(folder, chosen.binary)
        errors: dict[str, list[Errors]] = {reader: [] for reader in READERS}
        seconds: dict[str, list[float]] = {reader: [] for reader in READERS}
        confused: Counter[tuple[str, str]] = Counter()
        for job in jobs:
            commands = {
                "cleanpage ocr": [chosen.binary, "ocr", str(job.page), "--quiet", *chosen.option],
                "Tesseract": ["tesseract", str(job.enlarged), "stdout", "-l", "eng", "--psm", chosen.psm],
            }
            for reader, command in commands.items():
                if chosen.only and chosen.only not in reader.lower():
                    continue
                text, time_taken = read(command)
                errors[reader].append(character_errors(job.truth, text))
                seconds[reader].append(time_taken)
                if reader == "cleanpage ocr":
                    confused += causes(job.truth, text)
    rows = []
    for group in sorted({job.group for job in jobs}):
        places = [place for place, job in enumerate(jobs) if job.group == group]
        cells = [group, str(len(places))]
        for reader in READERS:
            if not errors[reader]:
                cells += ["", ""]
                continue
            rate = total([errors[reader][place] for place in places])
            cells += [f"{rate.percent:.2f} %", f"{sum(seconds[reader][place] for place in places) / len(places):.2f}"]
        rows.append(cells)
    heads = ["pages", "number", "cleanpage ocr: CER", "s a page", "Tesseract: CER", "s a page"]
    print(markdown(heads, rows))
    if chosen.causes:
        print()
        for (truth, reading), count in confused.most_common(40):
            print(f"{count:5}  {truth!r} read as {reading!r}")


if __name__ == "__main__":
    main()
