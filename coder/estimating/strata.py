"""Totals over strata: a pool divided by what is known of all its members, sampled as one.

Within a stratum, given how many of it were sampled, these are a simple random sample of it, whatever the strata were
made from, as long as that was not what people said of the sample. So a wrong model makes intervals wider, not wrong.
"""

from dataclasses import dataclass

import numpy as np

from coder.estimating.limits import Counts, Floats, limits

FEWEST = 3
"""Sampled members below which a stratum is joined with its neighbour."""
_TINY = 1e-9
"""What rounding outwards disregards: the error of floating point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strata:
    """Pools that are disjoint and together the whole pool."""

    size: Counts
    """Members of each, (..., strata); 0 for a stratum that is not there."""
    sampled: Counts
    """(..., strata)"""
    found: Counts
    """Sampled members that carry it, (..., strata)."""
    sure: Counts
    """Members of the whole pool, sampled or not, that are known to carry it, (...)."""
    possible: Counts
    """Members of the whole pool that are not known to go without it, (...)."""

    def regrouped(self, target: Counts) -> "Strata":
        """The strata with each one added to the one named for it, (..., strata)."""
        places = np.arange(target.shape[-1])

        def grouped(values: Counts) -> Counts:
            joined = np.where(target[..., None] == places, values[..., None], 0)  # (..., from, to)
            return np.asarray(joined.sum(axis=-2), dtype=np.int64)

        return Strata(
            size=grouped(self.size),
            sampled=grouped(self.sampled),
            found=grouped(self.found),
            sure=self.sure,
            possible=self.possible,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Members of the whole pool that carry it; arrays of shape (...)."""

    estimate: Floats
    low: Floats
    high: Floats


def joined(sampled: Counts) -> Counts:
    """The stratum that each is to be counted with, itself or a neighbour, so that none has too few sampled members.

    Follows from who was sampled, not from what was found. Shapes: (..., strata).
    """
    last = sampled.shape[-1] - 1
    target = np.broadcast_to(np.arange(last + 1), sampled.shape).copy()
    kept = sampled.copy()
    for place in range(last):
        few = kept[..., place] < FEWEST
        target = np.where(few[..., None] & (target == place), place + 1, target)
        kept[..., place + 1] += np.where(few, kept[..., place], 0)
        kept[..., place] = np.where(few, 0, kept[..., place])
    if last:
        before = last - 1 - np.argmax(kept[..., last - 1 :: -1] > 0, axis=-1)
        few = (kept[..., last] < FEWEST) & (kept[..., :last] > 0).any(axis=-1)
        target = np.where(few[..., None] & (target == last), before[..., None], target)
    return target


def totals(strata: Strata, *, error: float, exact: bool = False) -> Totals:
    """How many members carry it, over all strata together.

    Exact: every stratum has its limits at error / strata, and these add up. Otherwise MOVER (Zou and Donner 2008; the
    method of variance estimates recovery): with estimates t_c and limits l_c, u_c of each stratum, and t = sum t_c,
    low = t - sqrt(sum (t_c - l_c)^2) and high = t + sqrt(sum (u_c - t_c)^2), rounded outwards, since members are whole.
    What is known of members bounds the sum. It must not bound the strata one by one: who reads on where the code is
    would turn the errors of all strata the same way, and squares add up to less than errors do.

    Args:
        strata: What is known of them; no stratum with members has none sampled.
        error: How often the limits may miss.
        exact: Never more often than that; otherwise about as often.
    """
    share = np.divide(strata.found, strata.sampled, out=np.zeros(strata.size.shape), where=strata.sampled > 0)
    estimate = strata.size * share
    low, high = _of_each(strata, error, exact)
    total = estimate.sum(axis=-1)
    if exact:
        least, most = low.sum(axis=-1), high.sum(axis=-1)
    else:
        least = np.floor(total - np.sqrt(((estimate - low) ** 2).sum(axis=-1)) + _TINY)
        most = np.ceil(total + np.sqrt(((high - estimate) ** 2).sum(axis=-1)) - _TINY)
    return Totals(
        estimate=np.clip(total, strata.sure, strata.possible),
        low=np.clip(least, strata.sure, strata.possible),
        high=np.clip(most, strata.sure, strata.possible),
    )


def _of_each(strata: Strata, error: float, exact: bool) -> tuple[Counts, Counts]:
    """Limits of every stratum; exact ones at the error divided among those that have members."""
    there = strata.size > 0
    among = np.broadcast_to(there.sum(axis=-1, keepdims=True) if exact else 1, there.shape)
    low, high = np.zeros_like(strata.size), np.zeros_like(strata.size)
    for number in np.unique(among[there]).tolist():
        where = there & (among == number)
        size, sampled, found = strata.size[where], strata.sampled[where], strata.found[where]
        low[where], high[where] = limits(size, sampled, found, error=error / number, exact=exact)
    return low, high
