#!/usr/bin/env python3
"""Degradations that are not ours on clean pages with truth: a set to read with read-pages.py, in groups by degradation.

Not part of the tests. Needs: pip install augraphy (8.2, MIT). Make clean pages with `cleanpage synthesise`
(Fixtures/synthesis/README.md says how, with fonts that training has not seen), and run this at the top of the project:

    python3 Tests/Peers/degrade-with-augraphy.py CLEAN -o OUT [--count N] [--kinds NAMES] [--seed N]
    python3 Tests/Peers/read-pages.py --dirty OUT/dirty --clean OUT/clean --list OUT/list.txt

OUT/dirty/NAME-PAGE.png is page PAGE with Augraphy's degradation NAME at its defaults, OUT/clean the same page as it was, with its
truth. Taken are the degradations of scans, copies and photographs of pages that leave letters where they are.
"""

import argparse
import random
import shutil
import zlib
from pathlib import Path

import augraphy
import numpy as np
from pages import read_page, resolution
from PIL import Image

KINDS = (
    "BadPhotoCopy BleedThrough Brightness BrightnessTexturize ColorPaper DirtyDrum DirtyRollers DirtyScreen Faxify Gamma InkBleed"
    " Jpeg Letterpress LightingGradient LowInkRandomLines LowLightNoise Markup Moire NoiseTexturize NoisyLines"
    " ReflectedLight ShadowCast Stains SubtleNoise"
).split()


def degraded(page: np.ndarray, kind: str, seed: int) -> np.ndarray:
    """A page, [height, width, 3], with a degradation; the same seed gives the same page."""
    random.seed(seed)
    np.random.seed(seed)
    result = getattr(augraphy, kind)(p=1)(page)
    return result[0] if isinstance(result, (list, tuple)) else result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clean", type=Path, help="folder of clean pages with their truth")
    parser.add_argument("-o", "--output", type=Path, required=True, help="folder to make")
    parser.add_argument("--count", type=int, help="pages to take, the first ones")
    parser.add_argument("--kinds", default=",".join(KINDS), help="only these, separated by commas")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()

    kinds = options.kinds.split(",")
    if unknown := [kind for kind in kinds if not hasattr(augraphy, kind)]:
        parser.error(f"Augraphy has no degradation called {', '.join(unknown)}")
    for name in ["dirty", "clean"]:
        (options.output / name).mkdir(parents=True)
    lines = []
    for kind in kinds:
        for index, file in enumerate(sorted(options.clean.glob("*.png"))[: options.count]):
            stem = f"{kind}-{file.stem}"
            page = np.stack([read_page(file)] * 3, axis=-1)
            # A name's hash of Python's own differs from run to run.
            dirty = degraded(page, kind, zlib.crc32(f"{options.seed} {kind} {index}".encode()))
            if dirty.shape[:2] != page.shape[:2]:
                parser.error(f"{kind} changes a page's size; leave it out of --kinds")
            dpi = resolution(file)
            Image.fromarray(dirty).save(
                options.output / "dirty" / f"{stem}.png", **({"dpi": (dpi, dpi)} if dpi else {}))
            for suffix in [".png", ".json"]:
                shutil.copy(file.with_suffix(suffix), options.output / "clean" / f"{stem}{suffix}")
            lines.append(f"{stem} {kind}\n")
    (options.output / "list.txt").write_text("".join(lines))


if __name__ == "__main__":
    main()
