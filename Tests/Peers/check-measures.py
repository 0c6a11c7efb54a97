#!/usr/bin/env python3
"""Computes what `cleanpage evaluate pages` reports a second time, with numpy, and compares.

Not part of the tests. Needs: pip install numpy pillow
Build the program, and run this at the top of the project:

    python3 Tests/Peers/check-measures.py [--noisy DIR --clean DIR] [--model FILE] [--pages N]
"""

import argparse
import csv
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from pages import BINARY, NOISYOFFICE, clean, dilated, page_files, read_page, squared_error, with_suffix_any

# The metrics file gives six decimals, and three of decibels.
TOLERANCES = {"psnr": 1e-3, "ssim": 1e-5}
TOLERANCE = 1e-6
EDGE_REACH = 2


def filtered(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Values under a separable window, where it lies inside."""
    for axis in (0, 1):
        values = np.apply_along_axis(np.convolve, axis, values, weights, "valid")
    return values


def structural_similarity(page: np.ndarray, reference: np.ndarray) -> float:
    """The mean SSIM with a Gaussian window of 11 pixels and deviation 1.5 (Wang and others, 2004)."""
    weights = np.exp(-np.arange(-5, 6) ** 2 / (2 * 1.5**2))
    weights /= weights.sum()
    x, y = page / 255, reference / 255
    mean_x, mean_y = filtered(x, weights), filtered(y, weights)
    variances = filtered(x * x, weights) - mean_x**2 + filtered(y * y, weights) - mean_y**2
    covariance = filtered(x * y, weights) - mean_x * mean_y
    c1, c2 = 0.01**2, 0.03**2
    likeness = (2 * mean_x * mean_y + c1) * (2 * covariance + c2)
    return float(np.mean(likeness / ((mean_x**2 + mean_y**2 + c1) * (variances + c2))))


def measures(page: np.ndarray, reference: np.ndarray) -> dict[str, float]:
    """The figures of a cleaned page, by the heads of the metrics file."""
    errors = squared_error(page, reference)
    edges = dilated(reference < 127.5, EDGE_REACH)
    return {
        "rmse": np.sqrt(errors.mean()),
        "psnr": -10 * np.log10(errors.mean()),
        "ssim": structural_similarity(page, reference),
        "rmse_edges": np.sqrt(errors[edges].mean()),
        "rmse_background": np.sqrt(errors[~edges].mean()),
        "edge_pixels": edges.mean(),
        "edge_error": errors[edges].sum() / errors.sum(),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--noisy", type=Path, default=NOISYOFFICE / "train", help="default: %(default)s")
    parser.add_argument("--clean", type=Path, default=NOISYOFFICE / "train_cleaned", help="default: %(default)s")
    parser.add_argument("--binary", default=BINARY, help="the program (default: %(default)s)")
    parser.add_argument("--model", help="the network, as cleanpage --model takes it")
    parser.add_argument("--pages", type=int, default=12, help="how many pages, from the first (default: %(default)s)")
    chosen = parser.parse_args()
    sources = page_files(chosen.noisy)[: chosen.pages]
    with tempfile.TemporaryDirectory() as folder:
        cleaned, chosen_pages, rows = Path(folder, "cleaned"), Path(folder, "list"), Path(folder, "rows.csv")
        clean(chosen.binary, chosen.model, sources, cleaned)
        chosen_pages.write_text("".join(f"{source.stem}\n" for source in sources))
        command = [chosen.binary, "evaluate", "pages", "--noisy", chosen.noisy, "--clean", chosen.clean]
        command += ["--list", chosen_pages, "--csv", rows] + (["--model", chosen.model] if chosen.model else [])
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        with rows.open() as file:
            reported = {Path(row["page"]).stem: row for row in csv.DictReader(file)}
        for source in sources:
            result = read_page(cleaned / f"{source.stem}.png")
            computed = measures(result, read_page(with_suffix_any(chosen.clean, source.stem)))
            for name, value in computed.items():
                said = float(reported[source.stem][name])
                if abs(value - said) > TOLERANCES.get(name, TOLERANCE):
                    raise SystemExit(f"{source}: {name} is {value:.6f}, but cleanpage says {said:.6f}")
    print(f"{len(sources)} pages: every figure agrees")


if __name__ == "__main__":
    main()
