"""What the examples of all codes together teach: which meanings tell one code from the others."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from coder.suggesting.arrays import Floats, unit
from coder.suggesting.prototypes import Prototype, Source
from coder.suggesting.seen import Seen
from coder.suggesting.similarity import best_of_clauses

SHARPNESS = 3.0
"""How fast the likeness exp(SHARPNESS (cosine - 1)) falls."""
RIDGE = 0.3
"""Added to the diagonal of the likenesses, which is 1."""
ENOUGH = 4.0
"""Examples from which a code is told apart half as surely as from very many."""


class Examples:
    """Kernel ridge regression of codes on the framework's examples, each code weighing the same.

    Where resemblance asks how near a comment is to the nearest examples, this asks which codes they are examples of,
    and counts for little what examples of many codes share.
    """

    def __init__(self, prototypes: Sequence[Prototype], vectors: Floats, codes: int, background: Seen) -> None:
        rows = [row for row, prototype in enumerate(prototypes) if prototype.source is Source.EXAMPLE]
        owners = np.array([prototypes[row].code for row in rows], dtype=np.intp)
        counts = np.bincount(owners, minlength=codes).astype(np.float64)
        self.sureness: Floats = counts / (counts + ENOUGH)
        """What a code's scores are worth, 0 without examples, towards 1 with many; (codes,)."""
        self._centre = background.vectors.mean(axis=0)
        self._examples = unit(vectors[rows] - vectors[rows].mean(axis=0)) if rows else vectors[:0]
        self._weights = self._fit(owners, counts)

    def __call__(self, seen: Seen) -> Floats:
        """How much each item is like the examples of each code and unlike those of others; (items, codes)."""
        return best_of_clauses(seen, self._scores)

    def _fit(self, owners: npt.NDArray[np.intp], counts: Floats) -> Floats:
        if not len(owners):
            return np.zeros((0, len(counts)))
        targets = np.eye(len(counts))[owners] - 1.0 / len(counts)
        noise = counts[owners] / counts[owners].mean()
        found = np.linalg.solve(self._likeness(self._examples) + RIDGE * np.diag(noise), targets)
        return np.asarray(found, dtype=np.float64)

    def _scores(self, vectors: Floats) -> Floats:
        return self._likeness(unit(vectors - self._centre)) @ self._weights

    def _likeness(self, centred: Floats) -> Floats:
        return np.asarray(np.exp(SHARPNESS * (centred @ self._examples.T - 1.0)))
