"""Bringing older files forward: backed up first, all or nothing."""

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

import coder.store
from coder.domain.annotation import Kind
from coder.domain.decision import Basis, Purpose
from coder.domain.response import Span
from coder.domain.step import StepKind
from coder.errors import ProjectError
from coder.store.backup import back_up
from coder.store.connection import Database
from coder.store.migrating import CURRENT, Schema, upgrade_file
from coder.store.project import Project
from coder.store.records import NewDivision
from coder.store.schema import SCHEMA_VERSION, metadata
from coder.store.triggers import FIFTH, FOURTH, THIRD
from tests.unit.store.conftest import NOON, TEXTS, key, made, noted

pytestmark = pytest.mark.usefixtures("nothing_remembered")

MINUTE = timedelta(minutes=1)

NEXT = '''
"""A revision of the future."""
from alembic import op
revision = "{this:04}"
down_revision = "{before:04}"
def upgrade():
    op.execute("CREATE TABLE future (x INTEGER)")
    op.execute("INSERT INTO future VALUES (1)")
    {last}
'''


@pytest.fixture
def future(tmp_path):
    """The revisions of this program and one more."""

    def future(last="pass"):
        folder = tmp_path / "100% more revisions"
        shutil.copytree(Path(coder.store.__file__).parent / "migrations", folder, dirs_exist_ok=True)
        source = NEXT.format(this=SCHEMA_VERSION + 1, before=SCHEMA_VERSION, last=last)
        (folder / "versions" / "9999_future.py").write_text(source)
        return Schema(str(folder), SCHEMA_VERSION + 1)

    return future


def _backups(path):
    return sorted(path.parent.glob(f"{path.name}.backup-*"))


def _tables(path):
    with closing(sqlite3.connect(path)) as plain:
        return {name for (name,) in plain.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}


def test_the_revisions_and_the_tables_agree(project):
    with project._database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_a_file_of_this_version_is_left_alone(create):
    with create() as project:
        before = project.path.read_bytes()
    assert upgrade_file(project.path) is None
    assert project.path.read_bytes() == before
    assert _backups(project.path) == []


def test_an_older_file_is_backed_up_and_brought_forward(create, future):
    with create() as project:
        path, before = project.path, project.path.read_bytes()
    backup = upgrade_file(path, future())
    assert backup is not None
    assert _backups(path) == [backup]
    assert "future" in _tables(path)
    with pytest.raises(ProjectError, match="newer version"):
        Project.open(path)
    assert len(before) == len(backup.read_bytes())
    with Project.open(backup) as old:
        assert [response.text for response in old.responses()] == list(TEXTS.values())


@pytest.mark.parametrize("last", ["raise RuntimeError('no')", "op.execute('INSERT INTO comment VALUES (1, 99, 0, 1)')"])
def test_a_failed_migration_leaves_the_file_as_it_was(create, future, last):
    with create() as project:
        path = project.path
    with pytest.raises((RuntimeError, ProjectError)):
        upgrade_file(path, future(last))
    assert "future" not in _tables(path)
    assert len(_backups(path)) == 1
    with Project.open(path) as again:
        assert len(again.responses()) == len(TEXTS)


def test_opening_migrates(create, path):
    """A file of schema 0 has a mark and nothing else; opening brings it forward, and then misses what it should say."""
    create().close()
    path.unlink()
    with closing(sqlite3.connect(path)) as plain:
        plain.execute(f"PRAGMA application_id = {0x434F4452}")
        plain.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        plain.commit()
    with pytest.raises(ProjectError, match="does not say what it is"):
        Project.open(path, read_only=True)
    assert set(metadata.tables) <= _tables(path)
    assert len(_backups(path)) == 1


def test_a_backup_is_whole_private_and_never_in_the_place_of_another(project):
    project.path.chmod(0o600)
    first, second = project.backup(), project.backup()
    assert first != second
    for copy in (first, second):
        assert copy.stat().st_mode & 0o777 == 0o600
        with Project.open(copy, read_only=True) as opened:
            assert opened.responses() == project.responses()


def test_a_damaged_file_is_not_backed_up(create, path):
    create().close()
    with closing(sqlite3.connect(path)) as plain:
        root = plain.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'response'").fetchone()[0]
        size = plain.execute("PRAGMA page_size").fetchone()[0]
    with path.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * 100)
    with pytest.raises(ProjectError, match="not in order"):
        back_up(path)
    assert _backups(path) == []


def test_the_schema_of_this_program_is_the_last_revision():
    names = (Path(coder.store.__file__).parent / "migrations" / "versions").glob("0*.py")
    assert max(int(name.name[:4]) for name in names) == CURRENT.version


