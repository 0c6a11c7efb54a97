#!/usr/bin/env python3
"""Draws degradations.png: every degradation of the program on the same part of a clean page, each with its name.

Not needed to build or to run the tests. Needs: apt-get install fonts-dejavu; pip install pillow; the program built by
swift build -c release. Run it in this folder: python3 make-contact-sheet.py
"""

import io
import subprocess
import tempfile

from PIL import Image, ImageDraw, ImageFont

PROGRAM = "../../.build/release/cleanpage"
PAGE = "clean/almanac.png"
PART = (30, 230, 270, 420)
COLUMNS = 5
LABEL = 22
SEEDS = {"coffeeRing": 3, "stain": 6, "fold": 4}


def degrade(image, names, seed, *options):
    """The image with these degradations, as the program writes it."""
    data = io.BytesIO()
    image.save(data, "png")
    command = [PROGRAM, "degrade", "--only", names, "--seed", str(seed), "--dpi", "150", *options]
    return Image.open(io.BytesIO(subprocess.run(command, input=data.getvalue(), capture_output=True, check=True).stdout))


def main():
    listing = subprocess.run([PROGRAM, "degrade", "--list"], capture_output=True, text=True, check=True).stdout
    names = [line.split()[0] for line in listing.splitlines() if not line.startswith(" ")]
    width, height = PART[2] - PART[0], PART[3] - PART[1]
    part = Image.open(PAGE).crop(PART)
    rows = -(-len(names) // COLUMNS)
    sheet = Image.new("L", (COLUMNS * (width + 6), rows * (height + LABEL + 6)), 255)
    draw = ImageDraw.Draw(sheet)
    face = ImageFont.truetype("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", 14)
    with tempfile.NamedTemporaryFile(suffix=".png") as paper:
        degrade(Image.new("L", (400, 400), 255), "wrinkle,stain,paperGrain", 5).save(paper.name)
        pictures = [degrade(part, name, SEEDS.get(name, 2), "--papers", paper.name) for name in names]
    for place, (name, picture) in enumerate(zip(names, pictures)):
        x, y = place % COLUMNS * (width + 6), place // COLUMNS * (height + LABEL + 6)
        sheet.paste(picture, (x, y + LABEL))
        draw.text((x + 2, y + 2), name, font=face, fill=0)
    sheet.save("degradations.png", optimize=True)


if __name__ == "__main__":
    main()
