"""What is no project, or no longer a sound one, ends in one sentence and an untouched file."""

import os
import random
import shutil
import sqlite3
from contextlib import closing

import pytest

from coder.domain.response import Span
from coder.errors import ProjectError
from coder.store.connection import Database
from coder.store.project import Project
from coder.store.records import NewDivision
from coder.store.schema import APPLICATION_ID, SCHEMA_VERSION
from tests.unit.store.conftest import TEXTS, made


def _refused(path, match, **options):
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(ProjectError, match=match) as caught:
        Project.open(path, **options)
    assert str(path) in caught.value.message
    assert caught.value.hint
    assert caught.value.exit_code == 1
    assert (path.read_bytes() if path.is_file() else None) == before


def _sql(path, *statements):
    with closing(sqlite3.connect(path)) as plain:
        for statement in statements:
            plain.execute(statement)
        plain.commit()


def test_opening_gives_back_what_was_created(create):
    with create() as project:
        codebook, unit = project.codebook_path, project.unit
    with Project.open(project.path) as again:
        assert (again.codebook_path, again.unit) == (codebook, unit)
        assert [response.text for response in again.responses()] == list(TEXTS.values())
        assert again.text_hash("yes") == project.text_hash("yes") != again.text_hash("no")


def test_the_codebook_is_found_when_both_have_moved(create, tmp_path):
    create().close()
    (tmp_path / "elsewhere").mkdir()
    moved = tmp_path / "elsewhere" / "study.coder"
    (tmp_path / "study.coder").rename(moved)
    with Project.open(moved) as project:
        assert project.codebook_path == (tmp_path / "elsewhere" / "frame.yaml").resolve()


@pytest.mark.parametrize("read_only", [False, True])
class TestRefused:
    def test_missing(self, path, read_only):
        _refused(path, "There is no project file", read_only=read_only)
        assert not path.exists()

    def test_a_file_in_the_place_of_a_folder(self, path, read_only):
        path.write_text("x")
        _refused(path / "study.coder", "cannot be read", read_only=read_only)

    def test_a_folder(self, path, read_only):
        path.mkdir()
        _refused(path, "is a folder", read_only=read_only)

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
    def test_a_pipe(self, path, read_only):
        os.mkfifo(path)
        _refused(path, "is not a file", read_only=read_only)

    def test_an_empty_file(self, path, read_only):
        path.touch()
        _refused(path, "is empty", read_only=read_only)

    @pytest.mark.parametrize("content", [b"x", b"id,question,text\n1,q1,hello\n" * 500, b"PK\x03\x04" + bytes(9000)])
    def test_another_kind_of_file(self, path, read_only, content):
        path.write_bytes(content)
        _refused(path, "is not a project file", read_only=read_only)

    def test_another_database(self, path, read_only):
        _sql(path, "CREATE TABLE t (x)")
        _refused(path, "not a project file of coder", read_only=read_only)

    def test_a_newer_version(self, create, path, read_only):
        create().close()
        _sql(path, f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
        _refused(path, "written by a newer version of coder", read_only=read_only)
        assert list(path.parent.iterdir()) == [path]

    @pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
    def test_a_truncated_file(self, create, path, read_only, share):
        create().close()
        os.truncate(path, int(path.stat().st_size * share))
        _refused(path, "is damaged", read_only=read_only)

    def test_a_table_that_is_missing(self, create, path, read_only):
        create().close()
        _sql(path, "DROP TABLE suggestion")
        _refused(path, "is damaged: 'suggestion.", read_only=read_only)

    @pytest.mark.parametrize(
        "statement",
        [
            "DROP TRIGGER decision_no_delete",
            "CREATE TRIGGER spy AFTER INSERT ON response BEGIN DELETE FROM vector; END",
            "CREATE VIEW spy AS SELECT * FROM response",
        ],
    )
    def test_triggers_and_views_that_are_not_ours(self, create, path, read_only, statement):
        create().close()
        _sql(path, statement)
        _refused(path, "guards its log", read_only=read_only)

    @pytest.mark.parametrize("key", ["unit", "text_key", "codebook_path"])
    def test_facts_that_are_missing(self, create, path, read_only, key):
        create().close()
        _sql(path, f"UPDATE meta SET value = '' WHERE key = '{key}'")
        _refused(path, "does not say what it is", read_only=read_only)


def test_a_text_that_is_no_text(create, path):
    create().close()
    _sql(path, "DROP TRIGGER response_no_replace", "INSERT INTO response VALUES (9, 1, 'q2', CAST(x'ff' AS TEXT))")
    database = Database(path)
    with pytest.raises(ProjectError, match="not UTF-8"), database.reading() as connection:
        connection.exec_driver_sql("SELECT text FROM response").all()
    database.close()


def test_damage_anywhere_ends_in_words(create, path, tmp_path):
    with create() as project:
        project.divide([NewDivision(1, (Span(0, 15), Span(16, 35)), "auto", "splitter")])
        project.record([made(1, f"code-{n}") for n in range(300)])
        project.add_vectors("m", [(project.text_hash(str(n)), bytes(1536)) for n in range(40)])
    chance = random.Random(7)
    hurt = tmp_path / "hurt.coder"
    refused = 0
    for _ in range(60):
        shutil.copy(path, hurt)
        with hurt.open("r+b") as file:
            file.seek(chance.randrange(0, path.stat().st_size))
            file.write(chance.randbytes(chance.choice([1, 64, 5000])))
        try:
            with Project.open(hurt) as project:
                _read_everything(project)
        except ProjectError as error:
            refused += 1
            assert str(hurt) in error.message
    assert refused > 20


def _read_everything(project):
    try:
        project.log(), project.decisions(), project.counted_comments(), project.comments(), project.respondents()
        project.vectors("m", [project.text_hash(str(n)) for n in range(40)])
    except (ValueError, TypeError):
        pass  # a changed letter inside a stored value: no database can know


def test_a_reader_clears_up_after_a_killed_writer(create, path, tmp_path):
    create().close()
    victim = tmp_path / "victim.coder"
    with closing(sqlite3.connect(path, isolation_level=None)) as plain:
        plain.execute("PRAGMA cache_size = 2")
        plain.execute("BEGIN IMMEDIATE")
        plain.executemany("INSERT INTO vector VALUES ('m', ?, ?)", ((str(n), bytes(3000)) for n in range(50)))
        shutil.copy(path, victim)
        shutil.copy(f"{path}-journal", f"{victim}-journal")
        plain.execute("ROLLBACK")
    with Project.open(victim, read_only=True) as project:
        assert len(project.responses()) == len(TEXTS)
        assert project.missing_vectors("m", ["1"]) == ["1"]
    assert not victim.with_name("victim.coder-journal").exists()


def test_read_only_refuses_to_write(create, path):
    create().close()
    with Project.open(path, read_only=True) as project:
        with pytest.raises(ProjectError, match="cannot be opened for writing"):
            project.set_meta("coder", "ann")
        assert project.meta("coder") is None


def test_the_mark_is_readable():
    assert APPLICATION_ID.to_bytes(4, "big") == b"CODR"
