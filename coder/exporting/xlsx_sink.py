"""Tables in XLSX."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from tempfile import TemporaryDirectory
from typing import BinaryIO

import xlsxwriter
from xlsxwriter.exceptions import FileSizeError, XlsxFileError

from coder.errors import TableError
from coder.exporting.cells import Cell

LONGEST_XLSX_TEXT = 32_767
"""Characters in a cell, as Excel counts them: those beyond U+FFFF are two."""
MOST_XLSX_ROWS = 1_048_576
"""With the header."""
MOST_XLSX_COLUMNS = 16_384

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
"""What XLSX files say they were created, so that the same table gives the same bytes."""


class _Detachable:
    """A file that can be let go of: zipfile tries to finish an archive even after the disk was full."""

    def __init__(self, file: BinaryIO) -> None:
        self._file: BinaryIO | None = file
        self._position = 0

    def write(self, data: bytes) -> int:
        self._position += len(data)
        return self._file.write(data) if self._file else len(data)

    def seek(self, offset: int) -> int:
        self._position = offset
        return self._file.seek(offset) if self._file else offset

    def tell(self) -> int:
        return self._position

    def flush(self) -> None:
        if self._file:
            self._file.flush()

    def detach(self) -> None:
        """Send whatever comes now to nowhere."""
        self._file = None


class XlsxSink:
    """One sheet with a bold, frozen header and filters; text is never taken for a formula, link or number."""

    def __init__(self, file: BinaryIO, columns: Sequence[str], decimals: Mapping[str, int], title: str) -> None:
        if len(columns) > MOST_XLSX_COLUMNS:
            raise TableError(f"An XLSX file cannot hold {len(columns):,} columns.", "Write a .csv or .parquet file.")
        self._folder = TemporaryDirectory(prefix="coder-")
        self._file = _Detachable(file)
        self._book = xlsxwriter.Workbook(self._file, {"constant_memory": True, "tmpdir": self._folder.name})
        self._book.set_properties({"title": title, "created": _EPOCH})
        self._sheet = self._book.add_worksheet()
        self._sheet.freeze_panes(1, 0)
        bold = self._book.add_format({"bold": True})
        self._formats = [self._number_format(decimals.get(column)) for column in columns]
        self._last = 0
        try:
            for index, column in enumerate(columns):
                self._text(0, index, column, "The header", bold)
        except TableError:
            self.abandon()
            raise

    def _number_format(self, decimals: int | None) -> object:
        return self._book.add_format({"num_format": "0." + "0" * decimals}) if decimals else None

    def write(self, cells: Sequence[Cell], row: object) -> None:
        """Add a row."""
        self._last += 1
        if self._last >= MOST_XLSX_ROWS:
            message = f"The table has more rows than an XLSX file can hold ({MOST_XLSX_ROWS:,} with the header)."
            raise TableError(message, "Write a .csv or .parquet file instead.")
        for index, cell in enumerate(cells):
            if isinstance(cell, str):
                self._text(self._last, index, cell, row, None)
            elif cell is not None and self._sheet.write_number(self._last, index, cell, self._formats[index]):
                raise TableError(f"{row} has a number that an XLSX file cannot hold.", "Write a .csv or .parquet file.")

    def _text(self, row: int, column: int, text: str, name: object, style: object) -> None:
        length = len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
        if length > LONGEST_XLSX_TEXT:
            message = f"{name} has a text of {length:,} characters; a spreadsheet cell holds {LONGEST_XLSX_TEXT:,}."
            raise TableError(message, "Write a .parquet file instead: it holds texts of any length.")
        if "\ufffe" in text or "\uffff" in text or self._sheet.write_string(row, column, text, style):
            message = f"{name} has a character that a spreadsheet cannot hold."
            raise TableError(message, "Write a .parquet file instead.")

    def finish(self) -> None:
        """Assemble the workbook."""
        self._sheet.autofilter(0, 0, self._last, max(len(self._formats) - 1, 0))
        try:
            self._book.close()
        except FileSizeError as error:
            raise TableError("The table is too large for an XLSX file.", "Write a .parquet file instead.") from error
        except XlsxFileError as error:
            if error.args and isinstance(error.args[0], OSError):
                raise error.args[0] from error
            raise
        self._folder.cleanup()

    def abandon(self) -> None:
        """Remove the parts, which hold respondents' text."""
        self._file.detach()
        with suppress(OSError):
            self._sheet.row_data_fh.close()
        with suppress(OSError):
            self._folder.cleanup()
