"""Finding codes by typing."""

import pytest

from coder.domain.codebook import Code, Codebook
from coder.reviewing.search import CodeSearch
from tests.unit.reviewing.memory import CODEBOOK


def found(query: str, question: str = "q1") -> list[str]:
    return [hit.code.id for hit in CodeSearch(CODEBOOK).find(query, question)]


def test_an_empty_query_lists_codes_in_order_with_other_questions_last():
    assert found("") == [
        "employee-attitude",
        "staff-knowledge",
        "speed",
        "phone",
        "other",
        "website",
        "search-box",
    ]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("emp", "employee-attitude"),
        ("ATT", "employee-attitude"),
        ("know", "staff-knowledge"),
        ("polite", "employee-attitude"),
        ("fast", "speed"),
        ("eff qui", "speed"),
        ("wering", "phone"),
        ("whether answer", "staff-knowledge"),
        ("emplatt", "employee-attitude"),
        ("èmployee", "employee-attitude"),
        ("web", "website"),
    ],
)
def test_the_best_match_stands_first(query, first):
    assert found(query)[0] == first


def test_words_of_the_label_come_before_the_definition_and_other_questions_last():
    assert found("answer") == ["phone", "staff-knowledge"]
    assert found("sea", "q1") == ["search-box"]
    assert found("se", "q2")[0] == "search-box"


def test_what_only_has_the_letters_stands_last_also_behind_codes_of_other_questions():
    book = Codebook(
        id="b",
        questions=CODEBOOK.questions,
        codes=(
            Code(id="talk", label="Good communication from organisation to individual", questions=("q1",)),
            Code(id="paper", label="Have non-digital alternatives", questions=("q2",)),
        ),
    )
    assert [hit.code.id for hit in CodeSearch(book).find("digit", "q1")] == ["paper", "talk"]
    assert [hit.code.id for hit in CodeSearch(book).find("non-dig", "q1")] == ["paper"]


def test_every_word_has_to_match():
    assert found("employee zzz") == []


def test_hits_say_where_they_come_from():
    hits = CodeSearch(CODEBOOK).find("", "q1")
    assert hits[0].path == "Staff"
    assert not hits[0].elsewhere
    assert hits[-1].elsewhere
