#!/usr/bin/env python3
"""Makes what Pipelines/train-pictures.yaml trains on: reduced pages, and masks that are black where pictures are.

    make-picture-masks.py -o runs/pictures --cleanpage .build/release/cleanpage \
        --pages synthetic/a:300 --pages synthetic/b --photographs photographs/ \
        --negatives noisyoffice/train:3:2 --papers noise/paper.jpg

make-picture-pages.sh calls it as the shipped network needs it.

--pages are folders that 'cleanpage synthesise' has written, pages and truth (with --seed and --only-kind to taste:
picture, illustrated, and for what is no picture text, notes, letter, drawing, receipt, blank), up to a count of each.
From --photographs further pages are made here that 'synthesise' does not make: pictures that fill the page, with soft
outlines, or hatched like engravings; and, with --cut-outs, pages of those given that have no picture get one or two cut
along their figures' outlines, in hard contrast, with white or a tint around them and text beside, as magazines have
them, and as many get stains and wrinkles alone. With --newspapers, four or nine of the pages given are put on one. All
are degraded thrice by 'cleanpage degrade', most of them once by stains alone and once by crumpled.yaml, one page in six
at its size and the others at half of it, and reduced by block means to at most 512 pixels, as the stage does.
--negatives are scans without a picture, all or those whose number leaves a remainder; --papers are textures to lay
under pages. Photographs and halftones are pictures; line drawings are not, since cleaning leaves them.

The output has pages/N.png and masks/N.png. The same arguments give the same files. Needs NumPy and Pillow.
"""

import argparse
import json
import random
import re
import subprocess
from pathlib import Path

import numpy
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

PICTURE_KINDS = {"photograph", "halftone"}
LONGEST = 512  # as the stage has it
SMALLEST = 320  # the crop of the training
STAINS = ["--only", "stain"]
THRESHOLD = ["--only", "threshold"]
CRUMPLED = ["--recipe", str(Path(__file__).with_name("crumpled.yaml"))]
DIRT = [[], STAINS, CRUMPLED]  # what is taken for pictures first, stains and wrinkles, once more alone
EXTENSIONS = {".png", ".jpg", ".jpeg", ".tif"}


def images(folder):
    return sorted(path for path in Path(folder).iterdir() if path.suffix.lower() in EXTENSIONS)


def gray(path):
    return Image.open(path).convert("L")


def number(path):
    return int(re.findall(r"\d+", path.stem)[-1])


def hatched(picture, chance):
    """A picture in black lines that swell with its darkness, as engravings are, coarse or so fine that grays are left."""
    values = numpy.asarray(picture, dtype=numpy.float32) / 255
    rows, columns = numpy.mgrid[0 : values.shape[0], 0 : values.shape[1]].astype(numpy.float32)
    result = numpy.zeros_like(values)
    for angle in (chance.uniform(0, numpy.pi), chance.uniform(0, numpy.pi)):
        period = chance.choice([chance.uniform(2, 4), chance.uniform(4, 9)])
        bend = 3 * numpy.sin(rows / chance.uniform(30, 90) + columns / chance.uniform(30, 90))
        wave = 0.5 + 0.5 * numpy.sin((rows * numpy.sin(angle) + columns * numpy.cos(angle) + bend) * 2 * numpy.pi / period)
        result = numpy.maximum(result, wave)
    return Image.fromarray(numpy.where(result > 1.05 - values, 255, 20).astype(numpy.uint8))


def detail(photographs, chance):
    """A part of a photograph, mirrored or not: of few photographs there are so more pictures."""
    picture = gray(chance.choice(photographs))
    width, height = (round(side * chance.uniform(0.4, 1)) for side in picture.size)
    left, top = chance.randrange(picture.width - width + 1), chance.randrange(picture.height - height + 1)
    picture = picture.crop((left, top, left + width, top + height))
    return ImageOps.mirror(picture) if chance.random() < 0.5 else picture


def write(page, mask, folder, index, dpi):
    """Writes a page, and its mask beside it, black where pictures are."""
    page.save(folder / f"{index:05}.png", dpi=dpi, compress_level=1)
    mask.convert("1").save(folder / f"{index:05}-mask.pbm")


def resolution(page):
    return page.info.get("dpi", (200, 200))


