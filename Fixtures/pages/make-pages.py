#!/usr/bin/env python3
"""Makes the pages in noisy/ and clean/: our own text, set in DejaVu, and degraded: two pages by the models below, and
the almanac, which has a picture, by the program's own.

The pages in cleaned/ are what the program makes of noisy/ with its default model.

Not needed to build or to run the tests. Needs: apt-get install fonts-dejavu; pip install pillow numpy; the program
built by swift build -c release.
Run it in this folder: python3 make-pages.py
"""

import subprocess

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONTS = "/usr/share/fonts/truetype/dejavu/"

LETTER = """Dear Ottilie,
the boxes from the attic have arrived, and with them
most of your grandfather's letters. The rain came in
over the years, so many sheets are stained, and whoever
packed them set a cup of coffee on the topmost pile.
Still, nearly all of it can be read. On page 14 he writes
of the winter of 1931 - "minus 22 degrees, and the ink
froze in its well" - and adds up what the stove has cost:
3 crowns 40 for coal, 1.15 for wood, and his patience.
I shall scan everything before it fades further. Could
you look for the missing sheets (numbers 27 to 35)?
Nobody here has seen them since the house was sold,
but they must be somewhere; he never threw paper away.
With warm regards, and a kiss for the little one,
                                                          Leopold"""

LEDGER = """Stores of the lighthouse, second quarter
   14 Apr   lamp oil, 6 barrels @ 12.75             76.50
   15 Apr   rope, tarred, 40 fathoms                 8.20
    2 May   flour, 3 sacks; salt, 1 sack            11.05
   19 May   panes for the lantern (2 broken)         4.90
    7 Jun   paint: white 5, red 2, black 1          13.60
   23 Jun   repairs to the boat, as agreed          21.00
            Sum carried forward                    135.25"""

ALMANAC = """The harbour of Lindhaven lies open to the west, and for
as long as anyone can remember the keepers of its light
have written down what the weather did. They wrote in the
evening, by the lamp they had just trimmed, and plainly:
wind, cloud, the height of the tide on the old iron scale,
and which boats had come home.
   The books were never meant to last. They were kept on
a shelf above the stove, where the damp of nine winters
went into them and the heat of nine summers drew it out
again. Some pages are spotted with lamp oil; on others a
cup has stood. What they hold is worth the trouble."""


def text_page(text, size, font, points, line):
    image = Image.new("L", size, 255)
    draw = ImageDraw.Draw(image)
    face = ImageFont.truetype(FONTS + font, points)
    for row, words in enumerate(text.split("\n")):
        draw.text((22, 18 + row * line), words, font=face, fill=12)
    return np.asarray(image, dtype=np.float64) / 255


