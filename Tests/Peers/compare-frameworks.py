#!/usr/bin/env python3
"""Times cleanpage against PyTorch, ONNX Runtime and unpaper: the same networks, weights, inputs and processors.

Not part of the tests. Needs: pip install onnxruntime torch onnx safetensors numpy pyyaml; and unpaper, without which
cleanpage is alone on whole pages. Build the program, leave the machine alone, and run this at the top of the project:

    swift build -c release
    python3 Tests/Peers/compare-frameworks.py [--forward] [--training] [--experiments] [--pages]

Sizes are height×width. The sides take turns, A B A B, each with a warm-up in every turn. cleanpage takes its times
itself, inside the process; for whole pages all times are those of whole processes. Outputs are compared before anything
is timed. Ratios are times over those of a table's first side: above 1, the first is faster.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from networks import Network, save_with_random_weights
from onnx_networks import onnx_forward
from torch_networks import LAYOUTS, torch_forward, torch_training_step

CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
PROGRAM = ".build/release/cleanpage"
MODELS = {"default": "Sources/CModels/unet.safetensors", "seed": "Sources/CModels/seed.safetensors"}
CLASSIFIER = "Pipelines/networks/emnist-d4.yaml"
EXPERIMENTS = Path("Pipelines/experiments")
PAGES = [Path("../shared/data/noisyoffice/train"), Path("Fixtures/pages/noisy")]
TOLERANCE = 1e-4
# Threads of a framework spin for a while after their last work; nobody else is timed meanwhile.
PAUSE = 1.0


# cleanpage


def cleanpage(*arguments):
    """The report of `cleanpage bench`."""
    command = [PROGRAM, "bench", *map(str, arguments), "--json"]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def cleanpage_seconds(network, values, runs, *options):
    """Seconds of each run of a network on inputs of the shape of `values`."""
    batch, height, width, _ = values.shape
    size = ["--size", f"{width}x{height}", "--batch", batch, "--runs", runs, "--warm-up", 1]
    return cleanpage("network", network.path, *size, *options)["rows"][-1]["seconds"]["runs"]


def cleanpage_output(network, values):
    """The network's output, floats without a shape."""
    batch, height, width, _ = values.shape
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "input"), Path(folder, "output")
        source.write_bytes(values.astype("<f4").tobytes())
        size = ["--size", f"{width}x{height}", "--batch", batch, "--runs", 1, "--warm-up", 0]
        cleanpage("network", network.path, *size, "--input", source, "--output", target)
        return np.frombuffer(target.read_bytes(), "<f4")


# Pages


def convert(source, target, image_format):
    """Writes an image in another format, without cleaning it, by cleanpage itself."""
    with tempfile.TemporaryDirectory() as folder:
        pipeline = Path(folder, "convert.yaml")
        pipeline.write_text(f"stages: [decode, normalise, encode: {{format: {image_format}}}]\n")
        command = [PROGRAM, "run", pipeline, source, "-o", target, "--overwrite", "--quiet"]
        subprocess.run(command, check=True)


def read_page(path):
    """A page as bytes, [height, width]."""
    with tempfile.TemporaryDirectory() as folder:
        graymap = Path(folder, "page.pgm")
        convert(path, graymap, "pnm")
        _, size, _, samples = graymap.read_bytes().split(b"\n", 3)
    width, height = map(int, size.split())
    return np.frombuffer(samples, np.uint8).reshape(height, width)


def write_graymap(path, page):
    """Writes a page of bytes, [height, width], as binary PGM."""
    height, width = page.shape
    path.write_bytes(b"P5\n%d %d\n255\n" % (width, height) + page.tobytes())


