"""Connections to a project file, and the one way to read and to write through them.

Why these settings (`SETTINGS`), against the promise that a decision shown as saved survives kill -9, a crash of the
operating system and a power cut on an honest local disk:

- `journal_mode=DELETE`, not WAL: one file at rest, so that copying it is safe; no shared memory, which network drives
  lack; and SQLite 3.7.0 to 3.51.2, common on office laptops, can lose commits in WAL mode with two connections.
- `synchronous=EXTRA`: also flushes the folder once the journal is deleted; with FULL a power cut can bring the
  journal back and take the last commit with it. `fullfsync`: macOS flushes the disk's own cache only when asked.
- `locking_mode=NORMAL` and a busy timeout: a lock is held only during a transaction, so that `coder count` can read
  while a review is open. Every write begins with BEGIN IMMEDIATE: a transaction that reads before it writes is
  refused at once, without waiting, when another writer came first. No transaction is held between calls.
- `foreign_keys=ON`, and `recursive_triggers=ON` so that INSERT OR REPLACE cannot go round the triggers of the log.
- `secure_delete=ON` overwrites what is deleted; `temp_store=MEMORY` keeps respondents' words out of temporary files.
- `trusted_schema=OFF`, `cell_size_check=ON`, `mmap_size=0`: a project file may come from a stranger.
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import QueuePool, StaticPool

from coder.store.faults import in_words, is_busy

PATIENCE = 5.0
"""Seconds to wait for another process that writes."""

COPIED = 500
"""Pages of a project file copied at a time: the lock is held for a few milliseconds."""

COMMIT_ATTEMPTS = 3
"""A reader that stays longer than the busy timeout makes COMMIT fail and leaves the transaction open: try again."""

SETTINGS: dict[str, str | int] = {
    "locking_mode": "normal",
    "journal_mode": "delete",
    "synchronous": 3,
    "fullfsync": 1,
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "secure_delete": 1,
    "temp_store": 2,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "mmap_size": 0,
}
"""What SQLite answers when asked for each setting."""


class Mode(StrEnum):
    """How a project file is opened; the `mode` of SQLite's file URI."""

    READ = "ro"
    WRITE = "rw"
    CREATE = "rwc"


def connect(path: Path, mode: Mode, patience: float = PATIENCE, *, foreign_keys: bool = True) -> sqlite3.Connection:
    """A connection of the driver with every setting made.

    Args:
        path: the project file.
        mode: whether to read, write or create.
        patience: seconds to wait for a lock.
        foreign_keys: False while a migration rebuilds tables; it checks them itself.
    """
    # Transactions are begun by `Database`, never by the driver. Threads take turns through the pool.
    connection = sqlite3.connect(
        _uri(path, mode), uri=True, timeout=patience, isolation_level=None, check_same_thread=False
    )
    try:
        for name, value in (SETTINGS | {"foreign_keys": int(foreign_keys)}).items():
            connection.execute(f"PRAGMA {name}={value}")
    except BaseException:
        connection.close()
        raise
    return connection


def _uri(path: Path, mode: Mode) -> str:
    uri = path.absolute().as_uri()
    if not uri.startswith("file:///"):  # a Windows share: SQLite allows no host in the address
        uri = uri.replace("file://", "file:////", 1)
    return f"{uri}?mode={mode}"


class Database:
    """One project file: reading and writing transactions, and errors in words."""

    def __init__(
        self,
        path: Path,
        mode: Mode = Mode.WRITE,
        patience: float = PATIENCE,
        *,
        foreign_keys: bool = True,
        memory: sqlite3.Connection | None = None,
    ) -> None:
        self.path = path
        self._mine = threading.local()
        self._engine = create_engine(
            "sqlite://",
            creator=lambda: memory or connect(path, mode, patience, foreign_keys=foreign_keys),
            poolclass=QueuePool if memory is None else StaticPool,
        )
        event.listen(self._engine, "begin", _begin)

    @classmethod
    def copied(cls, path: Path) -> "Database":
        """A copy of a project file in memory, taken a little at a time, so that nobody who writes waits for long.

        It is for one thread, and for what has to be read whole while others work on the file.
        """
        memory = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        with in_words(path), closing(connect(path, Mode.READ)) as source:
            source.backup(memory, pages=COPIED)
        return cls(path, memory=memory)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the file; joins this thread's open transaction."""
        joined = self._joined
        if joined is not None:
            with in_words(self.path):
                yield joined
            return
        with self._transaction(writes=False) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection whose writes are durable when the block ends, or undone when it fails.

        Inside this thread's open transaction the block is a part of it: it is undone alone when it fails, and
        durable when the whole is.
        """
        joined = self._joined
        if joined is None:
            with self._transaction(writes=True) as connection:
                yield connection
            return
        if not _writes(joined):
            raise RuntimeError("a snapshot is for reading")
        with in_words(self.path), joined.begin_nested():
            yield joined

    @contextmanager
    def _transaction(self, *, writes: bool) -> Iterator[Connection]:
        with in_words(self.path), self._engine.connect().execution_options(coder_writes=writes) as connection:
            self._mine.connection = connection
            try:
                with connection.begin():
                    yield connection
                    if writes:
                        _commit(connection)
            finally:
                self._mine.connection = None

    @property
    def _joined(self) -> Connection | None:
        return getattr(self._mine, "connection", None)


def _writes(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get("coder_writes"))


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writes(connection) else "BEGIN")


def _commit(connection: Connection) -> None:
    for attempt in range(1, COMMIT_ATTEMPTS + 1):
        try:
            connection.exec_driver_sql("COMMIT")
        except OperationalError as error:
            if attempt == COMMIT_ATTEMPTS or not is_busy(error):
                raise
        else:
            return
