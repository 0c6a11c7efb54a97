"""What Tesseract reads on pages, and how far that is from what is written there.

Needs: apt-get install tesseract-ocr tesseract-ocr-eng; pip install numpy pillow
"""

import hashlib
import json
import os
import re
import subprocess
import unicodedata
from collections.abc import Hashable, Sequence
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from pages import resized
from PIL import Image

# In a truth: any one character, or none.
ANY = "\ue000"
# In a truth: any number of characters, or none.
GAP = "\ue001"
CACHE = Path("../cache/readings")
VA_TEXT = Path("Fixtures/noisyoffice/va-text.txt")
ASSUMED_ENLARGEMENT = 3.0
READING_RESOLUTION = 300.0
SAME = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "—": "-", "–": "-"})


class Scan(NamedTuple):
    """A page to read: bytes, [height, width], and how far it is enlarged before."""

    page: np.ndarray
    enlargement: float


def enlargement(choice: str, dpi: float | None) -> float:
    """How far a page is enlarged: a number, or, for 'auto', to 300 dpi, threefold where its resolution is not known."""
    if choice != "auto":
        return float(choice)
    return max(1.0, READING_RESOLUTION / dpi) if dpi else ASSUMED_ENLARGEMENT


class Tesseract:
    """Reads pages, several at a time with a thread each, and keeps what it read by the pages' content."""

    def __init__(self, cache: Path, segmentation: int = 6, processes: int = 2, filter: str = "lanczos") -> None:
        self.cache = cache
        self.filter = filter
        self.processes = processes
        # The resolution is stated, or Tesseract would guess one from the page, another one for a dirty one.
        self.options = ["-l", "eng", "--psm", str(segmentation), "--dpi", str(round(READING_RESOLUTION))]
        try:
            run = subprocess.run(["tesseract", "--version"], check=True, capture_output=True, text=True)
        except FileNotFoundError:
            raise SystemExit("tesseract is not there: apt-get install tesseract-ocr tesseract-ocr-eng") from None
        self.version = run.stdout.splitlines()[0]
        cache.mkdir(parents=True, exist_ok=True)

    def read(self, scans: Sequence[Scan]) -> list[str]:
        """The text of each page."""
        with ThreadPoolExecutor(self.processes) as pool:
            return list(pool.map(self._read, scans))

    def _read(self, scan: Scan) -> str:
        page = np.ascontiguousarray(scan.page)
        settings = f"{self.version} {self.options} {page.shape} {scan.enlargement}"
        # Without its name, what was read before there was a choice is still found.
        if self.filter != "lanczos":
            settings += f" {self.filter}"
        kept = self.cache / (hashlib.sha256(settings.encode() + page.tobytes()).hexdigest() + ".txt")
        if kept.exists():
            return kept.read_text()
        png = BytesIO()
        enlarged = resized(page, scan.enlargement, Image.Resampling[self.filter.upper()])
        Image.fromarray(enlarged).save(png, "png", compress_level=1)
        text = subprocess.run(
            ["tesseract", "stdin", "stdout", *self.options], input=png.getvalue(), check=True,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=os.environ | {"OMP_THREAD_LIMIT": "1"},
        ).stdout.decode()
        unfinished = kept.with_suffix(f".{os.getpid()}")
        unfinished.write_text(text)
        unfinished.rename(kept)
        return text


# Truth


class Truth(NamedTuple):
    """The text of a page, and the row that its last whole line ends in, where another one follows."""

    text: str
    rows: int | None = None


def read_truths(path: Path) -> dict[str, Truth]:
    """The texts of a truth file: by page name, from headings `[NAME ...] rows N`, and lines with ~ where edges cut."""
    truths: dict[str, Truth] = {}
    names: list[str] = []
    lines: list[str] = []
    rows: int | None = None

    def finish() -> None:
        # Whether a blank before a cut character is read depends on whether the character is.
        text = " ".join(lines).replace(" ~", "~~").replace("~", ANY)
        truths.update({name: Truth(text, rows) for name in names})

    for line in path.read_text().splitlines():
        heading = re.fullmatch(r"\[([^]]+)\](?: rows (\d+))?", line)
        if heading:
            finish()
            names, lines = heading[1].split(), []
            rows = int(heading[2]) if heading[2] else None
        elif line and not line.startswith("#"):
            lines.append(line)
    finish()
    return truths


def line_text(line: dict[str, Any]) -> str:
    """A line as it is seen: what the page's edge cuts may be read or not."""
    words = line.get("words", [])
    if not all("characters" in word for word in words):
        return line["text"]
    seen = [[ANY if character.get("cut") else character["text"] for character in word["characters"]] for word in words]
    return " ".join(map("".join, seen)) if words else line["text"]


def page_text(lines: Sequence[dict[str, Any]]) -> str:
    """The lines of a page as they are seen, a gap for those that its edge cuts through, of which anything may be read."""
    texts = (line_text(line) for line in lines)
    text = "\n".join(GAP if set(text) <= {ANY, " "} else text for text in texts)
    return re.sub(rf"\s*{GAP}[\s{GAP}]*", GAP, text)


def described(path: Path) -> dict[str, Any]:
    """What the JSON file beside a page says of it."""
    description = path.with_suffix(".json")
    return json.loads(description.read_text()) if description.exists() else {}


# Errors


class Errors(NamedTuple):
    """How many characters or words have to be inserted, removed or replaced, of how many."""

    edits: int
    length: int

    @property
    def percent(self) -> float:
        """The error rate; of nothing it is 0, or 100 where something was read."""
        return 100 * self.edits / self.length if self.length else 100.0 * (self.edits > 0)


def total(errors: Sequence[Errors]) -> Errors:
    """The errors of several texts, as of one."""
    return Errors(sum(error.edits for error in errors), sum(error.length for error in errors))


def normalised(text: str) -> str:
    """A text with one blank for any white space, letters for ligatures, and straight quotes and dashes."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(SAME).split())


def character_errors(truth: str, reading: str) -> Errors:
    """The errors in characters of normalised texts; characters that edges cut do not count."""
    truth = normalised(truth)
    return edit_errors(truth, normalised(reading), wild=ANY, gap=GAP)


def word_errors(truth: str, reading: str) -> Errors:
    """The errors in words of normalised texts."""
    return edit_errors(normalised(truth).split(), normalised(reading).split())


def edit_errors(
    truth: Sequence[Hashable], reading: Sequence[Hashable], wild: Hashable = None, gap: Hashable = None
) -> Errors:
    """Levenshtein's distance; `wild` in the truth stands for any one symbol or none, `gap` for any number, at no cost.

    A row of the table is computed at once: insertions, which lead from cell to cell along it, are a running minimum of
    the costs less the cells' places.
    """
    numbers: dict[Hashable, int] = {}
    read = np.array([numbers.setdefault(symbol, len(numbers)) for symbol in reading], dtype=np.int64)
    place = np.arange(len(read) + 1)
    costs = place.copy()
    length = 0
    for symbol in truth:
        if gap is not None and symbol == gap:
            costs = np.minimum.accumulate(costs)
            continue
        price = int(symbol != wild)
        length += price
        replaced = costs[:-1] + price * (read != numbers.get(symbol, -1))
        removed = costs + price
        removed[1:] = np.minimum(removed[1:], replaced)
        costs = np.minimum.accumulate(removed - place) + place
    return Errors(int(costs[-1]), length)
