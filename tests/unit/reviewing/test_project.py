"""The review loop over a real project file."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from coder.domain.decision import Evidence, Suggestion
from coder.domain.response import Respondent, Response, ResponseKey, Span
from coder.domain.run import Run
from coder.errors import ProjectError
from coder.reviewing.protocol import ReviewStore
from coder.reviewing.session import Result, ReviewSession
from coder.reviewing.wordmates import SameWords
from coder.store.project import Project
from coder.store.records import NewDivision, NewScoring
from tests.unit.reviewing.memory import CODEBOOK


@pytest.fixture
def project(tmp_path: Path):
    codebook = tmp_path / "customer.yaml"
    codebook.write_text("codebook: customer\n", encoding="utf-8")
    with Project.create(tmp_path / "customer.coder", codebook_path=codebook) as project:
        project.add_responses(
            [Respondent(id="r1"), Respondent(id="r2")],
            [Response(ResponseKey("", "r1", "q1"), "Kind. Slow."), Response(ResponseKey("", "r2", "q1"), "n/a")],
        )
        first, second = project.responses()
        project.divide(
            [
                NewDivision(first.id, (Span(0, 5), Span(6, 11)), "auto", "rules"),
                NewDivision(second.id, (Span(0, 3),), "auto", "rules"),
            ]
        )
        run = project.add_run(Run(verb="suggest", at=datetime.now(UTC), codebook=CODEBOOK.content_hash))
        kind, slow, _ = (comment.id for comment in project.comments())
        evidence = (Evidence("keyword", "kind"),)
        project.put_suggestions(
            run,
            [
                NewScoring(kind, [Suggestion("employee-attitude", 0.9, evidence, assigned=True)]),
                NewScoring(slow, [Suggestion("speed", 0.7, assigned=True)]),
            ],
        )
        yield project


def start(store: ReviewStore) -> ReviewSession:
    return ReviewSession(store, CODEBOOK, coder="ann")


def test_decisions_undo_and_redo_outlive_the_session(project):
    session = start(project)
    assert session.confirm().result is Result.SAVED
    assert session.confirm().codes == ("speed",)
    session.no_code_applies()
    assert session.current is None
    assert [decision.codes for decision in project.decisions()] == [("employee-attitude",), ("speed",), ()]
    again = start(project)
    assert again.current is None
    assert [again.undo(), again.undo()] != [None, None]
    assert again.current is not None and again.current.focused.comment.text == "Slow."
    third = start(project)
    made = third.redo()
    assert made is not None and made.codes == ("speed",)
    assert [decision.codes for decision in project.decisions()] == [("employee-attitude",), ("speed",)]
    third.undo()
    assert start(project).redo() is not None


def test_what_another_session_took_back_already_is_said_once(project):
    session = start(project)
    session.confirm()
    session.confirm()
    start(project).undo()
    with pytest.raises(ProjectError):
        session.undo()
    made = session.undo()
    assert made is not None and made.codes == ("employee-attitude",)


def test_what_was_decided_together_is_taken_back_together_after_a_restart(project):
    kind, slow, _ = (comment.id for comment in project.comments())

    def restart():
        return ReviewSession(project, CODEBOOK, coder="ann", wordmates=SameWords(lambda: [(kind, "k"), (slow, "k")]))

    session = restart()
    assert session.current is not None and session.current.together == 1
    assert session.together()[0][1] == "Slow."
    assert session.confirm_together().count == 2
    assert [(one.basis, one.chosen) for one in project.decisions()] == [("bulk", "file"), ("bulk", "same words")]
    session.no_code_applies()
    again = restart()
    assert again.undo() is not None
    made = again.undo()
    assert made is not None and made.comments == (kind, slow)
    assert project.decisions() == []
    third = restart()
    assert third.redo() is not None
    assert [one.comment for one in project.decisions()] == [kind, slow]
    assert third.undo() is not None and project.decisions() == []
