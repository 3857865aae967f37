import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.evaluating.calibration import FLOOR, by_code, calibration, of_pairs, skill_by_code
from coder.evaluating.judged import Judged
from tests.unit.evaluating.worlds import four, judged, worlds


def pairs(scores, flags, bins=10):
    return of_pairs(np.array(scores, dtype=float), np.array(flags, dtype=bool), bins)


def test_two_bins_as_worked_out_by_hand():
    found = pairs([0.8, 0.1, 0.8, 0.1], [1, 0, 1, 1], bins=2)
    assert [(one.low, one.high, one.pairs, one.found) for one in found.bins] == [(0.1, 0.1, 2, 0.5), (0.8, 0.8, 2, 1.0)]
    assert found.ece == pytest.approx(0.5 * 0.4 + 0.5 * 0.2)
    assert found.brier == pytest.approx((0.01 + 0.81 + 0.04 + 0.04) / 4)
    assert found.brier_skill == pytest.approx(1 - 0.225 / (0.75 * 0.25))
    assert found.ece_chance == pytest.approx((np.sqrt(2 / np.pi * 0.18) + np.sqrt(2 / np.pi * 0.32)) / 4)
    assert (found.expected, found.found) == (pytest.approx(1.8), 3)


def test_only_pairs_with_some_chance_count():
    found = calibration(four())
    assert found.pairs == 10
    assert calibration(judged([[1, 0]], [[FLOOR - 0.001, FLOOR]], [[0, 0]])).pairs == 1
    none = calibration(judged([[1]], [[0.01]], [[0]]))
    assert (none.pairs, none.ece, none.brier, none.brier_skill, none.bins) == (0, None, None, None, ())


def test_equal_scores_stay_in_one_bin():
    found = pairs([0.3] * 50, [True] * 15 + [False] * 35)
    assert len(found.bins) == 1
    assert found.ece == pytest.approx(0)
    assert found.brier_skill == pytest.approx(0)


def test_a_forecast_where_all_is_the_same_has_no_skill_to_measure():
    assert pairs([0.9, 0.8], [True, True]).brier_skill is None


def test_honest_scores_are_calibrated_up_to_chance_and_boasting_is_seen():
    rng = np.random.default_rng(7)
    scores = rng.uniform(FLOOR, 1, 20_000)
    flags = rng.random(20_000) < scores
    honest = of_pairs(scores, flags, 10)
    assert honest.ece < 3 * honest.ece_chance
    assert honest.brier_skill > 0.2
    assert of_pairs(scores, rng.random(20_000) < scores**2, 10).ece > 0.1


def test_the_expected_error_by_chance_is_what_calibrated_scores_show():
    rng = np.random.default_rng(8)
    scores = rng.uniform(FLOOR, 0.6, 200)
    seen = [of_pairs(scores, rng.random(200) < scores, 10).ece for _ in range(300)]
    assert of_pairs(scores, scores > 1, 10).ece_chance == pytest.approx(np.mean(seen), rel=0.1)


def test_codes_are_looked_at_one_by_one():
    world = judged([[1, 0], [0, 0], [1, 1]], [[0.5, 0.1], [0.5, 0.01], [0.5, 0.1]], np.zeros((3, 2)))
    first, second = by_code(world)
    assert (first.pairs, second.pairs) == (3, 2)
    assert (first.expected, first.found) == (pytest.approx(1.5), 2)
    assert (second.expected, second.found) == (pytest.approx(0.2), 1)


def test_knowing_only_how_frequent_each_code_is_is_no_skill_by_code():
    flags = np.array([[1, 1], [0, 1], [0, 1], [0, 0]], dtype=bool)
    world = Judged(flags, np.tile([0.25, 0.75], (4, 1)), flags)
    assert skill_by_code(world) == pytest.approx(0)
    assert calibration(world).brier_skill == pytest.approx(0.25)
    assert skill_by_code(Judged(flags[:1], np.full((1, 2), 0.01), flags[:1])) is None


@settings(max_examples=40)
@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_the_responses_does_not_matter(world, random):
    order = list(range(len(world.given)))
    random.shuffle(order)
    other = calibration(Judged(world.given[order], world.scores[order], world.assigned[order]))
    found = calibration(world)
    for name in ("ece", "ece_chance", "brier", "brier_skill", "expected"):
        assert getattr(other, name) == pytest.approx(getattr(found, name))
    assert sum(one.pairs for one in found.bins) == found.pairs
