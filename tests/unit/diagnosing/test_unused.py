"""Codes without mentions, and why."""

from hypothesis import given
from hypothesis import strategies as st

from coder.diagnosing.unused import Cause, too_few_read, unused_codes
from tests.unit.diagnosing.books import BOOK, several

QUESTIONS = ["q1", "q2"]


def find(rows, waiting=None, questions=QUESTIONS):
    return unused_codes(BOOK, rows, waiting or {}, questions)


def test_nothing_is_said_before_enough_is_read():
    assert find([]) == [] and find(several(29, "speed")) == []
    assert too_few_read(BOOK, several(29, "speed"), QUESTIONS) == ["manner", "rude", "knowledge", "parking"]


def test_why_a_code_is_not_used():
    rows = [*several(27, "speed"), *several(3, "speed", "rude", start=50)]
    waits = several(2, "", "manner", start=90)
    found = find(rows, {"manner": waits}, ["q1"])
    assert [(one.code, one.cause) for one in found] == [
        ("rude", Cause.REJECTED),
        ("knowledge", Cause.NEVER_SUGGESTED),
        ("manner", Cause.RARE),
    ]
    rejected, never, rare = found
    assert (rejected.removed, rejected.read, rejected.at_most, rejected.waiting) == (3, 30, 0.1, 0)
    assert [one.proposed for one in rejected.examples] == [("rude",)] * 3 and never.examples == ()
    assert (rare.waiting, len(rare.examples)) == (2, 2)


def test_only_comments_of_its_own_questions_count():
    rows = [*several(30, "speed"), *several(29, "speed", start=50, question="q2")]
    assert "parking" not in [one.code for one in find(rows)]
    assert too_few_read(BOOK, rows, QUESTIONS) == ["parking"]
    rows += several(1, "speed", start=90, question="q2")
    assert {one.code: one.read for one in find(rows)}["parking"] == 30
    assert "parking" not in [one.code for one in find(rows, questions=["q1"])]


def test_a_code_above_a_used_one_and_those_without_substance_or_retired_are_no_matter():
    assert {one.code for one in find(several(40, "rude"))} == {"knowledge", "speed"}


@given(st.integers(30, 300))
def test_the_bound_is_three_in_all_read(number):
    (found,) = [one for one in find(several(number, "speed manner rude")) if one.code == "knowledge"]
    assert found.at_most * number == 3 or abs(found.at_most * number - 3) < 1e-9
