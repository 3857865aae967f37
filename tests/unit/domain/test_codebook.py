from dataclasses import replace

import pytest

from coder.domain.codebook import Code, Codebook, Question
from coder.errors import CodebookError

BUSES = Code(id="buses", label="Buses", examples=("The bus was late.",))
TRANSPORT = Code(id="transport", label="Transport", questions=("q2",), codable=False, codes=(BUSES,))
WEBSITE = Code(id="website", label="Website")
OLD = Code(id="old", label="Old", retired=True, replaced_by="website")
BOOK = Codebook(
    id="book",
    questions=(Question(id="q1", text="One?"), Question(id="q2", text="Two?")),
    codes=(TRANSPORT, WEBSITE, OLD),
)


def test_children_inherit_the_questions_of_their_parent():
    assert BOOK.placed["buses"].questions == {"q2"}
    assert BOOK.placed["website"].questions == {"q1", "q2"}
    assert (BOOK.placed["buses"].parent, BOOK.placed["buses"].depth) == ("transport", 1)


def test_codes_come_parents_first_in_codebook_order():
    assert list(BOOK.placed) == ["transport", "buses", "website", "old"]


def test_headings_and_retired_codes_cannot_be_given():
    assert [code.id for code in BOOK.assignable("q1")] == ["website"]
    assert [code.id for code in BOOK.assignable("q2")] == ["buses", "website"]


def test_family():
    assert BOOK.descendants("transport") == {"buses"}
    assert BOOK.ancestors("buses") == ("transport",)
    assert BOOK.descendants("website") == frozenset()


def test_a_retired_code_counts_as_its_replacement():
    assert BOOK.standing_in("old") == "website"
    assert BOOK.standing_in("website") == "website"
    assert BOOK.standing_in("unknown") == "unknown"


def test_a_circle_of_replacements_is_refused():
    circle = replace(BOOK, codes=(OLD, replace(WEBSITE, retired=True, replaced_by="old")))
    with pytest.raises(CodebookError, match="circle"):
        circle.standing_in("old")


def test_the_content_hash_changes_with_the_content_and_the_scoring_hash_only_with_the_wording():
    memo = replace(BOOK, codes=(TRANSPORT, replace(WEBSITE, memo="look again", colour="#123456"), OLD))
    worded = replace(BOOK, codes=(TRANSPORT, replace(WEBSITE, definition="The web pages."), OLD))
    assert len({BOOK.content_hash, memo.content_hash, worded.content_hash}) == 3
    assert memo.scoring_hash("website") == BOOK.scoring_hash("website") != worded.scoring_hash("website")
    assert BOOK.content_hash == replace(BOOK).content_hash
