#!/usr/bin/env python3
"""How well the network that finds pictures covers them, and where it sees pictures that are none.

Not part of the tests. Needs: pip install numpy pillow. Build the program, make pages and masks with
Fixtures/synthesis/make-picture-pages.sh, and run this at the top of the project:

    python3 Tests/Peers/check-pictures.py runs/pictures-heldout [--model FILE]

DIR/pages/N.png is a page reduced to at most 512 pixels, DIR/masks/N.png black where pictures are. A pixel is of a picture
where the network's output is below three quarters. Covered is the intersection over the union, pooled over all pages with
pictures and their median; missed are pages of whose pictures less than half is covered, and false those without pictures of which
more than a hundredth is taken for one, as the program would take it: with a pixel below 0.15 in it.
"""

import argparse
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from pages import BINARY, read_page

# Of 255, as the program has them: what is less sure to be a picture is none, and an area needs a pixel that is this sure.
THRESHOLD, SURE = 191, 38
PIPELINE = """name: find-pictures
stages:
  - decode: {{}}
  - normalise: {{}}
  - tile: {{widestStroke: 0}}
  - denoise: {{model: {model}}}
  - stitch: {{}}
  - encode: {{format: png}}
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="folder of pages/ and masks/")
    parser.add_argument("--model", type=Path, default=Path("Sources/CModels/pictures.safetensors"), help="the network")
    parser.add_argument("--binary", default=BINARY, help="the program (default: %(default)s)")
    options = parser.parse_args()

    with tempfile.TemporaryDirectory() as folder:
        pipeline = Path(folder, "find.yaml")
        pipeline.write_text(PIPELINE.format(model=options.model.resolve()))
        found = Path(folder, "found")
        command = [options.binary, "run", pipeline, options.folder / "pages", "-o", found, "--quiet"]
        subprocess.run([str(part) for part in command], check=True)
        shares, intersections, unions, missed, false, without = [], 0, 0, 0, 0, 0
        for mask_file in sorted((options.folder / "masks").glob("*.png")):
            absence = read_page(found / mask_file.name)
            seen, truth = absence < THRESHOLD, read_page(mask_file) < 128
            if not truth.any():
                without += 1
                false += bool(seen.mean() > 0.01 and absence.min() < SURE)
                continue
            intersection, union = int((seen & truth).sum()), int((seen | truth).sum())
            intersections, unions = intersections + intersection, unions + union
            shares.append(intersection / union)
            missed += bool((seen & truth).sum() < truth.sum() / 2)
    print(f"{options.model}, {options.folder}")
    print(f"{len(shares)} pages with pictures: covered {intersections / unions:.3f}, median {np.median(shares):.3f}, "
          f"missed {missed}; {without} without: false {false}")


if __name__ == "__main__":
    main()
