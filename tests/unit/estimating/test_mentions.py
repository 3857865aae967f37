import numpy as np
import pytest
from scipy.stats import t

from coder.estimating.limits import limits
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


def test_limits_join_those_of_respondents_with_those_of_mentions_each():
    first, second = [1, 2] * 20 + [0] * 10, [0, 0, 0, 1] * 20
    totals = mention_totals(strata(first, second, size=[200, 800]), error=0.05)
    assert totals.estimate == pytest.approx(200 * 60 / 50 + 800 * 0.25)
    low, high = limits(np.array([200, 800]), np.array([50, 80]), np.array([40, 20]), error=0.05)
    each = t.ppf(0.975, 59) * 160 * np.sqrt(np.var([1, 2] * 20, ddof=1) / 40) * np.sqrt(1 - 50 / 200)
    assert totals.estimate - totals.low == pytest.approx(
        np.sqrt((1.5 * (160 - low[0])) ** 2 + each**2 + (200 - low[1]) ** 2)
    )
    assert totals.high - totals.estimate == pytest.approx(
        np.sqrt((1.5 * (high[0] - 160)) ** 2 + each**2 + (high[1] - 200) ** 2)
    )


def test_where_every_response_says_it_once_mentions_have_the_limits_of_respondents():
    """And strata in which everybody or nobody was found with it are not taken to be so throughout."""
    totals = mention_totals(strata([1] * 40, [0] * 60, size=[400, 600]), error=0.05)
    low, high = limits(np.array([400, 600]), np.array([40, 60]), np.array([40, 0]), error=0.05)
    assert (totals.low, totals.estimate, totals.high) == (pytest.approx(low[0]), 400, pytest.approx(400 + high[1]))


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
