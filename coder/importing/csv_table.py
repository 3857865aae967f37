"""CSV files as a grid of texts, read row by row.

Cells are kept exactly, line ends and NUL characters included, but for the one `'` that makes a formula inert.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TextIO

from coder.domain.text import from_cell
from coder.errors import TableError, UsageError
from coder.importing.encodings import find_encoding
from coder.importing.source import Cells, Grid

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab"}
_LONGEST_CELL = 50_000_000  # characters; a quotation mark that is never closed would otherwise swallow the file
_SAMPLE = 200
_FOREIGN = {
    b"PK\x03\x04": "a zip archive or an Excel workbook",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"PAR1": "a Parquet file",
    b"%PDF": "a PDF file",
}


@dataclass(frozen=True, kw_only=True)
class CsvGrid(Grid):
    """The rows of a CSV file."""

    path: Path
    encoding: str
    delimiter: str
    preamble: int = 0
    """Lines before the first row that only name the delimiter (`sep=;`)."""
    keeps_blank_columns: bool = False

    def rows(self) -> Iterator[tuple[int, Cells]]:
        """All rows with their numbers: records, as a spreadsheet counts them, not lines."""
        with _text(self.path, self.encoding) as file:
            number = 0
            try:
                for number, cells in enumerate(_records(file, self.delimiter, self.preamble), start=1):
                    yield number, tuple(from_cell(cell) if cell[:1] == "'" else cell for cell in cells)
            except csv.Error as error:
                raise _malformed(self.path, number + 1, error) from error
            except UnicodeError as error:
                raise TableError(f"{self.path}, after row {number}, is not {self.encoding}: {error}.") from error


def open_csv(path: Path, *, encoding: str | None = None, delimiter: str | None = None) -> CsvGrid:
    """Find out a CSV file's encoding and delimiter.

    Raises:
        TableError: the file is of another kind, or damaged.
        UsageError: the encoding cannot be told, or an option is not one.
    """
    with path.open("rb") as file:
        start = file.read(4)
    if start in _FOREIGN:
        raise TableError(f"{path} is {_FOREIGN[start]}, not CSV.", "Give the file the ending of what it is.")
    found, notes = find_encoding(path, encoding)
    named = _named_delimiter(path, found)
    chosen = _given_delimiter(delimiter) or named or _sniff(path, found)
    return CsvGrid(path=path, encoding=found, delimiter=chosen, notes=notes, preamble=1 if named else 0)


def _text(path: Path, encoding: str) -> TextIO:
    return path.open(encoding=encoding, newline="", errors="strict")


def _records(file: TextIO, delimiter: str, preamble: int) -> Iterator[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    lines = islice(_lines(file), preamble, None)
    return csv.reader(lines, delimiter=delimiter, strict=True)


def _lines(file: TextIO) -> Iterator[str]:
    """Lines with their ends, refusing one that would not fit the memory."""
    while line := file.readline(_LONGEST_CELL):
        if len(line) == _LONGEST_CELL:
            raise csv.Error(f"a line is longer than {_LONGEST_CELL:,} characters")
        yield line


def _malformed(path: Path, row: int, error: csv.Error) -> TableError:
    if "field larger" in str(error) or "unexpected end" in str(error):
        return TableError(
            f"{path}, row {row}: a quotation mark opens a cell and none closes it.",
            'A quotation mark inside a cell is written twice: "".',
        )
    if "expected after" in str(error):
        return TableError(
            f"{path}, row {row}: a quotation mark closes a cell and more text follows it.",
            'A quotation mark inside a cell is written twice: "". Is the delimiter right (--delimiter)?',
        )
    return TableError(f"{path}, row {row}, is not CSV: {error}.", "Save the file again as CSV, or use XLSX.")


def _given_delimiter(delimiter: str | None) -> str | None:
    if delimiter is None:
        return None
    by_name = {name: character for character, name in DELIMITERS.items()} | {"\\t": "\t"}
    chosen = by_name.get(delimiter, delimiter)
    if len(chosen) != 1 or chosen in "\"\r\n'" or chosen.isalnum():
        raise UsageError(
            f"'{delimiter}' cannot be a delimiter (--delimiter).", "Use comma, semicolon, tab, or one other character."
        )
    return chosen


def _named_delimiter(path: Path, encoding: str) -> str | None:
    """The delimiter of a first line such as `sep=;`, which some programs write for Excel."""
    with _text(path, encoding) as file:
        first = file.readline(8).rstrip("\r\n").strip('"')
    return first[4:] if len(first) == 5 and first.startswith("sep=") else None


def _sniff(path: Path, encoding: str) -> str:
    """The delimiter that divides header and sample most evenly; more columns win among equals, then the comma."""
    return max(DELIMITERS, key=lambda delimiter: _evenness(path, encoding, delimiter))


def _evenness(path: Path, encoding: str, delimiter: str) -> tuple[bool, float, int]:
    """Whether the header is divided at all, the share of rows as wide as it is (0..1), and how many columns it has."""
    widths: list[int] = []
    with _text(path, encoding) as file:
        try:
            widths.extend(len(cells) for cells in islice(_records(file, delimiter, 0), _SAMPLE) if any(cells))
        except csv.Error:
            return (False, 0.0, 0)
    columns = widths[0] if widths else 0
    if columns < 2:
        return (False, 0.0, columns)
    return (True, sum(width == columns for width in widths) / len(widths), columns)