def smooth_noise(shape, scale, rng):
    """Noise of one length scale, mean 0, about 1 high."""
    small = rng.standard_normal((shape[0] // scale + 3, shape[1] // scale + 3))
    low, high = small.min(), small.max()
    picture = Image.fromarray(np.uint8(255 * (small - low) / (high - low)))
    large = picture.resize((small.shape[1] * scale, small.shape[0] * scale), Image.BICUBIC)
    values = np.asarray(large, dtype=np.float64)[: shape[0], : shape[1]] / 255
    return (values - values.mean()) * 2


def ridge(width, rng):
    """The outline of hills: noise of many length scales, mean about 0."""
    line, height = np.zeros(width), 1.0
    for octave in range(9):
        points = rng.uniform(-1, 1, 2**octave + 2)
        line += height * np.interp(np.linspace(0, 2**octave, width), np.arange(points.size), points)
        height *= 0.48
    return line


def landscape(shape, rng):
    """A picture like a photograph: hills, the nearer the darker, under a cloudy sky."""
    rows = np.linspace(0, 1, shape[0])[:, None]
    clouds = smooth_noise(shape, 60, rng) + 0.5 * smooth_noise(shape, 24, rng)
    picture = 0.9 - 0.25 * rows + 0.12 * clouds * (1 - rows)
    for distance in range(5):
        edge = 0.42 + 0.11 * distance - (0.08 + 0.02 * distance) * (ridge(shape[1], rng)[None, :] + 0.2)
        hill = 0.7 - 0.13 * distance + 0.05 * smooth_noise(shape, 30, rng) + 0.1 * np.clip(2 * (rows - edge), 0, 1)
        picture = np.where(rows > edge, hill, picture)
    return np.clip(picture + 0.012 * rng.standard_normal(shape), 0.03, 0.97)


def almanac_page(rng):
    """A page with a heading, a picture, its caption, a rule and text."""
    page = np.ones((700, 540))
    page[84:304, 40:500] = landscape((220, 460), rng)
    image = Image.fromarray(np.uint8(page * 255))
    draw = ImageDraw.Draw(image)
    draw.text((40, 28), "The Lindhaven Almanac", font=ImageFont.truetype(FONTS + "DejaVuSerif-Bold.ttf", 30), fill=12)
    draw.line((40, 72, 499, 72), fill=40, width=1)
    caption = ImageFont.truetype(FONTS + "DejaVuSerif-Italic.ttf", 12)
    draw.text((40, 310), "Fig. 4. The hills behind the harbour, from the sea, in fair weather.", font=caption, fill=30)
    face = ImageFont.truetype(FONTS + "DejaVuSerif.ttf", 15)
    for row, words in enumerate(ALMANAC.split("\n")):
        draw.text((40, 344 + row * 30), words, font=face, fill=12)
    return np.asarray(image, dtype=np.float64) / 255


def paper(shape, rng):
    texture = 0.03 * smooth_noise(shape, 3, rng) + 0.03 * smooth_noise(shape, 40, rng)
    return 0.86 + texture + 0.012 * rng.standard_normal(shape)


def stain(shape, centre, radius, depth, rng):
    """A dried spill: a tinted disc of uneven outline with a darker rim."""
    y, x = np.mgrid[: shape[0], : shape[1]]
    distance = np.hypot(x - centre[0], y - centre[1]) + 9 * smooth_noise(shape, 24, rng)
    inside = 1 / (1 + np.exp((distance - radius) / 2.0))
    rim = np.exp(-(((distance - radius + 3) / 3.5) ** 2))
    return 1 - depth * (0.55 * inside * (1 + 0.25 * smooth_noise(shape, 9, rng)) + 0.5 * rim)


def cup_ring(shape, centre, radius, depth, rng):
    y, x = np.mgrid[: shape[0], : shape[1]]
    distance = np.hypot(x - centre[0], y - centre[1]) + 2 * smooth_noise(shape, 30, rng)
    strength = np.clip(0.7 + 0.6 * smooth_noise(shape, 50, rng), 0.15, 1)
    return 1 - depth * strength * np.exp(-(((distance - radius) / 5.0) ** 2))


def fold(shape, position, slope, depth):
    """A crease: light on one side, dark on the other."""
    y, x = np.mgrid[: shape[0], : shape[1]]
    d = x - position - slope * y
    return 1 - depth * np.exp(-((d / 2.2) ** 2)) + 0.5 * depth * np.exp(-(((d - 7) / 9.0) ** 2)) * (d > 0)


def shadow(shape, depth):
    x = np.linspace(0, 1, shape[1])[None, :]
    y = np.linspace(0, 1, shape[0])[:, None]
    return 1 - depth * np.clip(x * 0.9 + y * 0.35 - 0.55, 0, 1)


def save(values, name):
    Image.fromarray(np.uint8(np.clip(values, 0, 1) * 255 + 0.5)).save(name, optimize=True, dpi=(100, 100))


def dirty(ink, background):
    """Lays ink onto a background as a scanner sees it, slightly blurred."""
    seen = background * (0.12 + 0.88 * ink)
    picture = Image.fromarray(np.uint8(np.clip(seen, 0, 1) * 255)).filter(ImageFilter.GaussianBlur(0.4))
    return np.asarray(picture, dtype=np.float64) / 255


def main():
    rng = np.random.default_rng(1931)
    letter = text_page(LETTER, (540, 420), "DejaVuSerif.ttf", 17, 26)
    shape = letter.shape
    background = paper(shape, rng) * stain(shape, (410, 130), 118, 0.5, rng)
    background *= cup_ring(shape, (150, 300), 86, 0.45, rng) * fold(shape, 262, 0.03, 0.3)
    save(dirty(letter, background), "noisy/letter.png")
    save(letter, "clean/letter.png")

    ledger = text_page(LEDGER, (541, 263), "DejaVuSansMono.ttf", 15, 28)
    shape = ledger.shape
    background = paper(shape, rng) * shadow(shape, 0.55) * stain(shape, (120, 200), 70, 0.4, rng)
    background *= fold(shape, 330, -0.1, 0.25)
    save(dirty(ledger, background), "noisy/ledger.png")
    save(ledger, "clean/ledger.png")

    save(almanac_page(rng), "clean/almanac.png")
    degrade = ["../../.build/release/cleanpage", "degrade", "clean/almanac.png", "-o", "noisy/almanac.png"]
    subprocess.run([*degrade, "--recipe", "almanac.yaml", "--seed", "3", "--overwrite"], check=True)


if __name__ == "__main__":
    main()
