import pytest

from coder.domain.units import Unit
from coder.errors import InputError
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


@pytest.mark.parametrize("name", ["  ", "machine:x"])
def test_what_is_no_name_of_a_person_is_refused_and_not_remembered(project, name):
    with pytest.raises(InputError):
        sit(project, ask=lambda: name)
    assert remembered_name() == ""
