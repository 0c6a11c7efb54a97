"""A network as cleanpage writes it: its spec, and its weights by name."""

import json
from pathlib import Path

import numpy as np
import yaml
from safetensors import safe_open
from safetensors.numpy import save_file


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


def network_of(file):
    """The network of a network file, or of an experiment's."""
    content = yaml.safe_load(Path(file).read_text())
    if "stages" not in content:
        return content
    network = content["stages"][0]["experiment"]["network"]
    return network if isinstance(network, dict) else network_of(Path(file).parent / network)


def save_with_random_weights(file, path):
    """Writes a model file for a network of conv2d, batchNorm, maxPool2d, flatten and dense layers."""
    spec = network_of(file)
    random = np.random.default_rng(1)
    height, width, channels = (spec["input"].get(key) for key in ("height", "width", "channels"))
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
            raise SystemExit(f"{file}: layers of type {kind} get no random weights here; use a model file")
    save_file(tensors, path, metadata={"network": json.dumps(spec)})


def padding(layer):
    """Zeros around the input, alike on all sides."""
    kernel = layer.get("kernel", 3)
    if layer.get("padding", "same") == "valid":
        return 0
    if kernel % 2 == 0:
        raise SystemExit(f"layer {layer['name']}: even kernels are padded unevenly, which is not translated here")
    return (kernel - 1) // 2


def leaky_slope(name):
    return float(name[len("leakyReLU(") : -1]) if "(" in name else 0.2
