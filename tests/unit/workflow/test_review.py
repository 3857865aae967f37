import resource
import sqlite3
from contextlib import closing, contextmanager
from functools import partial

import pytest

from coder.domain.units import Unit
from coder.errors import InputError, ProjectError
from coder.store.project import Project
from coder.workflow.import_ import prepare_import
from coder.workflow.own_name import remembered_name
from coder.workflow.project import create_project, open_project
from coder.workflow.reading import ReadingOptions
from coder.workflow.review import open_review

CODEBOOK = "codebook: a\nquestions: [{id: q1, text: Why?}]\ncodes: [{id: speed, label: Speed}]\n"


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "ann"))
    (tmp_path / "a.yaml").write_text(CODEBOOK)
    (tmp_path / "a.csv").write_text("id,question,text\n1,q1,Be quick.\n")
    create_project(tmp_path / "a.coder", tmp_path / "a.yaml", Unit.RESPONSE)
    with prepare_import(tmp_path / "a.coder", tmp_path / "a.csv", ReadingOptions()) as prepared:
        prepared.run()
    return tmp_path / "a.coder"


def sit(project, coder=None, ask=lambda: pytest.fail("it asked")):
    with open_review(project, coder=coder, ask=ask, questions=None) as sitting:
        return sitting.session.coder, [notice for notice in sitting.notices if "coding as" in notice]


def test_a_name_is_asked_once_and_then_told(project):
    assert sit(project, ask=lambda: " ann ") == ("ann", [])
    assert sit(project) == ("ann", ["coding as ann (change with --coder)"])


def test_a_given_name_goes_before_the_remembered_one_and_is_the_next(project):
    sit(project, "ann")
    assert sit(project, "bob") == ("bob", [])
    assert remembered_name() == "bob"


def test_a_colleague_who_opens_the_file_is_asked(project, tmp_path, monkeypatch):
    sit(project, "ann")
    with open_project(project) as opened:
        assert opened.project.meta("coder") is None
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "bob"))
    assert sit(project, ask=lambda: "bob") == ("bob", [])


@contextmanager
def no_room():
    """No file of this process may grow, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_project_that_cannot_be_written_can_be_looked_at(project, monkeypatch):
    sit(project, "ann")
    before, ask = project.read_bytes(), Project.refusal

    def refusal(path):
        with no_room():
            return ask(path)

    monkeypatch.setattr(Project, "refusal", refusal)
    with open_review(project, coder="ann", ask=str, questions=None) as sitting:
        session = sitting.session
        assert session.read_only is not None and "nothing of this step was saved" in session.read_only
        assert any("nothing can be saved" in notice for notice in sitting.notices)
        assert session.current is not None and session.current.text == "Be quick."
        assert session.toggle("speed") and session.current.merge_offer is None
        acts = (session.confirm, session.no_code_applies, session.toggle_flag, session.toggle_exemplar)
        for act in (*acts, partial(session.set_memo, "why?"), partial(session.split, 3)):
            with pytest.raises(ProjectError, match="Nothing can be saved in this sitting"):
                act()
        assert session.current.focused.selected == ("speed",)
    assert project.read_bytes() == before


def test_somebody_who_writes_when_a_review_is_opened_is_waited_for(project):
    sit(project, "ann")
    with (
        closing(sqlite3.connect(project, isolation_level=None)) as writer,
        open_review(project, coder="ann", ask=str, questions=None) as sitting,
    ):
        writer.execute("BEGIN IMMEDIATE")
        with open_review(project, coder="bob", ask=str, questions=None) as other:
            assert other.session.read_only is None
        writer.execute("ROLLBACK")
        assert sitting.session.toggle_flag()


def test_who_else_is_coding_is_told(project):
    with open_review(project, coder="bob", ask=str, questions=None) as sitting:
        sitting.session.toggle_flag()
        with open_review(project, coder="ann", ask=str, questions=None) as other:
            assert any("also coding here: bob (0 minutes ago)" in notice for notice in other.notices)
            assert other.session.current is not None and other.session.current.focused.flagged
            other.session.no_code_applies()
        assert sitting.session.no_code_applies().stands is None
    with open_review(project, coder="bob", ask=str, questions=None) as again:
        assert any("also coding here: ann" in notice for notice in again.notices)


@pytest.mark.parametrize("name", ["  ", "machine:x"])
def test_what_is_no_name_of_a_person_is_refused_and_not_remembered(project, name):
    with pytest.raises(InputError):
        sit(project, ask=lambda: name)
    assert remembered_name() == ""
