import numpy as np
import pytest
from scipy.stats import t

from coder.estimating.mentions import FEWEST, MentionStrata, mention_totals


def strata(*samples, size, sure=0, possible=10**6) -> MentionStrata:
    """A stratum for each list of mentions found in responses."""
    return MentionStrata(
        size=np.array(size),
        sampled=np.array([len(one) for one in samples]),
        carrying=np.array([sum(value > 0 for value in one) for one in samples]),
        mentions=np.array([sum(one) for one in samples]),
        squares=np.array([sum(value**2 for value in one) for one in samples]),
        sure=np.array(sure),
        possible=np.array(possible),
    )


def test_one_stratum_is_the_textbook_interval_with_its_correction_for_a_finite_population():
    found = np.array([0] * 60 + [1] * 25 + [3] * 15)
    totals = mention_totals(strata(found, size=[1000]), error=0.05)
    deviation = 1000 * np.sqrt((1 - 0.1) * found.var(ddof=1) / 100)
    assert totals.estimate == pytest.approx(1000 * found.mean())
    assert totals.high - totals.estimate == pytest.approx(t.ppf(0.975, 99) * deviation)
    assert totals.estimate - totals.low == pytest.approx(t.ppf(0.975, 99) * deviation)


def test_strata_add_up():
    first, second = np.array([1, 2] * 20), np.array([0, 0, 0, 1] * 20)
    totals = mention_totals(strata(first, second, size=[200, 800]), error=0.05)
    deviation = np.sqrt(200**2 * 0.8 * first.var(ddof=1) / 40 + 800**2 * 0.9 * second.var(ddof=1) / 80)
    assert totals.estimate == pytest.approx(200 * 1.5 + 800 * 0.25)
    assert totals.high - totals.low == pytest.approx(2 * t.ppf(0.975, 118) * deviation)


def test_limits_need_thirty_responses_that_carry_it_unless_nothing_is_left_to_estimate():
    few = [0] * 40 + [2] * (FEWEST - 1)
    found = mention_totals(strata(few, size=[500]), error=0.05)
    assert found.estimate > 0 and np.isnan(found.low) and np.isnan(found.high)
    assert not np.isnan(mention_totals(strata([*few, 1], size=[500]), error=0.05).low)
    known = mention_totals(strata(few, size=[500], sure=61, possible=61), error=0.05)
    assert known.low == known.estimate == known.high == 61


def test_what_is_known_bounds_the_limits():
    found = mention_totals(strata([0, 1] * 40, size=[500], sure=245, possible=255), error=0.05)
    assert (found.low, found.estimate, found.high) == (245, 250, 255)
