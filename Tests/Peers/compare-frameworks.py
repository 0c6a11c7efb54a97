#!/usr/bin/env python3
"""Times cleanpage against PyTorch, ONNX Runtime and unpaper: the same networks, weights, inputs and processors.

Not part of the tests. Needs: pip install onnxruntime torch onnx safetensors numpy pyyaml; and unpaper, without which
cleanpage is alone on whole pages. Build the program, leave the machine alone, and run this at the top of the project:

    swift build -c release
    python3 Tests/Peers/compare-frameworks.py [--forward] [--training] [--pages]

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
import onnx
import onnxruntime
import torch
import yaml
from onnx import TensorProto, helper, numpy_helper
from safetensors import safe_open
from safetensors.numpy import save_file

CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
PROGRAM = ".build/release/cleanpage"
MODELS = {"default": "Sources/CModels/unet.safetensors", "seed": "Sources/CModels/seed.safetensors"}
CLASSIFIER = "Pipelines/networks/emnist-d4.yaml"
PAGES = [Path("../shared/data/noisyoffice/train"), Path("Fixtures/pages/noisy")]
TOLERANCE = 1e-4
# Threads of a framework spin for a while after their last work; nobody else is timed meanwhile.
PAUSE = 1.0


# Networks


class Network:
    """A network's spec, as cleanpage writes it, and its weights by name."""

    def __init__(self, path):
        with safe_open(path, framework="np") as file:
            spec = json.loads(file.metadata()["network"])
            self.weights = {name: file.get_tensor(name) for name in file.keys()}
        self.path = str(path)
        self.input = spec["input"]
        self.layers = with_inputs(spec["layers"])


def with_inputs(layers):
    """The layers with names and inputs filled in where they are left to the defaults."""
    result = []
    for place, layer in enumerate(layers, 1):
        above = result[-1]["name"] if result else "input"
        result.append({"name": f"{layer['type']}{place}", "from": [above], **layer})
    return result


def save_with_random_weights(network_file, path):
    """Writes a model file for a network of conv2d, batchNorm, maxPool2d, flatten and dense layers."""
    spec = yaml.safe_load(Path(network_file).read_text())
    random = np.random.default_rng(1)
    height, width, channels = (spec["input"][key] for key in ("height", "width", "channels"))
    tensors = {}

    def add(name, shape, fan_in):
        tensors[name] = random.normal(0, (2 / fan_in) ** 0.5, shape).astype(np.float32)

    for layer in with_inputs(spec["layers"]):
        name, kind = layer["name"], layer["type"]
        if kind == "conv2d":
            kernel, filters = layer.get("kernel", 3), layer["filters"]
            add(f"{name}.weight", (kernel, kernel, channels, filters), kernel * kernel * channels)
            add(f"{name}.bias", (filters,), 100)
            channels = filters
            if layer.get("padding", "same") == "valid":
                height, width = height - kernel + 1, width - kernel + 1
        elif kind == "batchNorm":
            for role in ("scale", "runningVariance"):
                tensors[f"{name}.{role}"] = random.uniform(0.5, 1.5, channels).astype(np.float32)
            for role in ("shift", "runningMean"):
                add(f"{name}.{role}", (channels,), 100)
        elif kind == "maxPool2d":
            height, width = height // layer.get("size", 2), width // layer.get("size", 2)
        elif kind == "flatten":
            height, width, channels = 1, 1, height * width * channels
        elif kind == "dense":
            add(f"{name}.weight", (channels, layer["units"]), channels)
            add(f"{name}.bias", (layer["units"],), 100)
            channels = layer["units"]
        elif kind not in ("activation", "dropout", "softmax"):
            raise SystemExit(f"{network_file}: layers of type {kind} get no random weights here; use a model file")
    save_file(tensors, path, metadata={"network": json.dumps(spec)})


def padding(layer):
    """Zeros around the input, alike on all sides."""
    kernel = layer.get("kernel", 3)
    if layer.get("padding", "same") == "valid":
        return 0
    if kernel % 2 == 0:
        raise SystemExit(f"layer {layer['name']}: even kernels are padded unevenly, which is not translated here")
    return (kernel - 1) // 2


# PyTorch