def test_a_migration_waits_for_nobody_for_ever(create, future):
    with create() as project:
        other = Database(project.path)
        with other.writing(), pytest.raises(ProjectError, match="another process"):
            upgrade_file(project.path, future(), patience=0.05)
        other.close()
    assert _backups(project.path) == []


def _as_of(version, path):
    """Make a file what an earlier program would have written."""
    later = ("audit_score", "step", "annotation_text", "annotation")[: {4: 1, 3: 2}.get(version)]
    with closing(sqlite3.connect(path)) as plain:
        for table in later:
            plain.execute(f"DROP TABLE {table}")
        if version == 1:
            for table, column in (("decision", "chosen"), ("scored", "scores")):
                plain.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        plain.execute(f"UPDATE alembic_version SET version_num = '{version:04}'")
        plain.execute(f"PRAGMA user_version = {version}")
        plain.commit()


@pytest.mark.parametrize("version", [1, 2, 3, 4])
def test_a_file_of_an_earlier_schema_keeps_its_decisions(create, version):
    with create() as project:
        path = project.path
        project.divide([NewDivision(1, (Span(0, 15),), "auto", "s")])
        project.record([made(1, "kind")])
        before = project.decisions()
    _as_of(version, path)
    with Project.open(path) as project:
        assert project.decisions() == before
        project.record([made(1, "kind", chosen="random")])
        assert [one.chosen for one in project.decisions()] == ["", "random"]
        assert project.annotations() == []
        flag = noted(Kind.FLAG)
        project.annotate([flag])
        assert project.annotations() == [flag]
    assert len(_backups(path)) == 1


def test_a_file_brought_forward_is_guarded_like_a_new_one(create):
    with create() as project:
        path = project.path
    schemas = []
    for _ in range(2):
        with closing(sqlite3.connect(path)) as plain:
            schemas.append(
                set(
                    plain.execute(
                        "SELECT type, name, sql FROM sqlite_schema "
                        "WHERE name LIKE 'annotation%' OR name LIKE 'step%' OR name LIKE 'audit_score%'"
                    )
                )
            )
        _as_of(2, path)
        Project.open(path).close()
    assert schemas[0] == schemas[1]
    assert {name for kind, name, _ in schemas[1] if kind == "trigger"} == set(THIRD | FOURTH | FIFTH)


def test_the_log_of_steps_is_filled_with_what_was_decided_and_undone_before(create):
    """Those of a group are one step, and so is taking it back; what was imported or applied is none."""
    with create() as project:
        path = project.path
        project.divide([NewDivision(number, (Span(0, 9),), "auto", "s") for number in (1, 2, 3)])
        project.record([made(1, "kind", id="i", basis=Basis.IMPORTED), made(1, "kind", id="m", coder="machine:1")])
        project.record([made(1, "kind", id="d1", at=NOON)])
        group = [made(n, "queue", id=f"g{n}", basis=Basis.BULK, at=NOON + MINUTE) for n in (2, 3)]
        project.record(group)
        project.record([made(3, "kind", id="bob", coder="bob"), made(1, "x", id="c", purpose=Purpose.CHECK)])
        undone = project.undo_many(["g2", "g3"], coder="ann", at=NOON + 2 * MINUTE)
        redone = project.undo_many(undone, coder="ann", at=NOON + 3 * MINUTE)
        again = project.undo_many(["g2", "g3"], coder="ann", at=NOON + 4 * MINUTE)
        project.record([made(2, "kind", id="d2", at=NOON + 5 * MINUTE)])
    _as_of(3, path)
    with Project.open(path) as project:
        steps = project.steps("ann", Purpose.CODING)
        assert [(one.kind, one.key, one.comment) for one in steps[:2]] == [
            (StepKind.DECISION, key("r1"), 1),
            (StepKind.DECISION, key("r2"), 2),
        ]
        _, second, undo, _, anew, last = (one.id for one in steps)
        assert [one.undoes for one in steps] == [None, None, second, undo, second, None]
        assert [one.id for one in project.step_decisions(second)] == ["g2", "g3"]
        assert [one.id for one in project.step_decisions(last)] == ["d2"]
        assert len(project.steps("bob", Purpose.CODING)) == len(project.steps("ann", Purpose.CHECK)) == 1
        project.take_back(anew, coder="ann", at=NOON + 6 * MINUTE)
        assert [one.id for one in project.decisions([2, 3])] == ["g2", "g3", "bob", "d2"]
        assert len({*undone, *redone, *again}) == 6
