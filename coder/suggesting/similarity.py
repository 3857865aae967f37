"""How much a comment resembles what stands for each code."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from coder.suggesting.arrays import Floats
from coder.suggesting.prototypes import Prototype, Source

TEMPERATURE = 0.1
"""Between the nearest prototype (0) and the mean of all (infinity)."""
WEIGHTS = {Source.LABEL: 0.5, Source.DEFINITION: 0.5, Source.INCLUDE: 0.5, Source.EXAMPLE: 1.0}
AGAINST = 0.5
"""How much of the lead of a code's exclusions over the code itself is taken off."""


class Similarity:
    """Soft maximum of a comment's cosines with each code's prototypes.

    For code k with prototypes p_j of weights w_j and a comment x, all of length 1:
    s_k(x) = t log(sum_j w_j exp(x.p_j / t) / sum_j w_j), less AGAINST * max(0, s'_k(x) - s_k(x)), where s' is the
    largest cosine with what the code excludes.
    """

    def __init__(self, found: Sequence[Prototype], vectors: Floats, codes: int) -> None:
        positive = [row for row, prototype in enumerate(found) if not prototype.source.negative]
        negative = [row for row, prototype in enumerate(found) if prototype.source.negative]
        self._positive = vectors[positive]
        self._starts = _starts([found[row].code for row in positive])
        weights = np.array([WEIGHTS[found[row].source] for row in positive])
        totals = np.add.reduceat(weights, self._starts) if codes else np.zeros(0)
        self._log_weights = np.log(weights) - np.log(np.repeat(totals, _lengths(self._starts, len(positive))))
        self._negative = vectors[negative]
        self._negative_starts = _starts([found[row].code for row in negative])
        self._negative_codes = sorted({found[row].code for row in negative})

    def __call__(self, vectors: Floats) -> Floats:
        """Shapes: (items, dimensions) -> (items, codes), about -1..1."""
        if not len(self._starts) or not len(vectors):
            return np.zeros((len(vectors), len(self._starts)))
        powers = vectors @ self._positive.T / TEMPERATURE + self._log_weights
        near = TEMPERATURE * np.asarray(np.logaddexp.reduceat(powers, self._starts, axis=1), dtype=np.float64)
        if self._negative_codes:
            excluded = np.maximum.reduceat(vectors @ self._negative.T, self._negative_starts, axis=1)
            own = near[:, self._negative_codes]
            near[:, self._negative_codes] = own - AGAINST * np.maximum(0.0, excluded - own)
        return near


def _starts(codes: Sequence[int]) -> list[int]:
    """The places where a new code begins in a list in which equal codes stand together."""
    return [place for place, code in enumerate(codes) if place == 0 or codes[place - 1] != code]


def _lengths(starts: Sequence[int], total: int) -> list[int]:
    return [end - start for start, end in pairwise([*starts, total])]
