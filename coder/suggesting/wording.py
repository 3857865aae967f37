"""Words that a comment and a code's wording have in common, the rarer among the codes the better."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from scipy.sparse import csr_array

from coder.domain.codebook import Code
from coder.suggesting.arrays import Floats

STEM = 5
"""Letters by which words are compared: `friendly` and `friends` are alike, `part` and `party` are not."""
LABEL_WEIGHT = 1.5
"""What a word of the label weighs; any other word of the code weighs 1."""
LENGTH_POWER = 0.7
"""How far long wordings are held down: 0 not at all, 1 as by a cosine."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_COMMON = (
    "the and for are was were that this with from have has had not but they them their there what which who how any "
    "all can will would about into out more than when where been being also such comments comment people includes "
    "include including relating sub category other like one get just very"
)


class Wording:
    """The overlap of texts with the wording of each code.

    For code k with words w of weight v_kw and a text of n different words:
    sum over common w of v_kw idf(w)^2 / (|v_k idf|^LENGTH_POWER sqrt(1 + n)), where idf(w) = log((K + 1) / (m + 1/2))
    for a word that m of the K codes use.
    """

    def __init__(self, codes: Sequence[Code]) -> None:
        wordings = [_weights(code) for code in codes]
        uses = Counter(word for weights in wordings for word in weights)
        self._columns = {word: column for column, word in enumerate(sorted(uses))}
        rarity = {word: np.log((len(codes) + 1) / (count + 0.5)) for word, count in uses.items()}
        self._table = np.zeros((len(self._columns), len(codes)))
        for place, weights in enumerate(wordings):
            length = np.sqrt(sum((weight * rarity[word]) ** 2 for word, weight in weights.items()))
            for word, weight in weights.items():
                self._table[self._columns[word], place] = weight * rarity[word] ** 2 / max(length, 1e-9) ** LENGTH_POWER

    def overlap(self, texts: Sequence[str]) -> Floats:
        """(texts, codes), 0 where a text has no word of the code."""
        rows: list[int] = []
        columns: list[int] = []
        values: list[float] = []
        for row, text in enumerate(texts):
            words = set(_stems(text))
            shared = sorted(self._columns[word] for word in words if word in self._columns)
            rows += [row] * len(shared)
            columns += shared
            values += [1 / np.sqrt(1 + len(words))] * len(shared)
        found = csr_array((values, (rows, columns)), shape=(len(texts), max(len(self._columns), 1)))
        return np.asarray(found @ self._table if self._columns else np.zeros((len(texts), self._table.shape[1])))


def _weights(code: Code) -> dict[str, float]:
    rest = (code.definition, *code.include, *code.examples, *code.keywords)
    weights = {word: 1.0 for text in rest for word in _stems(text) if word not in _IGNORED}
    return weights | {word: LABEL_WEIGHT for word in _stems(code.label) if word not in _IGNORED}


def _stems(text: str) -> Iterator[str]:
    return (word[:STEM] for word in _WORD.findall(text.lower()))


_IGNORED = frozenset(_stems(_COMMON))
