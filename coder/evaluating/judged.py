"""What people gave and what a model says, side by side, response by response."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

OFTEN = 5
"""Responses a code must be on to count in figures that are means over codes."""


@dataclass(frozen=True)
class Judged:
    """The responses that are tested, all arrays of shape (responses, codes), codes in the codebook's order."""

    given: Flags
    """Whether people gave it."""
    scores: Floats
    """Probability in 0..1 by the model; -inf where the code does not apply to the response's question."""
    assigned: Flags
    """Whether the model gives it."""

    @property
    def applies(self) -> Flags:
        """Whether the code can be given to the response."""
        return np.isfinite(self.scores)

    def coded(self) -> "Judged":
        """The responses that have a code by people."""
        has = self.given.any(axis=1)
        return Judged(self.given[has], self.scores[has], self.assigned[has])

    def often(self) -> Ints:
        """The places of the codes that are on at least OFTEN responses."""
        return np.flatnonzero(self.given.sum(axis=0) >= OFTEN)
