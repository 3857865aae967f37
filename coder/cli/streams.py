"""The three standard streams, made fit for use at the start, and left in order at the end."""

import errno
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO, cast

from coder.errors import InputError

_REASONS = {
    errno.ENOSPC: ("the disk is full", "Free some space, or write to another disk."),
    errno.EBADF: ("it is closed", "Leave it open, or send it to a file."),
}


def prepare_streams() -> None:
    """Give files and pipes UTF-8 whatever the locale, and put something in the place of a closed stream."""
    # In this order: a closed descriptor is given to the next file opened, and that must not be the project.
    sys.stdin = sys.stdin or cast(TextIO, _nothing(os.O_RDONLY, "r"))
    # Writing to a descriptor for reading fails, as writing to a closed stdout should.
    sys.stdout = sys.stdout or cast(TextIO, _nothing(os.O_RDONLY, "w"))
    sys.stderr = sys.stderr or cast(TextIO, _nothing(os.O_WRONLY, "w"))
    if isinstance(sys.stdout, io.TextIOWrapper):
        encoding = None if sys.stdout.isatty() else "utf-8"
        sys.stdout.reconfigure(encoding=encoding, errors="backslashreplace")


@contextmanager
def writing_output() -> Iterator[None]:
    """Turn a failure to write to stdout into a sentence; a reader who has seen enough is no failure.

    Raises:
        InputError: the disk is full, or stdout is closed.
        BrokenPipeError: nobody reads on.
    """
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        fallback = (error.strerror or str(error), "Send it to another place.")
        reason, hint = _REASONS.get(error.errno or 0, fallback)
        raise InputError(f"The output cannot be written: {reason}.", hint) from error


def discard_output() -> None:
    """Lead stdout nowhere, so that what is left of the output is not tried again when Python ends."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _nothing(flags: int, mode: str) -> io.TextIOWrapper:
    return cast(io.TextIOWrapper, os.fdopen(os.open(os.devnull, flags), mode, encoding="utf-8"))
