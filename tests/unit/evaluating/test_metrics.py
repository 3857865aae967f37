import numpy as np
import pytest
from hypothesis import given, settings
from sklearn.metrics import average_precision_score, f1_score

from coder.evaluating.agreement import best_micro_f1, macro_f1, micro_f1, samples_f1
from coder.evaluating.judged import Judged
from coder.evaluating.keys import keys_without, review_keys
from coder.evaluating.metrics import measure
from coder.evaluating.ranking import average_precision, ranks
from tests.unit.evaluating.worlds import NONE, four, judged, worlds


def test_the_figures_of_four_responses_as_worked_out_by_hand():
    found = measure(four())
    assert found.hit1 == pytest.approx(2 / 3)
    assert found.recall3 == pytest.approx((1 + 1 + 0) / 3)
    assert found.microF1 == pytest.approx(2 * 2 / (4 + 3))
    assert found.samplesF1 == pytest.approx((1 + 1 / 2 + 0) / 3)
    assert found.keys == pytest.approx((1 + 3 + 2 + 5) / 4)
    assert found.keys_without == pytest.approx((5 + 9 + 1 + 5) / 4)
    assert found.count_error == pytest.approx(100 * (2 + 0 + 2) / 3 / 4)
    assert found.mAP is None
    assert found.macroF1 is None


def test_codes_on_five_responses_count_in_means_over_codes():
    found = measure(four(times=5))
    assert found.mAP == pytest.approx((1 + 1 + (1 / 2 + 1 / 2 * 10 / 15)) / 3)
    assert found.macroF1 == pytest.approx((10 / 15 + 1 + 0) / 3)
    assert found.microF1_best == pytest.approx(2 * 10 / (20 + 10))
    assert found.hit1 == pytest.approx(measure(four()).hit1)


def test_a_perfect_model_takes_one_key_and_a_random_order_of_codes_does_not_matter():
    right = np.array([[1, 0], [0, 1], [1, 1], [0, 0]] * 5, dtype=bool)
    found = measure(Judged(right, np.where(right, 0.9, 0.1), right))
    assert (found.hit1, found.recall3, found.mAP, found.microF1, found.macroF1, found.microF1_best) == (1,) * 6
    assert (found.samplesF1, found.keys, found.count_error) == (1, 1, 0)


def test_keys_to_confirm_add_search_and_remove():
    flags = [
        np.array(rows, dtype=bool) for rows in ([[1, 0], [1, 0], [1, 1], [0, 0]], [[1, 0], [0, 1], [1, 0], [0, 0]])
    ]
    places = np.array([[0, 1], [1, 0], [0, 9], [0, 1]])
    assert review_keys(*flags, places).tolist() == [1, 3, 5, 1]
    assert keys_without(flags[0]).tolist() == [5, 5, 9, 1]


def test_ties_go_to_the_first_code_and_what_does_not_apply_has_no_place():
    places = ranks(np.array([[0.5, 0.7, 0.5, NONE], [NONE, 0.1, NONE, 0.1]]))
    assert places[0, :3].tolist() == [1, 0, 2]
    assert places[1, [1, 3]].tolist() == [0, 1]
    assert min(places[0, 3], places[1, 0], places[1, 2]) > 1000


def test_nothing_assigned_nothing_scored():
    nothing = judged([[1, 0]], [[NONE, NONE]], [[0, 0]])
    found = measure(nothing)
    assert (found.hit1, found.recall3, found.microF1, found.microF1_best, found.samplesF1) == (0, 0, 0, 0, 0)
    assert found.keys == found.keys_without == 5


@settings(max_examples=40)
@given(worlds())
def test_they_agree_with_scikit_learn(world):
    given_, assigned = world.given.astype(int), world.assigned.astype(int)
    for mean, ours in (("micro", micro_f1), ("macro", macro_f1), ("samples", samples_f1)):
        assert ours(world.given, world.assigned) == pytest.approx(
            f1_score(given_, assigned, average=mean, zero_division=0)
        )
    filled = np.where(np.isfinite(world.scores), world.scores, -1.0)
    for column in range(given_.shape[1]):
        theirs = average_precision_score(given_[:, column], filled[:, column])
        assert average_precision(world.given[:, column], world.scores[:, column]) == pytest.approx(theirs)


@settings(max_examples=40)
@given(worlds())
def test_bounds(world):
    found = measure(world)
    shares = (found.hit1, found.recall3, found.microF1, found.samplesF1, found.microF1_best)
    assert all(0 <= share <= 1 + 1e-12 for share in shares)
    assert found.keys >= 1
    assert 0 <= found.count_error <= 100
    assert best_micro_f1(world.given, world.given.astype(float)) == pytest.approx(1)
    assert measure(Judged(world.given[::-1], world.scores[::-1], world.assigned[::-1])).keys == pytest.approx(
        found.keys
    )
