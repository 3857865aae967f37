import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import hypergeom

from coder.estimating.limits import SHARE, limits, tail


@st.composite
def samples(draw):
    size = draw(st.integers(1, 300))
    sampled = draw(st.integers(0, size))
    return size, sampled, draw(st.integers(0, sampled))


def arrays(*numbers):
    return [np.array([number]) for number in numbers]


@settings(max_examples=50)
@given(samples(), st.integers(0, 300))
def test_tails_are_scipys(sample, carrying):
    size, sampled, found = sample
    carrying = min(carrying, size)
    below, at = tail(*arrays(size, carrying, sampled, found))
    assert below[0] == pytest.approx(hypergeom.cdf(found - 1, size, carrying, sampled), abs=1e-9)
    assert at[0] == pytest.approx(hypergeom.pmf(found, size, carrying, sampled), abs=1e-9)


@settings(max_examples=40)
@given(samples(), st.booleans())
def test_limits_are_those_numbers_at_which_what_was_found_is_not_too_far_out(sample, exact):
    size, sampled, found = sample
    weight = 1.0 if exact else SHARE
    possible = np.arange(found, size - sampled + found + 1)
    at = hypergeom.pmf(found, size, possible, sampled)
    few = hypergeom.cdf(found - 1, size, possible, sampled) + weight * at
    many = hypergeom.sf(found, size, possible, sampled) + weight * at
    inside = possible[(few > 0.025 + 1e-9) & (many > 0.025 + 1e-9)]
    low, high = limits(*arrays(size, sampled, found), error=0.05, exact=exact)
    assert (low[0], high[0]) == (inside.min(), inside.max())
    if exact:
        nearer = limits(*arrays(size, sampled, found), error=0.05)
        assert low <= nearer[0] and nearer[1] <= high


@settings(max_examples=40)
@given(samples(), st.booleans())
def test_what_carries_it_not_has_the_limits_turned_round(sample, exact):
    size, sampled, found = sample
    low, high = limits(*arrays(size, sampled, found), error=0.05, exact=exact)
    other_low, other_high = limits(*arrays(size, sampled, sampled - found), error=0.05, exact=exact)
    assert (size - other_high[0], size - other_low[0]) == (low[0], high[0])
    if sampled == size:
        assert low[0] == high[0] == found
    if sampled == 0:
        assert (low[0], high[0]) == (0, size)


def test_published_limits_of_a_share_in_a_pool_without_end():
    """Clopper and Pearson for 10 of 100, and for none of 100: 4.90 % to 17.62 %, and 3.62 %."""
    pool = 1_000_000
    low, high = limits(np.array([pool, pool]), np.array([100, 100]), np.array([10, 0]), error=0.05, exact=True)
    assert 100 * low / pool == pytest.approx([4.9005, 0.0], abs=3e-3)
    assert 100 * high / pool == pytest.approx([17.6223, 3.6217], abs=3e-3)


@pytest.mark.parametrize("exact", [False, True])
def test_exact_limits_never_miss_more_often_than_they_say_and_the_others_about_as_often(exact):
    size, sampled = 120, 40
    found = np.arange(sampled + 1)
    low, high = limits(np.full(41, size), np.full(41, sampled), found, error=0.05, exact=exact)
    carrying = np.arange(size + 1)
    chance = hypergeom.pmf(found[:, None], size, carrying, sampled)
    covered = (chance * ((low[:, None] <= carrying) & (carrying <= high[:, None]))).sum(axis=0)
    assert covered.min() >= (0.95 if exact else 0.93)
