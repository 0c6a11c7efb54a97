#!/usr/bin/env python3
"""Makes photographs of characters and counts how many `cleanpage classify` reads right.

Images of EMNIST (pool47, validation) are enlarged 3 to 13 times, put anywhere on a larger sheet with uneven light, noise
and, on every other one, a stain; every other picture is inverted, as chalk on slate. The same images as they are, by
`cleanpage evaluate characters`, say what the model comes to at best.

Not part of the tests. Needs: pip install numpy pillow
Run it at the top of the project: python3 Tests/Peers/classify-pictures.py [--count 500] [--seed 5]
"""

import argparse
import collections
import gzip
import json
import pathlib
import struct
import subprocess
import tempfile

import numpy as np
from PIL import Image

DATA = pathlib.Path("../shared/data/emnist")


def read_idx(path):
    data = gzip.open(path).read()
    sizes = struct.unpack(">" + "I" * data[3], data[4 : 4 + 4 * data[3]])
    return np.frombuffer(data, np.uint8, offset=4 + 4 * data[3]).reshape(sizes)


def write_idx(path, values):
    head = bytes([0, 0, 8, values.ndim]) + b"".join(struct.pack(">I", size) for size in values.shape)
    path.write_bytes(head + values.tobytes())


def photograph(image, random):
    scale = int(random.integers(3, 14))
    side = 28 * scale
    large = np.asarray(Image.fromarray(image).resize((side, side), Image.BICUBIC)).astype(float) / 255
    large = 1 / (1 + np.exp(-12 * (large - 0.5)))
    height, width = (int(side * random.uniform(1, 2.5)) for _ in range(2))
    y, x = int(random.integers(0, height - side + 1)), int(random.integers(0, width - side + 1))
    cover = np.zeros((height, width))
    cover[y : y + side, x : x + side] = large
    rows, columns = np.mgrid[0:height, 0:width]
    falls = columns / width * random.uniform(-1, 1) + rows / height * random.uniform(-1, 1)
    light = 1 - random.uniform(0, 0.4) * falls
    light /= light.max()
    picture = light * (random.uniform(0.75, 0.95) * (1 - cover) + random.uniform(0.05, 0.35) * cover)
    if random.random() < 0.5:
        distance = np.hypot(columns - random.uniform(0, width), rows - random.uniform(0, height))
        picture -= random.uniform(0.05, 0.15) * (distance < random.uniform(0.1, 0.3) * width)
    picture += random.normal(0, 0.02, picture.shape)
    if random.random() < 0.5:
        picture = 1 - picture
    return Image.fromarray((np.clip(picture, 0, 1) * 255).astype(np.uint8))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--binary", default=".build/release/cleanpage")
    options = parser.parse_args()
    random = np.random.default_rng(options.seed)
    images = read_idx(DATA / "pool47-val-images-idx3-ubyte.gz")
    labels = read_idx(DATA / "pool47-val-labels-idx1-ubyte.gz")
    names = [chr(int(line.split()[1])) for line in open(DATA / "pool47-mapping.txt") if line.strip()]
    chosen = random.permutation(len(labels))[: options.count]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        truth = {}
        for index in chosen:
            path = folder / f"{index:05d}.png"
            photograph(images[index], random).save(path)
            truth[str(path)] = names[labels[index]]
        command = [options.binary, "classify", name, "--model", "emnist", "--format", "jsonl"]
        output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        readings = [json.loads(line) for line in output.splitlines()]
        candidates = [(truth[row["picture"]], [entry["text"] for entry in row["candidates"]]) for row in readings]
        print(f"{len(readings)} pictures, {dict(collections.Counter(row['ink'] for row in readings))}")
        print(f"right {sum(true == read[0] for true, read in candidates) / len(truth):.3f}, "
              f"among five {sum(true in read for true, read in candidates) / len(truth):.3f}")
        write_idx(folder / "images", images[chosen])
        write_idx(folder / "labels", labels[chosen])
        files = ["--images", folder / "images", "--labels", folder / "labels"]
        figures = subprocess.run(
            [options.binary, "evaluate", "characters", *files, "--model", "emnist"],
            check=True, capture_output=True, text=True,
        ).stdout
        print("as they are: " + ", ".join(figures.splitlines()))


if __name__ == "__main__":
    main()
