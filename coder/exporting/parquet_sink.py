"""Tables in Parquet."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from coder.exporting.cells import Cell, plain_number

_CHUNK_ROWS = 10_000
_CHUNK_CHARACTERS = 16_000_000


class ParquetSink:
    """Text columns, but for those known to hold numbers; written in row groups, so that memory is bounded."""

    def __init__(self, file: BinaryIO, columns: Sequence[str], decimals: Mapping[str, int], title: str) -> None:
        self._schema = pa.schema(
            [(column, _parquet_type(decimals.get(column))) for column in columns],
            metadata={"title": title} if title else None,
        )
        self._is_number = [column in decimals for column in columns]
        self._writer = pq.ParquetWriter(file, self._schema)
        self._rows: list[list[Cell]] = []
        self._held = 0

    def write(self, cells: Sequence[Cell], row: object) -> None:
        """Add a row."""
        kept = [
            cell if is_number or cell is None or isinstance(cell, str) else plain_number(cell)
            for cell, is_number in zip(cells, self._is_number, strict=True)
        ]
        self._rows.append(kept)
        self._held += sum(len(cell) for cell in kept if isinstance(cell, str))
        if len(self._rows) >= _CHUNK_ROWS or self._held >= _CHUNK_CHARACTERS:
            self._flush()

    def _flush(self) -> None:
        columns = zip(*self._rows, strict=True) if self._rows else ([] for _ in self._schema)
        arrays = [pa.array(list(column), type=field.type) for column, field in zip(columns, self._schema, strict=True)]
        self._writer.write_table(pa.Table.from_arrays(arrays, schema=self._schema))
        self._rows, self._held = [], 0

    def finish(self) -> None:
        """Write the last rows and the footer."""
        if self._rows:
            self._flush()
        self._writer.close()

    def abandon(self) -> None:
        """Close the writer, which would otherwise try to finish the file when it is collected."""
        with suppress(OSError, ValueError, pa.ArrowException):
            self._writer.close()
        self._writer.is_open = False


def _parquet_type(decimals: int | None) -> object:
    if decimals is None:
        return pa.string()
    return pa.float64() if decimals else pa.int64()
