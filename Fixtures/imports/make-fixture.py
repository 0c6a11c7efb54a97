#!/usr/bin/env python3
"""Makes the weight files that imports are tested with, and what PyTorch computes with them.

float32.safetensors and mixed.safetensors hold the weights of one small network by the names of its state_dict(), all as
float32, and each tensor in one of float16, bfloat16, float32 and float64 in turn. passes.safetensors holds `inputs`,
[count, rows, columns, channels], and the outputs for both files, [count, classes].

With --vgg16 FILE a torchvision VGG16 with random weights is written instead, with `inputs` and the `features` of its
convolutions for images of 32×32 in FILE.passes.safetensors.

Needs: pip install torch safetensors
Run it in this folder: python3 make-fixture.py
"""

import argparse
from collections import OrderedDict

import torch
from safetensors.torch import save_file
from torch import nn


class Fixture(nn.Module):
    """Two convolutions, a flattened map that is normalised, and two dense layers."""

    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(
            OrderedDict(
                conv1=nn.Conv2d(3, 6, 3, padding=1),
                norm1=nn.BatchNorm2d(6),
                relu=nn.ReLU(),
                down=nn.MaxPool2d(2),
                conv2=nn.Conv2d(6, 8, 3, bias=False),
                vector=nn.Flatten(),
                norm2=nn.BatchNorm1d(3 * 4 * 8),
                drop=nn.Dropout(0.3),
            )
        )
        self.head = nn.Sequential(OrderedDict(dense1=nn.Linear(3 * 4 * 8, 12), dense2=nn.Linear(12, 5)))
        self.body.norm3 = nn.BatchNorm1d(12)

    def forward(self, images):
        values = images
        for name, layer in self.body.named_children():
            if name != "norm3":
                values = layer(values)
        values = self.body.norm3(torch.tanh(self.head.dense1(values)))
        return torch.softmax(self.head.dense2(values), dim=1)


def vgg16_features():
    """The convolutions of torchvision's vgg16, which is not needed for them: names and shapes are the same."""
    layers, channels = [], 3
    for width in [64, 64, 0, 128, 128, 0, 256, 256, 256, 0, 512, 512, 512, 0, 512, 512, 512, 0]:
        if width == 0:
            layers.append(nn.MaxPool2d(2))
        else:
            layers += [nn.Conv2d(channels, width, 3, padding=1), nn.ReLU()]
            channels = width
    return nn.Sequential(*layers)


def channels_last(images):
    return images.permute(0, 2, 3, 1).contiguous()


def make_vgg16(path):
    features = vgg16_features().eval()
    state = {"features." + name: tensor for name, tensor in features.state_dict().items()}
    state["classifier.0.weight"] = torch.randn(8, 512)
    save_file(state, path)
    inputs = torch.rand(2, 3, 32, 32)
    with torch.no_grad():
        outputs = channels_last(features(inputs))
    save_file({"inputs": channels_last(inputs), "features": outputs}, path + ".passes.safetensors")


def make_fixture():
    network = Fixture().eval()
    state = network.state_dict()
    for name, tensor in state.items():
        if name.endswith(("norm1.weight", "norm2.weight", "norm3.weight", "running_var")):
            tensor.copy_(torch.rand(tensor.shape) + 0.5)
        elif name.endswith(("running_mean", "bias")):
            tensor.copy_(torch.randn(tensor.shape) * 0.3)
    # Outputs that differ show what is in the wrong order.
    state["head.dense2.weight"].mul_(4)
    inputs = torch.randn(4, 3, 10, 12) * 3
    passes = {"inputs": channels_last(inputs)}
    save_file(state, "float32.safetensors", metadata={"format": "pt"})
    with torch.no_grad():
        passes["float32"] = network(inputs)
    types = [torch.float16, torch.bfloat16, torch.float32, torch.float64]
    mixed = {}
    for name, tensor in state.items():
        mixed[name] = tensor.to(types[len(mixed) % 4]) if tensor.is_floating_point() else tensor
        tensor.copy_(mixed[name])
    save_file(mixed, "mixed.safetensors", metadata={"format": "pt"})
    with torch.no_grad():
        passes["mixed"] = network(inputs)
    save_file(passes, "passes.safetensors")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--vgg16", metavar="FILE")
    arguments = parser.parse_args()
    torch.manual_seed(1)
    if arguments.vgg16:
        make_vgg16(arguments.vgg16)
    else:
        make_fixture()
