from coder.suggesting.items import Learnt
from coder.suggesting.learnt import given_codes, in_hashed_order
from coder.suggesting.scope import Scope
from tests.unit.suggesting.books import BOOK, items, learnt

CODES = ("staff", "knowledge", "parking", "other")


def test_codes_that_cannot_be_suggested_teach_nothing_but_replaced_ones_their_replacement():
    decided = learnt([("old", "unknown"), ("people",), ("staff", "staff"), (), (), (), ()])
    assert given_codes(BOOK, CODES, decided)[:3].astype(int).tolist() == [[0, 0, 1, 0], [0, 0, 0, 0], [1, 0, 0, 0]]


def test_codes_apply_to_their_questions():
    flags = Scope(BOOK).open_to([*items("q1")[:1], *items("q2")[:1], *items("other")[:1]])
    assert flags.astype(int).tolist() == [[1, 1, 0, 1], [1, 1, 1, 1], [0, 0, 0, 0]]


def test_the_order_of_decisions_does_not_matter():
    decided = learnt([("old",), ("people",), ("staff", "staff"), (), (), (), ()])
    turned = Learnt(decided.items[::-1], decided.vectors[::-1], decided.codes[::-1], decided.response_level[::-1])
    one, other = in_hashed_order(decided), in_hashed_order(turned)
    assert (one.items, one.codes) == (other.items, other.codes)
    assert (one.vectors == other.vectors).all()
