"""The log of flags, memos, exemplar marks and redactions."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from coder.domain.annotation import Kind, redactions
from coder.domain.response import Span
from coder.errors import ProjectError
from coder.store.project import Project
from coder.store.records import NewDivision
from tests.unit.store.conftest import NOON, hidden, noted


@pytest.fixture
def divided(project):
    project.divide([NewDivision(1, (Span(0, 15), Span(16, 35)), "auto", "splitter")])
    project.divide([NewDivision(2, (Span(0, 17),), "auto", "splitter")])
    return project


def test_annotations_come_back_as_they_were(divided):
    summer = datetime(2026, 7, 1, 12, tzinfo=timezone(timedelta(hours=1)))
    several = [
        noted(Kind.FLAG, 2, at=summer),
        noted(Kind.MEMO, 2, text="why 😀?\n\x00'"),
        noted(Kind.EXEMPLAR),
        hidden(5, 9, "place"),
        hidden(0, 7, response=2, coder="ben"),
    ]
    divided.annotate(several)
    assert divided.annotations() == several
    with Project.open(divided.path, read_only=True) as again:
        assert again.annotation_log() == several
        assert again.annotation_log("ben") == several[4:]


def test_of_some_comments_the_redactions_of_their_responses_are_read_too(divided):
    several = [noted(Kind.FLAG, 1), noted(Kind.FLAG, 2), hidden(5, 9), hidden(0, 7, response=2)]
    divided.annotate(several)
    assert divided.annotations([2]) == several[1:3]
    assert divided.annotations([3]) == several[3:]
    assert divided.annotations([]) == []


def test_an_identical_repeat_is_ignored_and_another_is_refused(divided):
    memo = noted(Kind.MEMO, text="why?")
    divided.annotate([memo, memo])
    divided.annotate([memo])
    for other in (replace(memo, text="so"), replace(memo, coder="ben"), replace(memo, comment=2)):
        with pytest.raises(ProjectError, match="in the log already, with other content"):
            divided.annotate([noted(Kind.FLAG), other])
    assert divided.annotation_log() == [memo]


def test_undo_and_redo_are_entries_too(divided):
    first, second = noted(Kind.MEMO, id="a1", text="why?"), noted(Kind.MEMO, id="a2", text="ask Jo")
    divided.annotate([first, second])
    undo = divided.undo_annotation("a2", coder="ben", at=NOON)
    assert divided.annotations() == [first]
    with pytest.raises(ProjectError, match="taken back already"):
        divided.undo_annotation("a2", coder="ben", at=NOON)
    redo = divided.undo_annotation(undo, coder="ann", at=NOON)
    assert divided.annotations() == [second]
    bare = replace(second, text="")
    assert divided.annotation_log()[2:] == [
        replace(bare, id=undo, coder="ben", undoes="a2"),
        replace(bare, id=redo, undoes=undo),
    ]
    with pytest.raises(ProjectError, match="no annotation nobody"):
        divided.undo_annotation("nobody", coder="ann", at=NOON)
    with pytest.raises(ValueError, match="taken back"):
        divided.annotate([replace(bare, id="a9", undoes="a1")])


def test_what_a_redaction_hid_after_a_new_division_stays_hidden(divided):
    flag, redaction = noted(Kind.FLAG), hidden(5, 20)
    divided.annotate([flag, redaction])
    divided.divide([NewDivision(1, (Span(0, 35),), "hand", "ann")])
    assert divided.annotations() == [flag, redaction]
    assert set(redactions(divided.annotations())) == {1}
    with pytest.raises(ProjectError, match="Comment 1 is no longer in force"):
        divided.annotate([noted(Kind.FLAG)])
    divided.annotate([flag])
    assert divided.annotations([4]) == [redaction]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (noted(Kind.FLAG, 99), "no comment 99"),
        (hidden(0, 1, response=99), "no response 99"),
        (hidden(30, 36), "beyond its text"),
        (noted(Kind.MEMO, text="\ud800"), "cannot be stored"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(divided, wrong, said):
    with pytest.raises(ProjectError, match=said):
        divided.annotate([noted(Kind.FLAG), wrong])
    assert divided.annotation_log() == []


def test_a_comment_of_another_response_is_refused(divided):
    with pytest.raises(ValueError, match="another response"):
        divided.annotate([noted(Kind.FLAG, 3)])


def test_annotations_and_decisions_are_one_transaction_where_that_is_asked(divided):
    with pytest.raises(ProjectError), divided.transaction():
        divided.annotate([noted(Kind.MEMO, text="why?")])
        divided.undo_annotation("nobody", coder="ann", at=NOON)
    assert divided.annotation_log() == []


def test_thousands_at_once(divided):
    many = [noted(Kind.FLAG, 1 + number % 2) for number in range(5_100)]
    divided.annotate(many)
    divided.annotate(many)
    assert divided.annotations() == many
