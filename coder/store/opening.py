"""Checks before a file is trusted to be a project."""

import stat
from pathlib import Path

from sqlalchemy import Connection

from coder.errors import ProjectError
from coder.store.connection import Database, Mode
from coder.store.faults import INIT_HINT, came_of_busy, damaged, needs_recovery, no_project
from coder.store.migrating import CURRENT, Schema, upgrade_file, user_version
from coder.store.schema import APPLICATION_ID, DERIVED, metadata
from coder.store.triggers import TRIGGERS

SMALLEST = 512
"""SQLite's smallest page; it takes anything shorter for an empty database."""


def open_database(path: Path, *, read_only: bool, patience: float, schema: Schema = CURRENT) -> Database:
    """The database of a project file that passed every check, brought to this program's schema if it was older."""
    check_path(path)
    if _is_older(path, schema, patience):
        upgrade_file(path, schema, patience)
    database = Database(path, Mode.READ if read_only else Mode.WRITE, patience)
    try:
        with database.reading() as connection:
            _check_header(connection, path, schema)
            _check_schema(connection, path)
            _check_soundness(connection, path)
    except BaseException:
        database.close()
        raise
    return database


def refusal(path: Path) -> ProjectError | None:
    """Why nothing can be written to a project file; None: it can, or it is something else that is wrong with it.

    That somebody else is writing just now is no reason: they will have finished. Only writing tells: SQLite opens what
    it may not write, and a folder that takes no journal refuses it at the first changed page. What is written here is
    what was there, and it is taken back.
    """
    database = Database(path, Mode.WRITE, patience=0)
    try:
        with database.reading() as connection:
            _check_header(connection, path, CURRENT)
    except ProjectError:
        database.close()
        return None
    try:
        with database.writing() as connection:
            connection.exec_driver_sql(f"PRAGMA user_version = {user_version(connection)}")
            raise _Enough
    except ProjectError as error:
        return None if came_of_busy(error) else error
    except _Enough:
        return None
    finally:
        database.close()


class _Enough(Exception):
    """Ends a transaction that was only to be tried."""


def check_path(path: Path) -> None:
    """Refuse what is no file with content.

    The file is never opened here: closing it would drop the locks that SQLite holds on it in this process.
    """
    try:
        status = path.stat()
    except FileNotFoundError:
        raise ProjectError(f"There is no project file {path}.", f"{INIT_HINT} Or try: coder demo.") from None
    except OSError as error:
        raise ProjectError(f"{path} cannot be read: {error.strerror or error}.", "Check its path.") from error
    if stat.S_ISDIR(status.st_mode):
        raise ProjectError(f"{path} is a folder, not a project file.", "Name the file in it that ends in .coder.")
    if not stat.S_ISREG(status.st_mode):
        raise ProjectError(f"{path} is not a file.", "Name a file that ends in .coder.")
    if status.st_size == 0:
        raise ProjectError(f"{path} is empty: it is not a project file.", INIT_HINT)
    if status.st_size < SMALLEST:
        raise no_project(path)


def _is_older(path: Path, schema: Schema, patience: float) -> bool:
    try:
        return _older(path, Mode.READ, schema, patience)
    except ProjectError as error:
        if not needs_recovery(error):
            raise
    return _older(path, Mode.WRITE, schema, patience)


def _older(path: Path, mode: Mode, schema: Schema, patience: float) -> bool:
    database = Database(path, mode, patience)
    try:
        with database.reading() as connection:
            _check_header(connection, path, schema)
            return user_version(connection) < schema.version
    finally:
        database.close()


def _check_header(connection: Connection, path: Path, schema: Schema) -> None:
    if connection.exec_driver_sql("PRAGMA application_id").scalar_one() != APPLICATION_ID:
        raise ProjectError(f"{path} is an SQLite database, but not a project file of coder.", INIT_HINT)
    version = user_version(connection)
    if version > schema.version:
        raise ProjectError(
            f"{path} was written by a newer version of coder: its schema is {version}, "
            f"and this version knows those up to {schema.version}.",
            "Update coder, then try again; the file was not touched.",
        )


def _check_soundness(connection: Connection, path: Path) -> None:
    """Check what cannot be made again; the rest is the greater part of a file, and its damage shows when it is read."""
    pages, size = (
        int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()) for name in ("page_count", "page_size")
    )
    if path.stat().st_size < pages * size:  # SQLite takes what is missing of the last page for zeros
        raise damaged(path, "its end is missing")
    for name in metadata.tables:
        if name not in DERIVED:
            answer = str(connection.exec_driver_sql(f"PRAGMA quick_check({name})").scalars().first())
            if answer != "ok":
                raise damaged(path, answer)


def _check_schema(connection: Connection, path: Path) -> None:
    """Refuse missing tables and columns, and every trigger and view that is not ours."""
    columns = connection.exec_driver_sql(
        "SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c WHERE t.type = 'table'"
    )
    found = {(str(table), str(column)) for table, column in columns}
    expected = {(table.name, column.name) for table in metadata.tables.values() for column in table.columns}
    if missing := sorted(expected - found):
        raise damaged(path, f"'{'.'.join(missing[0])}' is missing")
    acting = connection.exec_driver_sql("SELECT name, sql FROM sqlite_schema WHERE type IN ('trigger', 'view')")
    if {str(name): str(sql) for name, sql in acting} != TRIGGERS:
        raise damaged(path, "what guards its log of decisions was changed")
