import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.suggesting.words import clauses, normal, stems, words


def test_words_that_say_nothing_have_no_stem():
    assert stems("The staff were friendly, the parking was not") == {"staf", "friend", "park"}
    assert stems("parked parks PARKING") == {"park"}
    assert stems("Gwasanaethau cyhoeddus \u0175y") == {"gwasanaethau", "cyhoeddu", "\u0175y"}


def test_words_keep_their_apostrophe():
    assert words("Don't a 5 x_y caf\u00e9") == {"don't", "caf\u00e9"}


def test_clauses_are_found_where_there_are_several():
    assert clauses("The staff were kind but parking was far too dear") == [
        "The staff were kind",
        "parking was far too dear",
    ]
    assert clauses("The staff were kind. Thanks!") == []


@pytest.mark.parametrize(("one", "other"), [("Too  dear!", "too dear"), ("CAF\u00c9", "caf\u00e9."), ("...", " ... ")])
def test_texts_alike_but_for_case_and_marks_are_the_same(one, other):
    assert normal(one) == normal(other)


@given(st.text())
def test_any_text_can_be_taken_apart(text):
    assert all(stems(text)) or not stems(text)
    assert normal(text) == normal(text + "!") or not normal(text)[:1].isalnum()
    assert len(clauses(text)) != 1
