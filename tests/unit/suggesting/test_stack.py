import numpy as np
import pytest

from coder.suggesting import stack

AMONG = np.ones((6, 2), dtype=bool)
LEVEL = np.array([0.3, 0.1])


def pairs(seed=0, among=AMONG):
    rng = np.random.default_rng(seed)
    scores = [rng.normal(size=among.shape) for _ in range(3)]
    return stack.features(scores, rng.normal(size=among.shape), LEVEL, among)


def test_without_decisions_what_is_expected_holds():
    none = np.zeros((0, 2), dtype=bool)
    found = stack.fit(pairs(among=none), none, none)
    np.testing.assert_allclose(found, np.tile(stack.EXPECTED, (2, 1)))


def test_decisions_move_the_coefficients_of_their_own_code_most():
    rng = np.random.default_rng(1)
    among = np.ones((400, 2), dtype=bool)
    given = pairs(1, among)
    carried = np.stack([given[:, 0, 0] > 0.5, rng.random(400) > 0.5], axis=1)
    found = stack.fit(given, carried, among)
    assert found[0, 0] > found[1, 0] + 0.5
    assert found[1, 0] < stack.EXPECTED[0]


def test_pairs_that_do_not_apply_teach_nothing():
    among = AMONG.copy()
    among[:, 1] = [True, False, True, False, True, False]
    given = np.array([[1, 0, 1, 0, 1, 0], [0, 1, 1, 0, 0, 0]], dtype=bool).T
    found = pairs(among=among)
    otherwise = np.where(among[:, :, None], found, 7.0)
    np.testing.assert_allclose(stack.fit(found, given, among), stack.fit(otherwise, given | ~among, among))


def test_the_rival_is_the_best_other_code_that_applies():
    scores = np.array([[0.1, 0.5, 0.9], [0.1, 0.5, 0.9]])
    among = np.array([[1, 1, 1], [1, 1, 0]], dtype=bool)
    found = stack.features([scores] * 3, scores, np.full(3, 0.2), among)[:, :, 4]
    np.testing.assert_allclose(found[0], [1.1, 1.1, 0.7])
    np.testing.assert_allclose(found[1, :2], [0.7, 0.3])


@pytest.mark.parametrize("carried", [False, True])
def test_a_code_on_all_or_none_stays_finite(carried):
    found = stack.fit(pairs(), np.full((6, 2), carried), AMONG)
    probable = stack.probabilities(pairs(2), found)
    assert np.isfinite(found).all()
    assert ((probable >= 0) & (probable <= 1)).all()
