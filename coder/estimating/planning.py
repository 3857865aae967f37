"""How many more responses to read until intervals are as narrow as somebody wants them."""

import numpy as np

from coder.estimating.cells import expected_limits
from coder.estimating.limits import Counts, Floats
from coder.estimating.strata import Strata


def enough_in_audit(
    strata: Strata, sizes: Counts, *, margin: float, unknown: Counts | float = 0.0, error: float
) -> Counts:
    """The first of the sizes an audit can still come to that is enough for each code, (codes,); -1: none is.

    Args:
        strata: How the frame is divided for each code, and what was found so far.
        sizes: Responses read at each of the looks that are left, ascending.
        margin: How far the interval may reach from the estimate, in responses.
        unknown: Responses of which no audit says anything, which the interval has to allow for.
        error: Of an interval at each look.
    """
    share = _shares(strata)
    there = strata.size.astype(float)
    found = np.full(len(there), -1, dtype=np.int64)
    read = np.maximum(strata.sampled.sum(axis=-1, keepdims=True), 1)
    for size in sizes[::-1]:
        reach = _reach(there, strata.sampled * size / read, share, error) + unknown
        found = np.where(reach <= margin, size, found)
    return found


def enough_in_new_audit(strata: Strata, left: Counts, *, margin: float, error: float) -> Counts:
    """About how many of what nobody has read would be enough for each code, (codes,), in an audit of one look.

    Args:
        strata: What was found so far; the rest is taken to be like it.
        left: Responses of each stratum that nobody has read, (codes, strata).
        margin: How far the interval may reach from the estimate, in responses.
        error: Of an interval.
    """
    share, there = _shares(strata), left.astype(float)
    everything = left.sum(axis=-1)
    too_few, enough = np.zeros_like(everything), everything.copy()
    while (open_ := enough - too_few > 1).any():
        middle = np.where(open_, (too_few + enough) // 2, enough)
        sampled = there * (middle / np.maximum(everything, 1))[:, None]
        passes = _reach(there, sampled, share, error) <= margin
        enough = np.where(open_ & passes, middle, enough)
        too_few = np.where(open_ & ~passes, middle, too_few)
    return np.asarray(enough)


def enough_for_any(total: int, *, margin: float, error: float) -> int:
    """The size of an audit that is enough for a code however many carry it: the widest interval is that of a half."""
    half = Strata(
        size=np.array([[total]]),
        sampled=np.array([[2]]),
        found=np.array([[1]]),
        sure=np.array([0]),
        possible=np.array([total]),
    )
    return int(enough_in_new_audit(half, half.size, margin=margin, error=error)[0])


def _shares(strata: Strata) -> Floats:
    return np.divide(strata.found, strata.sampled, out=np.zeros(strata.size.shape), where=strata.sampled > 0)


def _reach(size: Floats, sampled: Floats, share: Floats, error: float) -> Floats:
    """How far the interval is to be expected to reach from the estimate, on its longer side; (codes,)."""
    low, high = expected_limits(np.maximum(size, 1e-9), sampled, share, error)
    expected = size * share
    below = np.sqrt((np.where(size > 0, expected - low, 0.0) ** 2).sum(axis=-1))
    above = np.sqrt((np.where(size > 0, high - expected, 0.0) ** 2).sum(axis=-1))
    return np.asarray(np.maximum(below, above))
