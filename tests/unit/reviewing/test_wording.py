"""Reasons and other words that are shown in a review."""

import pytest

from coder.domain.codebook import Code
from coder.domain.decision import Evidence
from coder.reviewing.item import Choice
from coder.reviewing.wording import labels, reason

CODE = Code(id="attitude", label="Employee attitude")


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        (Evidence("keyword", "listen*", 4, 11), "says “listens”"),
        (Evidence("example", "They were\nso  kind."), "like “They were so kind.”"),
        (Evidence("definition", "Employee attitude: takes the time"), "fits “takes the time”"),
        (Evidence("decided", "so rude"), "coded so: “so rude”"),
        (Evidence("decided"), "coded so"),
        (Evidence("learnt", "27"), "learnt from 27 codings"),
        (Evidence("learnt", "1"), "learnt from 1 coding"),
        (Evidence("learnt"), "learnt"),
        (Evidence("novel kind", "x"), "novel kind “x”"),
    ],
)
def test_the_first_evidence_is_the_reason(evidence, expected):
    choice = Choice(code=CODE, selected=False, score=0.5, evidence=(evidence, Evidence("learnt", "3")))
    assert reason(choice, "She listens") == expected


def test_codes_that_were_not_suggested_say_why_they_are_there():
    assert reason(Choice(code=CODE, selected=True, elsewhere=True), "") == "a code of another question"
    assert reason(Choice(code=CODE, selected=True), "") == "added by you"
    assert reason(Choice(code=CODE, selected=False), "") == ""
    assert reason(Choice(code=CODE, selected=False, score=0.1), "") == ""


def test_no_codes_are_said_in_words():
    assert labels((), str) == "no code applies"
    assert labels(("a", "b"), str.upper) == "A · B"