class TorchNetwork(torch.nn.Module):
    """The network in PyTorch; tensors are [batch, channels, height, width]."""

    def __init__(self, network):
        super().__init__()
        self.layers = network.layers
        self.parts = torch.nn.ModuleDict()
        for layer in self.layers:
            part = self.part(layer, network.weights)
            if part is not None:
                self.parts[layer["name"]] = part

    @staticmethod
    def part(layer, weights):
        kind, name = layer["type"], layer["name"]
        tensors = {
            key[len(name) + 1 :]: torch.from_numpy(value.copy())
            for key, value in weights.items()
            if key.startswith(name + ".")
        }
        if kind == "conv2d":
            weight = tensors["weight"].permute(3, 2, 0, 1).contiguous()
            part = torch.nn.Conv2d(
                weight.shape[1], weight.shape[0], weight.shape[2], layer.get("stride", 1), padding(layer),
                bias="bias" in tensors,
            )
        elif kind == "dense":
            weight = tensors["weight"].T.contiguous()
            part = torch.nn.Linear(weight.shape[1], weight.shape[0])
        elif kind == "batchNorm":
            part = AnyBatchNorm(
                tensors["scale"].numel(), eps=layer.get("epsilon", 1e-3), momentum=1 - layer.get("momentum", 0.99)
            )
            part.load_state_dict(
                {
                    "weight": tensors["scale"],
                    "bias": tensors["shift"],
                    "running_mean": tensors["runningMean"],
                    "running_var": tensors["runningVariance"],
                    "num_batches_tracked": torch.tensor(0),
                }
            )
            return part
        elif kind == "dropout":
            return torch.nn.Dropout(layer["rate"])
        else:
            return None
        state = {"weight": weight}
        if "bias" in tensors:
            state["bias"] = tensors["bias"]
        part.load_state_dict(state)
        return part

    def forward(self, page, logits=False):
        """The output; without a softmax at the end where `logits` are asked for."""
        values = {"input": page}
        for layer in self.layers:
            if logits and layer["type"] == "softmax":
                continue
            inputs = [values[name] for name in layer["from"]]
            values[layer["name"]] = last = self.compute(layer, inputs)
        return last

    def compute(self, layer, inputs):
        kind, value = layer["type"], inputs[0]
        factor = layer.get("factor", 2)
        if kind in ("conv2d", "dense", "batchNorm"):
            return torch_activation(self.parts[layer["name"]](value), layer.get("activation", "linear"))
        if kind == "dropout":
            return self.parts[layer["name"]](value)
        if kind == "activation":
            return torch_activation(value, layer["function"])
        if kind == "maxPool2d":
            return torch.nn.functional.max_pool2d(value, layer.get("size", 2))
        if kind == "upsampleNearest2d":
            return torch.nn.functional.interpolate(value, scale_factor=factor, mode="nearest")
        if kind == "concatenate":
            return torch.cat(inputs, dim=1)
        if kind == "add":
            return sum(inputs[1:], value)
        if kind == "clamp":
            return torch.clamp(value, layer.get("minimum", 0), layer.get("maximum", 1))
        if kind == "flatten":
            return value.permute(0, 2, 3, 1).flatten(1)
        if kind == "softmax":
            return torch.softmax(value, dim=1)
        batch, channels, height, width = value.shape
        if kind == "pixelUnshuffle":
            squares = value.reshape(batch, channels, height // factor, factor, width // factor, factor)
            return squares.permute(0, 3, 5, 1, 2, 4).reshape(batch, -1, height // factor, width // factor)
        if kind == "pixelShuffle":
            squares = value.reshape(batch, factor, factor, -1, height, width)
            return squares.permute(0, 3, 4, 1, 5, 2).reshape(batch, -1, height * factor, width * factor)
        raise SystemExit(f"layer {layer['name']}: type {kind} is not translated to PyTorch here")


class AnyBatchNorm(torch.nn.BatchNorm2d):
    """Batch normalisation of maps or vectors."""

    def _check_input_dim(self, input):
        pass


def torch_activation(value, name):
    if name == "linear":
        return value
    if name.startswith("leakyReLU"):
        return torch.nn.functional.leaky_relu(value, leaky_slope(name))
    return {"relu": torch.relu, "sigmoid": torch.sigmoid, "tanh": torch.tanh}[name](value)


def leaky_slope(name):
    return float(name[len("leakyReLU(") : -1]) if "(" in name else 0.2


LAYOUTS = {"NCHW": torch.contiguous_format, "channels last": torch.channels_last}


def torch_forward(network, values, layout):
    """What runs the network once and returns its output, [batch, height, width, channels]."""
    module = TorchNetwork(network).eval().to(memory_format=LAYOUTS[layout])
    batch = torch.from_numpy(values.transpose(0, 3, 1, 2).copy()).to(memory_format=LAYOUTS[layout])

    def run():
        with torch.inference_mode():
            return module(batch)

    return run


def torch_training_step(network, values, layout):
    """What does one step: forward, loss, backward and Adam's update."""
    module = TorchNetwork(network).train().to(memory_format=LAYOUTS[layout])
    optimizer = torch.optim.Adam(module.parameters(), lr=1e-3)
    batch = torch.from_numpy(values.transpose(0, 3, 1, 2).copy()).to(memory_format=LAYOUTS[layout])
    with torch.no_grad():
        output = module(batch, logits=True)
    classifies = network.layers[-1]["type"] == "softmax"
    target = torch.zeros(len(batch), dtype=torch.long) if classifies else torch.rand_like(output)
    loss_of = torch.nn.functional.cross_entropy if classifies else torch.nn.functional.mse_loss

    def run():
        optimizer.zero_grad(set_to_none=True)
        loss_of(module(batch, logits=classifies), target).backward()
        optimizer.step()

    return run


# ONNX Runtime


def onnx_model(network, shape):
    """The network as an ONNX graph for an input of [batch, channels, height, width]."""
    nodes, initializers = [], []

    def constant(name, value):
        initializers.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def activated(value, name, function):
        if function == "linear":
            return value
        if function.startswith("leakyReLU"):
            nodes.append(helper.make_node("LeakyRelu", [value], [name], alpha=leaky_slope(function)))
        else:
            kind = {"relu": "Relu", "sigmoid": "Sigmoid", "tanh": "Tanh"}[function]
            nodes.append(helper.make_node(kind, [value], [name]))
        return name

    values = {"input": "input"}
    for layer in network.layers:
        name, kind = layer["name"], layer["type"]
        inputs = [values[source] for source in layer["from"]]
        function = layer.get("activation", "linear")
        inner = name if function == "linear" else name + ".sums"
        weight = {role: network.weights.get(f"{name}.{role}") for role in ("weight", "bias")}
        factor, size = layer.get("factor", 2), layer.get("size", 2)
        if kind == "conv2d":
            arguments = inputs + [constant(name + ".weight", weight["weight"].transpose(3, 2, 0, 1))]
            if weight["bias"] is not None:
                arguments.append(constant(name + ".bias", weight["bias"]))
            stride = layer.get("stride", 1)
            nodes.append(
                helper.make_node("Conv", arguments, [inner], pads=[padding(layer)] * 4, strides=[stride, stride])
            )
            values[name] = activated(inner, name, function)
            continue
        if kind == "dense":
            arguments = inputs + [constant(f"{name}.{role}", weight[role]) for role in ("weight", "bias")]
            nodes.append(helper.make_node("Gemm", arguments, [inner]))
            values[name] = activated(inner, name, function)
            continue
        if kind == "activation":
            values[name] = activated(inputs[0], name, layer["function"])
            continue
        if kind == "dropout":
            values[name] = inputs[0]
            continue
        if kind == "batchNorm":
            roles = ("scale", "shift", "runningMean", "runningVariance")
            inputs += [constant(f"{name}.{role}", network.weights[f"{name}.{role}"]) for role in roles]
            nodes.append(helper.make_node("BatchNormalization", inputs, [inner], epsilon=layer.get("epsilon", 1e-3)))
            values[name] = activated(inner, name, function)
            continue
        if kind == "maxPool2d":
            node = helper.make_node("MaxPool", inputs, [name], kernel_shape=[size, size], strides=[size, size])
        elif kind == "upsampleNearest2d":
            scales = constant(name + ".scales", np.array([1, 1, factor, factor], np.float32))
            node = helper.make_node(
                "Resize", [inputs[0], "", scales], [name], mode="nearest", nearest_mode="floor",
                coordinate_transformation_mode="asymmetric",
            )
        elif kind == "concatenate":
            node = helper.make_node("Concat", inputs, [name], axis=1)
        elif kind == "pixelUnshuffle":
            node = helper.make_node("SpaceToDepth", inputs, [name], blocksize=factor)
        elif kind == "pixelShuffle":
            node = helper.make_node("DepthToSpace", inputs, [name], blocksize=factor, mode="DCR")
        elif kind == "add":
            node = helper.make_node("Sum" if len(inputs) > 2 else "Add", inputs, [name])
        elif kind == "clamp":
            bounds = [("minimum", 0), ("maximum", 1)]
            inputs += [constant(f"{name}.{key}", np.float32(layer.get(key, value))) for key, value in bounds]
            node = helper.make_node("Clip", inputs, [name])
        elif kind == "flatten":
            nodes.append(helper.make_node("Transpose", inputs, [name + ".rows"], perm=[0, 2, 3, 1]))
            node = helper.make_node("Flatten", [name + ".rows"], [name])
        elif kind == "softmax":
            node = helper.make_node("Softmax", inputs, [name], axis=1)
        else:
            raise SystemExit(f"layer {name}: type {kind} is not translated to ONNX here")
        nodes.append(node)
        values[name] = name
    gives_vectors = any(layer["type"] == "flatten" for layer in network.layers)
    dimensions = ["batch", "channels"] if gives_vectors else ["batch", "channels", "height", "width"]
    output = helper.make_tensor_value_info(values[network.layers[-1]["name"]], TensorProto.FLOAT, dimensions)
    graph = helper.make_graph(
        nodes, "network", [helper.make_tensor_value_info("input", TensorProto.FLOAT, shape)], [output], initializers
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    return model


def onnx_forward(network, values):
    """What runs the network once and returns its output, [batch, channels, height, width]."""
    batch = np.ascontiguousarray(values.transpose(0, 3, 1, 2))
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    options.intra_op_num_threads = CORES
    session = onnxruntime.InferenceSession(
        onnx_model(network, batch.shape).SerializeToString(), options, providers=["CPUExecutionProvider"]
    )
    return lambda: session.run(None, {"input": batch})[0]


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
    theirs = {"ONNX Runtime": onnx_forward(network, values)}
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
    compare_forward("default network, forward, 3512×2480", default, network_input(3512, 2480), with_torch=False)


def training_comparisons():
    seed, default = Network(MODELS["seed"]), Network(MODELS["default"])
    compare_training(
        "default network, training step, batch 8 of 160×160", default, network_input(160, 160, batch=8),
        rounds=5, runs=7)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "classifier.safetensors")
        save_with_random_weights(CLASSIFIER, path)
        classifier = Network(path)
        compare_training(
            "EMNIST network D4, training step, batch 128 of 28×28", classifier, network_input(28, 28, batch=128),
            rounds=5, runs=25)
    compare_training(
        "seed network, training step, batch 8 of 420×540", seed, network_input(420, 540, batch=8), runs=1)


def page_comparisons():
    compare_page("page of 420×540: whole processes", 420, 540, rounds=11)
    compare_page("A4, 300 dpi, 3508×2480: whole processes", 3508, 2480, rounds=5)
    compare_jobs("folder of 48 pages of 420×540: whole processes", 420, 540, count=48, rounds=5)
    compare_jobs("folder of 4 pages of 3508×2480: whole processes", 3508, 2480, count=4, rounds=5)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name, text in [
        ("forward", "time forward passes"), ("training", "time training steps"), ("pages", "time whole processes")
    ]:
        parser.add_argument(f"--{name}", action="store_true", help=text)
    chosen = parser.parse_args()
    everything = not (chosen.forward or chosen.training or chosen.pages)
    if not Path(PROGRAM).exists():
        raise SystemExit(f"{PROGRAM} is not there; build it with: swift build -c release")
    torch.set_num_threads(CORES)
    torch.manual_seed(1)
    print(f"{CORES} threads; PyTorch {torch.__version__}, ONNX Runtime {onnxruntime.__version__}")
    if chosen.forward or everything:
        forward_comparisons()
    if chosen.training or everything:
        training_comparisons()
    if chosen.pages or everything:
        page_comparisons()


if __name__ == "__main__":
    main()
