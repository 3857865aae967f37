import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from coder.suggesting.arrays import squash
from coder.suggesting.learnt import given_codes, level_shifts
from coder.suggesting.scope import Scope
from tests.unit.suggesting.books import BOOK, items, learnt

CODES = ("staff", "knowledge", "parking", "other")


def test_codes_that_cannot_be_suggested_teach_nothing_but_replaced_ones_their_replacement():
    decided = learnt([("old", "unknown"), ("people",), ("staff", "staff"), (), (), (), ()])
    assert given_codes(BOOK, CODES, decided)[:3].astype(int).tolist() == [[0, 0, 1, 0], [0, 0, 0, 0], [1, 0, 0, 0]]


def test_codes_apply_to_their_questions():
    flags = Scope(BOOK).open_to([*items("q1")[:1], *items("q2")[:1], *items("other")[:1]])
    assert flags.astype(int).tolist() == [[1, 1, 0, 1], [1, 1, 1, 1], [0, 0, 0, 0]]


@given(arrays(np.float64, (6, 2), elements=st.floats(-8, 8)), arrays(np.bool_, (6, 2)))
def test_shifts_bring_the_mean_to_the_share_that_carries_the_code(logits, carried):
    among = np.ones((6, 2), dtype=bool)
    shifts = level_shifts(logits, carried, among)
    np.testing.assert_allclose(squash(logits + shifts).mean(axis=0), (carried.sum(axis=0) + 0.5) / 7, atol=1e-6)
    assert (level_shifts(logits, carried, ~among) == 0).all()
