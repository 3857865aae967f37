"""Where to divide a pool by its scores, so that the interval becomes as short as can be expected.

Follows from the scores of the pool and the size of the sample alone: never from who was sampled or what was found.
"""

from collections.abc import Sequence
from itertools import combinations, pairwise

import numpy as np
from scipy.special import betaincinv

from coder.estimating.limits import Counts, Floats

STEPS = 12
"""Cuts that are tried; the parts above them grow by equal factors."""
LEAST = 5.0
"""Sampled members to expect in the smallest part."""
WORTH = 0.97
"""A further cut must shorten the interval to this share of what it was."""
DOUBT = 0.2
"""What odds are multiplied by to see how a cut does where the scores say too much."""
Cuts = tuple[float, ...]


def choose_cuts(scores: Floats, sampled: int, *, error: float, exact: bool = False) -> Cuts:
    """The scores from which on members are in the first stratum, the second and so on; none: one stratum is best.

    A way of cutting is judged by the width to expect with it, as a share of the width to expect without: by the larger
    of two, one if the scores are right, one if they say too much (`DOUBT`).

    Args:
        scores: Of every member of the pool, the probability that it carries the code; shape (members,).
        sampled: How many of them are looked at.
        error: How often the limits may miss.
        exact: As for `strata.totals`.
    """
    ranked = np.sort(scores)[::-1].astype(np.float64)
    reach = _reaches(ranked, sampled)
    best: tuple[int, ...] = ()
    if not len(reach):
        return best
    believed = (ranked, ranked * DOUBT / (1 - ranked + ranked * DOUBT))
    alone = [_widths(one, [()], sampled, error, exact) for one in believed]
    shortest = 1.0
    for number in (1, 2):
        tried = _ways(reach, number, len(ranked), sampled)
        if not tried:
            break
        judged = [
            _widths(one, tried, sampled, error, exact) / width for one, width in zip(believed, alone, strict=True)
        ]
        worse = np.maximum(*judged)
        place = int(np.argmin(worse))
        if worse[place] < WORTH * shortest:
            best, shortest = tried[place], float(worse[place])
    return tuple(float(ranked[one - 1]) for one in best)


def _ways(reach: Counts, cuts: int, total: int, sampled: int) -> list[tuple[int, ...]]:
    """Every way to cut at so many of the places, with enough between two cuts."""
    least = LEAST * total / sampled
    return [way for way in combinations(reach.tolist(), cuts) if all(b - a >= least for a, b in pairwise(way))]


def _reaches(ranked: Floats, sampled: int) -> Counts:
    """Sizes of the part above a cut that are tried: equal scores are not divided."""
    total = len(ranked)
    least = LEAST * total / max(sampled, 1)
    if 2 * least >= total:
        return np.zeros(0, dtype=np.int64)
    sizes = np.geomspace(least, total - least, STEPS)
    wanted = ranked[np.minimum(np.ceil(sizes).astype(np.int64), total) - 1]
    reach = np.unique(np.searchsorted(-ranked, -wanted, side="right"))
    return np.asarray(reach[total - reach >= least], dtype=np.int64)


def _widths(ranked: Floats, tried: Sequence[tuple[int, ...]], sampled: int, error: float, exact: bool) -> Floats:
    """The width to expect with each way of cutting; (ways,)."""
    total = len(ranked)
    edges = np.array([(0, *one, total) for one in tried])
    sums = np.concatenate([[0.0], np.cumsum(ranked)])
    size = np.diff(edges, axis=1).astype(float)
    share = np.clip(np.diff(sums[edges], axis=1) / size, 0.0, 1.0)
    low, high = expected_limits(size, size * sampled / total, share, error / size.shape[1] if exact else error)
    if exact:
        return np.asarray((high - low).sum(axis=1))
    expected = size * share
    return np.asarray(np.sqrt(((expected - low) ** 2).sum(axis=1)) + np.sqrt(((high - expected) ** 2).sum(axis=1)))


def expected_limits(size: Floats, sampled: Floats, share: Floats, error: float) -> tuple[Floats, Floats]:
    """About the limits that `limits` gives where a share of the sampled carries it; numbers need not be whole.

    Quantiles of Beta(x + 1/2, n - x + 1/2), which are close to such limits, with n* = n (N - 1) / (N - n) for n: a
    sample of a finite pool says as much as one so large of an unlimited one.
    """
    sampled = np.minimum(sampled, size)
    left = np.maximum(size - sampled, 1e-9)
    effective = sampled * np.maximum(size - 1, 1e-9) / left
    found = effective * share
    low = betaincinv(found + 0.5, effective - found + 0.5, error / 2)
    high = betaincinv(found + 0.5, effective - found + 0.5, 1 - error / 2)
    return np.asarray(size * np.minimum(low, share)), np.asarray(size * np.maximum(high, share))
