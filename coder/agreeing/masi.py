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


def distances(sets: Sequence[Codes], others: Sequence[Codes]) -> Floats:
    """The distance of each set to each of the others, (sets, others)."""
    codes = sorted(frozenset().union(*sets, *others))
    rows, columns = (_members(several, codes) for several in (sets, others))
    mine, theirs = rows.sum(axis=1)[:, None], columns.sum(axis=1)
    common = rows @ columns.T
    joined = mine + theirs - common
    one_within = (common == mine) | (common == theirs)
    monotonic = np.where((mine == theirs) & one_within, 1.0, np.where(one_within, 2 / 3, 1 / 3))
    share = np.divide(common, joined, out=np.ones_like(common), where=joined > 0)
    return np.asarray(1.0 - share * monotonic)


def _members(sets: Sequence[Codes], codes: Sequence[str]) -> Floats:
    """Whether each set has each code, (sets, codes)."""
    places = {code: place for place, code in enumerate(codes)}
    found = np.zeros((len(sets), len(codes)))
    for row, one in enumerate(sets):
        found[row, [places[code] for code in one]] = 1
    return found
