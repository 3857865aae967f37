"""Looks at an XLSX file before it is loaded: is it one, would it fit the memory, and what does calamine not tell.

The sizes in a zip directory can lie, so the parts that will be loaded are also inflated once, piece by piece: the
zip module stops at the size the directory gives and checks the sum of what it read.
"""

import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coder.errors import TableError
from coder.importing.xlsx_scan import HostileXml, SheetFacts, characters, longest_string, parse, quick_look, scan_sheet

_MOST_BYTES = 1_000_000_000
_BIG = 50_000_000
_MOST_RATIO = 200
_MOST_ENTRIES = 10_000
_MOST_CELLS = 30_000_000
_MOST_CHARACTERS = 2_000_000_000
_CHUNK = 1 << 18
_SHARED = "xl/sharedstrings.xml"
_SMALL = "Save the sheet as CSV and import that."
_NOT_A_WORKBOOK = "Open it in a spreadsheet program and save it as an Excel workbook (.xlsx)."


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
        if facts := _quick_facts(archive, part, names.get(_SHARED)):
            return facts
        with archive.open(part) as file:
            facts = scan_sheet(file)
        if facts.rows * facts.columns > _MOST_CELLS:
            raise TableError(
                f"{path}, sheet '{sheet}', spans {facts.rows:,} rows and {facts.columns:,} columns, too many to load.",
                "Delete stray cells far from the table, or save the sheet as CSV and import that.",
            )
        if _SHARED in names:
            with archive.open(names[_SHARED]) as file:
                if characters(file, facts.strings) > _MOST_CHARACTERS:
                    raise TableError(f"{path}, sheet '{sheet}', holds more text than can be loaded.", _SMALL)
        facts.strings.clear()
        return facts


def _quick_facts(archive: zipfile.ZipFile, part: str, shared: str | None) -> SheetFacts | None:
    """What a look at the bytes tells of an ordinary sheet; None: it has to be read cell by cell."""
    with archive.open(part) as file:
        facts, cells = quick_look(file)
    if facts is None or facts.rows * facts.columns > _MOST_CELLS:
        return None
    if shared is not None:
        with archive.open(shared) as file:
            if cells * longest_string(file) > _MOST_CHARACTERS:
                return None
    return facts


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The archive, with everything that can be wrong with it as a TableError."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        RuntimeError,
        struct.error,
    ) as error:
        raise TableError(f"{path} is damaged or cut off: {error}.", "Download or save the workbook again.") from error
    except (HostileXml, ValueError) as error:
        raise TableError(f"{path} holds XML that is not a workbook's: {error}.", _NOT_A_WORKBOOK) from error


def _inflate(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    with archive.open(entry) as part:
        while part.read(_CHUNK):
            pass


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
                parse(file, start, lambda _: None)
    target = next((targets[key] for key in wanted if key in targets), "")
    return posixpath.normpath(posixpath.join("/xl", target.replace("\\", "/"))).lstrip("/")
