"""A project file is created whole or not at all, and never in the place of another."""

import sqlite3
from contextlib import closing

import pytest

from coder.domain.units import Unit
from coder.errors import ProjectError
from coder.store import creating
from coder.store.creating import stored_codebook_path
from coder.store.project import Project
from tests.remembered import Migrated

pytestmark = pytest.mark.usefixtures("nothing_remembered")


def _create(path):
    return Project.create(path, codebook_path=path.with_name("frame.yaml"), unit=Unit.RESPONSE)


def test_a_new_project_is_one_file(path):
    with _create(path) as project:
        assert project.unit is Unit.RESPONSE
        assert project.codebook_path == path.with_name("frame.yaml").resolve()
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("content", [b"", b"mine"])
def test_a_file_in_the_way_stays(path, content):
    path.write_bytes(content)
    with pytest.raises(ProjectError, match="exists already"):
        _create(path)
    assert path.read_bytes() == content
    assert list(path.parent.iterdir()) == [path]


def test_a_folder_or_a_broken_link_in_the_way_stays(tmp_path):
    (tmp_path / "folder.coder").mkdir()
    (tmp_path / "link.coder").symlink_to(tmp_path / "nowhere")
    for name in ("folder.coder", "link.coder"):
        with pytest.raises(ProjectError, match="exists already"):
            _create(tmp_path / name)
    assert not (tmp_path / "nowhere").exists()


def test_the_folder_must_be_there(tmp_path):
    with pytest.raises(ProjectError, match="There is no folder"):
        _create(tmp_path / "none" / "study.coder")


def test_every_project_has_its_own_key(tmp_path):
    with _create(tmp_path / "a.coder") as one, _create(tmp_path / "b.coder") as other:
        assert one.text_hash("yes") != other.text_hash("yes")


def test_the_codebook_path_is_relative_with_slashes(tmp_path):
    (tmp_path / "projects").mkdir()
    stored = stored_codebook_path(tmp_path / "projects" / "study.coder", tmp_path / "frames" / "frame.yaml")
    assert stored == "../frames/frame.yaml"


def test_a_linked_codebook_keeps_its_own_name(tmp_path):
    (tmp_path / "real.yaml").touch()
    (tmp_path / "frame.yaml").symlink_to(tmp_path / "real.yaml")
    assert stored_codebook_path(tmp_path / "study.coder", tmp_path / "frame.yaml") == "frame.yaml"


def _made(path):
    with closing(sqlite3.connect(path)) as plain:
        marks = [plain.execute(f"PRAGMA {name}").fetchall() for name in ("application_id", "user_version", "page_size")]
        schema = plain.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name").fetchall()
        rows = {
            name: plain.execute(f'SELECT * FROM "{name}"').fetchall() for kind, name, *_ in schema if kind == "table"
        }
    del rows["meta"]
    return marks, schema, rows


def test_what_other_tests_start_from_is_what_a_migration_makes(tmp_path, monkeypatch):
    _create(tmp_path / "migrated.coder").close()
    monkeypatch.setattr(creating, "upgrade", Migrated(tmp_path).upgrade)
    _create(tmp_path / "remembered.coder").close()
    assert _made(tmp_path / "migrated.coder") == _made(tmp_path / "remembered.coder")
    assert _made(tmp_path / "migrated.coder")[2]["alembic_version"]
