"""How much a comment resembles in meaning what stands for each code."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from coder.suggesting.arrays import Floats, unit
from coder.suggesting.prototypes import Prototype
from coder.suggesting.seen import Seen

TEMPERATURE = 0.05
"""Between the nearest prototype (0) and the mean of all (infinity)."""
CLAUSE_SHARE = 0.5
"""What the best clause counts beside the whole text."""
AGAINST = 0.5
"""How much of the lead of what a code excludes over what it includes is taken off; a judgement, as the development sets
exclude nothing."""


def soft_maximum(cosines: Floats, starts: Sequence[int]) -> Floats:
    """For each run of columns that begins at one of `starts`: t log(mean exp(cosine / t)); (rows, runs)."""
    lengths = [end - start for start, end in pairwise([*starts, cosines.shape[1]])]
    sums = np.add.reduceat(np.exp(cosines / TEMPERATURE), starts, axis=1)
    return np.asarray(TEMPERATURE * np.log(sums / lengths), dtype=np.float64)


class CodeVectors:
    """The vectors of all prototypes, about their own mean, so that what all codes share counts for none."""

    def __init__(self, prototypes: Sequence[Prototype], vectors: Floats) -> None:
        positive = [row for row, prototype in enumerate(prototypes) if not prototype.source.negative]
        negative = [row for row, prototype in enumerate(prototypes) if prototype.source.negative]
        self.starts = run_starts([prototypes[row].code for row in positive])
        by_code = np.add.reduceat(vectors[positive], self.starts, axis=0)
        lengths = np.diff([*self.starts, len(positive)])
        centre = (by_code / lengths[:, None]).mean(axis=0)
        self.positive = unit(vectors[positive] - centre)
        self.negative = unit(vectors[negative] - centre)
        self.negative_starts = run_starts([prototypes[row].code for row in negative])
        self.negative_codes = sorted({prototypes[row].code for row in negative})


class Resemblance:
    """Soft maximum of cosines with each code's prototypes, half of the whole text and half of its best clause."""

    def __init__(self, codes: CodeVectors, background: Seen) -> None:
        self._codes = codes
        self._centre = background.vectors.mean(axis=0)

    def __call__(self, seen: Seen) -> Floats:
        """Shapes: items -> (items, codes), about -1..1."""
        return best_of_clauses(seen, self._near)

    def _near(self, vectors: Floats) -> Floats:
        centred = unit(vectors - self._centre)
        cosines = centred @ self._codes.positive.T
        near = soft_maximum(cosines, self._codes.starts)
        if self._codes.negative_codes:
            for_it = np.maximum.reduceat(cosines, self._codes.starts, axis=1)[:, self._codes.negative_codes]
            against = np.maximum.reduceat(centred @ self._codes.negative.T, self._codes.negative_starts, axis=1)
            near[:, self._codes.negative_codes] -= AGAINST * np.maximum(0.0, against - for_it)
        return near


def best_of_clauses(seen: Seen, near: Callable[[Floats], Floats]) -> Floats:
    """Scores of whole texts joined with those of each text's best clause, for a score of vectors; (items, codes)."""
    whole = near(seen.vectors)
    if len(seen.owners):
        starts = run_starts(seen.owners.tolist())
        best = np.maximum.reduceat(near(seen.clauses), starts, axis=0)
        rows = seen.owners[starts]
        whole[rows] = (1 - CLAUSE_SHARE) * whole[rows] + CLAUSE_SHARE * best
    return whole


def run_starts(owners: Sequence[int]) -> list[int]:
    """The places where a new owner begins in a list in which equal owners stand together."""
    return [place for place, owner in enumerate(owners) if place == 0 or owners[place - 1] != owner]
