"""Backups: whole and verified copies, made while others may read."""

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from coder.errors import ProjectError
from coder.store.connection import PATIENCE, Mode, connect
from coder.store.faults import in_words


def back_up(path: Path, patience: float = PATIENCE) -> Path:
    """Copy a project file to `NAME.coder.backup-TIME` beside it and check the copy; returns its path."""
    target = _free_name(path)
    with in_words(path):
        try:
            with closing(connect(path, Mode.READ, patience)) as source:
                _copy(source, target)
            shutil.copymode(path, target)
        except BaseException:
            target.unlink(missing_ok=True)
            raise
    return target


def _copy(source: sqlite3.Connection, target: Path) -> None:
    with closing(connect(target, Mode.CREATE)) as copy:
        source.backup(copy)
        answer = str(copy.execute("PRAGMA integrity_check(1)").fetchone()[0])
    if answer != "ok":
        raise ProjectError(
            f"The backup {target} is not in order ({answer}), so nothing was done.",
            "Check the disk and the project, then try again.",
        )


def _free_name(path: Path) -> Path:
    """A name that is not taken, claimed with an empty file."""
    stem = f"{path.name}.backup-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    names = (stem, *(f"{stem}-{number}" for number in range(2, 1000)))
    with in_words(path):
        for name in names:
            try:
                (path.parent / name).touch(mode=0o600, exist_ok=False)
            except FileExistsError:
                continue
            return path.parent / name
    raise ProjectError(f"No name is left for a backup of {path}.", "Move old backups elsewhere.")
