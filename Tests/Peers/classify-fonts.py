#!/usr/bin/env python3
"""How well a classifier tells single characters at their true places, font by font.

    python3 Tests/Peers/classify-fonts.py runs/reading/fonts [--model print] [--x-height 12:40] [--csv fonts.csv]

The folder holds a folder of pages with their truth for each font, as Fixtures/synthesis/make-reading-pages.sh makes them.
Standard output is a Markdown table: characters, the share that is right, and what is taken for what most often, of the
fonts in the order of their shares; then all characters and the mean over the fonts. A font without characters of these
heights is left out.
"""

import argparse
import csv
import subprocess
import tempfile
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from pages import BINARY, markdown


class Font(NamedTuple):
    """What became of a font's characters."""

    name: str
    characters: int
    right: int
    confusions: str

    @property
    def accuracy(self) -> float:
        return self.right / self.characters


def confusions(matrix: list[list[str]]) -> tuple[int, int, str]:
    """How many characters a confusion matrix counts, how many are right, and the most frequent of the others.

    Ink that is no character has a row as well, without a name, and is left out.
    """
    names = matrix[0][1:]
    rows = [row for row in matrix[1:] if row[0]]
    counts = Counter({(row[0], read): int(n) for row in rows for read, n in zip(names, row[1:]) if int(n)})
    wrong = Counter({pair: n for pair, n in counts.items() if pair[0] != pair[1]})
    text = ", ".join(f"{truth} as {read or 'none'}: {n}" for (truth, read), n in wrong.most_common(4))
    return counts.total(), counts.total() - wrong.total(), text


def read(folder: Path, binary: str, model: str, heights: str) -> Font | None:
    """The font of a folder; none where it has no character of these heights."""
    with tempfile.TemporaryDirectory() as temporary:
        matrix = Path(temporary) / "confusion.csv"
        command = [binary, "evaluate", "characters", "--pages", folder, "--x-height", heights, "--model", model]
        outcome = subprocess.run([*command, "--confusion", matrix], capture_output=True, text=True, check=False)
        if "none of the characters" in outcome.stderr:
            return None
        outcome.check_returncode()
        with matrix.open(newline="") as file:
            return Font(folder.name, *confusions(list(csv.reader(file))))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("fonts", type=Path)
    parser.add_argument("--binary", default=BINARY)
    parser.add_argument("--model", default="print")
    parser.add_argument("--x-height", default="12:40")
    parser.add_argument("--csv", type=Path, help="writes the fonts' figures there as well")
    options = parser.parse_args()
    folders = sorted(path for path in options.fonts.iterdir() if path.is_dir())
    results = [read(folder, options.binary, options.model, options.x_height) for folder in folders]
    fonts = sorted((font for font in results if font), key=lambda font: font.accuracy)
    rows = [[font.name, str(font.characters), f"{font.accuracy:.2%}", font.confusions] for font in fonts]
    characters, right = sum(font.characters for font in fonts), sum(font.right for font in fonts)
    rows.append(["**all characters**", str(characters), f"**{right / characters:.2%}**", ""])
    rows.append(["mean over the fonts", str(len(fonts)), f"{sum(font.accuracy for font in fonts) / len(fonts):.2%}", ""])
    print(markdown(["font", "characters", "right", "taken for"], rows))
    if options.csv:
        with options.csv.open("w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["font", "characters", "right"])
            writer.writerows([font.name, font.characters, font.right] for font in fonts)


if __name__ == "__main__":
    main()
