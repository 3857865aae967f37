"""Read a framework from a file, or from its stored text."""

import codecs
from pathlib import Path

from coder.codebook.check import MAX_BYTES, check_codebook
from coder.domain.codebook import Codebook
from coder.errors import CodebookError


def read_codebook(path: Path) -> Codebook:
    """The framework in a file.

    Raises:
        CodebookError: the file cannot be read, or has problems; the message has a line for each.
    """
    return parse_codebook(read_source(path), str(path))


def parse_codebook(source: str, name: str) -> Codebook:
    """The framework in a YAML text; `name` is what the file is called in problems.

    Raises:
        CodebookError: it has problems; the message has a line for each.
    """
    checked = check_codebook(source, name)
    if checked.codebook is None:
        raise CodebookError("\n".join(map(str, checked.problems)), "Mend the file at these lines and try again.")
    return checked.codebook


def read_source(path: Path) -> str:
    """The text of a framework's file, with its line ends as they are.

    Raises:
        CodebookError: there is no such file, or it is too large or not UTF-8 text.
    """
    try:
        if not path.exists():
            raise CodebookError(f"There is no framework {path}.", "Check the name and the folder.")
        if not path.is_file():
            raise CodebookError(f"{path} is not a file.", "Name the framework's YAML file.")
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the name is not possible"
        raise CodebookError(
            f"The framework {path} cannot be read: {reason}.", "Check the name and its permissions."
        ) from error
    if len(content) > MAX_BYTES:
        raise CodebookError(f"{path}:1: the framework is larger than 1 MB.", "Keep data out of it, or split it.")
    return _decode(content, path)


def _decode(content: bytes, path: Path) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise CodebookError(f"{path}:1: the file is in UTF-16.", "Save it as UTF-8.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"{path}:{line}: the file is not UTF-8 text (byte {content[error.start]:#04x})."
        raise CodebookError(message, "Save it as UTF-8.") from error
