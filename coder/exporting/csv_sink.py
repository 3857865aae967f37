"""Tables in CSV."""

import csv
from collections.abc import Mapping, Sequence
from typing import BinaryIO

from coder.domain.text import inert_cell
from coder.exporting.cells import Cell, plain_number


class CsvSink:
    """UTF-8 without byte order mark, lines ended by CR LF, text made inert for spreadsheets."""

    def __init__(self, file: BinaryIO, columns: Sequence[str], decimals: Mapping[str, int]) -> None:
        self._decimals = [decimals.get(column) for column in columns]
        self._csv = csv.writer(_Utf8(file))
        self._csv.writerow([inert_cell(column) for column in columns])

    def write(self, cells: Sequence[Cell], row: object) -> None:
        """Add a row."""
        self._csv.writerow(map(_csv_cell, cells, self._decimals))

    def finish(self) -> None:
        """Nothing is held back."""

    def abandon(self) -> None:
        """Nothing is held open."""


class _Utf8:
    """Takes text for a binary file; unlike the standard wrapper it holds nothing back that could fail later."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, text: str) -> int:
        return self._file.write(text.encode())


def _csv_cell(cell: Cell, decimals: int | None) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return inert_cell(cell)
    return plain_number(cell) if decimals is None else f"{cell:.{decimals}f}"
