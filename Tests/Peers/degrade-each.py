#!/usr/bin/env python3
"""Every degradation alone on clean pages with truth: a set to read with read-pages.py, in groups by degradation.

Not part of the tests. Build the program, make clean pages with `cleanpage synthesise` (Fixtures/synthesis/README.md
says how, with fonts that training has not seen), and run this at the top of the project:

    python3 Tests/Peers/degrade-each.py CLEAN -o OUT [--papers FILE] [--kinds NAMES]
    python3 Tests/Peers/read-pages.py --dirty OUT/dirty --clean OUT/clean --list OUT/list.txt

OUT/dirty/NAME-PAGE.png is page PAGE with degradation NAME, OUT/clean the same page as it was, with its truth; 'none' is
untouched, 'everything' the built-in recipe.
"""

import argparse
import shutil
import subprocess
from pathlib import Path

from pages import BINARY


def degradations(binary: str) -> list[str]:
    """The names that the program lists: the lines that are not indented."""
    listing = subprocess.run([binary, "degrade", "--list"], capture_output=True, text=True, check=True).stdout
    return [line.split()[0] for line in listing.splitlines() if not line.startswith(" ")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clean", type=Path, help="folder of clean pages with their truth")
    parser.add_argument("-o", "--output", type=Path, required=True, help="folder to make")
    parser.add_argument("--papers", help="picture of paper for 'paperImage', or a folder of them")
    parser.add_argument("--kinds", help="only these, separated by commas; of NAME+NAME both at once")
    parser.add_argument("--binary", default=BINARY, help="the program")
    options = parser.parse_args()

    for name in ["dirty", "clean"]:
        (options.output / name).mkdir(parents=True)
    lines = []
    kinds = ["none", "everything", *degradations(options.binary)]
    asked = options.kinds.split(",") if options.kinds else kinds
    if unknown := {part for kind in asked for part in kind.split("+")} - set(kinds):
        parser.error(f"no degradation is called {', '.join(sorted(unknown))}; there are {', '.join(kinds)}")
    for kind in asked:
        for seed, page in enumerate(sorted(options.clean.glob("*.png"))):
            stem = f"{kind}-{page.stem}"
            shutil.copy(page, options.output / "clean" / f"{stem}.png")
            shutil.copy(page.with_suffix(".json"), options.output / "clean" / f"{stem}.json")
            dirty = options.output / "dirty" / f"{stem}.png"
            if kind == "none":
                shutil.copy(page, dirty)
            else:
                only = [] if kind == "everything" else ["--only", kind.replace("+", ",")]
                papers = ["--papers", options.papers] if options.papers else []
                command = [options.binary, "degrade", str(page), "-o", str(dirty), "--seed", str(seed), "--quiet"]
                subprocess.run([*command, *only, *papers], check=True)
            lines.append(f"{stem} {kind}\n")
    (options.output / "list.txt").write_text("".join(lines))


if __name__ == "__main__":
    main()
