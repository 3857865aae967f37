"""What suggestions could not do, in words; and who disagrees."""

import pytest

from coder.domain.codebook import Code, Codebook, Question
from coder.domain.coded import CodedRow
from coder.domain.decision import Purpose
from coder.domain.response import ResponseKey
from coder.suggesting.limits import Answers, Finding, Limit
from coder.suggesting.model import Item
from coder.workflow.limits import limit_notices, worded
from coder.workflow.teaching import lessons_from_rows

BOOK = Codebook(
    id="b",
    language="cy",
    questions=(Question(id="q1", text="Why?"),),
    codes=(
        Code(id="staff", label="Staff"),
        Code(id="hours", label="Hours"),
        Code(id="old", label="Old", retired=True, replaced_by="hours"),
    ),
)
NAMES = ("a", "b", "c", "d", "e")


def row(coder, *codes, purpose=Purpose.CODING, text="Kind staff."):
    return CodedRow(key=ResponseKey("", "1", "q1"), text=text, codes=codes, coder=coder, purpose=purpose)


@pytest.mark.parametrize(
    ("rows", "disputed"),
    [
        ([row("ann", "staff")], False),
        ([row("ann", "staff"), row("bob", "staff")], False),
        ([row("ann", "staff"), row("bob", "hours")], True),
        ([row("ann", "hours"), row("bob", "old")], False),
        ([row("ann", "staff"), row("ann", "hours")], False),
        ([row("ann", "staff"), row("bob", "hours"), row("ann", "hours")], False),
        ([row("ann", "staff"), row("bob", purpose=Purpose.CHECK)], True),
        ([row("ann", "staff"), row("bob", "hours"), row("cat", "staff", purpose=Purpose.ADJUDICATION)], False),
        ([row("ann", "staff"), row("machine:m", "hours")], False),
    ],
)
def test_a_text_is_disputed_when_the_latest_codes_of_two_people_differ(rows, disputed):
    (lesson,) = lessons_from_rows(rows, BOOK)
    assert lesson.disputed == disputed


def test_every_limit_has_its_sentence():
    for limit in Limit:
        for several in (1, 5):
            one = Finding(limit=limit, questions=NAMES[:several], codes=NAMES[:several], count=several, of=several + 1)
            said = worded(one, BOOK, None)
            assert said.endswith(".") and "\n" not in said and said[0].isupper() | said[0].isdigit()
            assert "  " not in said and "1 texts" not in said and "'a', " not in said


def test_no_more_than_three_codes_are_named():
    said = worded(Finding(limit=Limit.LABELS, codes=NAMES, count=5, of=8), BOOK, None)
    assert said.startswith("5 codes (a, b, c and 2 more) of 8 have")
    assert worded(Finding(limit=Limit.EVERYWHERE, codes=("a",), count=9), BOOK, None).startswith("Code 'a' is on every")


def test_the_vectors_of_another_model_may_know_the_language():
    told = {
        model: " ".join(limit_notices(BOOK, answers("Diolch"), [Item("q1", "Diolch")], [], model=model))
        for model in (None, "multilingual")
    }
    assert "vectors were made for English" in told[None]
    assert "'cy'" in told["multilingual"] and "vectors" not in told["multilingual"]


def answers(*texts):
    found = Answers()
    for text in texts:
        found.add("q1", text)
    return found
