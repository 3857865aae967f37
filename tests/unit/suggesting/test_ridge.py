import numpy as np
import pytest

from coder.suggesting import ridge
from coder.suggesting.kernels import VIEWS, DecidedItems, Lexical, kernel_of
from coder.suggesting.twins import twin_groups
from tests.unit.suggesting.books import TEXTS, items, vectors

AGAIN = (*TEXTS, TEXTS[0].upper() + "!")


def likeness(texts=AGAIN):
    decided = DecidedItems(items(texts=texts), vectors(texts).astype(float), Lexical(texts))
    return decided, decided.among_themselves()


@pytest.mark.parametrize("view", VIEWS)
def test_a_kernel_is_one_on_its_diagonal_and_positive_definite(view):
    decided, alike = likeness()
    kernel = kernel_of(view, alike)
    np.testing.assert_allclose(np.diag(kernel), 1, atol=1e-6)
    np.testing.assert_allclose(kernel, kernel.T, atol=1e-9)
    assert np.linalg.eigvalsh(kernel).min() > -1e-9
    some = decided.likeness(items(texts=AGAIN)[2:4], vectors(AGAIN)[2:4].astype(float))
    np.testing.assert_allclose(view.kernel(some), kernel[2:4], atol=1e-9)


@pytest.mark.parametrize("precision", [np.float64, np.float32])
def test_held_out_scores_are_those_of_a_fit_without_the_item_and_its_twins(precision):
    kernel = kernel_of(VIEWS[0], likeness()[1])
    departures = np.random.default_rng(0).normal(size=(len(AGAIN), 3))
    twins = twin_groups(items(texts=AGAIN))
    assert [group.tolist() for group in twins] == [[0, 7]]
    found = ridge.fit(kernel.astype(precision), departures, twins)
    for row in range(len(AGAIN)):
        out = [0, 7] if row in (0, 7) else [row]
        rest = [other for other in range(len(AGAIN)) if other not in out]
        without = kernel[np.ix_(rest, rest)] + ridge.RIDGE * np.eye(len(rest))
        expected = kernel[row, rest] @ np.linalg.solve(without, departures[rest])
        np.testing.assert_allclose(found.held_out[row], expected, atol=1e-4)


def test_texts_without_any_word_can_be_compared():
    decided, alike = likeness(("!", "", "?"))
    assert all(np.isfinite(kernel_of(view, alike)).all() for view in VIEWS)
    assert np.isfinite(decided.likeness(items(), vectors(TEXTS).astype(float)).words).all()
