"""Pages as the scripts of this folder share them: files in and out, cleaning, thresholds and errors.

Pages are bytes, [height, width], 0 black and 255 white, unless said otherwise. Needs: pip install numpy pillow
"""

import re
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from PIL import Image

BINARY = ".build/release/cleanpage"
NOISYOFFICE = Path("../shared/data/noisyoffice")
VA = Path("Fixtures/noisyoffice/va.txt")
PICTURES = {".png", ".tif", ".tiff", ".jpg", ".jpeg", ".pgm", ".pnm"}


# Files


def read_page(path: Path) -> np.ndarray:
    """A page as gray, colours by their Rec. 601 luma, transparency over white."""
    with Image.open(path) as image:
        if "A" in image.getbands() or "transparency" in image.info:
            image = image.convert("RGBA")
            image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
        return np.asarray(image.convert("L"))


def write_page(path: Path, page: np.ndarray) -> None:
    """Writes a page in the format that its name ends in."""
    Image.fromarray(page).save(path)


def resolution(path: Path) -> float | None:
    """The pixels per inch that a page's file states."""
    with Image.open(path) as image:
        dpi = image.info.get("dpi")
    return float(dpi[0]) if dpi and dpi[0] > 1 else None


def resized(page: np.ndarray, factor: float, filter: Image.Resampling = Image.Resampling.LANCZOS) -> np.ndarray:
    """A page with its sides multiplied and rounded; the page itself where the factor is one."""
    if factor == 1:
        return page
    height, width = (max(1, round(side * factor)) for side in page.shape)
    return np.asarray(Image.fromarray(page).resize((width, height), filter))


def in_number_order(path: Path) -> list[str | int]:
    """A sort key that puts page 9 before page 10: text and numbers in turn."""
    return [int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", path.name)]


def page_files(folder: Path) -> list[Path]:
    """The pictures of a folder, itself only, by their numbers."""
    files = [path for path in folder.iterdir() if path.suffix.lower() in PICTURES]
    if not files:
        raise SystemExit(f"{folder} holds no page")
    return sorted(files, key=in_number_order)


def read_list(path: Path) -> dict[str, str]:
    """The pages of a list, as `cleanpage evaluate pages --list` takes it: the group of each name."""
    lines = [line.split(maxsplit=1) for line in path.read_text().splitlines()]
    return {words[0]: words[1].strip() if words[1:] else "" for words in lines if words and words[0][0] != "#"}


def with_suffix_any(folder: Path, stem: str) -> Path:
    """The picture of a name in a folder, whatever its format."""
    for path in sorted(folder.glob(f"{stem}.*")):
        if path.suffix.lower() in PICTURES:
            return path
    raise SystemExit(f"{folder} holds no page '{stem}'")


# Cleaning


def clean(binary: str, model: str | None, sources: Sequence[Path], target: Path) -> None:
    """Cleans pages into a folder, as gray PNG of the same names, in one process."""
    command = [binary, "clean", *map(str, sources), "-o", f"{target}/", "--format", "png", "--gray", "--overwrite"]
    subprocess.run(command + ["--quiet"] + (["--model", model] if model else []), check=True)


# Thresholds: true is ink


def otsu_ink(page: np.ndarray) -> np.ndarray:
    """Ink by the one threshold that sets two classes farthest apart (Otsu 1979)."""
    counts = np.bincount(page.ravel(), minlength=256).astype(np.float64)
    below = np.cumsum(counts)
    sums = np.cumsum(counts * np.arange(256))
    above = below[-1] - below
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = below * above * (sums / below - (sums[-1] - sums) / above) ** 2
    return page <= np.nanargmax(np.where(above > 0, spread, np.nan)) if counts.max() < page.size else page < 128


def window_sums(values: np.ndarray, window: int) -> tuple[np.ndarray, np.ndarray]:
    """Sums over square windows about every pixel, cut off at the edges, and the pixels in each window."""
    height, width = values.shape
    integral = np.zeros((height + 1, width + 1))
    np.cumsum(np.cumsum(values, 0, dtype=np.float64), 1, out=integral[1:, 1:])
    reach = window // 2
    top, bottom = (np.clip(np.arange(height) + shift, 0, height) for shift in (-reach, reach + 1))
    left, right = (np.clip(np.arange(width) + shift, 0, width) for shift in (-reach, reach + 1))
    rows = integral[bottom] - integral[top]
    return rows[:, right] - rows[:, left], np.outer(bottom - top, right - left)


def sauvola_ink(page: np.ndarray, window: int, k: float) -> np.ndarray:
    """Ink below m (1 + k (s/128 - 1)), mean and deviation of a window (Sauvola and Pietikäinen 2000)."""
    values = page.astype(np.float64)
    sums, counts = window_sums(values, window)
    squares, _ = window_sums(values * values, window)
    mean = sums / counts
    deviation = np.sqrt(np.maximum(squares / counts - mean * mean, 0))
    return values < mean * (1 + k * (deviation / 128 - 1))


def usual_sauvola_ink(page: np.ndarray) -> np.ndarray:
    """Sauvola's ink with k = 0.2 and an odd window that grows with the page, so that it has the same ink at every scale."""
    return sauvola_ink(page, max(15, min(page.shape) // 20) | 1, 0.2)


def dilated(ink: np.ndarray, reach: int) -> np.ndarray:
    """Everything within a square of `reach` pixels to each side of ink."""
    sums, _ = window_sums(ink, 2 * reach + 1)
    return sums > 0.5


def darkest_around(page: np.ndarray) -> np.ndarray:
    """The least value of the three by three pixels around each."""
    padded = np.pad(page, 1, mode="edge")
    height, width = page.shape
    return np.min([padded[y : y + height, x : x + width] for y in range(3) for x in range(3)], axis=0)


def bilevel(ink: np.ndarray) -> np.ndarray:
    """A page of ink, black, on white."""
    return np.where(ink, 0, 255).astype(np.uint8)


# Errors


def squared_error(page: np.ndarray, reference: np.ndarray) -> np.ndarray:
    """The squared difference of every pixel, on [0, 1] gray."""
    return ((page.astype(np.float64) - reference) / 255) ** 2


def pooled_rmse(pairs: Iterable[tuple[np.ndarray, np.ndarray]]) -> float:
    """The root mean squared error over all pixels of all pairs, on [0, 1] gray."""
    errors = [squared_error(*pair) for pair in pairs]
    return float(np.sqrt(sum(error.sum() for error in errors) / sum(error.size for error in errors)))


def f_measure(ink: np.ndarray, truth: np.ndarray) -> float:
    """The harmonic mean of precision and recall of ink pixels, in percent."""
    right = np.count_nonzero(ink & truth)
    total = np.count_nonzero(ink) + np.count_nonzero(truth)
    return 200 * right / total if total else 100.0


# Tables


def table_line(cells: Iterable[str]) -> str:
    """A line of a table in Markdown."""
    return "| " + " | ".join(cells) + " |"


def table_head(heads: Sequence[str]) -> str:
    """The first two lines of a table in Markdown."""
    return table_line(heads) + "\n" + table_line(["---"] * len(heads))


def markdown(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    return "\n".join([table_head(heads), *map(table_line, rows)])
