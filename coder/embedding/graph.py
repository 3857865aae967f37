"""The default model as a graph for ONNX Runtime, built from its published weights.

Operators stand unfused where ONNX Runtime's fused ones are slower on processors (SkipLayerNormalization, BiasGelu).
All is in float32: 8-bit integers were twice as fast, and made suggestions on coded surveys worse.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

Array = npt.NDArray[np.generic]
Weights = Mapping[str, npt.NDArray[np.float32]]

_MICROSOFT = "com.microsoft"


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of a BERT encoder."""

    layers: int
    heads: int
    width: int
    epsilon: float

    @property
    def of_a_head(self) -> int:
        """How many numbers of a row belong to one head."""
        return self.width // self.heads


def graph(weights: Weights, shape: Shape) -> bytes:
    """The serialised graph: `ids`, shape (texts, tokens) and all texts of equally many tokens -> `vectors`, unit rows.

    Args:
        weights: the tensors of a BERT encoder under the names that transformers gives them.
        shape: its sizes.
    """
    build = _Builder(weights, shape)
    rows = build.embedded()
    for layer in range(shape.layers):
        rows = build.layer(rows, f"encoder.layer.{layer}")
    build.pooled(rows)
    return bytes(build.model().SerializeToString())


class _Builder:
    """Appends operators; every method takes and gives names of values. Rows are tokens, one after the other."""

    def __init__(self, weights: Weights, shape: Shape) -> None:
        self._weights = weights
        self._shape = shape
        self._nodes: list[NodeProto] = []
        self._constants: dict[str, TensorProto] = {}
        self._size = self._op("Shape", "ids")
        """Texts and tokens."""

    def embedded(self) -> str:
        """Words and positions; every token is of the first of the two kinds that BERT knows."""
        places = self._weight("embeddings.position_embeddings.weight")
        kind = self._weight("embeddings.token_type_embeddings.weight")[0]
        words = self._op("Gather", self._constant("words", self._weight("embeddings.word_embeddings.weight")), "ids")
        first = self._op(
            "Slice",
            self._constant("places", places + kind),
            self._integer("zero", [0]),
            self._op("Gather", self._size, self._integer("second", [1])),
            self._integer("first axis", [0]),
        )
        rows = self._op("Reshape", self._op("Add", words, first), self._integer("rows", [-1, self._shape.width]))
        return self._normal(rows, "embeddings")

    def layer(self, rows: str, name: str) -> str:
        """Attention, then the two dense layers, each added to what came in."""
        rows = self._added(rows, self._attention(rows, f"{name}.attention.self"), f"{name}.attention.output")
        dense = f"{name}.intermediate.dense"
        inner = self._op("Gelu", self._with_bias(self._product(rows, dense, [dense]), dense, [dense]), microsoft=True)
        return self._added(rows, inner, f"{name}.output")

    def pooled(self, rows: str) -> None:
        """The mean over the tokens of each text, brought to length 1."""
        size = self._op("Concat", self._size, self._integer("width", [self._shape.width]), axis=0)
        mean = self._op("ReduceMean", self._op("Reshape", rows, size), self._integer("second", [1]), keepdims=0)
        length = self._op("ReduceL2", mean, self._integer("second", [1]), keepdims=1)
        self._nodes.append(helper.make_node("Div", [mean, length], ["vectors"]))

    def model(self) -> ModelProto:
        """What was appended, as a model."""
        ids = helper.make_tensor_value_info("ids", TensorProto.INT64, ["texts", "tokens"])
        vectors = helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["texts", self._shape.width])
        made = helper.make_graph(self._nodes, "sentences", [ids], [vectors], list(self._constants.values()))
        opsets = [helper.make_opsetid("", 20), helper.make_opsetid(_MICROSOFT, 1)]
        return helper.make_model(made, opset_imports=opsets, ir_version=9)

    def _attention(self, rows: str, name: str) -> str:
        """What each token takes from the others."""
        shape = self._shape
        parts = [f"{name}.{part}" for part in ("query", "key", "value")]
        joined = self._with_bias(self._product(rows, name, parts), name, parts)
        heads = self._integer("heads", [3 * shape.heads, shape.of_a_head])
        apart = self._op("Reshape", joined, self._op("Concat", self._size, heads, axis=0))
        query, key, value = self._thirds(self._op("Transpose", apart, perm=[0, 2, 1, 3]))
        scaled = self._op("Mul", query, self._float("head scale", shape.of_a_head**-0.5))
        agreement = self._op("MatMul", scaled, self._op("Transpose", key, perm=[0, 1, 3, 2]))
        mixed = self._op("MatMul", self._op("Softmax", agreement, axis=-1), value)
        return self._op(
            "Reshape", self._op("Transpose", mixed, perm=[0, 2, 1, 3]), self._integer("rows", [-1, shape.width])
        )

    def _thirds(self, joined: str) -> Sequence[str]:
        outputs = [f"{part}.{len(self._nodes)}" for part in ("query", "key", "value")]
        sizes = self._integer("thirds", [self._shape.heads] * 3)
        self._nodes.append(helper.make_node("Split", [joined, sizes], outputs, axis=1))
        return outputs

    def _added(self, rows: str, new: str, name: str) -> str:
        product = self._with_bias(self._product(new, name, [f"{name}.dense"]), name, [f"{name}.dense"])
        return self._normal(self._op("Add", product, rows), name)

    def _normal(self, rows: str, name: str) -> str:
        scale, shift = (
            self._constant(f"{name}.norm.{part}", self._weight(f"{name}.LayerNorm.{part}"))
            for part in ("weight", "bias")
        )
        return self._op("LayerNormalization", rows, scale, shift, axis=-1, epsilon=self._shape.epsilon)

    def _with_bias(self, rows: str, name: str, parts: Sequence[str]) -> str:
        bias = np.concatenate([self._weight(f"{part}.bias") for part in parts])
        return self._op("Add", rows, self._constant(f"{name}.bias", bias))

    def _product(self, rows: str, name: str, parts: Sequence[str]) -> str:
        """Rows times the weights of dense layers side by side."""
        weights = np.concatenate([self._weight(f"{part}.weight") for part in parts]).T
        return self._op("MatMul", rows, self._constant(f"{name}.weight", weights))

    def _weight(self, name: str) -> npt.NDArray[np.float32]:
        return self._weights[name]

    def _float(self, name: str, value: float) -> str:
        return self._constant(name, np.float32(value))

    def _integer(self, name: str, values: Sequence[int]) -> str:
        return self._constant(name, np.array(values, np.int64))

    def _constant(self, name: str, value: Array | np.generic) -> str:
        if name not in self._constants:
            self._constants[name] = numpy_helper.from_array(np.ascontiguousarray(value).reshape(np.shape(value)), name)
        return name

    def _op(self, kind: str, *inputs: str, microsoft: bool = False, **attributes: int | float | Sequence[int]) -> str:
        output = f"{kind}.{len(self._nodes)}"
        domain = _MICROSOFT if microsoft else None
        self._nodes.append(helper.make_node(kind, list(inputs), [output], domain=domain, **attributes))  # type: ignore[arg-type]
        return output
