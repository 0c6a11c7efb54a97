#!/usr/bin/env python3
"""How many letters, rules and drawings of clean pages are gone once they are degraded and cleaned.

Not part of the tests. Needs: pip install numpy pillow scipy. Make clean pages with `cleanpage synthesise`
(Fixtures/synthesis/README.md), degrade them with degrade-each.py, clean the dirty ones, and run this at the top of the project:

    .build/release/cleanpage runs/degraded/dirty -o cleaned
    python3 Tests/Peers/check-letters.py --dirty runs/degraded/dirty --clean runs/degraded/clean --cleaned cleaned

What is looked at are connected areas of ink of six pixels and more on the clean page. One is lost where more than half of its pixels
are light on the cleaned page and lighter than on the dirty one, so that a page that passed through has lost none.
"""

import argparse
from collections import Counter
from pathlib import Path

import numpy as np
from pages import page_files, read_page
from scipy import ndimage

INK, LIGHT, LIGHTER, FEWEST_PIXELS = 128, 200, 16, 6


def areas(dirty: np.ndarray, clean: np.ndarray, cleaned: np.ndarray) -> tuple[int, int]:
    """How many areas of ink a page has, and how many of them are lost."""
    ink = clean < INK
    labels, count = ndimage.label(ink, np.ones((3, 3)))
    lost = ink & (cleaned > LIGHT) & (cleaned.astype(int) > dirty.astype(int) + LIGHTER)
    pixels = np.bincount(labels.ravel(), minlength=count + 1)[1:]
    gone = np.bincount(labels[lost], minlength=count + 1)[1:]
    large = pixels >= FEWEST_PIXELS
    return int(large.sum()), int((large & (2 * gone > pixels)).sum())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dirty", type=Path, required=True, help="folder of the dirty pages")
    parser.add_argument("--clean", type=Path, required=True, help="folder of the clean pages, of the same names")
    parser.add_argument("--cleaned", type=Path, required=True, help="folder of the cleaned pages, of the same names")
    parser.add_argument("--worst", type=int, default=5, help="how many of the pages that lost most are named")
    options = parser.parse_args()

    pages, half, all_areas, lost_areas = Counter(), Counter(), Counter(), Counter()
    shares: list[tuple[float, str]] = []
    for file in page_files(options.cleaned):
        all, lost = areas(*(read_page(folder / file.name) for folder in (options.dirty, options.clean, options.cleaned)))
        kind = file.stem.rpartition("-")[0]
        for key in (kind, "all"):
            pages[key] += 1
            all_areas[key] += all
            lost_areas[key] += lost
            half[key] += 2 * lost > all
        shares.append((lost / max(1, all), file.name))
    print("| kind | pages | areas | lost | pages that lost most |\n| --- | --- | --- | --- | --- |")
    for kind in [*sorted(pages.keys() - {"all"}), "all"]:
        share = 100 * lost_areas[kind] / max(1, all_areas[kind])
        print(f"| {kind} | {pages[kind]} | {all_areas[kind]} | {share:.2f} % | {half[kind]} |")
    for share, name in sorted(shares, reverse=True)[: options.worst]:
        print(f"{100 * share:.0f} % of {name}")


if __name__ == "__main__":
    main()