def composed(photographs, count, folder, seed):
    """Pages of one picture each, most of it, written with their masks."""
    folder.mkdir(parents=True, exist_ok=True)
    for index in range(count):
        chance = random.Random(f"{seed} {index}")
        width, height = chance.choice([(1024, 1024), (768, 1024), (1024, 768), (700, 1024), (1024, 700)])
        page = Image.new("L", (width, height), 255)
        mask = Image.new("L", (width, height), 255)
        margin = chance.choice([0, 0, 0.03, 0.1, 0.2])
        left, top = int(width * margin * chance.uniform(0.3, 1)), int(height * margin * chance.uniform(0.3, 1))
        right = width - int(width * margin * chance.uniform(0.3, 1))
        bottom = height - int(height * margin * chance.uniform(0.3, 1)) - (chance.randrange(120) if margin else 0)
        picture = detail(photographs, chance)
        picture = ImageOps.fit(picture, (right - left, bottom - top), centering=(chance.random(), chance.random()))
        picture = ImageOps.autocontrast(picture, cutoff=1)
        if chance.random() < 0.3:
            picture = picture.point(lambda v, low=chance.randrange(30, 110): low + v * (255 - low) // 255)
        if chance.random() < 0.5:
            picture = hatched(picture, chance)
        outline = Image.new("L", picture.size, 255)
        if margin and chance.random() < 0.3:
            outline = Image.new("L", picture.size, 0)
            ImageDraw.Draw(outline).ellipse((20, 20, picture.width - 20, picture.height - 20), fill=255)
            outline = outline.filter(ImageFilter.GaussianBlur(chance.uniform(1, 15)))
        page.paste(picture, (left, top), outline)
        mask.paste(0, (left, top), outline.point(lambda v: 255 if v > 128 else 0))
        write(page, mask, folder, index, (chance.randrange(80, 400),) * 2)


def described(page):
    """What 'synthesise' wrote of a page, and the regions of its pictures."""
    known = json.loads(page.with_suffix(".json").read_text())
    return known, [region for region in known["regions"] if region["kind"] in PICTURE_KINDS]


def blob(width, height, chance):
    """An outline as figures have it: where smooth noise is above its middle, less so towards the sides."""
    grid = numpy.random.default_rng(chance.randrange(2**32)).random((chance.randrange(3, 9), chance.randrange(3, 9)))
    noise = Image.fromarray(grid.astype(numpy.float32)).resize((width, height), Image.BICUBIC)
    values = numpy.asarray(noise)
    rows, columns = numpy.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    values = values + chance.uniform(0.3, 0.9) * (1 - numpy.hypot(rows, columns) / 0.7)
    return Image.fromarray(numpy.where(values > 0.5, 255, 0).astype(numpy.uint8))


def cut_out(photographs, width, height, chance):
    """A picture cut along an outline, on white or on a tint that fades, and its shape, 255 where it is."""
    picture = ImageOps.fit(detail(photographs, chance), (width, height), centering=(chance.random(), chance.random()))
    picture = ImageOps.autocontrast(picture, cutoff=(chance.uniform(0, 25), chance.uniform(0, 15)))
    gamma = chance.uniform(0.8, 2)
    picture = picture.point(lambda v: round(255 * (v / 255) ** gamma))
    if chance.random() < 0.2:
        picture = hatched(picture, chance)
    figure = blob(width, height, chance)
    if chance.random() < 0.4:  # figures stand on the lower edge as often
        figure.paste(255, (width // 6, height * 2 // 3, width * 5 // 6, height))
    result = Image.new("L", (width, height), 255)
    shape = figure
    if chance.random() < 0.25:
        around = blob(width, height, chance)
        soft = around.filter(ImageFilter.GaussianBlur(chance.uniform(1, width / 12)))
        result.paste(chance.randrange(160, 225), (0, 0), soft)
        shape = ImageChops.lighter(figure, around)
    result.paste(picture, (0, 0), figure)
    return result, shape


def illustrated(photographs, pages, count, folder, seed):
    """Pages without pictures that get cut-out ones, text around them, written with their masks."""
    folder.mkdir(parents=True, exist_ok=True)
    for index in range(count):
        chance = random.Random(f"{seed} cut-out {index}")
        page = Image.open(chance.choice(pages))
        dpi = resolution(page)
        page = page.convert("L")
        mask = Image.new("L", page.size, 255)
        for _ in range(chance.choice([1, 1, 2])):
            width, height = (int(side * chance.uniform(0.15, 0.55)) for side in page.size)
            height = min(height, 2 * width)
            left, top = (chance.randrange(page.width - width), chance.randrange(page.height - height))
            picture, shape = cut_out(photographs, width, height, chance)
            gap = chance.randrange(max(2, page.width // 100), page.width // 30)
            if chance.random() < 0.6:
                page.paste(255, (left - gap, top - gap, left + width + gap, top + height + gap))
            else:
                free = shape.resize((max(1, width // 8), max(1, height // 8)))
                free = ImageOps.expand(free, max(1, gap // 8)).filter(ImageFilter.MaxFilter(2 * max(1, gap // 8) + 1))
                free = free.resize((width + 2 * gap, height + 2 * gap))
                page.paste(255, (left - gap, top - gap), free.point(lambda v: 255 if v else 0))
            if chance.random() < 0.25:
                box = (left - gap, top - gap, left + width + gap, top + height + gap)
                ImageDraw.Draw(page).rectangle(box, outline=0, width=max(1, page.width // 400))
            page.paste(picture, (left, top), shape)
            mask.paste(0, (left, top), shape)
        write(page, mask, folder, index, dpi)


def newspapers(pages, count, folder, seed):
    """Four or nine pages on one, as small print in many columns looks, written with their masks."""
    folder.mkdir(parents=True, exist_ok=True)
    for index in range(count):
        chance = random.Random(f"{seed} newspaper {index}")
        sheet = Image.open(chance.choice(pages))
        across = chance.choice([2, 3])
        width, height = sheet.width // across, sheet.height // across
        page, mask = Image.new("L", sheet.size, 255), Image.new("L", sheet.size, 255)
        for number in range(across**2):
            place, source = (number % across * width, number // across * height), chance.choice(pages)
            page.paste(gray(source).resize((width, height), Image.BOX), place)
            mask.paste(truth(source).resize((width, height), Image.NEAREST), place)
        write(page, mask, folder, index, resolution(sheet))


def copied(pages, folder):
    """Pages without pictures of several folders, numbered, with their masks."""
    folder.mkdir(parents=True, exist_ok=True)
    for index, path in enumerate(pages):
        page = Image.open(path)
        write(page, Image.new("1", page.size, 1), folder, index, resolution(page))


def truth(page):
    """The mask of a page of 'synthesise', from the boxes of its regions."""
    drawn = page.with_name(page.stem + "-mask.pbm")
    if drawn.exists():
        return gray(drawn)
    known, pictures = described(page)
    mask = Image.new("L", (known["width"], known["height"]), 255)
    for region in pictures:
        x, y = region["x"], region["y"]
        ImageDraw.Draw(mask).rectangle((x, y, x + region["width"] - 1, y + region["height"] - 1), fill=0)
    return mask


def shrunk(pages, by, folder):
    """Pages reduced, if at all, before they are degraded, which is done sooner; what is lost hardly reaches the network."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in pages:
        page = Image.open(path)
        dpi = resolution(page)[0] / by
        page.convert("L").reduce(by).save(folder / path.name, dpi=(dpi, dpi), compress_level=1)


def factor(image):
    return -(-max(image.size) // LONGEST)


def laid(page, papers, chance):
    """A reduced page on darker paper: a texture, a tint and a light that falls off."""
    values = numpy.asarray(page, dtype=numpy.float32) / 255
    if papers and chance.random() < 0.35:
        paper = ImageOps.fit(chance.choice(papers), page.size, centering=(chance.random(), chance.random()))
        values = values * (numpy.asarray(paper, dtype=numpy.float32) / 255)
    if chance.random() < 0.5:
        rows, columns = numpy.mgrid[0:1 : page.height * 1j, 0:1 : page.width * 1j]
        slope = chance.uniform(-0.3, 0.3) * (rows - 0.5) + chance.uniform(-0.3, 0.3) * (columns - 0.5)
        values = values * (chance.uniform(0.45, 1) + slope)
    if chance.random() < 0.3:
        low = chance.uniform(0, 0.3)
        values = low + values * (1 - low)
    return Image.fromarray((values.clip(0, 1) * 255 + 0.5).astype(numpy.uint8))


def padded(image):
    """At least as large as a crop; the border's pixels are repeated."""
    more = [(0, max(0, SMALLEST - extent)) for extent in (image.height, image.width)]
    return Image.fromarray(numpy.pad(numpy.asarray(image), more, mode="edge"))


class Output:
    def __init__(self, folder):
        self.pages, self.masks = folder / "pages", folder / "masks"
        for path in (self.pages, self.masks):
            path.mkdir(parents=True, exist_ok=True)
        self.count = 0

    def add(self, page, mask):
        page, mask = padded(page), padded(mask).point(lambda v: 255 if v >= 128 else 0)
        page.save(self.pages / f"{self.count}.png")
        mask.save(self.masks / f"{self.count}.png")
        self.count += 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--cleanpage", default=".build/release/cleanpage")
    parser.add_argument("--pages", action="append", default=[], metavar="FOLDER[:COUNT]")
    parser.add_argument("--photographs", metavar="FOLDER")
    parser.add_argument("--composed", type=int, default=200, help="pages to make of photographs")
    parser.add_argument("--cut-outs", type=int, default=0, help="pages to put cut-out photographs on")
    parser.add_argument("--newspapers", type=int, default=0, help="pages to make of several of those given")
    parser.add_argument("--negatives", action="append", default=[], metavar="FOLDER[:MODULO:REMAINDER]")
    parser.add_argument("--papers", action="append", default=[], metavar="FILE")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()

    folders = [(Path(name.partition(":")[0]), int(name.partition(":")[2] or 10**9)) for name in arguments.pages]
    if arguments.photographs:
        folder = arguments.output / "composed"
        composed(images(arguments.photographs), arguments.composed, folder, arguments.seed)
        folders.append((folder, arguments.composed))
    papers = [gray(path) for path in arguments.papers]
    output = Output(arguments.output)

    def add(place, sources, chance, dirt=DIRT):
        """Degrades pages, reduces them and adds them with their masks."""
        for by, part in ((1, sources[::6]), (2, [source for i, source in enumerate(sources) if i % 6])):
            small = arguments.output / "shrunk" / f"{place}-{by}"
            degraded = [arguments.output / "degraded" / f"{place}-{by}-{time}" for time in range(len(dirt))]
            shrunk(part, by, small)
            for time, (options, target) in enumerate(zip(dirt, degraded)):
                command = [arguments.cleanpage, "degrade", str(small), "-o", str(target), "--overwrite", "--quiet"]
                subprocess.run(command + options + ["--seed", str(arguments.seed + place + 1000 * time)], check=True)
            for source in part:
                mask = truth(source).reduce(by)
                for page in [gray(folder / source.name) for folder in (small, *degraded)]:
                    more = factor(page) + (chance.random() < 0.3)
                    output.add(laid(page.reduce(more), papers, chance), mask.reduce(more))

    chance = random.Random(arguments.seed)
    for place, (folder, most) in enumerate(folders):
        add(place, images(folder)[:most], chance)
    for name in arguments.negatives:
        folder, _, rest = name.partition(":")
        modulo, remainder = (int(part) for part in (rest or "1:0").split(":"))
        for path in images(folder):
            if number(path) % modulo == remainder:
                page = gray(path)
                for by in (factor(page), factor(page) + 1, 2, 3):
                    reduced = laid(page.reduce(by), papers, chance)
                    output.add(reduced, Image.new("L", reduced.size, 255))
    given = [page for name in arguments.pages for page in images(name.partition(":")[0])]
    if arguments.cut_outs:
        texts = [page for page in given if not described(page)[1]]
        folder = arguments.output / "cut-outs"
        illustrated(images(arguments.photographs), texts, arguments.cut_outs, folder, arguments.seed)
        chance = random.Random(f"{arguments.seed} cut-outs")
        add(len(folders), images(folder), chance)
        # Stains have outlines like theirs: as many pages with stains and wrinkles, and nothing else.
        folder = arguments.output / "without"
        copied(chance.sample(texts, min(arguments.cut_outs, len(texts))), folder)
        add(len(folders) + 1, images(folder), chance, [STAINS, CRUMPLED, CRUMPLED])
    if arguments.newspapers:
        folder = arguments.output / "newspapers"
        newspapers(given, arguments.newspapers, folder, arguments.seed)
        add(len(folders) + 2, images(folder), chance, [[], THRESHOLD, CRUMPLED])
    print(f"{output.count} pages in {output.pages}")


if __name__ == "__main__":
    main()
