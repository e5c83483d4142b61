"""A transformer of SciBERT's size as an ONNX graph: random weights cost as much time as trained ones.

Twelve layers of the original BERT (Devlin et al., 2019) over SciBERT's vocabulary (Beltagy et al., 2019), in the fused
operators that onnxruntime itself makes of such a model when it optimises it, so that it runs as fast as it can.
"""

from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

LAYERS, WIDTH, HEADS, INNER = 12, 768, 12, 3072
VOCABULARY, LONGEST = 31_090, 512
_FUSED = "com.microsoft"


class _Graph:
    """Nodes and weights as they are added."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self._random = np.random.default_rng(0)

    def weight(self, name: str, *shape: int) -> str:
        return self._keep(name, (self._random.standard_normal(shape) * 0.02).astype(np.float32))

    def ones(self, name: str, size: int) -> str:
        return self._keep(name, np.ones(size, np.float32))

    def add(self, operator: str, inputs: list[str], output: str, domain: str = "", **attributes: int | float) -> str:
        self.nodes.append(helper.make_node(operator, inputs, [output], domain=domain, **attributes))
        return output

    def _keep(self, name: str, values: NDArray[np.float32]) -> str:
        self.weights.append(numpy_helper.from_array(values, name))
        return name


def write_encoder(folder: Path) -> Path:
    """Write the graph and its weights (420 MB) to a folder; it takes `ids` (1, length) and gives `states`."""
    graph = _Graph()
    states = _embedded(graph)
    for layer in range(LAYERS):
        states = _layer(graph, states, f"{layer}")
    graph.add("Identity", [states], "states")
    made = helper.make_graph(
        graph.nodes,
        "encoder",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, [1, "length"])],
        [helper.make_tensor_value_info("states", TensorProto.FLOAT, [1, "length", WIDTH])],
        graph.weights,
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(_FUSED, 1)]
    path = folder / "encoder.onnx"
    onnx.save(helper.make_model(made, opset_imports=opsets, ir_version=9), path, save_as_external_data=True)
    return path


def _embedded(graph: _Graph) -> str:
    graph.add("Shape", ["ids"], "length", start=1, end=2)
    graph.weights.append(numpy_helper.from_array(np.zeros(1, np.int64), "zero"))
    positions = graph.add("Slice", [graph.weight("positions", LONGEST, WIDTH), "zero", "length"], "placed")
    words = graph.add("Gather", [graph.weight("words", VOCABULARY, WIDTH), "ids"], "looked_up")
    summed = graph.add("Add", [words, positions], "summed")
    norm = [graph.ones("embedding_scale", WIDTH), graph.weight("embedding_shift", WIDTH)]
    return graph.add("LayerNormalization", [summed, *norm], "embedded", epsilon=1e-12)


def _layer(graph: _Graph, states: str, name: str) -> str:
    attended = graph.add(
        "Attention",
        [states, graph.weight(f"qkv{name}", WIDTH, 3 * WIDTH), graph.weight(f"qkv_bias{name}", 3 * WIDTH)],
        f"attended{name}",
        _FUSED,
        num_heads=HEADS,
    )
    mixed = graph.add("MatMul", [attended, graph.weight(f"mix{name}", WIDTH, WIDTH)], f"mixed{name}")
    between = _normalised(graph, mixed, states, f"{name}_attention")
    widened = graph.add("MatMul", [between, graph.weight(f"widen{name}", WIDTH, INNER)], f"widened{name}")
    active = graph.add("BiasGelu", [widened, graph.weight(f"widen_bias{name}", INNER)], f"active{name}", _FUSED)
    narrowed = graph.add("MatMul", [active, graph.weight(f"narrow{name}", INNER, WIDTH)], f"narrowed{name}")
    return _normalised(graph, narrowed, between, f"{name}_output")


def _normalised(graph: _Graph, states: str, skip: str, name: str) -> str:
    """Add what went around a block and the block's bias, and normalise."""
    norm = [graph.ones(f"scale_{name}", WIDTH), graph.weight(f"shift_{name}", WIDTH)]
    bias = graph.weight(f"bias_{name}", WIDTH)
    inputs = [states, skip, *norm, bias]
    return graph.add("SkipLayerNormalization", inputs, f"normalised_{name}", _FUSED, epsilon=1e-12)
