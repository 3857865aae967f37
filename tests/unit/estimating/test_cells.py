import numpy as np
import pytest
from scipy.stats import beta

from coder.estimating.cells import LEAST, choose_cuts, expected_limits
from coder.estimating.limits import limits


def scores(apart, share=0.2, total=2000, seed=3):
    rng = np.random.default_rng(seed)
    has = rng.random(total) < share
    logit = apart * (rng.normal(size=total) + apart * has - apart / 2) + np.log(share / (1 - share))
    return 1 / (1 + np.exp(-logit))


def test_a_strong_model_divides_and_one_that_says_nothing_does_not():
    strong = scores(3.0)
    cuts = choose_cuts(strong, 200, error=0.05)
    assert 1 <= len(cuts) <= 2 and list(cuts) == sorted(cuts, reverse=True)
    parts = np.searchsorted(-np.array(cuts), -strong, side="left")
    assert (np.bincount(parts) * 200 / 2000 >= LEAST - 1).all()
    assert choose_cuts(scores(0.1), 200, error=0.05) == ()
    assert choose_cuts(np.full(2000, 0.2), 200, error=0.05) == ()
    assert choose_cuts(strong, 8, error=0.05) == ()


def test_a_model_that_says_far_too_much_of_a_rare_code_is_not_believed():
    rare = scores(1.2, share=0.01)
    boastful = rare * 7 / (1 + rare * 6)
    assert choose_cuts(boastful, 100, error=0.05) == ()


@pytest.mark.parametrize("exact", [False, True])
def test_equal_scores_stay_together_and_order_does_not_matter(exact):
    certain = np.round(scores(3.0), 1)
    cuts = choose_cuts(certain, 300, error=0.05, exact=exact)
    assert cuts and set(cuts) <= set(certain)
    assert choose_cuts(np.random.default_rng(1).permutation(certain), 300, error=0.05, exact=exact) == cuts


def test_expected_limits_are_near_those_of_a_sample_that_turns_out_so():
    low, high = limits(np.array([2000]), np.array([200]), np.array([40]), error=0.05)
    about = expected_limits(np.array([2000.0]), np.array([200.0]), np.array([0.2]), 0.05)
    assert about[0] == pytest.approx(low, rel=0.02) and about[1] == pytest.approx(high, rel=0.02)
    endless = expected_limits(np.array([1e9]), np.array([200.0]), np.array([0.2]), 0.05)
    assert endless[0] / 1e9 == pytest.approx(beta.ppf(0.025, 40.5, 160.5), rel=1e-6)
