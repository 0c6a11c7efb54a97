#!/usr/bin/env python3
"""How much better Tesseract reads pages once cleaned: character error rates of dirty, cleaned and clean pages.

Not part of the tests. Needs: apt-get install tesseract-ocr tesseract-ocr-eng; pip install numpy pillow
Build the program, and run this at the top of the project, on NoisyOffice's partition VA:

    python3 Tests/Peers/read-pages.py [--model FILE] [--csv FILE]

or on pages as `cleanpage synthesise` makes them, their truth beside the clean ones (NAME.png and NAME.json, whose
"lines" have a "text" each, in reading order), grouped by a list or by a key of the JSON file beside the dirty or the
clean page; --readable leaves out what is hard to read even when clean, such as pages of script:

    python3 Tests/Peers/read-pages.py --dirty DIR --clean DIR [--list FILE | --group-by KEY] [--psm 3] [--readable 10]

The rate is Levenshtein's distance over the characters of the truth, white space as one blank, pooled over the pages. The
last two columns have for the truth what is read on the clean page, right or wrong, which leaves out what Tesseract gets
wrong, or right by chance, whatever the cleaning.
Pages are enlarged to 300 dpi, threefold where they do not state their resolution. NoisyOffice's pages are read
against Fixtures/noisyoffice/va-text.txt. What edges cut does not count. What was read is kept in the folder --cache, by
content, so that a second run reads only the pages that have changed.
"""

import argparse
import csv
import random
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from pages import BINARY, NOISYOFFICE, VA, clean, markdown, page_files, read_list, read_page, resolution
from pages import with_suffix_any
from readings import CACHE, VA_TEXT, Errors, Scan, Tesseract, Truth, character_errors, described, enlargement, page_text
from readings import read_truths, total

COMPARED = ["dirty", "cleaned"]
STATES = [*COMPARED, "clean"]


class Page(NamedTuple):
    """A page to be read dirty, cleaned and clean."""

    name: str
    kind: str
    dirty: Path
    clean: Path
    truth: Truth
    dpi: float | None


class Result(NamedTuple):
    """The errors of a page in each state, and what is read there unlike on the clean page."""

    page: Page
    errors: dict[str, Errors]
    unlike_clean: dict[str, Errors]


def label(value: Any) -> str:
    """A value of a description as the name of a group."""
    return "+".join(map(label, value)) if isinstance(value, list) else str(value)


def described_pages(dirty: Path, clean: Path, groups: dict[str, str] | None, key: str) -> list[Page]:
    """The pages with text of two folders, their truth in the JSON file beside the clean ones."""
    pages = []
    for path in page_files(dirty):
        if groups is not None and path.stem not in groups:
            continue
        original = with_suffix_any(clean, path.stem)
        truth = described(original)
        if not truth:
            raise SystemExit(f"{original.with_suffix('.json')}: there is no truth beside the clean page")
        kind = groups[path.stem] if groups is not None else label((truth | described(path)).get(key, "all"))
        dpi = truth.get("dpi") or resolution(original)
        text = page_text(truth["lines"])
        if text:
            pages.append(Page(path.stem, kind, path, original, Truth(text), dpi))
    return pages


def noisyoffice_pages(dirty: Path, clean: Path, groups: dict[str, str], truths: dict[str, Truth]) -> list[Page]:
    """The pages of a list, their truth in one file."""
    return [
        Page(name, kind, with_suffix_any(dirty, name), with_suffix_any(clean, name), truths[name], None)
        for name, kind in groups.items()
    ]


def read_all(pages: list[Page], cleaned: Path, tesseract: Tesseract, choice: str) -> list[Result]:
    """Reads every page in every state."""
    scans, keys = [], []
    for page in pages:
        for state, path in zip(STATES, [page.dirty, with_suffix_any(cleaned, page.dirty.stem), page.clean]):
            scans.append(Scan(read_page(path)[: page.truth.rows], enlargement(choice, page.dpi)))
            keys.append((page, state))
    texts = dict(zip(keys, tesseract.read(scans)))
    return [
        Result(
            page,
            {state: character_errors(page.truth.text, texts[page, state]) for state in STATES},
            {state: character_errors(texts[page, "clean"], texts[page, state]) for state in COMPARED},
        )
        for page in pages
    ]


