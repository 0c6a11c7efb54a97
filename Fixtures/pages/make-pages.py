#!/usr/bin/env python3
"""Makes the pages in noisy/ and clean/: our own text, set in DejaVu, and degraded by the models below.

The pages in cleaned/ are what the program makes of noisy/ with its default model.

Not needed to build or to run the tests. Needs: apt-get install fonts-dejavu; pip install pillow numpy.
Run it in this folder: python3 make-pages.py
"""

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


if __name__ == "__main__":
    main()