def pages(height, width, count=1):
    """Real pages, repeated and cut to a size: bytes, [count, height, width]."""
    folder = next(folder for folder in PAGES if folder.is_dir())
    files = sorted(folder.glob("*.png"))
    result = []
    for index in range(count):
        page = read_page(files[index % len(files)])
        repeats = (-(-height // page.shape[0]), -(-width // page.shape[1]))
        result.append(np.tile(page, repeats)[:height, :width])
    return np.stack(result)


def network_input(height, width, batch=1):
    """Real pages as networks take them: [batch, height, width, 1] from 0 to 1."""
    return pages(height, width, batch)[..., None].astype(np.float32) / 255


# Comparisons


def timed(run, runs):
    """Seconds of each run, after one that is not counted."""
    run()
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - start)
    return seconds


def take_turns(sides, rounds):
    """All seconds of each side; a side is a call that returns the seconds of a turn."""
    seconds = {name: [] for name in sides}
    for _ in range(rounds):
        for name, turn in sides.items():
            time.sleep(PAUSE)
            seconds[name] += turn()
    return seconds


def print_table(title, seconds, errors=None):
    """Medians and extremes, and each side's median and minimum as multiples of the first side's."""
    print(f"\n{title}")
    heads = ["median ms", "min ms", "max ms", "ratio", "min ratio"] + (["max error"] if errors else [])
    print(f"  {'':26}" + "".join(f"{head:>11}" for head in heads))
    first = next(iter(seconds.values()))
    for name, values in seconds.items():
        figures = [statistics.median(values), min(values), max(values)]
        cells = [f"{1000 * value:.1f}" for value in figures]
        cells += [f"{figures[0] / statistics.median(first):.2f}×", f"{figures[1] / min(first):.2f}×"]
        if errors and name in errors:
            cells.append(f"{errors[name]:.1e}")
        print(f"  {name:26}" + "".join(f"{cell:>11}" for cell in cells))
    sys.stdout.flush()


def channels_last(output):
    """The values of an output in the order [batch, height, width, channels]."""
    array = np.asarray(output)
    return (array.transpose(0, 2, 3, 1) if array.ndim == 4 else array).ravel()


def check_outputs(title, ours, theirs):
    """The largest difference between our output and each of theirs; ends the program where one is too large."""
    errors = {name: float(np.abs(channels_last(run()) - ours).max()) for name, run in theirs.items()}
    for name, error in errors.items():
        if not error <= TOLERANCE:
            raise SystemExit(f"{title}: the output of {name} differs by {error:.1e}, more than {TOLERANCE:.0e}")
    return errors


def compare_forward(title, network, values, with_torch, rounds=3, runs=3):
    theirs = {"ONNX Runtime": onnx_forward(network, values, CORES)}
    if with_torch:
        theirs |= {f"PyTorch, {layout}": torch_forward(network, values, layout) for layout in LAYOUTS}
    errors = check_outputs(title, cleanpage_output(network, values), theirs)
    sides = {"cleanpage": lambda: cleanpage_seconds(network, values, runs)}
    sides |= {name: lambda run=run: timed(run, runs) for name, run in theirs.items()}
    print_table(title, take_turns(sides, rounds), errors)


def compare_training(title, network, values, rounds=3, runs=3):
    forward = {"PyTorch, NCHW": torch_forward(network, values[:2], "NCHW")}
    errors = check_outputs(title, cleanpage_output(network, values[:2]), forward)
    sides = {"cleanpage": lambda: cleanpage_seconds(network, values, runs, "--training")}
    for layout in LAYOUTS:
        step = torch_training_step(network, values, layout)
        sides[f"PyTorch, {layout}"] = lambda step=step: timed(step, runs)
    print_table(title, take_turns(sides, rounds), errors)


def compare_untrained(title, file, values, rounds=5, runs=3):
    """Training steps of the network of a file, from random weights."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "network.safetensors")
        save_with_random_weights(file, path)
        compare_training(title, Network(path), values, rounds, runs)


def compare_page(title, height, width, rounds):
    """Whole processes on one page."""
    with tempfile.TemporaryDirectory() as folder:
        graymap, png = Path(folder, "page.pgm"), Path(folder, "page.png")
        write_graymap(graymap, pages(height, width)[0])
        convert(graymap, png, "png")

        def clean():
            with open(png, "rb") as source, open(Path(folder, "clean.png"), "wb") as target:
                subprocess.run([PROGRAM], stdin=source, stdout=target, check=True)

        def unpaper():
            command = ["unpaper", "--overwrite", "-q", graymap, Path(folder, "unpapered.pgm")]
            # The library that it writes images with warns of every single one.
            subprocess.run(command, stderr=subprocess.DEVNULL, check=True)

        sides = {"cleanpage, PNG to PNG": lambda: timed(clean, 1)}
        if shutil.which("unpaper"):
            sides["unpaper, PGM to PGM"] = lambda: timed(unpaper, 1)
        print_table(title, take_turns(sides, rounds))


def compare_jobs(title, height, width, count, rounds):
    """Whole processes on a folder of pages, with all threads and with one."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "scans"), Path(folder, "cleaned")
        source.mkdir()
        for index, page in enumerate(pages(height, width, count)):
            graymap = Path(folder, "page.pgm")
            write_graymap(graymap, page)
            convert(graymap, source / f"{index}.png", "png")

        def clean(jobs):
            command = [PROGRAM, source, "-o", target, "--overwrite", "--quiet", "--jobs", str(jobs)]
            subprocess.run(command, check=True)

        sides = {f"cleanpage --jobs {jobs}": lambda jobs=jobs: timed(lambda: clean(jobs), 1) for jobs in (CORES, 1)}
        print_table(title, take_turns(sides, rounds))


def forward_comparisons():
    seed, default = Network(MODELS["seed"]), Network(MODELS["default"])
    compare_forward("seed network, forward, 420×540", seed, network_input(420, 540), with_torch=True, rounds=5, runs=7)
    compare_forward("seed network, forward, 1024×1024", seed, network_input(1024, 1024), with_torch=True)
    # The next multiple of the network's alignment.
    compare_forward("default network, forward, 3520×2496", default, network_input(3520, 2496), with_torch=False)


def training_comparisons():
    seed, default = Network(MODELS["seed"]), Network(MODELS["default"])
    compare_training(
        "default network, training step, batch 8 of 160×160", default, network_input(160, 160, batch=8),
        rounds=5, runs=7)
    compare_untrained(
        "EMNIST network D4, training step, batch 128 of 28×28", CLASSIFIER, network_input(28, 28, batch=128), runs=25)
    compare_training(
        "seed network, training step, batch 8 of 420×540", seed, network_input(420, 540, batch=8), runs=1)


def experiment_comparisons():
    """Steps of the experiments' own batches; A2's by the mean squared error on both sides."""
    for name, batch, height, width, rounds, runs in [
        ("A2", 128, 28, 28, 5, 25), ("D4", 36, 28, 28, 5, 50), ("C24", 16, 420, 540, 2, 1)
    ]:
        compare_untrained(
            f"experiment {name}, training step, batch {batch} of {height}×{width}", EXPERIMENTS / f"{name}.yaml",
            network_input(height, width, batch=batch), rounds=rounds, runs=runs)


def page_comparisons():
    compare_page("page of 420×540: whole processes", 420, 540, rounds=11)
    compare_page("A4, 300 dpi, 3508×2480: whole processes", 3508, 2480, rounds=5)
    compare_jobs("folder of 48 pages of 420×540: whole processes", 420, 540, count=48, rounds=5)
    compare_jobs("folder of 4 pages of 3508×2480: whole processes", 3508, 2480, count=4, rounds=5)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name, text in [
        ("forward", "time forward passes"), ("training", "time training steps"),
        ("experiments", "time training steps of experiments"), ("pages", "time whole processes"),
    ]:
        parser.add_argument(f"--{name}", action="store_true", help=text)
    chosen = parser.parse_args()
    everything = not (chosen.forward or chosen.training or chosen.experiments or chosen.pages)
    if not Path(PROGRAM).exists():
        raise SystemExit(f"{PROGRAM} is not there; build it with: swift build -c release")
    torch.set_num_threads(CORES)
    torch.manual_seed(1)
    print(f"{CORES} threads; PyTorch {torch.__version__}, ONNX Runtime {onnxruntime.__version__}")
    if chosen.forward or everything:
        forward_comparisons()
    if chosen.training or everything:
        training_comparisons()
    if chosen.experiments or everything:
        experiment_comparisons()
    if chosen.pages or everything:
        page_comparisons()


if __name__ == "__main__":
    main()
