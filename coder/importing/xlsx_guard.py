"""Looks at an XLSX file before it is loaded: is it one, would it fit the memory, and what does calamine not tell.

The sizes in a zip directory can lie, so the parts that will be loaded are also inflated once, piece by piece: the
zip module stops at the size the directory gives and checks the sum of what it read.
"""

import posixpath
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from xml.parsers import expat

from coder.errors import TableError

_MOST_BYTES = 1_000_000_000
_BIG = 50_000_000
_MOST_RATIO = 200
_MOST_ENTRIES = 10_000
_MOST_CELLS = 30_000_000
_MOST_CHARACTERS = 2_000_000_000
_CHUNK = 1 << 18
_REF = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_SHARED = "xl/sharedstrings.xml"
_SMALL = "Save the sheet as CSV and import that."
_NOT_A_WORKBOOK = "Open it in a spreadsheet program and save it as an Excel workbook (.xlsx)."


class _HostileXml(Exception):
    """An XML part that no spreadsheet program writes."""


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


def check_archive(path: Path) -> None:
    """Make sure that the file is a workbook of bearable size.

    Raises:
        TableError: it is not.
    """
    with path.open("rb") as file:
        magic = file.read(8)
    if magic.startswith(b"\xd0\xcf\x11\xe0"):
        raise TableError(
            f"{path} is an old Excel file or protected by a password.", "Save it as .xlsx without a password."
        )
    if not magic.startswith(b"PK"):
        raise TableError(f"{path} is not an Excel workbook.", _NOT_A_WORKBOOK)
    with _opened(path) as archive:
        entries = archive.infolist()
        inflated = sum(entry.file_size for entry in entries)
        packed = sum(entry.compress_size for entry in entries) or 1
        if inflated > _MOST_BYTES or len(entries) > _MOST_ENTRIES:
            raise TableError(f"{path} is too large to load: {inflated / 1e6:,.0f} MB when unpacked.", _SMALL)
        if inflated > _BIG and inflated > _MOST_RATIO * packed:
            raise TableError(
                f"{path} unpacks to {inflated / packed:,.0f} times its size, as no ordinary workbook does.", _SMALL
            )
        if not any(entry.filename.lower() == "xl/workbook.xml" for entry in entries):
            raise TableError(f"{path} is a zip archive but not an Excel workbook.", _NOT_A_WORKBOOK)
        for entry in entries:
            if entry.filename.lower() in (_SHARED, "xl/styles.xml", "xl/workbook.xml"):
                _inflate(archive, entry)


def look_at_sheet(path: Path, sheet: str) -> SheetFacts:
    """Read a sheet's XML once, in bounded memory.

    Raises:
        TableError: it is damaged, or would not fit the memory.
    """
    with _opened(path) as archive:
        names = {name.replace("\\", "/").lower(): name for name in archive.namelist()}
        part = names.get(_part_of(archive, names, sheet).lower())
        if part is None:
            raise TableError(f"{path} has no content for its sheet '{sheet}'.", _NOT_A_WORKBOOK)
        scan = _SheetScan()
        with archive.open(part) as file:
            _parse(file, scan.start, scan.text)
        facts = scan.facts
        if facts.rows * facts.columns > _MOST_CELLS:
            raise TableError(
                f"{path}, sheet '{sheet}', spans {facts.rows:,} rows and {facts.columns:,} columns, too many to load.",
                "Delete stray cells far from the table, or save the sheet as CSV and import that.",
            )
        if _SHARED in names and _characters(archive, names[_SHARED], facts.strings) > _MOST_CHARACTERS:
            raise TableError(f"{path}, sheet '{sheet}', holds more text than can be loaded.", _SMALL)
        facts.strings.clear()
        return facts


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The archive, with everything that can be wrong with it as a TableError."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise TableError(f"{path} is damaged or cut off: {error}.", "Download or save the workbook again.") from error
    except (expat.ExpatError, _HostileXml, ValueError) as error:
        raise TableError(f"{path} holds XML that is not a workbook's: {error}.", _NOT_A_WORKBOOK) from error


def _inflate(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    with archive.open(entry) as part:
        while part.read(_CHUNK):
            pass


def _parse(file: IO[bytes], start: Callable[[str, dict[str, str]], None], text: Callable[[str], None]) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    while chunk := file.read(_CHUNK):
        parser.Parse(chunk, False)
    parser.Parse(b"", True)


def _refuse_doctype(*_: object) -> None:
    raise _HostileXml("it declares a document type")


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
        column = 0
        for letter in match[1].upper():
            column = column * 26 + ord(letter) - 64
        self._column = column - 1
        self._row = int(match[2]) - 1


def cell_name(row: int, column: int) -> str:
    """The name of a cell as spreadsheets show it, from row and column counted from 0: `C5`."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def _part_of(archive: zipfile.ZipFile, names: dict[str, str], sheet: str) -> str:
    """The path inside the archive of the sheet with that name."""
    wanted: list[str] = []
    targets: dict[str, str] = {}

    def sheet_start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "sheet" and attributes.get("name") == sheet:
            wanted.extend(value for key, value in attributes.items() if key.rpartition(":")[2] == "id")

    def relation_start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "Relationship":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    for name, start in (("xl/workbook.xml", sheet_start), ("xl/_rels/workbook.xml.rels", relation_start)):
        if name in names:
            with archive.open(names[name]) as file:
                _parse(file, start, lambda _: None)
    target = next((targets[key] for key in wanted if key in targets), "")
    return posixpath.normpath(posixpath.join("/xl", target.replace("\\", "/"))).lstrip("/")


def _characters(archive: zipfile.ZipFile, part: str, used: Counter[str]) -> int:
    """How many characters the shared strings make when each is repeated as often as it is used."""
    if not used:
        return 0
    if archive.getinfo(part).file_size * max(used.values()) <= _MOST_CHARACTERS:
        return 0
    lengths: list[int] = []

    def start(tag: str, _: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "si":
            lengths.append(0)

    def text(characters: str) -> None:
        if lengths:
            lengths[-1] += len(characters)

    with archive.open(part) as file:
        _parse(file, start, text)
    return sum(lengths[int(key)] * times for key, times in used.items() if key.isdecimal() and int(key) < len(lengths))
