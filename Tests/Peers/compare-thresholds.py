#!/usr/bin/env python3
"""How well ink is told from paper: cleaned pages cut at one half, beside thresholds of the dirty pages.

Not part of the tests. Needs: pip install numpy pillow. Make pages with Fixtures/synthesis/make-reading-pages.sh, degrade and clean
them, and run this at the top of the project:

    .build/release/cleanpage degrade runs/reading/hand -o runs/faded --recipe Pipelines/degradations/faded.yaml --seed 6
    .build/release/cleanpage runs/faded -o cleaned
    python3 Tests/Peers/compare-thresholds.py --dirty runs/faded --clean runs/reading/hand --cleaned cleaned

Ink is what the clean page has below one half; pages that have less of it than 0.2 % are left out. Given are the F-measure of its pixels,
the mean of all pages and their median, by Otsu's one threshold for the page, by Sauvola's (window a twentieth of the page's shorter
side, k = 0.2), and of the cleaned page; on how many pages the better threshold is ahead of cleaning; and the worst of these.
"""

import argparse
from pathlib import Path

import numpy as np
from pages import f_measure, markdown, otsu_ink, page_files, read_page, usual_sauvola_ink

LEAST_INK, SHOWN = 0.002, 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("dirty", "clean", "cleaned"):
        parser.add_argument(f"--{name}", type=Path, required=True, help=f"folder of {name} pages")
    options = parser.parse_args()

    names, measures = [], []
    for path in page_files(options.cleaned):
        truth = read_page(options.clean / path.name) < 128
        if truth.mean() < LEAST_INK:
            continue
        dirty = read_page(options.dirty / path.name)
        names.append(path.name)
        inks = [otsu_ink(dirty), usual_sauvola_ink(dirty), read_page(path) < 128]
        measures.append([f_measure(ink, truth) for ink in inks])

    table = np.array(measures)
    heads = [f"{len(table)} pages", "Otsu", "Sauvola", "cleaned"]
    rows = [[name, *(f"{value:.1f}" for value in values)]
            for name, values in (("mean", table.mean(0)), ("median", np.median(table, 0)))]
    print(markdown(heads, rows))
    lead = table[:, 2] - table[:, :2].max(1)
    print(f"a threshold is ahead on {np.count_nonzero(lead < 0)} pages")
    for page in np.argsort(lead)[:SHOWN]:
        print(names[page], *(f"{value:.1f}" for value in table[page]))


if __name__ == "__main__":
    main()
