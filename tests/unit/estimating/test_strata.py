import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.estimating.limits import limits
from coder.estimating.strata import FEWEST, Strata, joined, totals

COUNTS = st.lists(st.integers(0, 6), min_size=1, max_size=4)


def strata(size, sampled, found, *, sure=None, possible=None) -> Strata:
    size, sampled, found = (np.array(values) for values in (size, sampled, found))
    return Strata(
        size=size,
        sampled=sampled,
        found=found,
        sure=np.array(found.sum() if sure is None else sure),
        possible=np.array((size - sampled + found).sum() if possible is None else possible),
    )


@given(COUNTS)
def test_no_stratum_is_left_with_too_few_and_nobody_is_lost(sampled):
    target = joined(np.array(sampled))
    kept = np.zeros(len(sampled), dtype=int)
    np.add.at(kept, target, sampled)
    assert kept.sum() == sum(sampled)
    assert all(number == 0 or number >= FEWEST for number in kept) or sum(sampled) < FEWEST
    assert (target[target] == target).all()


def test_mover_by_hand():
    """The squares of what the strata may be out by are added: 3 and 4 make 5."""
    low, high = limits(np.array([200, 1800]), np.array([20, 80]), np.array([15, 4]), error=0.05)
    found = totals(strata([200, 1800], [20, 80], [15, 4]), error=0.05)
    assert found.estimate == pytest.approx(150 + 90)
    assert found.low == np.floor(240 - np.hypot(150 - low[0], 90 - low[1]))
    assert found.high == np.ceil(240 + np.hypot(high[0] - 150, high[1] - 90))
    exact = totals(strata([200, 1800], [20, 80], [15, 4]), error=0.05, exact=True)
    least, most = limits(np.array([200, 1800]), np.array([20, 80]), np.array([15, 4]), error=0.025, exact=True)
    assert (exact.low, exact.high) == (least.sum(), most.sum())
    assert exact.low < found.low and found.high < exact.high


def test_one_stratum_has_the_limits_of_the_pool_and_empty_ones_change_nothing():
    low, high = limits(np.array([500]), np.array([60]), np.array([7]), error=0.05)
    for empty in ([], [0], [0, 0]):
        found = totals(strata([500, *empty], [60, *empty], [7, *empty]), error=0.05)
        assert (found.low, found.high) == (low[0], high[0])


def test_what_is_known_bounds_the_sum_and_ends_in_certainty():
    loose = totals(strata([50, 450], [10, 40], [9, 1]), error=0.05)
    bounded = totals(strata([50, 450], [10, 40], [9, 1], sure=loose.low + 9, possible=loose.high - 5), error=0.05)
    assert (bounded.low, bounded.high) == (loose.low + 9, loose.high - 5)
    known = totals(strata([50, 450], [10, 40], [9, 1], sure=61, possible=61), error=0.05)
    assert known.low == known.estimate == known.high == 61


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.integers(3, 80), st.integers(3, 80), st.integers(0, 80)), min_size=1, max_size=3),
    st.booleans(),
)
def test_the_interval_holds_the_estimate_and_turns_round_with_the_question(parts, exact):
    size = np.array([max(a, b) for a, b, _ in parts])
    sampled = np.array([min(a, b) for a, b, _ in parts])
    found = np.minimum([c for _, _, c in parts], sampled)
    there = totals(strata(size, sampled, found), error=0.05, exact=exact)
    absent = totals(strata(size, sampled, sampled - found), error=0.05, exact=exact)
    assert found.sum() <= there.low <= there.estimate + 1e-9 and there.estimate - 1e-9 <= there.high
    assert there.estimate + absent.estimate == pytest.approx(size.sum())
    assert (there.low + absent.high, there.high + absent.low) == (size.sum(), size.sum())
    if (size == sampled).all():
        assert there.low == there.high == found.sum()
