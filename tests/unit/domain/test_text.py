import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.domain.text import display, from_cell, inert_cell, mentions, plural


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("'=quoted already", "''=quoted already"),
        ("@handle", "'@handle"),
        ("-minus", "'-minus"),
        ("+44", "'+44"),
        ("\ttab", "'\ttab"),
        ("\rreturn", "'\rreturn"),
        ("'tis the season", "'tis the season"),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_what_a_spreadsheet_takes_for_a_formula_becomes_inert(text, cell):
    assert inert_cell(text) == cell
    assert from_cell(cell) == text


@given(st.text())
def test_a_cell_stands_for_the_text_it_was_made_from(text):
    assert from_cell(inert_cell(text)) == text
    assert not inert_cell(text).startswith(tuple("=+-@\t\r"))


@given(st.text())
def test_displayed_text_is_printable_and_as_long(text):
    shown = display(text)
    assert len(shown) == len(text)
    assert all(character.isprintable() or character in "\n\t\u200c\u200d" for character in shown)
    assert "\n" not in display(text, lines=False)


def test_escape_sequences_and_bidirectional_controls_become_pictures():
    assert display("\x1b[31mred\x9b\u202e\x00\x7f") == "\u241b[31mred\ufffd\ufffd\u2400\u2421"
    assert display("non\u00a0breaking, family \U0001f468\u200d\U0001f469") == (
        "non breaking, family \U0001f468\u200d\U0001f469"
    )


def test_counts_come_with_their_noun():
    assert [mentions(number) for number in (0, 1, 2, 1204)] == [
        "0 mentions",
        "1 mention",
        "2 mentions",
        "1,204 mentions",
    ]
    assert plural(1, "person", "people") == "1 person"
    assert plural(2, "person", "people") == "2 people"