def change(group: list[Result]) -> str:
    """By how many characters cleaned pages are read worse than dirty ones, and between which numbers that lies in 95 of a
    hundred draws of as many pages from these (Efron, "Bootstrap Methods", 1979)."""
    differences = [result.errors["cleaned"].edits - result.errors["dirty"].edits for result in group]
    chance = random.Random(1)
    draws = sorted(sum(chance.choices(differences, k=len(differences))) for _ in range(10_000))
    return f"{sum(differences):+} ({draws[250]:+} to {draws[9750]:+})"


def print_table(results: list[Result]) -> None:
    """The rates by kind and over all pages, and whether cleaned and dirty ones differ by more than chance."""
    kinds = sorted({result.page.kind for result in results})
    groups = {kind: [result for result in results if result.page.kind == kind] for kind in kinds}
    if len(kinds) != 1:
        groups["all"] = results
    rows = []
    for kind, group in groups.items():
        pooled = [total([result.errors[state] for result in group]) for state in STATES]
        rates = [f"{errors.percent:.2f} %" for errors in pooled]
        unlike = [f"{total([result.unlike_clean[state] for result in group]).percent:.2f} %" for state in COMPARED]
        rows.append([kind, str(len(group)), str(pooled[0].length), *rates, change(group), *unlike])
    unlike_titles = [f"{state}, unlike clean" for state in COMPARED]
    print(markdown(["kind", "pages", "characters", *STATES, "wrong more when cleaned, 95 %", *unlike_titles], rows))


def write_rows(path: Path, results: list[Result]) -> None:
    """A line a page."""
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["page", "kind", "characters", *(f"{state}_edits" for state in STATES)])
        for page, errors, _ in results:
            counts = [errors[state].edits for state in STATES]
            rows.writerow([page.name, page.kind, errors["clean"].length, *counts])


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--dirty", type=Path, help="folder of dirty pages (default: NoisyOffice)")
    parser.add_argument("--clean", type=Path, help="folder of clean pages, truth beside them (default: NoisyOffice)")
    parser.add_argument("--cleaned", type=Path, help="folder of pages cleaned before, instead of cleaning them")
    parser.add_argument("--list", type=Path, help="names of the pages to take, and the kind of each")
    parser.add_argument("--group-by", default="kind", metavar="KEY", help="the truth's key that holds a page's kind")
    parser.add_argument("--binary", default=BINARY, help="the program (default: %(default)s)")
    parser.add_argument("--model", help="the network, as cleanpage --model takes it")
    parser.add_argument("--enlarge", default="auto", metavar="auto|N", help="enlargement before reading")
    parser.add_argument(
        "--filter", default="lanczos", choices=["lanczos", "bicubic", "bilinear"],
        help="how; what lanczos overshoots at edges is cut off on white paper and kept on gray (default: %(default)s)")
    parser.add_argument("--psm", type=int, default=6, help="Tesseract's page segmentation (default: %(default)s)")
    parser.add_argument(
        "--readable", type=float, metavar="PERCENT", help="leave out pages that are read worse than this when clean")
    parser.add_argument("--csv", type=Path, help="file for a line a page")
    parser.add_argument("--cache", type=Path, default=CACHE, help="what was read before (default: %(default)s)")
    chosen = parser.parse_args()
    if (chosen.dirty is None) != (chosen.clean is None):
        parser.error("--dirty and --clean go together")
    return chosen


def main() -> None:
    chosen = arguments()
    if chosen.dirty:
        groups = read_list(chosen.list) if chosen.list else None
        pages = described_pages(chosen.dirty, chosen.clean, groups, chosen.group_by)
    else:
        groups = read_list(chosen.list or VA)
        folders = NOISYOFFICE / "train", NOISYOFFICE / "train_cleaned"
        pages = noisyoffice_pages(*folders, groups, read_truths(VA_TEXT))
    tesseract = Tesseract(chosen.cache, chosen.psm, filter=chosen.filter)
    with tempfile.TemporaryDirectory() as folder:
        cleaned = chosen.cleaned or Path(folder)
        if not chosen.cleaned:
            clean(chosen.binary, chosen.model, [page.dirty for page in pages], cleaned)
        results = read_all(pages, cleaned, tesseract, chosen.enlarge)
    if chosen.csv:
        write_rows(chosen.csv, results)
    if chosen.readable is not None:
        readable = [result for result in results if result.errors["clean"].percent <= chosen.readable]
        print(f"{len(results) - len(readable)} pages left out: not readable when clean", file=sys.stderr)
        results = readable
    print_table(results)


if __name__ == "__main__":
    main()
