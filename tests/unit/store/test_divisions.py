"""Dividing responses into comments."""

import pytest

from coder.domain.response import Comment, Span
from coder.errors import ProjectError
from coder.store.records import NewDivision
from tests.unit.store.conftest import TEXTS, key, made

HALVES = (Span(0, 15), Span(16, 35))


def _divide(project, *spans, origin="auto", response=1):
    project.divide([NewDivision(response, tuple(spans), origin, "someone")])


def test_comments_carry_their_words(project):
    _divide(project, *HALVES)
    _divide(project, Span(0, 9), response=2)
    assert project.comments() == [
        Comment(1, key("r1"), HALVES[0], "They were kind."),
        Comment(2, key("r1"), HALVES[1], "The queue was long."),
        Comment(3, key("r2"), Span(0, 9), "Nothing 😀"),
    ]
    assert project.comments(responses=[2]) == project.comments()[2:]
    assert project.comments(responses=[]) == project.comments(questions=["q9"]) == []
    assert [stored.key for stored in project.undivided()] == [key("r3")]


def test_automatic_splitting_leaves_divided_responses_alone(project):
    _divide(project, *HALVES)
    with pytest.raises(ValueError, match="divided already"):
        _divide(project, Span(0, 35))
    assert len(project.comments()) == 2


def test_a_stretch_that_stays_keeps_its_comment_and_decisions(project):
    _divide(project, *HALVES)
    project.record([made(1, "kind", id="d1"), made(2, "queue", id="d2")])
    _divide(project, HALVES[0], Span(16, 25), Span(26, 35), origin="hand")
    assert [comment.id for comment in project.comments()] == [1, 3, 4]
    assert [one.id for one in project.decisions()] == ["d1"]
    event = project.divisions(1)[-1]
    undo = project.undo_division(event.id, by="ann")
    assert [comment.id for comment in project.comments()] == [1, 2]
    assert [one.id for one in project.decisions()] == ["d1", "d2"]
    project.undo_division(undo, by="ann")
    assert [comment.id for comment in project.comments()] == [1, 3, 4]


def test_merging_back_makes_new_comments(project):
    _divide(project, *HALVES)
    _divide(project, Span(0, 35), origin="hand")
    _divide(project, *HALVES, origin="hand")
    assert [comment.id for comment in project.comments()] == [4, 5]


def test_the_first_division_stays(project):
    _divide(project, *HALVES)
    with pytest.raises(ProjectError, match="cannot be taken back"):
        project.undo_division(1, by="ann")
    with pytest.raises(ProjectError, match="no division 7"):
        project.undo_division(7, by="ann")
    _divide(project, Span(0, 35), origin="hand")
    project.undo_division(2, by="ann")
    with pytest.raises(ProjectError, match="taken back already"):
        project.undo_division(2, by="ann")


def test_the_same_spans_are_no_new_division(project):
    _divide(project, *HALVES)
    project.record([made(1, "kind")])
    for origin in ("imported", "hand"):
        _divide(project, *HALVES, origin=origin)
    assert len(project.divisions(1)) == 1


def test_an_imported_division_replaces_an_undecided_one_only(project):
    _divide(project, *HALVES)
    _divide(project, Span(0, 35), origin="imported")
    (comment,) = project.comments()
    project.record([made(comment.id, "kind")])
    with pytest.raises(ProjectError, match="respondent 'r1' to question 'q1' is divided in another way"):
        _divide(project, *HALVES, origin="imported")
    assert project.comments() == [comment]


@pytest.mark.parametrize(
    ("spans", "words"),
    [
        ((Span(0, 36),), "reaches beyond its text"),
        ((Span(0, 10), Span(9, 35)), "overlap or are out of order"),
        ((Span(16, 35), Span(0, 15)), "overlap or are out of order"),
        ((Span(0, 35), Span(0, 35)), "overlap or are out of order"),
    ],
)
def test_spans_that_do_not_fit_are_refused_by_name(project, spans, words):
    with pytest.raises(ProjectError, match=f"respondent 'r1' to question 'q1' {words}|{words}"):
        _divide(project, *spans, origin="imported")
    assert len(project.undivided()) == len(TEXTS)


def test_nonsense_is_refused(project):
    with pytest.raises(ValueError, match="at least one comment"):
        _divide(project)
    with pytest.raises(ProjectError, match="no response 99"):
        _divide(project, Span(0, 1), response=99)


def test_one_bad_division_undoes_the_call(project):
    good, bad = NewDivision(1, HALVES, "auto", "s"), NewDivision(2, (Span(0, 999),), "auto", "s")
    with pytest.raises(ProjectError):
        project.divide([good, bad])
    assert project.comments() == []


def test_a_response_may_be_divided_twice_in_one_call(project):
    project.divide([NewDivision(1, HALVES, "auto", "s"), NewDivision(1, (Span(0, 15),), "hand", "ann")])
    assert [comment.id for comment in project.comments()] == [1]
    log = project.divisions(1)
    assert [(event.origin, event.by, event.comments) for event in log] == [("auto", "s", (1, 2)), ("hand", "ann", (1,))]
