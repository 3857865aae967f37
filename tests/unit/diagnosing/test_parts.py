"""Rates, words and examples."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.diagnosing.judged import examples
from coder.diagnosing.marking import Vocabulary
from coder.diagnosing.rates import rule_of_three, wilson
from coder.diagnosing.texts import is_short, same, varied, words
from tests.unit.diagnosing.books import CODES, judged

ORDER = {code: place for place, code in enumerate(CODES)}


def test_wilson_against_published_values():
    """Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29."""
    for count, total, low, high in (
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ):
        assert wilson(count, total) == (pytest.approx(low, abs=6e-5), pytest.approx(high, abs=6e-5))


@given(st.integers(0, 200), st.integers(0, 200))
def test_wilson_holds_the_share(one, other):
    count, total = min(one, other), max(one, other)
    low, high = wilson(count, total)
    assert 0 <= low <= (count / total if total else 0.5) <= high <= 1


def test_the_rule_of_three():
    assert (rule_of_three(0), rule_of_three(2), rule_of_three(300)) == (1.0, 1.0, 0.01)


def test_words_and_what_is_short():
    assert words("Don’t PARK here, Zoë: 3 cars!") == ["don't", "park", "here", "zoë", "cars"]
    assert same("  Car-park!! ") == "car park" and same("?!") == "?!"
    assert is_short("n/a") and is_short("") and not is_short("a b c") and not is_short("accessible parking")


def test_marking_words_are_those_that_others_lack():
    vocabulary = Vocabulary(["the car park", "the car", "the staff", "the desk", "the staff and the desk", "the end"])
    assert vocabulary.marking(["the car park", "the car"]) == ("car",)
    assert vocabulary.marking([]) == ()


@given(st.lists(st.text(max_size=12), max_size=8))
def test_marking_takes_any_text(texts):
    assert len(Vocabulary(texts).marking(texts)) <= 5


def test_examples_are_different_and_those_of_ordinary_length_come_first():
    rows = [
        judged(1, "speed manner", "rude", text="Quick!"),
        judged(2, text="the desk was very quick today"),
        judged(3, text="The desk was VERY quick, today"),
        judged(4, text="the desk was really very quick today"),
        judged(5, text="nobody knew where the lift is"),
    ]
    found = examples(rows, ORDER, 9)
    assert [one.comment for one in found] == [2, 5, 1]
    assert (found[-1].given, found[-1].proposed) == (("manner", "speed"), ("rude",))
    assert [one.comment for one in examples(rows, ORDER, 1)] == [2] and examples(rows, ORDER, 0) == ()


@given(st.lists(st.text(max_size=10), max_size=10), st.integers(0, 5))
def test_varied_takes_some_of_what_is_there_in_order(texts, most):
    found = varied(texts, str, most)
    assert (len(found) <= most and len({same(one) for one in found}) == len(found)) or any(not words(t) for t in found)
    rest = iter(texts)
    assert all(one in rest for one in found)
    assert not texts or not most or found
