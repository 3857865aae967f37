"""A file that appears whole or not at all: written under another name in its folder, renamed when it is complete."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

from coder.errors import TableError

_REASONS = {
    errno.ENOSPC: ("the disk is full", "Free some space, or write to another disk."),
    errno.EDQUOT: ("your quota of disk space is used up", "Free some space, or write to another disk."),
    errno.EFBIG: ("the file is larger than the disk allows", "Write to another disk, or fewer rows."),
    errno.EACCES: ("you are not allowed to write there", "Choose another folder; close the file where it is open."),
    errno.EPERM: ("you are not allowed to write there", "Choose another folder; close the file where it is open."),
    errno.EROFS: ("the disk is read-only", "Choose another folder."),
    errno.ENAMETOOLONG: ("its name is too long", "Choose a shorter name."),
}


def check_target(path: Path) -> Path:
    """The file that a path leads to, if a file can be written there.

    Raises:
        TableError: its folder is missing, it is a folder itself, or it may not be written.
    """
    try:
        target = Path(os.path.realpath(path))
        _check(path, target)
    except ValueError as error:
        raise TableError(f"{path} cannot be the name of a file.", "Choose another name.") from error
    except OSError as error:
        raise cannot_write(path, error) from error
    return target


def _check(path: Path, target: Path) -> None:
    if not target.parent.is_dir():
        raise TableError(f"{path} cannot be written: there is no folder {path.parent}.", "Create it or choose another.")
    if target.is_dir():
        raise TableError(f"{path} is a folder, not a file.", "Add a file name.")
    if target.exists() and not target.is_file():
        raise TableError(f"{path} is not an ordinary file.", "Choose another name.")
    if target.exists() and not os.access(target, os.W_OK):
        raise TableError(f"{path} is read-only.", "Choose another name.")


def cannot_write(path: Path, error: OSError) -> TableError:
    """The sentence for a failure of the operating system."""
    fallback = (error.strerror or str(error), "Try another folder.")
    reason, hint = _REASONS.get(error.errno or 0, fallback)
    return TableError(f"{path} cannot be written: {reason}.", hint)


@contextmanager
def file_errors(path: Path) -> Iterator[None]:
    """Turns failures of the operating system into a sentence about the file."""
    try:
        yield
    except OSError as error:
        raise cannot_write(path, error) from error


class Draft:
    """A file being written beside the one it is to replace."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._target = check_target(path)
        with file_errors(path):
            handle, name = tempfile.mkstemp(prefix=".coder-", suffix=self._target.suffix, dir=self._target.parent)
        self._draft = Path(name)
        self.file = cast(BinaryIO, os.fdopen(handle, "wb"))

    def publish(self) -> None:
        """Make what was written durable and put it in the target's place."""
        with file_errors(self._path):
            self.file.flush()
            os.fsync(self.file.fileno())
            self.file.close()
            self._draft.chmod(_mode(self._target))
            self._draft.replace(self._target)

    def discard(self) -> None:
        """Remove what was written; the target stays as it was."""
        with suppress(OSError):
            self.file.close()
        self._draft.unlink(missing_ok=True)


def _mode(target: Path) -> int:
    """The permissions of the file that is replaced, or those a new file gets."""
    with suppress(FileNotFoundError):
        return target.stat().st_mode & 0o777
    mask = os.umask(0o077)
    os.umask(mask)
    return 0o666 & ~mask
