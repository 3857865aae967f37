"""The settings that the promise of durability rests on, read back on the connection that writes."""

from pathlib import Path

import pytest
from sqlalchemy import event

from coder.store.connection import SETTINGS, Database
from coder.store.schema import APPLICATION_ID, SCHEMA_VERSION


def test_the_writing_connection_has_every_setting(project):
    with project._database.writing() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in SETTINGS}
        busy = connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one()
        marks = [connection.exec_driver_sql(f"PRAGMA {n}").scalar_one() for n in ("application_id", "user_version")]
    assert found == SETTINGS
    assert found["journal_mode"] == "delete"
    assert found["synchronous"] == 3  # EXTRA
    assert busy == 5000
    assert marks == [APPLICATION_ID, SCHEMA_VERSION]


def test_the_reading_connection_has_every_setting(project):
    with project._database.reading() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in SETTINGS}
    assert found == SETTINGS


def test_writes_begin_immediately_and_reads_do_not(project):
    said: list[str] = []
    event.listen(project._database._engine, "before_cursor_execute", lambda c, cursor, sql, *rest: said.append(sql))
    project.set_meta("coder", "ann")
    assert said[0] == "BEGIN IMMEDIATE"
    assert said[-1] == "COMMIT"
    said.clear()
    project.meta("coder")
    assert said[0] == "BEGIN"


@pytest.mark.parametrize("name", ["plain", "with space", "100% ? # &", "größe 😀"])
def test_any_file_name_will_do(tmp_path: Path, name: str, create):
    with create() as project:
        project.set_meta("coder", "ann")
    odd = tmp_path / f"{name}.coder"
    project.path.rename(odd)
    database = Database(odd)
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT value FROM meta WHERE key = 'coder'").scalar_one() == "ann"
    database.close()
    assert not list(tmp_path.glob("*-journal"))
