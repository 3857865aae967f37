"""Scores of different kinds brought to one scale, code by code."""

from dataclasses import dataclass

import numpy as np

from coder.suggesting.arrays import Flags, Floats

LEAST_SPREAD = 0.1
"""A code's spread is at least this share of the mean spread: a code whose words never occur in the background has none
there, and the first text that has them must not count a thousandfold."""
_HAIR = 1e-3


@dataclass(frozen=True)
class Standard:
    """The mean and spread of each code's scores over the background."""

    means: Floats
    spreads: Floats

    @classmethod
    def of(cls, scores: Floats, among: Flags) -> "Standard":
        """Of scores (items, codes), each code over the items it applies to, or over all where it applies to none."""
        weights = np.where(among.any(axis=0), among, True).astype(np.float64)
        weights /= weights.sum(axis=0)
        means = (scores * weights).sum(axis=0)
        spreads = np.sqrt(((scores - means) ** 2 * weights).sum(axis=0))
        return cls(means, np.maximum(spreads, LEAST_SPREAD * spreads.mean() + _HAIR))

    def __call__(self, scores: Floats) -> Floats:
        """Distances from the mean in spreads; (items, codes)."""
        return (scores - self.means) / self.spreads
