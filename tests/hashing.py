"""Vectors without a model: hashed words and letter groups. Fast and the same everywhere, but blind to meaning."""

import re
import zlib
from collections.abc import Iterator, Sequence

import numpy as np

from coder.embedding.encoder import Matrix

_WORD = re.compile(r"\w+")
_GROUP = 3
_GROUP_WEIGHT = 0.3


class HashingEncoder:
    """Counts words and groups of three letters in hashed places, and scales the counts to length 1."""

    def __init__(self, dimensions: int = 256) -> None:
        self.dimensions = dimensions
        self.fingerprint = f"hashing-{dimensions}"

    def encode(self, texts: Sequence[str]) -> Matrix:
        """The vectors of the texts, a row per text in their order."""
        matrix = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in zip(matrix, texts, strict=True):
            for feature, weight in _features(text):
                value = zlib.crc32(feature.encode("utf-8", "surrogatepass"))
                row[value % self.dimensions] += weight if value & 0x8000_0000 else -weight
            length = float(np.linalg.norm(row))
            if length:
                row /= length
            else:
                row[0] = 1.0
        return matrix


def _features(text: str) -> Iterator[tuple[str, float]]:
    for word in _WORD.findall(text.lower()):
        yield word, 1.0
        framed = f"<{word}>"
        for start in range(len(framed) - _GROUP + 1):
            yield "#" + framed[start : start + _GROUP], _GROUP_WEIGHT
