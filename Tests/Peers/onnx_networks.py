"""Networks in ONNX Runtime, forward."""

import numpy as np
import onnx
import onnxruntime
from networks import leaky_slope, padding
from onnx import TensorProto, helper, numpy_helper


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
        elif kind == "rescaling":
            scale, offset = (np.float32(layer.get(key, 0)) for key in ("scale", "offset"))
            nodes.append(helper.make_node("Mul", inputs + [constant(f"{name}.scale", scale)], [name + ".scaled"]))
            node = helper.make_node("Add", [name + ".scaled", constant(f"{name}.offset", offset)], [name])
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


def onnx_forward(network, values, threads):
    """What runs the network once and returns its output, [batch, channels, height, width]."""
    batch = np.ascontiguousarray(values.transpose(0, 3, 1, 2))
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(
        onnx_model(network, batch.shape).SerializeToString(), options, providers=["CPUExecutionProvider"]
    )
    return lambda: session.run(None, {"input": batch})[0]
