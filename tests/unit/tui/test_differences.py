"""Differences between texts, as they are shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.tui.differences import pieces, shown

words = st.lists(st.sampled_from(["a", "b", "Open", "open", "日本", "🙏", ",", "x\x1b[1m"]), max_size=12).map(" ".join)


@given(words, words)
def test_what_is_told_is_the_other_text_whole_and_what_it_lacks_is_of_the_first(first, other):
    found = list(pieces(first, other))
    assert "".join(piece.text for piece in found if piece.how != "lacking") == other
    assert all(piece.text in first for piece in found if piece.how == "lacking")
    assert all(character.isprintable() for character in shown(first, other).plain)


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ("open on Sundays please", []),
        ("Open on Mondays please", [("lacking", "Sundays"), ("other", "Mondays")]),
        ("Open please", [("lacking", "on Sundays")]),
        ("Please, open on Sundays please", [("other", "Please,")]),
    ],
)
def test_only_words_count_and_not_their_case(other, told):
    found = pieces("Open on Sundays please", other)
    assert [(piece.how, piece.text) for piece in found if piece.how != "same"] == told


def test_very_long_texts_are_shown_as_they_are():
    assert shown("a " * 1000, "b " * 1000).plain == "b " * 1000
