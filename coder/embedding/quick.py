"""Vectors from the default model through ONNX Runtime: without torch, and several times as fast."""

import json
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from coder.embedding.encoder import Matrix
from coder.embedding.graph import Shape, graph
from coder.embedding.locate import Located
from coder.embedding.texts import encodable

MOST_TOKENS = 1024
"""Tokens of the texts that are encoded at a time: what fits the cache of an ordinary processor."""


class QuickEncoder:
    """The default model, loaded; its vectors are float32 and of length 1, and each depends on its text alone."""

    def __init__(self, located: Located) -> None:
        """Load the model from its files, which are those published."""
        config = json.loads((located.folder / "config.json").read_bytes())
        longest = json.loads((located.folder / "sentence_bert_config.json").read_bytes())["max_seq_length"]
        self.dimensions: int = config["hidden_size"]
        self.fingerprint = f"{located.name}@{located.files_hash}/onnx-float32/{longest}/unit"
        self._tokenizer = _tokenizer(located.folder, longest)
        self._session = _session(located.folder, config)

    def encode(self, texts: Sequence[str]) -> Matrix:
        """The vectors of the texts, a row per text in their order; equal texts are encoded once.

        Shapes: n texts -> (n, dimensions). Texts of equally many tokens are encoded together, so that nothing is
        padded.
        """
        places: dict[str, int] = {}
        rows = [places.setdefault(encodable(text), len(places)) for text in texts]
        vectors = np.zeros((len(places), self.dimensions), dtype=np.float32)
        ids = [found.ids for found in self._tokenizer.encode_batch(list(places))]
        with ThreadPoolExecutor(_processors()) as threads:
            for batch, found in threads.map(
                lambda batch: (batch, self._run([ids[row] for row in batch])), _batches(ids)
            ):
                vectors[batch] = found
        return vectors[rows]

    def _run(self, ids: Sequence[Sequence[int]]) -> Matrix:
        (vectors,) = self._session.run(["vectors"], {"ids": np.array(ids, dtype=np.int64)})
        return np.asarray(vectors, dtype=np.float32)


def _batches(ids: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """The rows of texts with equally many tokens, the longest first, at most `MOST_TOKENS` tokens at a time."""
    by_length: dict[int, list[int]] = {}
    for row, tokens in enumerate(ids):
        by_length.setdefault(len(tokens), []).append(row)
    for length in sorted(by_length, reverse=True):
        rows, most = by_length[length], max(1, MOST_TOKENS // length)
        yield from (rows[start : start + most] for start in range(0, len(rows), most))


def _tokenizer(folder: Path, longest: int) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(longest)
    return tokenizer


def _session(folder: Path, config: dict[str, Any]) -> onnxruntime.InferenceSession:
    shape = Shape(
        layers=config["num_hidden_layers"],
        heads=config["num_attention_heads"],
        width=config["hidden_size"],
        epsilon=config["layer_norm_eps"],
    )
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # texts are spread over processors instead, so that threads wait for nothing
    options.log_severity_level = 3
    # More would put back the fused operators that are slower.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    model = graph(load_file(folder / "model.safetensors"), shape)
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _processors() -> int:
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1
