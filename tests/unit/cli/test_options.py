from pathlib import Path

import pytest

from coder.cli.options import PROJECT_VARIABLE, find_project
from coder.errors import UsageError


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(PROJECT_VARIABLE, raising=False)
    return tmp_path


def test_a_named_project_comes_first_then_the_variable_then_the_only_one(here, monkeypatch):
    (here / "only.coder").touch()
    assert find_project(None) == Path("only.coder")
    monkeypatch.setenv(PROJECT_VARIABLE, "other.coder")
    assert find_project(None) == Path("other.coder")
    assert find_project(Path("named.coder")) == Path("named.coder")


def test_an_empty_variable_names_nothing(here, monkeypatch):
    (here / "only.coder").touch()
    monkeypatch.setenv(PROJECT_VARIABLE, "")
    assert find_project(None) == Path("only.coder")


def test_backups_and_journals_are_no_projects(here):
    for name in ("only.coder", "only.coder-journal", "only.coder.backup-2024"):
        (here / name).touch()
    assert find_project(None) == Path("only.coder")


def test_with_none_the_way_to_make_one_is_said(here):
    with pytest.raises(UsageError) as caught:
        find_project(None)
    assert "coder init" in caught.value.hint


def test_several_are_named_and_not_guessed_between(here):
    for name in ("b.coder", "a.coder"):
        (here / name).touch()
    with pytest.raises(UsageError) as caught:
        find_project(None)
    assert "a.coder, b.coder" in caught.value.message
    assert "--project" in caught.value.hint
