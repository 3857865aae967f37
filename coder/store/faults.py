"""What SQLite and the disk say, in words for the person at the keyboard."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from coder.errors import ProjectError

BACKUPS_HINT = "Backups, if there are any, stand beside the project as NAME.coder.backup-DATE."

INIT_HINT = "Create a project with: coder init NAME.coder --codebook FILE."


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Turn every database error that a user can cause, or suffer, into a ProjectError."""
    try:
        yield
    except (DBAPIError, sqlite3.Error, UnicodeDecodeError) as error:
        fault = _fault(path, error)
        if fault is None:
            raise
        raise fault from error
    except (PermissionError, FileNotFoundError) as error:
        raise unwritable(path) from error


def is_busy(error: DBAPIError) -> bool:
    """Whether another process holds the lock."""
    return _name(error) in ("SQLITE_BUSY", "SQLITE_LOCKED")


def came_of_busy(error: BaseException | None) -> bool:
    """Whether an error arose because another process holds the lock."""
    return any(_name(cause) in ("SQLITE_BUSY", "SQLITE_LOCKED") for cause in _chain(error))


def needs_recovery(error: BaseException | None) -> bool:
    """Whether a reader met what a killed writer left, which only a writer can clear up."""
    return any(
        (getattr(cause, "sqlite_errorname", None) or "") in ("SQLITE_READONLY_ROLLBACK", "SQLITE_READONLY_RECOVERY")
        for cause in _chain(error)
    )


def damaged(path: Path, what: str = "") -> ProjectError:
    """The error for a file whose content is not in order."""
    return ProjectError(f"{path} is damaged{': ' + what if what else ''}.", BACKUPS_HINT)


def no_project(path: Path) -> ProjectError:
    """The error for a file that is no SQLite database."""
    return ProjectError(
        f"{path} is not a project file of coder, or its beginning is damaged.", f"{INIT_HINT} {BACKUPS_HINT}"
    )


def unwritable(path: Path) -> ProjectError:
    """The error for a file or folder that may not be written, or not be opened."""
    return ProjectError(
        f"{path} cannot be opened for writing, and nothing was changed.",
        "Check the permissions of the file and of its folder: SQLite keeps a journal beside the file.",
    )


def _fault(path: Path, error: BaseException) -> ProjectError | None:
    for cause in _chain(error):
        if isinstance(cause, UnicodeDecodeError) or "Could not decode to UTF-8" in str(cause):
            return damaged(path, "some of its text is not UTF-8")
        if fault := _of_kind(path, _name(cause), str(getattr(cause, "orig", cause))):
            return fault
    return None


def _of_kind(path: Path, name: str, detail: str) -> ProjectError | None:
    match name:
        case "SQLITE_BUSY" | "SQLITE_LOCKED":
            return ProjectError(
                f"{path} is being written by another process, and nothing was changed.",
                "Wait until it has finished, then try again.",
            )
        case "SQLITE_FULL":
            return ProjectError(
                f"There is no room left on the disk for {path}, and nothing of this step was saved.",
                "Free some space, then try again: what was saved before is intact.",
            )
        case "SQLITE_READONLY" | "SQLITE_CANTOPEN" | "SQLITE_PERM" | "SQLITE_AUTH":
            return unwritable(path)
        case "SQLITE_NOTADB":
            return no_project(path)
        case "SQLITE_CORRUPT" | "SQLITE_FORMAT":
            return damaged(path, detail)
        case "SQLITE_IOERR":
            return ProjectError(
                f"The disk reported an error at {path} ({detail}), and nothing of this step was saved.",
                "Check the disk, its free space and quota, then try again.",
            )
        case _:
            return None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error, what the driver said in it, and the error it arose from.

    A full disk makes SQLite end the transaction by itself, so that rolling back fails in its turn.
    """
    while error is not None:
        yield error
        if isinstance(error, DBAPIError) and error.orig is not None:
            yield error.orig
        error = error.__cause__ or error.__context__


def _name(error: BaseException) -> str:
    """The primary result code: `SQLITE_IOERR` for `SQLITE_IOERR_WRITE`."""
    full = getattr(getattr(error, "orig", error), "sqlite_errorname", None) or ""
    return "_".join(full.split("_")[:2])
