"""The log of steps: what is done with one key is taken back with one, whichever logs it wrote to."""

from datetime import timedelta

import pytest

from coder.domain.annotation import Kind
from coder.domain.decision import Purpose
from coder.domain.response import Span
from coder.domain.step import NewComments, NewStep, StepKind
from coder.errors import ProjectError
from coder.store.project import Project
from coder.store.records import NewDivision
from tests.unit.store.conftest import NOON, hidden, made, noted

HALVES = (Span(0, 15), Span(16, 35))
THIRDS = (Span(0, 15), Span(16, 25), Span(26, 35))


def step(kind: StepKind, **fields) -> NewStep:
    """A step of Ann's at noon, on the first comment."""
    given = {"coder": "ann", "purpose": Purpose.CODING, "at": NOON, "response": 1, "comment": 1} | fields
    return NewStep(kind=kind, **given)


def split(spans=THIRDS, before=(1, 2), **fields) -> NewStep:
    return step(StepKind.SPLIT, comment=2, division=NewComments(before, spans), **fields)


@pytest.fixture
def divided(project):
    project.divide([NewDivision(1, HALVES, "auto", "s"), NewDivision(2, (Span(0, 9),), "auto", "s")])
    return project


def _back(project: Project, number: int, coder="ann") -> int:
    return project.take_back(number, coder=coder, at=NOON + timedelta(minutes=1))


def _comments(project: Project) -> list[int]:
    return [one.id for one in project.comments(responses=[1])]


def test_decisions_and_annotations_are_written_and_taken_back_with_their_step(divided):
    divided.annotate([noted(Kind.FLAG, id="bobs", coder="bob")])
    taken = divided.take_step(
        step(
            StepKind.DECISION,
            decisions=(made(1, "kind", id="d1"), made(3, "kind", id="d2")),
            annotations=(hidden(0, 4, id="a1"), noted(Kind.MEMO, id="a2", text="who?")),
            withdrawn=("bobs",),
        )
    )
    before = divided.decisions(), divided.annotations()
    assert [one.id for one in before[0]] == ["d1", "d2"]
    assert [one.id for one in before[1]] == ["a1", "a2"]
    undone = _back(divided, taken)
    assert divided.decisions() == []
    assert [one.id for one in divided.annotations()] == ["bobs"]
    redone = _back(divided, undone)
    assert (divided.decisions(), divided.annotations()) == before
    found = divided.steps("ann", Purpose.CODING)
    assert [(one.id, one.undoes) for one in found] == [(taken, None), (undone, taken), (redone, undone)]
    assert [one.id for one in divided.step_decisions(taken)] == ["d1", "d2"]
    assert divided.steps("bob", Purpose.CODING) == divided.steps("ann", Purpose.CHECK) == []


def test_a_division_supersedes_comments_and_taking_it_back_restores_their_decisions(divided):
    divided.record([made(1, "kind", id="d1"), made(2, "queue", id="d2")])
    taken = divided.take_step(split())
    assert _comments(divided) == [1, 4, 5]
    assert [one.id for one in divided.decisions()] == ["d1"]
    assert [one.id for one in divided.decisions_not_undone([1, 2])] == ["d1", "d2"]
    assert [[one.id for one in several] for several in divided.former_comments(1)] == [[1, 2]]
    undone = _back(divided, taken)
    assert (_comments(divided), divided.former_comments(1)) == ([1, 2], [])
    assert [one.id for one in divided.decisions()] == ["d1", "d2"]
    _back(divided, undone)
    assert _comments(divided) == [1, 4, 5]
    assert [event.at for event in divided.divisions(1)][1] == NOON


def test_who_else_is_at_work(divided):
    divided.take_step(step(StepKind.FLAG, annotations=(noted(Kind.FLAG),)))
    later = NOON + timedelta(minutes=5)
    divided.take_step(step(StepKind.FLAG, coder="bob", at=later, annotations=(noted(Kind.FLAG, coder="bob"),)))
    assert divided.others_at_work("ann", NOON) == {"bob": later}
    assert divided.others_at_work("bob", NOON) == {"ann": NOON}
    assert divided.others_at_work("ann", later + timedelta(seconds=1)) == {}


def test_what_is_taken_back_already_is_refused_and_nothing_is_written(divided):
    taken = divided.take_step(step(StepKind.FLAG, annotations=(noted(Kind.FLAG),)))
    _back(divided, taken)
    with pytest.raises(ProjectError, match="taken back already"):
        _back(divided, taken)
    assert len(divided.annotation_log()) == len(divided.steps("ann", Purpose.CODING)) == 2
    with pytest.raises(ValueError, match="another coder"):
        _back(divided, taken, coder="bob")
    with pytest.raises(ProjectError, match="no step 99"):
        _back(divided, 99)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (split(before=(1, 3)), "divided anew"),
        (split(spans=(Span(0, 15), Span(16, 99))), "beyond its text"),
        (split(spans=(Span(0, 17), Span(16, 35))), "overlap"),
        (step(StepKind.DECISION, decisions=(made(1, "kind"), made(99, "kind"))), "no comment 99"),
        (step(StepKind.FLAG, annotations=(noted(Kind.FLAG),), withdrawn=("nobody",)), "no annotation"),
    ],
)
def test_a_step_is_written_whole_or_not_at_all(divided, wrong, said):
    with pytest.raises(ProjectError, match=said):
        divided.take_step(wrong)
    assert divided.steps("ann", Purpose.CODING) == divided.decisions() == divided.annotation_log() == []
    assert _comments(divided) == [1, 2]


def test_a_division_that_others_built_on_stays(divided):
    taken = divided.take_step(split())
    later = divided.take_step(split(spans=(HALVES[0], Span(16, 20), *THIRDS[2:]), before=(1, 4, 5), coder="bob"))
    with pytest.raises(ProjectError, match="divided anew by somebody else"):
        _back(divided, taken)
    assert _comments(divided) == [1, 6, 5]
    _back(divided, later, coder="bob")
    divided.record([made(5, "queue", coder="bob"), made(4, "queue", coder="machine:1")])
    with pytest.raises(ProjectError, match="bob has decided on these comments"):
        _back(divided, taken)
    assert _comments(divided) == [1, 4, 5]
