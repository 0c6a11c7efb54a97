#!/usr/bin/env python3
"""Whether `cleanpage ocr` is as sure as it may be: how many characters are right among those of a probability.

Not part of the tests. Build the program, and run this at the top of the project on pages that `cleanpage synthesise` made:

    python3 Tests/Peers/check-calibration.py DIR

A character that was read is compared with the one whose box on the page overlaps its own most, and left out where none
overlaps by half: what was cut wrongly is counted by the error rate of text.
"""

import argparse
import json
import subprocess
from pathlib import Path

from pages import BINARY, markdown

STEPS = [0, 0.5, 0.8, 0.9, 0.95, 0.99, 1.01]
PLAIN = {"\ufb01": "fi", "\ufb02": "fl"}


def overlap(one: dict, two: dict) -> float:
    """Intersection over union of two boxes."""
    width = min(one["x"] + one["width"], two["x"] + two["width"]) - max(one["x"], two["x"])
    height = min(one["y"] + one["height"], two["y"] + two["height"]) - max(one["y"], two["y"])
    if width <= 0 or height <= 0:
        return 0
    shared = width * height
    return shared / (one["width"] * one["height"] + two["width"] * two["height"] - shared)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("pages", type=Path, help="folder of pages with their truth")
    parser.add_argument("--binary", default=BINARY, help="the program (default: %(default)s)")
    chosen = parser.parse_args()
    counts = [[0, 0] for _ in STEPS[1:]]
    for page in sorted(chosen.pages.glob("*.png")):
        truth = json.loads(page.with_suffix(".json").read_text())
        boxes = [box for line in truth["lines"] for word in line["words"] for box in word["characters"]]
        command = [chosen.binary, "ocr", str(page), "--format", "jsonl", "--quiet"]
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        for row in map(json.loads, output.splitlines()):
            near = [box for box in boxes if abs(box["x"] - row["box"]["x"]) < 60 and abs(box["y"] - row["box"]["y"]) < 60]
            best = max(near, key=lambda box: overlap(box, row["box"]), default=None)
            if best is None or overlap(best, row["box"]) < 0.5 or best.get("cut"):
                continue
            sure = next((c["probability"] for c in row["candidates"] if c["text"] == row["text"]), 0)
            step = max(index for index in range(len(counts)) if sure >= STEPS[index])
            counts[step][0] += 1
            counts[step][1] += PLAIN.get(best["text"], best["text"]) == row["text"]
    rows = [
        [f"{STEPS[index]} to {min(STEPS[index + 1], 1)}", str(count), f"{100 * right / max(count, 1):.2f} %"]
        for index, (count, right) in enumerate(counts)
    ]
    print(markdown(["probability", "characters", "right"], rows))


if __name__ == "__main__":
    main()
