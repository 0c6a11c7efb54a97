#!/usr/bin/env python3
"""How much of the thin rules of clean pages is left once they are degraded and cleaned: of tables, columns and underlines.

Not part of the tests. Needs: pip install numpy pillow. Make pages with Fixtures/synthesis/make-reading-pages.sh and degrade-each.py,
clean the dirty ones, and run this at the top of the project:

    .build/release/cleanpage runs/degraded/dirty -o cleaned
    python3 Tests/Peers/check-rules.py --clean runs/degraded/clean --cleaned cleaned

A pixel is of a rule where the clean page has a run of at least 50 pixels of ink along its row or column that is at most 6 wide. It is
lost where the cleaned page is lighter than three quarters in all of the pixels around it.
"""

import argparse
from collections import Counter
from pathlib import Path

import numpy as np
from pages import darkest_around, read_page

INK, LOST, LEAST_LENGTH, MOST_WIDTH = 0.6 * 255, 0.75 * 255, 50, 6


def run_lengths(ink: np.ndarray) -> np.ndarray:
    """For each pixel of ink the length of its run along the row; 0 elsewhere."""
    lengths = np.zeros(ink.shape, int)
    for row, out in zip(ink, lengths):
        ends = np.flatnonzero(np.diff(np.concatenate([[0], row.astype(int), [0]])))
        for start, end in ends.reshape(-1, 2):
            out[start:end] = end - start
    return lengths


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clean", type=Path, required=True, help="folder of the clean pages")
    parser.add_argument("--cleaned", type=Path, required=True, help="folder of the cleaned pages, of the same names")
    options = parser.parse_args()

    rules, lost = Counter(), Counter()
    for file in sorted(options.cleaned.iterdir()):
        ink = read_page(options.clean / file.name) < INK
        along, across = run_lengths(ink), run_lengths(ink.T).T
        is_rule = (along >= LEAST_LENGTH) & (across <= MOST_WIDTH) | (across >= LEAST_LENGTH) & (along <= MOST_WIDTH)
        kind = file.stem.rpartition("-")[0]
        rules[kind] += int(is_rule.sum())
        lost[kind] += int((is_rule & (darkest_around(read_page(file)) > LOST)).sum())
    print("| kind | pixels of rules | lost |\n| --- | --- | --- |")
    for kind in sorted(rules):
        if rules[kind] > 0:
            print(f"| {kind} | {rules[kind]} | {100 * lost[kind] / rules[kind]:.2f} % |")
    print(f"| all | {sum(rules.values())} | {100 * sum(lost.values()) / max(1, sum(rules.values())):.2f} % |")


if __name__ == "__main__":
    main()
