"""Exact tests of a precision, and the numbers of items that follow from them.

`alpha` is the share of false items that is allowed, 1 - precision; `delta` the error of a test. Source of the tests:
learn-then-test (Angelopoulos, Bates, Candes, Jordan, Lei 2021, arXiv 2110.01052), with the binomial distribution for
an unlimited pool and the hypergeometric one for a pool of known size.
"""

from fractions import Fraction
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln
from scipy.stats import binom

Counts = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def allowed_false(precision: float, items: int) -> int:
    """The most false ones among so many items with which the precision is still reached: floor((1 - precision) n)."""
    share, whole = _false_share(precision)
    return share * items // whole


def binomial_p(errors: int, items: int, precision: float) -> float:
    """P(Bin(n, alpha) <= e): the p-value of "the precision is lower", for an unlimited pool."""
    return float(binom.cdf(errors, items, float(1 - Fraction(str(precision)))))


def pool_p(errors: Counts, items: Counts, pool: Counts, least_false: Counts) -> Floats:
    """P(Hyp(M, D, n) <= e): the p-value of "at least D items of the pool are false", for a pool of known size.

    Args:
        errors: e, the false ones among the sampled items.
        items: n, the sampled items of the pool.
        pool: M, the items of the pool.
        least_false: D; a number beyond M cannot be, and has the p-value 0.
    """
    false = np.minimum(least_false, pool)
    found = np.arange(int(errors.max(initial=0)) + 1)[:, None]  # a row for each number of false ones in the sample
    possible = (found <= errors) & (found <= false) & (found <= items) & (items - found <= pool - false)
    found = np.where(possible, found, np.maximum(0, items - (pool - false)))
    factorials = _log_factorials(int(pool.max(initial=1)).bit_length())
    ways = (
        _log_ways(factorials, false, found)
        + _log_ways(factorials, pool - false, items - found)
        - _log_ways(factorials, pool, items)
    )
    p = np.minimum(np.where(possible, np.exp(ways), 0.0).sum(axis=0), 1.0)
    return np.where(least_false > pool, 0.0, p)


@lru_cache(maxsize=1024)
def items_needed(errors: int, precision: float, delta: float, pool: int | None = None) -> int | None:
    """The fewest items with which so many false ones still certify a precision; None: the pool is too small for it.

    Args:
        errors: False ones among the items.
        precision: What is to be certified, of the whole pool.
        delta: The error of the test.
        pool: Items in the pool; None: unlimited.
    """
    if pool is None:
        return _first_passing(errors, precision, delta)
    items_tried = np.arange(errors + 1, pool + 1)
    same = np.ones_like(items_tried)
    p = pool_p(errors * same, items_tried, pool * same, (allowed_false(precision, pool) + 1) * same)
    passing = np.flatnonzero(p <= delta)
    return int(items_tried[passing[0]]) if len(passing) else None


def _first_passing(errors: int, precision: float, delta: float) -> int:
    """The fewest items of an unlimited pool; the p-value falls with every item, so that halving finds them."""
    failing, passing = errors, errors + 1
    while binomial_p(errors, passing, precision) > delta:
        failing, passing = passing, 2 * passing
    while passing - failing > 1:
        middle = (failing + passing) // 2
        if binomial_p(errors, middle, precision) > delta:
            failing = middle
        else:
            passing = middle
    return passing


@lru_cache(maxsize=64)
def _false_share(precision: float) -> tuple[int, int]:
    """1 - precision as it was written, a ratio of whole numbers; kept because reading a fraction takes long."""
    return (1 - Fraction(str(precision))).as_integer_ratio()


@lru_cache(maxsize=8)
def _log_factorials(bits: int) -> Floats:
    """ln(n!) at n, for the whole numbers of so many bits: looking one up is many times as fast as computing it."""
    return np.asarray(gammaln(np.arange(1, 2**bits + 1)), dtype=np.float64)


def _log_ways(factorials: Floats, of: Counts, chosen: Counts) -> Floats:
    """Natural logarithm of the binomial coefficient."""
    return np.asarray(factorials[of] - factorials[chosen] - factorials[of - chosen], dtype=np.float64)
