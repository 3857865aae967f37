"""What the XML of an XLSX sheet tells beyond its values: its extent, formulas, error values and shared strings.

An ordinary sheet is judged by a quick look at its bytes; one with formulas, errors or anything unusual is parsed.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

_CHUNK = 1 << 18
_LONGEST_TAG = 1 << 20
_REF = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_QUICK_REF = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"')
_UNUSUAL = (b"<f", b't="e"', b"t='e'", b"<!", b":c", b":f")
"""Formulas, errors, declarations and prefixed tags. Text may look so too, which costs time and nothing else."""


class HostileXml(Exception):
    """XML that no spreadsheet program writes."""


@dataclass(slots=True)
class SheetFacts:
    """What the XML of a sheet tells beyond its values. Rows and columns count from 0."""

    rows: int = 0
    columns: int = 0
    formulas: int = 0
    first_formula: str = ""
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    """Error values such as #N/A by row and column."""
    strings: Counter[str] = field(default_factory=Counter)
    """How often each shared string is used, by its number."""


def quick_look(file: IO[bytes]) -> tuple[SheetFacts | None, int]:
    """The extent of a sheet and the number of its cells, from its bytes alone, if it is written as most are.

    The extent is never too small, but may be too large. None: something in it needs parsing.
    """
    columns: set[bytes] = set()
    last_row = cells = 0
    for piece in _pieces(file):
        found = _QUICK_REF.findall(piece)
        if len(found) < piece.count(b"<c") - piece.count(b"<col") or any(sign in piece for sign in _UNUSUAL):
            return None, 0
        columns.update(letters for letters, _ in found)
        last_row = max(last_row, max((int(digits) for _, digits in found), default=0))
        cells += len(found)
    if not cells:
        return None, 0
    return SheetFacts(rows=last_row, columns=max(_column(letters.decode()) for letters in columns) + 1), cells


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    """The file in pieces that begin with a tag, so that none is cut in two."""
    rest = b""
    while chunk := file.read(_CHUNK):
        whole = rest + chunk
        cut = whole.rfind(b"<")
        if cut <= 0:
            if len(whole) > _LONGEST_TAG:
                yield whole
                whole = b""
            rest = whole
        else:
            yield whole[:cut]
            rest = whole[cut:]
    yield rest


def longest_string(file: IO[bytes]) -> int:
    """The most bytes that one shared string takes in the XML."""
    longest = since = 0
    for piece in _pieces(file):
        before, *starting = piece.split(b"<si")
        longest = max(longest, since + len(before), *map(len, starting)) if starting else longest
        since = len(starting[-1]) if starting else since + len(piece)
    return max(longest, since)


def scan_sheet(file: IO[bytes]) -> SheetFacts:
    """Read a sheet's XML cell by cell."""
    scan = _SheetScan()
    parse(file, scan.start, scan.text)
    return scan.facts


def parse(file: IO[bytes], start: Callable[[str, dict[str, str]], None], text: Callable[[str], None]) -> None:
    """Parse XML in pieces, calling `start` with each tag and its attributes and `text` with what stands between tags.

    Raises:
        HostileXml: it is not well-formed, or declares a document type, as expansion bombs do.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        while chunk := file.read(_CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError) as error:
        raise HostileXml(str(error)) from error


def _refuse_doctype(*_: object) -> None:
    raise HostileXml("it declares a document type")


class _SheetScan:
    """Follows the cells of a sheet as the parser meets them."""

    def __init__(self) -> None:
        self.facts = SheetFacts()
        self._row = -1
        self._column = -1
        self._type = ""
        self._in_value = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        self._in_value = False
        if name == "c":
            self._place(attributes.get("r"))
            self._type = attributes.get("t", "")
        elif name == "v" or name == "is":
            self._in_value = True
            facts = self.facts
            facts.rows = max(facts.rows, self._row + 1)
            facts.columns = max(facts.columns, self._column + 1)
        elif name == "f":
            self.facts.formulas += 1
            self.facts.first_formula = self.facts.first_formula or cell_name(self._row, self._column)
        elif name == "row":
            number = attributes.get("r")
            self._row = int(number) - 1 if number else self._row + 1
            self._column = -1

    def text(self, text: str) -> None:
        if not self._in_value or not (text := text.strip()):
            return
        if self._type == "s":
            self.facts.strings[text] += 1
        elif self._type == "e":
            self.facts.errors[self._row, self._column] = text

    def _place(self, reference: str | None) -> None:
        match = _REF.fullmatch(reference) if reference else None
        if match is None:
            self._column += 1
            return
        self._column = _column(match[1])
        self._row = int(match[2]) - 1


def _column(letters: str) -> int:
    """The column, from 0, that its letters name."""
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return column - 1


def cell_name(row: int, column: int) -> str:
    """The name of a cell as spreadsheets show it, from row and column counted from 0: `C5`."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def characters(file: IO[bytes], used: Counter[str]) -> int:
    """How many characters the shared strings make when each is repeated as often as it is used."""
    lengths: list[int] = []

    def start(tag: str, _: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "si":
            lengths.append(0)

    def text(said: str) -> None:
        if lengths:
            lengths[-1] += len(said)

    if used:
        parse(file, start, text)
    return sum(lengths[int(key)] * times for key, times in used.items() if key.isdecimal() and int(key) < len(lengths))
