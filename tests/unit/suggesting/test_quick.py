import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.suggesting.items import Item
from coder.suggesting.quick import MOST, Newest, QuickUpdate
from tests.unit.suggesting.books import same, vectors

TEXTS = ("too few buses", "few buses on Sundays", "buses are too late", "the staff were kind", "kind people", "parking")
ITEMS = [Item("q1", text) for text in TEXTS]
BEFORE = np.full((6, 2), 0.2)
SHARES = np.array([0.2, 0.2])


def newest(rows, codes, before=BEFORE):
    given_codes = np.array(codes, dtype=bool).reshape(len(rows), 2)
    return Newest([ITEMS[row] for row in rows], vectors([TEXTS[row] for row in rows]), before[list(rows)], given_codes)


def scores(decided, before=BEFORE):
    return QuickUpdate(decided, SHARES).scores(ITEMS, vectors(TEXTS), before)


def test_with_nothing_decided_nothing_moves():
    assert same(scores(newest([], [])), BEFORE)


def test_what_is_like_a_decided_comment_moves_with_it():
    found = scores(newest([0], [[1, 0]]))
    assert found[1, 0] > 0.2 > found[1, 1], "another comment on buses: the code given gains, the code refused loses"
    assert found[1, 0] > found[3, 0]
    assert (found > 0).all()
    assert (found < 1).all()


def test_the_same_text_follows():
    assert scores(newest([0], [[1, 0]]))[0, 0] > 0.6


def test_what_does_not_apply_stays_so_and_teaches_nothing():
    before = BEFORE.copy()
    before[:, 1] = np.nan
    found = scores(newest([0], [[1, 1]], before), before)
    assert np.isnan(found[:, 1]).all()
    assert same(found[:, 0], scores(newest([0], [[1, 0]]))[:, 0])


def test_only_so_many_decisions_are_taken_into_account():
    rows = [3] * 10 + [0, 1] * (MOST // 2)
    long = newest(rows, [[0, 1]] * 10 + [[1, 0]] * MOST)
    assert same(scores(long), scores(newest(rows[10:], [[1, 0]] * MOST)))


@settings(max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 5), st.booleans(), st.booleans()), max_size=12))
def test_scores_are_probabilities_whatever_was_decided(decided):
    found = scores(newest([row for row, *_ in decided], [codes for _, *codes in decided]))
    assert ((found >= 0) & (found <= 1)).all()


@pytest.mark.parametrize("row, expected", [(1, {0: TEXTS[0]}), (5, {})])
def test_the_likest_comment_that_was_given_a_code_speaks_for_it(row, expected):
    update = QuickUpdate(newest([0, 3], [[1, 0], [0, 0]]), SHARES)
    assert update.precedents(vectors([TEXTS[row]])[0]) == expected
