"""What tests would do over and over with the same outcome, done once and remembered; never what a test is about."""

import sqlite3
from contextlib import closing
from functools import cache

from coder.codebook import nodes
from coder.codebook.problems import Problems
from coder.store import migrating
from coder.store.connection import PATIENCE, Database, Mode

KEPT_FRAMEWORKS = 64
MARKS = ("application_id", "user_version")
_trees = {}


def compose(source, problems):
    """The tree of a framework's YAML, which is read-only; only a faultless one is remembered."""
    if source not in _trees:
        own = Problems("")
        tree = nodes.compose(source, own)
        if own.in_order() or len(_trees) >= KEPT_FRAMEWORKS:
            return nodes.compose(source, problems)
        _trees[source] = tree
    return _trees[source]


class Migrated:
    """The statements that make what Alembic made of an empty project, recorded on first use."""

    def __init__(self, folder):
        self._folder = folder

    def upgrade(self, connection):
        """As `migrating.upgrade`, but without Alembic, which takes ten times as long."""
        for statement in self._recorded():
            connection.exec_driver_sql(statement)

    @cache  # noqa: B019  one a session
    def _recorded(self):
        path = self._folder / "empty.coder"
        database = Database(path, Mode.CREATE, PATIENCE)
        with database.writing() as connection:
            migrating.upgrade(connection)
        database.close()
        with closing(sqlite3.connect(path)) as made:
            marks = [f"PRAGMA {name} = {made.execute(f'PRAGMA {name}').fetchone()[0]}" for name in MARKS]
            return [one for one in made.iterdump() if one not in ("BEGIN TRANSACTION;", "COMMIT;")] + marks
