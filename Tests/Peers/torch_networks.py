"""Networks in PyTorch, forward and in training steps."""

import torch
from networks import leaky_slope, padding


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
        if kind == "rescaling":
            return value * layer["scale"] + layer.get("offset", 0)
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
