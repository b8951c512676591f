"""The network as ONNX graphs, written node by node, so that nothing hangs on an exporter's habits.

int8: every linear layer is a DynamicQuantizeMatMul (activations uint8 with the scale of the call, weights in 7 bits
with a scale an output channel: exactly what `network.Linear` imitates), word embeddings are int8 with a scale a row.
The rest is fp32. fp32: the same graph without any of that, to measure what quantisation costs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from network import ATTENTION_HEADS, LAYERS, WEIGHT_LEVELS, WIDTH

Floats = NDArray[np.float32]
MICROSOFT = "com.microsoft"
EPSILON = 1e-12


def encoder_graph(weights: dict[str, Floats], *, int8: bool) -> onnx.ModelProto:
    """Build the graph.

    weights: state of `network.Encoder`, as arrays.
    RETURNS: model with inputs "ids" and "features", int64 of shape (1, pieces), and output "vectors", float32 of shape
    (1, pieces, WIDTH). One call is one window of one paragraph: it takes no mask and must not be padded.
    """
    graph = _Graph(weights, int8)
    x = graph.embed()
    for i in range(LAYERS):
        x = graph.layer(x, f"layers.{i}", ATTENTION_HEADS)
    graph.nodes.append(helper.make_node("Identity", [x], ["vectors"]))
    ids, features = (helper.make_tensor_value_info(n, TensorProto.INT64, [1, "pieces"]) for n in ("ids", "features"))
    vectors = helper.make_tensor_value_info("vectors", TensorProto.FLOAT, [1, "pieces", WIDTH])
    return graph.model([ids, features], [vectors])


def roles_graph(weights: dict[str, Floats], attention_heads: int) -> onnx.ModelProto:
    """The roles of a paragraph's words as seen from each of its cues, in fp32.

    weights: state of `network.Roles`, as arrays. What it needs of each word alone (`word`, `cue`) is computed before.
    RETURNS: model with inputs "word" (words, width), "cue" (cues, width: the mean of each cue's words) and "distance"
    int64 (cues, words), and output "roles" (cues, words, labels).
    """
    labels, width = weights["out.weight"].shape
    graph = _Graph(weights, int8=False)
    first, second = graph.constant("first", np.array([0])), graph.constant("second", np.array([1]))
    pair = graph.node("Add", [graph.node("Unsqueeze", ["word", first]), graph.node("Unsqueeze", ["cue", second])])
    near = graph.node("Gather", [graph.constant("distances", weights["distance.weight"]), "distance"])
    hidden = graph.node("Gelu", [graph.node("Add", [pair, near])])
    x = graph.node("LayerNormalization", [hidden, *graph.norm("norm")], axis=-1, epsilon=EPSILON)
    x = graph.linear(graph.layer(x, "layer", attention_heads), "out")
    graph.nodes.append(helper.make_node("Identity", [x], ["roles"]))
    inputs = [
        helper.make_tensor_value_info("word", TensorProto.FLOAT, ["words", width]),
        helper.make_tensor_value_info("cue", TensorProto.FLOAT, ["cues", width]),
        helper.make_tensor_value_info("distance", TensorProto.INT64, ["cues", "words"]),
    ]
    return graph.model(inputs, [helper.make_tensor_value_info("roles", TensorProto.FLOAT, ["cues", "words", labels])])


def stance_graph(weights: dict[str, Floats], attention_heads: int, parts: tuple[int, int]) -> onnx.ModelProto:
    """The stance of quotes that stand in one paragraph, in fp32.

    weights: state of `network.Stance`, as arrays; what it needs of each word alone (`word`) is computed before.
    parts: the classes of words over which the answer is read.
    RETURNS: model with inputs "word" (words, width) and "parts" int64 (quotes, words), and output "scores"
    (quotes, labels).
    """
    labels, width = len(weights["out.bias"]), weights["part.weight"].shape[1]
    graph = _Graph(weights, int8=False)
    first, second = graph.constant("first", np.array([0])), graph.constant("second", np.array([1]))
    told = graph.node("Gather", [graph.constant("part", weights["part.weight"]), "parts"])
    hidden = graph.node("Gelu", [graph.node("Add", [graph.node("Unsqueeze", ["word", first]), told])])
    x = graph.node("LayerNormalization", [hidden, *graph.norm("norm")], axis=-1, epsilon=EPSILON)
    x = graph.layer(x, "layer", attention_heads)
    one = graph.constant("one", np.array([[1.0]], np.float32))
    means = []
    for part in parts:
        mask = graph.node("Equal", ["parts", graph.constant(f"is_{part}", np.array(part))])
        mask = graph.node("Cast", [mask], to=TensorProto.FLOAT)
        total = graph.node("Squeeze", [graph.node("MatMul", [graph.node("Unsqueeze", [mask, second]), x]), second])
        size = graph.node("ReduceSum", [mask, second], keepdims=1)
        means.append(graph.node("Div", [total, graph.node("Max", [size, one])]))
    scores = graph.linear(graph.node("Concat", means, axis=-1), "out")
    graph.nodes.append(helper.make_node("Identity", [scores], ["scores"]))
    inputs = [
        helper.make_tensor_value_info("word", TensorProto.FLOAT, ["words", width]),
        helper.make_tensor_value_info("parts", TensorProto.INT64, ["quotes", "words"]),
    ]
    return graph.model(inputs, [helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["quotes", labels])])


def links_graph(weights: dict[str, Floats]) -> onnx.ModelProto:
    """How well mentions fit a pronoun, in fp32: "pronoun" and "mention", (pairs, width), to "score" (pairs, 1)."""
    graph = _Graph(weights, int8=False)
    width = len(weights["pronoun.bias"])
    product = graph.node("Mul", ["pronoun", "mention"])
    pair = graph.node("Concat", ["pronoun", "mention", product], axis=-1)
    score = graph.linear(graph.node("Gelu", [graph.linear(pair, "up")]), "out")
    graph.nodes.append(helper.make_node("Identity", [score], ["score"]))
    inputs = [helper.make_tensor_value_info(n, TensorProto.FLOAT, ["pairs", width]) for n in ("pronoun", "mention")]
    return graph.model(inputs, [helper.make_tensor_value_info("score", TensorProto.FLOAT, ["pairs", 1])])


class _Graph:
    def __init__(self, weights: dict[str, Floats], int8: bool) -> None:
        self.weights, self.int8 = weights, int8
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def embed(self) -> str:
        words = self.weights["words.weight"]
        if self.int8:
            scale = np.abs(words).max(1, keepdims=True) / 127
            scale[scale == 0] = 1
            rows = self.node("Gather", [self.constant("words", np.round(words / scale).astype(np.int8)), "ids"])
            scales = self.node("Gather", [self.constant("word_scales", scale.astype(np.float32)), "ids"])
            word = self.node("Mul", [self.node("Cast", [rows], to=TensorProto.FLOAT), scales])
        else:
            word = self.node("Gather", [self.constant("words", words), "ids"])
        feature = self.node("Gather", [self.constant("features", self.weights["features.weight"]), "features"])
        length = self.node("Shape", ["ids"], start=1, end=2)
        positions = self.constant("positions", self.weights["positions.weight"])
        zero, axis = self.constant("zero", np.array([0])), self.constant("axis", np.array([0]))
        position = self.node("Slice", [positions, zero, length, axis])
        total = self.node("Add", [self.node("Add", [word, feature]), position])
        return self.node("LayerNormalization", [total, *self.norm("norm")], axis=-1, epsilon=EPSILON)

    def layer(self, x: str, name: str, heads: int) -> str:
        joint = self.linear(x, f"{name}.qkv")
        widths = self.constant(f"{name}.widths", np.array([len(self.weights[f"{name}.out.bias"])] * 3))
        query, key, value = (f"{name}.{part}" for part in ("query", "key", "value"))
        self.nodes.append(helper.make_node("Split", [joint, widths], [query, key, value], axis=-1))
        read = self.node("MultiHeadAttention", [query, key, value], domain=MICROSOFT, num_heads=heads)
        x = self.add_norm(x, self.linear(read, f"{name}.out"), f"{name}.norm1")
        hidden = self.node("Gelu", [self.linear(x, f"{name}.up")])
        return self.add_norm(x, self.linear(hidden, f"{name}.down"), f"{name}.norm2")

    def linear(self, x: str, name: str) -> str:
        weight, bias = self.weights[f"{name}.weight"].T, self.weights[f"{name}.bias"]
        if not self.int8:
            product = self.node("MatMul", [x, self.constant(f"{name}.weight", np.ascontiguousarray(weight))])
            return self.node("Add", [product, self.constant(f"{name}.bias", bias)])
        scale = np.abs(weight).max(0) / WEIGHT_LEVELS
        inputs = [
            x,
            self.constant(f"{name}.weight", np.ascontiguousarray(np.round(weight / scale).astype(np.int8))),
            self.constant(f"{name}.scale", scale.astype(np.float32)),
            self.constant(f"{name}.zero", np.zeros(len(scale), np.int8)),
            self.constant(f"{name}.bias", bias),
        ]
        return self.node("DynamicQuantizeMatMul", inputs, domain=MICROSOFT)

    def add_norm(self, x: str, y: str, name: str) -> str:
        return self.node("LayerNormalization", [self.node("Add", [x, y]), *self.norm(name)], axis=-1, epsilon=EPSILON)

    def norm(self, name: str) -> list[str]:
        return [self.constant(f"{name}.{kind}", self.weights[f"{name}.{kind}"]) for kind in ("weight", "bias")]

    def node(self, kind: str, inputs: list[str], **options: Any) -> str:
        output = f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, **options))
        return output

    def constant(self, name: str, value: NDArray[Any]) -> str:
        self.constants.append(numpy_helper.from_array(np.asarray(value), f"c.{name}"))
        return f"c.{name}"

    def model(self, inputs: list[Any], outputs: list[Any]) -> onnx.ModelProto:
        graph = helper.make_graph(self.nodes, "graph", inputs, outputs, self.constants)
        opsets = [helper.make_opsetid("", 20), helper.make_opsetid(MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=9)


def classifier_graph(layers: dict[str, dict[str, Floats]]) -> onnx.ModelProto:
    """Linear layers side by side, each an output of its own: x (words, WIDTH) to (words, labels)."""
    nodes = [helper.make_node("Gemm", ["x", f"{name}.weight", f"{name}.bias"], [name], transB=1) for name in layers]
    constants = {
        f"{name}.{kind}": layer[f"out.{kind}"] for name, layer in layers.items() for kind in ("weight", "bias")
    }
    outputs = {name: len(layer["out.bias"]) for name, layer in layers.items()}
    return _small_model(nodes, {"x": WIDTH}, outputs, constants)


def arcs_graph(weights: dict[str, Floats]) -> onnx.ModelProto:
    """What the biaffine parser needs of each word alone.

    Outputs: arc_dependent (already times the pair matrix), arc_head, root, label_dependent, label_head; the four sides
    have a one appended.
    """
    arc, label = len(weights["arc.bias"]) // 2, len(weights["label.bias"]) // 2
    nodes = []
    constants: dict[str, NDArray[Any]] = {"arc_pair": weights["arc_pair"], "one": np.ones((1, 1), np.float32)}
    nodes += [
        helper.make_node("Shape", ["x"], ["rows"], start=0, end=1),
        helper.make_node("Concat", ["rows", "width_one"], ["ones_shape"], axis=0),
        helper.make_node("Expand", ["one", "ones_shape"], ["ones"]),
        helper.make_node("Gemm", ["x", "root.weight", "root.bias"], ["root"], transB=1),
    ]
    constants["width_one"] = np.array([1])
    for name, width in (("arc", arc), ("label", label)):
        constants[f"{name}.split"] = np.array([width, width])
        sides = [f"{name}_dependent", f"{name}_head"]
        nodes += [
            helper.make_node("Gemm", ["x", f"{name}.weight", f"{name}.bias"], [f"{name}.linear"], transB=1),
            helper.make_node("Gelu", [f"{name}.linear"], [f"{name}.hidden"]),
            helper.make_node("Split", [f"{name}.hidden", f"{name}.split"], [f"{side}.bare" for side in sides], axis=1),
        ]
        for side in sides:
            output = "arc_dependent.one" if side == "arc_dependent" else side
            nodes.append(helper.make_node("Concat", [f"{side}.bare", "ones"], [output], axis=1))
    nodes.append(helper.make_node("MatMul", ["arc_dependent.one", "arc_pair"], ["arc_dependent"]))
    for name in ("arc", "label", "root"):
        constants.update({f"{name}.{kind}": weights[f"{name}.{kind}"] for kind in ("weight", "bias")})
    outputs = {"arc_dependent": arc + 1, "arc_head": arc + 1, "root": 1}
    outputs |= {"label_dependent": label + 1, "label_head": label + 1}
    return _small_model(nodes, {"x": WIDTH}, outputs, constants)


def pairs_graph(width: int) -> onnx.ModelProto:
    """Scores of all pairs of one sentence: dependent and head, each (words, width), to (words, words)."""
    nodes = [
        helper.make_node("Transpose", ["head"], ["heads"], perm=[1, 0]),
        helper.make_node("MatMul", ["dependent", "heads"], ["scores"]),
    ]
    return _small_model(nodes, {"dependent": width, "head": width}, {"scores": "words"}, {})


def labels_graph(pair: Floats) -> onnx.ModelProto:
    """Label scores of given arcs: label_dependent and its head's label_head, (words, width), to (words, labels)."""
    labels, width = pair.shape[:2]
    constants = {
        "pair": np.ascontiguousarray(pair.transpose(1, 0, 2).reshape(width, -1)),
        "shape": np.array([-1, labels, width]),
        "axis": np.array([2]),
    }
    nodes = [
        helper.make_node("MatMul", ["label_dependent", "pair"], ["flat"]),
        helper.make_node("Reshape", ["flat", "shape"], ["left"]),
        helper.make_node("Unsqueeze", ["label_head", "axis"], ["right"]),
        helper.make_node("MatMul", ["left", "right"], ["column"]),
        helper.make_node("Squeeze", ["column", "axis"], ["labels"]),
    ]
    return _small_model(nodes, {"label_dependent": width, "label_head": width}, {"labels": labels}, constants)


def _small_model(
    nodes: list[Any], inputs: Mapping[str, int], outputs: Mapping[str, int | str], constants: dict[str, Any]
) -> onnx.ModelProto:
    ends = [
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["words", width]) for name, width in part.items()]
        for part in (inputs, outputs)
    ]
    graph = helper.make_graph(nodes, "head", *ends, [numpy_helper.from_array(v, name) for name, v in constants.items()])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)
