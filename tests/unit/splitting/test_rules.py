import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.splitting.rules import divide
from coder.splitting.words import Word
from tests.unit.splitting.properties import TEXTS, assert_divides

TAGS = {
    "were": "VBD",
    "was": "VBD",
    "is": "VBZ",
    "like": "VBP",
    "staff": "NN",
    "parking": "NN",
    "food": "NN",
    "waits": "NNS",
}
_TOKEN = re.compile(r"\w+|[^\w\s]")


def words_of(text):
    """Words as a parser gives them, with sentences that start after a full stop."""
    found = [Word(m.start(), m.end(), m[0].lower(), TAGS.get(m[0].lower(), "XX"), False) for m in _TOKEN.finditer(text)]
    return [word._replace(opens=place == 0 or found[place - 1].lower in ".!?") for place, word in enumerate(found)]


def comments(text):
    return [span.of(text) for span in divide(text, words_of(text))]


@st.composite
def texts_with_any_words(draw):
    text = draw(TEXTS)
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=20)))
    pairs = pairwise(edges)
    lowers = st.sampled_from(["but", "however", "although", ",", "even", "though", "on", "staff", "was", "not", "only"])
    tags = st.sampled_from(["NN", "VBD", "JJ"])
    return text, [Word(start, end, draw(lowers), draw(tags), draw(st.booleans())) for start, end in pairs]


@given(texts_with_any_words())
def test_whatever_the_parser_says_the_text_is_divided(case):
    text, words = case
    spans = divide(text, words)
    assert_divides(text, spans)
    assert divide(text, words) == spans


@given(TEXTS)
def test_every_text_is_divided(text):
    assert_divides(text, divide(text, words_of(text)))


def test_white_space_is_no_comment():
    assert divide(" \r\n\u3000", []) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Staff were kind. Parking was bad!", ["Staff were kind.", "Parking was bad!"]),
        ("Staff were kind but parking was bad", ["Staff were kind", "but parking was bad"]),
        ("Friendly staff but long waits", ["Friendly staff", "but long waits"]),
        ("Slow but good", ["Slow but good"]),
        ("Nothing but praise for the staff", ["Nothing but praise for the staff"]),
        ("The staff were not only kind but also quick staff", ["The staff were not only kind but also quick staff"]),
        (
            "Although the staff were kind, the parking was bad.",
            ["Although the staff were kind,", "the parking was bad."],
        ),
        ("The staff were kind, even though it was late", ["The staff were kind,", "even though it was late"]),
        ("The parking, however, was bad", ["The parking, however, was bad"]),
        ("The staff were kind, however the food was bad", ["The staff were kind,", "however the food was bad"]),
        ("The food is fine however long it was", ["The food is fine however long it was"]),
        (
            "The staff were kind, on the other hand the food was bad",
            ["The staff were kind,", "on the other hand the food was bad"],
        ),
    ],
)
def test_sentences_and_contrasts(text, expected):
    assert comments(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- kind staff\n- parking\n- food", ["- kind staff", "- parking", "- food"]),
        ("kind staff\r\nparking\r\nfood", ["kind staff", "parking", "food"]),
        ("1. staff 2. parking 3. food", ["1. staff", "2. parking", "3. food"]),
        ("a) staff\nb) parking", ["a) staff", "b) parking"]),
        ("• staff • parking", ["• staff", "• parking"]),
        ("kind staff; easy parking; food", ["kind staff;", "easy parking;", "food"]),
        ("salt &amp; pepper ;) yes", ["salt &amp; pepper ;) yes"]),
        ("kind staff, easy parking, good food", ["kind staff,", "easy parking,", "good food"]),
        ("kind staff, easy parking, food", ["kind staff, easy parking, food"]),
        ("kind staff, easy parking", ["kind staff, easy parking"]),
        ("I like the staff, the parking, the food", ["I like the staff, the parking, the food"]),
        (f"{'a long line that was broken by its width ' * 2}\nand goes on", None),
        ("良い。駐車場が高い。", ["良い。", "駐車場が高い。"]),
    ],
)
def test_lists_and_lines(text, expected):
    assert comments(text) == (expected or [text])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hi,\nthe staff were kind.\nThanks", ["Hi,\nthe staff were kind.\nThanks"]),
        ("Dear Sir or Madam\n\nParking was bad", ["Dear Sir or Madam\n\nParking was bad"]),
        ("Parking was bad. Also. Food was cold.", ["Parking was bad.", "Also. Food was cold."]),
        ("Staff were kind. 10/10. 😀", ["Staff were kind. 10/10. 😀"]),
        ("What to improve:\nparking\nfood", ["What to improve:\nparking", "food"]),
        ("-\nParking\n-\nFood", ["-\nParking", "-\nFood"]),
        ("Yes. Parking was bad. And so on.", ["Yes. Parking was bad. And so on."]),
        ("Thank you. Hello.", ["Thank you. Hello."]),
        ("Thanks", ["Thanks"]),
        ("!!!", ["!!!"]),
        ("Kind.\nParking.", ["Kind.", "Parking."]),
    ],
)
def test_what_makes_no_point_joins_its_neighbour(text, expected):
    assert comments(text) == expected


def test_clauses_run_on_without_a_stop():
    text = "the staff were kind the food was cold"
    words = [word._replace(opens=word.start in (0, 20)) for word in words_of(text)]
    assert [span.of(text) for span in divide(text, words)] == ["the staff were kind", "the food was cold"]
    text = "the staff were kind and the food was cold"
    words = [word._replace(opens=word.start in (0, 20)) for word in words_of(text)]
    assert len(divide(text, words)) == 1


@pytest.mark.parametrize(
    "unit", ["but ", "although ", "a b, ", "; ", "a\n", "1. ", "• ", "I was. ", "(", "x", "the staff were "]
)
def test_very_long_texts_take_time_in_proportion(unit):
    text = unit * (60_000 // len(unit))
    assert_divides(text, divide(text, words_of(text)))
