"""Decisions that reproduce Oxfordshire's published counts give the published figures, order and tiers."""

import pytest

from coder.counting.frequency import count, ordered, strays, totals, unknown
from tests.unit.published import COMMENTS, MENTIONS, PEOPLE, TIERS, oxfordshire, published_comments


@pytest.mark.parametrize("question", ["q1", "q2", "q3"])
def test_every_published_figure_of_the_question(question: str) -> None:
    codebook = oxfordshire()
    rows = {row.code: row for row in count(codebook, published_comments(), questions=[question])}
    published = MENTIONS[question]
    assert {code: row.mentions for code, row in rows.items() if row.mentions} == published
    for row in rows.values():
        assert (row.base, row.comments) == (PEOPLE[question], COMMENTS[question])
        assert (row.read_respondents, row.read_comments) == (PEOPLE[question], COMMENTS[question])
        assert row.own_mentions == row.mentions
        assert row.percent_of_comments == pytest.approx(100 * row.mentions / COMMENTS[question]) or not row.mentions


@pytest.mark.parametrize("question", ["q1", "q2", "q3"])
def test_the_published_order_and_tiers(question: str) -> None:
    codebook = oxfordshire()
    listed = [row for row in ordered(count(codebook, published_comments()), codebook) if row.question == question]
    listed = [row for row in listed if row.tier]
    assert [row.code for row in listed] == list(MENTIONS[question])
    assert [row.tier for row in listed] == TIERS[question]


def test_totals_and_the_share_of_the_largest_theme() -> None:
    codebook, comments = oxfordshire(), published_comments()
    assert [(found.question, found.base, found.comments) for found in totals(codebook, comments)] == [
        ("q1", 156, 291),
        ("q2", 140, 199),
        ("q3", 126, 162),
    ]
    assert totals(codebook, comments)[0].mentions == 294
    attitude = next(row for row in count(codebook, comments) if row.code == "employee-attitude")
    assert attitude.percent_of_comments == 100 * 89 / 291
    assert strays(codebook, comments) == unknown(codebook, comments) == []


def test_a_row_for_every_code_that_applies_and_in_codebook_order() -> None:
    codebook = oxfordshire()
    rows = count(codebook, published_comments())
    expected = [
        (question.id, code)
        for question in codebook.questions
        for code, entry in codebook.placed.items()
        if question.id in entry.questions
    ]
    assert [(row.question, row.code) for row in rows] == expected
    assert next(row for row in rows if row.code == "nothing-to-say").percent_of_comments is None
