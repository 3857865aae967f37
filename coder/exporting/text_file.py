"""Writes a file that appears whole or not at all."""

from pathlib import Path

from coder.exporting.draft import Draft, check_target, file_errors


def write_text(path: Path, text: str) -> None:
    """Write a UTF-8 text file; one that is there is replaced once the new one is complete.

    Raises:
        TableError: the file cannot be written there.
    """
    write_bytes(path, text.encode())


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file; one that is there is replaced once the new one is complete.

    Raises:
        TableError: the file cannot be written there.
    """
    check_target(path)
    draft = Draft(path)
    try:
        with file_errors(path):
            draft.file.write(data)
        draft.publish()
    except BaseException:
        draft.discard()
        raise
