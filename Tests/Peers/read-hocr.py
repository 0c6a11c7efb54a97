#!/usr/bin/env python3
"""Reads our hOCR with the Internet Archive's tools for it, and checks words, boxes and confidences against our tables.

Not part of the tests. Needs: pip install archive-hocr-tools
Build the program, and run this at the top of the project on images, or on a pair of files made before:

    python3 Tests/Peers/read-hocr.py IMAGE ...
    python3 Tests/Peers/read-hocr.py --hocr FILE --tsv FILE
"""

import argparse
import csv
import io
import subprocess
from typing import NamedTuple

from hocr.parse import hocr_page_get_dimensions, hocr_page_iterator, hocr_page_to_word_data

BINARY = ".build/release/cleanpage"


class Word(NamedTuple):
    """A word: where its line is on which page, its corners, its confidence in percent, and what it says."""

    page: int
    line: int
    corners: tuple[int, ...]
    confidence: int
    text: str


def words_of_hocr(hocr: bytes) -> tuple[list[tuple[int, int]], list[Word]]:
    """The sizes of the pages, and their words in order, as the tools read them."""
    sizes: list[tuple[int, int]] = []
    words: list[Word] = []
    for number, page in enumerate(hocr_page_iterator(io.BytesIO(hocr)), 1):
        sizes.append(hocr_page_get_dimensions(page))
        lines = [line for paragraph in hocr_page_to_word_data(page) for line in paragraph["lines"]]
        for place, line in enumerate(lines, 1):
            for word in line["words"]:
                corners = tuple(int(corner) for corner in word["bbox"])
                words.append(Word(number, place, corners, word["confidence"], word["text"]))
    return sizes, words


def words_of_table(table: str) -> tuple[list[tuple[int, int]], list[Word]]:
    """The same of a table."""
    sizes: list[tuple[int, int]] = []
    words: list[Word] = []
    line = 0
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        left, top, width, height = (int(row[head]) for head in ("left", "top", "width", "height"))
        if row["level"] == "1":
            sizes.append((width, height))
            line = 0
        elif row["level"] == "4":
            line += 1
        elif row["level"] == "5":
            corners = (left, top, left + width, top + height)
            # Halves are rounded up, as in the program.
            words.append(Word(len(sizes), line, corners, int(float(row["conf"]) + 0.5), row["text"]))
    return sizes, words


def check(name: str, hocr: bytes, table: str) -> None:
    """Compares what both say, and counts."""
    sizes, words = words_of_hocr(hocr)
    expected_sizes, expected = words_of_table(table)
    assert sizes == expected_sizes, (name, sizes, expected_sizes)
    assert len(words) == len(expected), (name, len(words), len(expected))
    for word, other in zip(words, expected):
        assert word == other, (name, word, other)
    print(f"{name}: {len(sizes)} pages, {len(words)} words as in the table")


def read(image: str, output_format: str) -> bytes:
    """The text of an image in a format."""
    return subprocess.run([BINARY, "ocr", image, "--format", output_format], check=True, stdout=subprocess.PIPE).stdout


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("images", nargs="*", metavar="IMAGE")
    parser.add_argument("--hocr", metavar="FILE")
    parser.add_argument("--tsv", metavar="FILE")
    options = parser.parse_args()
    if options.hocr and options.tsv:
        with open(options.hocr, "rb") as hocr, open(options.tsv, encoding="utf-8", newline="\n") as table:
            check(options.hocr, hocr.read(), table.read())
    for image in options.images:
        check(image, read(image, "hocr"), read(image, "tsv").decode())


if __name__ == "__main__":
    main()
