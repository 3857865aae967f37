"""Exact tests against the published table of learn-then-test, and against brute force."""

from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.auditing.exact import allowed_false, binomial_p, items_needed, pool_p

# Needed items above the threshold at an error of 0.05, for 0, 1, 2, 3, 5 and 10 false ones.
NEEDED = {0.8: (14, 22, 30, 37, 50, 82), 0.9: (29, 46, 61, 76, 103, 167), 0.95: (59, 93, 124, 153, 208, 336)}
# The same at an error of 0.05 / 30, for 0, 2 and 5 false ones.
NEEDED_OF_THIRTY = {0.8: (29, 49, 74), 0.9: (61, 102, 152), 0.95: (125, 208, 310)}
# Needed items without a false one, for a precision of 0.9 of a whole pool of known size.
NEEDED_OF_POOL = {40: 18, 100: 23, 500: 28}


@pytest.mark.parametrize("precision", NEEDED)
def test_the_published_numbers_of_items_that_are_needed(precision):
    assert tuple(items_needed(errors, precision, 0.05) for errors in (0, 1, 2, 3, 5, 10)) == NEEDED[precision]
    assert tuple(items_needed(errors, precision, 0.05 / 30) for errors in (0, 2, 5)) == NEEDED_OF_THIRTY[precision]


@pytest.mark.parametrize("pool", NEEDED_OF_POOL)
def test_the_published_numbers_for_small_pools(pool):
    assert items_needed(0, 0.9, 0.05, pool) == NEEDED_OF_POOL[pool]


def test_a_pool_can_be_too_small_for_so_many_false_ones():
    assert items_needed(5, 0.9, 0.05, 20) is None
    assert items_needed(0, 0.9, 0.05, 3) == 3


@pytest.mark.parametrize(("precision", "items", "allowed"), [(0.9, 30, 3), (0.9, 29, 2), (0.7, 10, 3), (0.95, 0, 0)])
def test_what_is_allowed_is_not_lost_to_rounding(precision, items, allowed):
    assert allowed_false(precision, items) == allowed


@given(
    pool=st.integers(1, 30), items=st.integers(0, 30), errors=st.integers(0, 30), false=st.integers(0, 30)
)  # fmt: skip
def test_the_pool_test_is_the_share_of_samples_with_so_few_false_ones(pool, items, errors, false):
    items, false = min(items, pool), min(false, pool)
    ways = sum(comb(false, k) * comb(pool - false, items - k) for k in range(min(errors, items) + 1))
    (p,) = pool_p(np.array([errors]), np.array([items]), np.array([pool]), np.array([false]))
    assert p == pytest.approx(ways / comb(pool, items))


def test_more_false_ones_than_the_pool_holds_cannot_be():
    assert pool_p(np.array([0]), np.array([0]), np.array([5]), np.array([6])) == [0.0]


@given(items=st.integers(1, 200), errors=st.integers(0, 20), precision=st.sampled_from([0.7, 0.8, 0.9, 0.95]))
def test_a_large_pool_is_as_good_as_an_unlimited_one(items, errors, precision):
    pool = 1_000_000
    least = allowed_false(precision, pool) + 1
    (p,) = pool_p(np.array([errors]), np.array([items]), np.array([pool]), np.array([least]))
    assert p == pytest.approx(binomial_p(errors, items, precision), abs=1e-3)


def test_the_items_of_a_strict_certificate_are_found_by_halving():
    needed = items_needed(1, 0.9999, 1e-6)
    assert needed > 100_000
    assert binomial_p(1, needed, 0.9999) <= 1e-6 < binomial_p(1, needed - 1, 0.9999)
