#!/usr/bin/env python3
"""Reads the shipped models with the safetensors package of the format's authors, and checks what is in them.

Not part of the tests. Needs: pip install safetensors numpy
Run it at the top of the project: python3 Tests/Peers/check-safetensors.py [FILE ...]
"""

import json
import sys

import numpy as np
from safetensors import safe_open


def check(path):
    with safe_open(path, framework="np") as file:
        metadata = file.metadata()
        network = json.loads(metadata["network"])
        tensors = {name: file.get_tensor(name) for name in file.keys()}
    expected = {}
    channels = {"input": network["input"]["channels"]}
    for layer in network["layers"]:
        inputs = [channels[name] for name in layer["from"]]
        kind = layer["type"]
        channels[layer["name"]] = inputs[0]
        if kind == "conv2d":
            kernel, filters = layer["kernel"], layer["filters"]
            expected[layer["name"] + ".weight"] = (kernel, kernel, inputs[0], filters)
            expected[layer["name"] + ".bias"] = (filters,)
            channels[layer["name"]] = filters
        elif kind == "concatenate":
            channels[layer["name"]] = sum(inputs)
        elif kind == "pixelUnshuffle":
            channels[layer["name"]] = inputs[0] * layer["factor"] ** 2
        elif kind == "pixelShuffle":
            channels[layer["name"]] = inputs[0] // layer["factor"] ** 2
    found = {name: tensor.shape for name, tensor in tensors.items()}
    assert found == expected, (path, found, expected)
    assert all(tensor.dtype == np.float32 and np.isfinite(tensor).all() for tensor in tensors.values()), path
    count = sum(tensor.size for tensor in tensors.values())
    print(f"{path}: {len(tensors)} tensors, {count} parameters, validation RMSE {metadata.get('validationRMSE')}")


if __name__ == "__main__":
    for path in sys.argv[1:] or ["Sources/CModels/unet.safetensors", "Sources/CModels/seed.safetensors"]:
        check(path)
