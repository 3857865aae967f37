"""Write a table to a CSV, XLSX or Parquet file that appears whole or not at all."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, NamedTuple, Self

from coder.errors import InputError, TableError
from coder.exporting.cells import Cell, Sink
from coder.exporting.columns import number_columns
from coder.exporting.csv_sink import CsvSink
from coder.exporting.draft import Draft, check_target, file_errors
from coder.exporting.parquet_sink import ParquetSink
from coder.exporting.xlsx_sink import XlsxSink

__all__ = ["SUFFIXES", "Cell", "TableWriter", "open_writer"]

SUFFIXES = (".csv", ".xlsx", ".parquet")
"""The endings of a file's name that say its format."""

_NAMING_CELLS = 2
_LONGEST_NAMING = 40


def open_writer(
    path: Path, columns: Sequence[str], *, title: str = "", decimals: Mapping[str, int] | None = None
) -> "TableWriter":
    """A writer for a new table; use it in a `with` statement.

    Args:
        path: the file; its ending says the format. A file that is there is replaced when the table is complete.
        columns: the header.
        title: what the file says it is, where its format has room for that.
        decimals: columns that hold numbers only, with their decimals (0: whole numbers); by default those of coded
            files and of scores.

    Raises:
        InputError: the ending is none of the three.
        TableError: the file cannot be written there.
    """
    if path.suffix.lower() not in SUFFIXES:
        ending = f"'{path.suffix}'" if path.suffix else "no ending"
        raise InputError(f"{path} has {ending}, which names no format.", "End its name in .csv, .xlsx or .parquet.")
    check_target(path)
    return TableWriter(path, columns, title, number_columns(columns) if decimals is None else decimals)


class TableWriter:
    """A table being written; after an error, or an exception in the `with` block, no trace of it is left."""

    def __init__(self, path: Path, columns: Sequence[str], title: str, decimals: Mapping[str, int]) -> None:
        self._path = path
        self._columns = tuple(columns)
        self._title = title
        self._decimals = decimals
        self._draft: Draft | None = None
        self._sink: Sink | None = None
        self.rows = 0
        """Rows written so far."""

    def __enter__(self) -> Self:
        for column in self._columns:
            _check_unicode(column, "The header")
        self._draft = Draft(self._path)
        try:
            with file_errors(self._path):
                self._sink = self._open(self._draft.file)
        except BaseException:
            self._draft.discard()
            raise
        return self

    def _open(self, file: BinaryIO) -> Sink:
        suffix = self._path.suffix.lower()
        if suffix == ".csv":
            return CsvSink(file, self._columns, self._decimals)
        kind = XlsxSink if suffix == ".xlsx" else ParquetSink
        return kind(file, self._columns, self._decimals, self._title)

    def write(self, cells: Sequence[Cell]) -> None:
        """Add a row, a cell for each column; numbers that are not finite become empty cells.

        Raises:
            TableError: a text does not fit the format, or the file cannot be written.
        """
        if self._sink is None:
            raise ValueError("the table is written inside a with statement")
        if len(cells) != len(self._columns):
            raise ValueError(f"{len(cells)} cells for {len(self._columns)} columns")
        self.rows += 1
        plain = [_plain(cell) for cell in cells]
        row = _Row(self.rows + 1, self._columns, plain)
        for cell in plain:
            if isinstance(cell, str):
                _check_unicode(cell, row)
        with file_errors(self._path):
            self._sink.write(plain, row)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        sink, draft = self._sink, self._draft
        self._sink = self._draft = None
        if sink is None or draft is None:
            return
        published = False
        try:
            if kind is None:
                with file_errors(self._path):
                    sink.finish()
                draft.publish()
                published = True
        finally:
            if not published:
                sink.abandon()
                draft.discard()


class _Row(NamedTuple):
    """A row as errors name it: its number in the file and its first cells."""

    number: int
    columns: Sequence[str]
    cells: Sequence[Cell]

    def __str__(self) -> str:
        first = (str(cell)[:_LONGEST_NAMING] for cell in self.cells[:_NAMING_CELLS])
        named = ", ".join(f"{column} {cell}" for column, cell in zip(self.columns, first, strict=False))
        return f"Row {self.number} ({named})"


def _plain(cell: Cell) -> Cell:
    if isinstance(cell, str) or cell is None:
        return cell
    if isinstance(cell, bool):
        return int(cell)
    return cell if math.isfinite(cell) else None


def _check_unicode(text: str, row: object) -> None:
    """Refuse half characters, which no file format holds."""
    if text.isascii():
        return
    try:
        text.encode()
    except UnicodeEncodeError as error:
        message = f"{row} has a broken character (code {ord(text[error.start]):#06x}) that cannot be written."
        raise TableError(message, "Mend the text in the file it came from and import it again.") from error
