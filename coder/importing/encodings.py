"""The encoding of a text file, told from all its bytes in bounded memory: by its BOM, else UTF-8, else Windows-1252."""

import codecs
from itertools import islice
from pathlib import Path

from coder.errors import TableError, UsageError

_CHUNK = 1 << 20
_SHOWN_LINES = 3
_SHOWN_WIDTH = 60
_LONGEST_LINE = 1 << 16
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WINDOWS = "cp1252"


def find_encoding(path: Path, given: str | None) -> tuple[str, tuple[str, ...]]:
    """The encoding that every byte of the file fits, and what a person should know about it.

    Raises:
        UsageError: none fits, or the one given is unknown.
        TableError: the file does not fit the encoding given or its own byte order mark.
    """
    if given is not None:
        return _given(path, given), ()
    with path.open("rb") as file:
        start = file.read(4096)
    marked = next((name for mark, name in _BOMS if start.startswith(mark)), None)
    if marked is not None:
        _must_fit(path, marked)
        return marked, ()
    if start.count(0) > len(start) // 4:
        raise _ask(path, "it looks like UTF-16 without a byte order mark", "utf-16-le")
    if _misfit(path, "utf-8") is None:
        return "utf-8", ()
    if _misfit(path, WINDOWS) is not None:
        raise _ask(path, "it is neither UTF-8 nor Windows-1252", "mac-roman")
    lines = "; ".join(_lines_to_check(path, WINDOWS))
    return WINDOWS, (f"The file is not UTF-8 and was read as Windows-1252. Check these lines: {lines}",)


def _given(path: Path, encoding: str) -> str:
    try:
        known = codecs.lookup(encoding)
        "".encode(encoding)
    except LookupError:
        raise UsageError(
            f"There is no text encoding '{encoding}' (--encoding).", "Common ones are utf-8, utf-16, cp1252, mac-roman."
        ) from None
    name = "utf-8-sig" if known.name == "utf-8" else known.name  # a byte order mark is never part of the first header
    _must_fit(path, name)
    return name


def _ask(path: Path, why: str, example: str) -> UsageError:
    return UsageError(
        f"The encoding of {path} cannot be told: {why}.", f"Name it with --encoding, for example --encoding {example}."
    )


def _must_fit(path: Path, encoding: str) -> None:
    position = _misfit(path, encoding)
    if position is not None:
        raise TableError(
            f"{path} is not {encoding} throughout: it cannot be decoded around byte {position:,}.",
            "The file may be damaged or cut off; otherwise name its encoding with --encoding.",
        )


def _misfit(path: Path, encoding: str) -> int | None:
    """Where, to within a chunk, the file stops fitting the encoding; None: it fits."""
    decoder = codecs.getincrementaldecoder(encoding)(errors="strict")
    done = 0
    with path.open("rb") as file:
        while True:
            chunk = file.read(_CHUNK)
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeError as error:
                return done + (error.start if isinstance(error, UnicodeDecodeError) else 0)
            if not chunk:
                return None
            done += len(chunk)


def _lines_to_check(path: Path, encoding: str) -> list[str]:
    """The first few lines with characters outside ASCII, cut to what surrounds the first of these."""
    with path.open("rb") as file:
        lines = enumerate(iter(lambda: file.readline(_LONGEST_LINE), b""), start=1)
        telling = ((number, line) for number, line in lines if not line.isascii())
        return [f"line {number}: {_around(line, encoding)}" for number, line in islice(telling, _SHOWN_LINES)]


def _around(line: bytes, encoding: str) -> str:
    text = line.decode(encoding).strip("\r\n\t ")
    at = next((index for index, character in enumerate(text) if not character.isascii()), 0)
    start = max(0, at - _SHOWN_WIDTH // 2)
    return text[start : start + _SHOWN_WIDTH]
