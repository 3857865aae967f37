"""Suggestions fitted anew while a review goes on: in this process, and as the review does it, in another one."""

import shutil
import time
from datetime import UTC, datetime

import pytest

from coder.domain.decision import Decision
from coder.domain.response import Respondent, Response, ResponseKey
from coder.domain.run import Run
from coder.domain.units import Unit
from coder.errors import ProjectError
from coder.store.project import Project
from coder.workflow import refit as refit_module
from coder.workflow import refitting
from coder.workflow.audit import AuditOptions, draw_audits
from coder.workflow.audit_scores import kept_scores
from coder.workflow.project import create_project
from coder.workflow.refit import publish, refit
from coder.workflow.refitting import Refitting
from coder.workflow.renewing import told
from coder.workflow.review import open_review
from coder.workflow.suggest import suggest_project
from tests.hashing import HashingEncoder
from tests.unit import taking

CODEBOOK = (
    "codebook: a\nquestions: [{id: q1, text: Why?}]\n"
    "codes:\n  - {id: buses, label: Buses, keywords: [bus*]}\n  - {id: staff, label: Staff, keywords: [staff]}\n"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("refit")
    path = folder / "a.coder"
    (folder / "a.yaml").write_text(CODEBOOK)
    create_project(path, folder / "a.yaml", Unit.RESPONSE)
    with Project.open(path) as project, pytest.MonkeyPatch.context() as patch:
        keys = [ResponseKey("", f"r{number}", "q1") for number in range(60)]
        texts = [f"{'bus' if number % 2 else 'staff'} number {number}" for number in range(60)]
        project.add_responses([Respondent(id=key.respondent) for key in keys], map(Response, keys, texts))
        patch.setattr("coder.workflow.suggest.load_encoder", lambda *_, **__: HashingEncoder())
        suggest_project(path)
    return folder


@pytest.fixture
def path(made, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.delenv(refitting.SWITCH)
    monkeypatch.setattr(refit_module, "load_encoder", lambda *_: pytest.fail("every vector is stored"))
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path / "a.coder"


def decide(path, numbers, code="buses"):
    with Project.open(path) as project:
        for number in numbers:
            at = datetime.now(UTC)
            made = Decision(id=f"d{number}", comment=number, coder="ann", codes=(code,), at=at, codebook="x")
            taking.decide(project, made)


def suggestions(path):
    with Project.open(path) as project:
        return project.suggestions(range(1, 61)), project.latest_run_id("suggest")


def test_new_suggestions_are_those_that_suggest_would_make(path, monkeypatch):
    assert refit(path) is None, "there is nothing new"
    decide(path, range(1, 9))
    before = suggestions(path)
    fitted = refit(path)
    assert fitted is not None and fitted.run.settings["learnt"] == 8
    assert suggestions(path) == before, "nothing is written until it is whole"
    decide(path, range(9, 11))
    assert publish(path, fitted, lambda: True) == suggestions(path)[1] != before[1]
    found = suggestions(path)[0]
    with Project.open(path) as project:
        assert not project.scored(before[1] or 0)
    assert publish(path, fitted, lambda: True) is None, "they follow on a run that is not the latest any more"
    with monkeypatch.context() as patch:
        patch.setattr("coder.workflow.suggest.load_encoder", lambda *_, **__: HashingEncoder())
        with Project.open(path) as project:
            for number in (9, 10):
                project.undo(f"d{number}", coder="ann", at=datetime.now(UTC))
        assert suggest_project(path).scored == 0, "`coder suggest` finds them as it would have made them"
    assert suggestions(path)[0] == found != before[0]


def test_an_audit_that_somebody_has_begun_to_read_is_left_its_suggestions(path):
    draw_audits(path, AuditOptions(size=10, looks=1, precision=0.5, confidence=0.5))
    with Project.open(path) as project:
        held = sorted(comment.id for comment in project.comments(responses=project.open_audit_responses()))
    others = [number for number in range(1, 61) if number not in held]
    decide(path, others[:8])
    fitted = refit(path)
    assert fitted is not None, "nobody has begun"
    decide(path, held[:1])
    assert publish(path, fitted, lambda: True) is None
    decide(path, others[8:12])
    assert refit(path) is None


def test_a_run_that_does_not_say_what_taught_it_is_not_gone_on_with(path):
    decide(path, range(1, 9))
    with Project.open(path) as project:
        project.add_run(Run(verb="suggest", at=datetime.now(UTC), codebook="x", model="hashing-256", settings={}))
    assert refit(path) is None


class Told:
    """A fitting that says this once it is over."""

    def __init__(self, **told):
        self.told, self.is_over = told, False

    def answer(self):
        return self.told


def test_a_fitting_is_due_after_as_many_decisions_as_taught_the_last_one(tmp_path, monkeypatch):
    started = []

    def start(path):
        started.append(answers.pop(0))
        return started[-1]

    answers = [Told(run=7, learnt=30), Told(), Told(run=None, learnt=9), Told()]
    monkeypatch.setattr(refitting, "_start", start)
    monkeypatch.delenv(refitting.SWITCH)
    found = Refitting(tmp_path / "a.coder")
    assert found.renewed() is None
    for since, count in ((19, 0), (20, 1), (80, 1)):
        found.consider(0, since)
        assert len(started) == count
    assert found.renewed() is None
    started[0].is_over = True
    renewed = found.renewed()
    assert renewed is not None and (renewed.run, renewed.learnt) == (7, 30) and found.renewed() is None
    for learnt, since, count in ((30, 29, 1), (30, 30, 2)):
        found.consider(learnt, since)
        assert len(started) == count
    started[1].is_over = True
    assert found.renewed() is None
    for learnt, since, count in ((30, 59, 2), (30, 60, 3)):
        found.consider(learnt, since)
        assert len(started) == count, "one that came to nothing is not tried again at once"
    started[2].is_over = True
    assert found.renewed() is None
    Refitting(tmp_path / "a.coder", wanted=False).consider(0, 400)
    monkeypatch.setenv(refitting.SWITCH, "0")
    Refitting(tmp_path / "a.coder").consider(0, 400)
    assert len(started) == 3
    monkeypatch.delenv(refitting.SWITCH)
    for since, count in ((399, 3), (400, 4)):
        Refitting(tmp_path / "a.coder").consider(5000, since)
        assert len(started) == count


def test_what_is_said_of_new_suggestions():
    assert told(30, None) == "suggestions renewed: learnt from 30 decisions"
    lately = "learnt from 120 decisions (first suggestion right in 34 of the last 50, 21 of the 50 before)"
    assert told(120, (34, 21)) == f"suggestions improved: {lately}"
    assert told(1, (22, 21)).startswith("suggestions renewed: learnt from 1 decision (")


@pytest.mark.slow
def test_a_review_takes_over_what_another_process_fitted(path, monkeypatch):
    """The whole of it, with a real process: what is in front stays, what comes next is new."""
    monkeypatch.setattr(refitting, "FEWEST", 6)
    with open_review(path, coder="ann", ask=str, questions=None, order="learn") as sitting:
        session = sitting.session
        for _ in range(6):
            assert session.news() == ""
            session.clear()
            session.toggle("buses")
            session.confirm()
        front, news, patience = session.current, "", time.monotonic() + 120
        while not news and time.monotonic() < patience:
            news = session.news()
            time.sleep(0.05)
        assert news == "suggestions renewed: learnt from 6 decisions"
        assert session.current == front, "what is in front stays as it is"
        session.clear()
        session.toggle("buses")
        session.confirm()
        assert session.current is not None and session.current.choices[0].code.id == "buses"
        assert session.news() == "" and session.progress.session == 7
    with Project.open(path) as project:
        run = project.latest_run_id("suggest")
        assert run == 2 and len(project.scored(run)) == 60


def test_a_fitting_that_has_not_begun_to_write_is_killed_with_the_review(path):
    found = Refitting(path)
    found.consider(0, 20)
    assert found._fitting is not None and found.renewed() is None
    process = found._fitting.process
    found.close()
    assert process.returncode is not None and suggestions(path)[1] == 1
    found.close()


@pytest.mark.slow
def test_one_that_has_begun_to_write_leaves_nothing_half_written(path):
    decide(path, range(1, 9))
    found, patience = Refitting(path), time.monotonic() + 120
    found.consider(0, 20)
    assert found._fitting is not None
    while not found._fitting._may_write and time.monotonic() < patience:
        assert found.renewed() is None
        time.sleep(0.01)
    found.close()
    with Project.open(path) as project:
        assert project.latest_run_id("suggest") == 2 and len(project.scored(2)) == 60


def test_newer_suggestions_are_not_written_over_by_those_of_an_older_run(path, monkeypatch):
    decide(path, range(1, 9))
    fitted = refit(path)
    newest = []

    def another_begins(*_):
        with Project.open(path) as project:
            if not newest:
                newest.append(project.add_run(fitted.run))
                project.take_suggestions(fitted.copy, newest[0], sorted(fitted.copy.scored(fitted.run_id)))

    with monkeypatch.context() as patch:
        patch.setattr(refit_module, "AT_ONCE", 20)
        patch.setattr(refit_module.time, "sleep", another_begins)
        assert publish(path, fitted, lambda: False) is None
    decide(path, range(9, 12))
    with monkeypatch.context() as patch:
        patch.setattr("coder.workflow.suggest.load_encoder", lambda *_, **__: HashingEncoder())
        patch.setattr("coder.workflow.fitting.CHUNK", 20)
        newest.clear()
        with pytest.raises(ProjectError, match="by another process"):
            suggest_project(path, progress=lambda job, *_: another_begins() if job == "Suggesting" else None)
    with Project.open(path) as project:
        assert set(project.scorings().values()) == set(newest)


def test_an_audit_drawn_while_suggestions_are_written_keeps_the_scores_of_the_whole_run(path, monkeypatch):
    decide(path, range(1, 9))
    fitted = refit(path)
    drawn = []

    def draw(*_):
        if not drawn:
            drawn.append(draw_audits(path, AuditOptions(size=10, looks=1, precision=0.5, confidence=0.5)))

    with monkeypatch.context() as patch:
        patch.setattr(refit_module, "AT_ONCE", 20)
        patch.setattr(refit_module.time, "sleep", draw)
        assert publish(path, fitted, lambda: False) is not None
    with Project.open(path) as project:
        kept = kept_scores(project, 1)
        assert drawn and kept is not None and len(kept.values) == len(project.audit_frame(1))
