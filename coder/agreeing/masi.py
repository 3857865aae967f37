"""How far two sets of codes are apart."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from coder.agreeing.units import Codes

Floats = npt.NDArray[np.float64]


def masi(one: Codes, other: Codes) -> float:
    """The MASI distance of two sets, 0 to 1: 1 - J M (Passonneau 2006).

    J is the share of their union that they have in common; M is 1 for equal sets, 2/3 where one holds the other, 1/3
    where they overlap otherwise, and 0 where they have nothing in common. Two empty sets are equal.
    """
    if one == other:
        return 0.0
    common = len(one & other)
    if not common:
        return 1.0
    monotonic = 2 / 3 if one < other or other < one else 1 / 3
    return 1.0 - common / len(one | other) * monotonic


def distances(sets: Sequence[Codes]) -> Floats:
    """The distance of each set to each, (sets, sets)."""
    found = np.zeros((len(sets), len(sets)))
    for row, one in enumerate(sets):
        for column in range(row):
            found[row, column] = found[column, row] = masi(one, sets[column])
    return found
