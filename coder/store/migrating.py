"""Bringing a project file to the schema of this program: forward only, and never without a verified backup."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from coder.store.backup import back_up
from coder.store.connection import PATIENCE, Database, Mode
from coder.store.faults import damaged
from coder.store.schema import APPLICATION_ID, SCHEMA_VERSION


@dataclass(frozen=True, slots=True)
class Schema:
    """A line of Alembic revisions and how far it goes; the revision with number n is called `000n`."""

    revisions: str = "coder.store:migrations"
    """The folder, as Alembic writes it: a path, or a folder in a package."""
    version: int = SCHEMA_VERSION


CURRENT = Schema()
"""The schema of this program."""


def upgrade_file(path: Path, schema: Schema = CURRENT, patience: float = PATIENCE) -> Path | None:
    """Back a file up and bring it forward, all or nothing; returns the backup, or None if nothing was to do."""
    database = Database(path, Mode.WRITE, patience, foreign_keys=False)
    try:
        with database.writing() as connection:  # nobody else can write between the backup and the migration
            if user_version(connection) >= schema.version:
                return None
            backup = back_up(path, patience)
            upgrade(connection, schema)
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise damaged(path, "a row refers to one that is missing")
            return backup
    finally:
        database.close()


def upgrade(connection: Connection, schema: Schema = CURRENT) -> None:
    """Run the missing revisions inside the open transaction and mark the file as what it now is."""
    from alembic import command, config  # noqa: PLC0415  Alembic takes half a second, and is rarely needed

    settings = config.Config()
    settings.set_main_option("script_location", schema.revisions.replace("%", "%%"))
    settings.attributes["connection"] = connection
    command.upgrade(settings, f"{schema.version:04}")
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {schema.version}")


def user_version(connection: Connection) -> int:
    """The number of the schema a file has."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
