"""Parquet files as a grid of texts, read in batches."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from coder.errors import TableError
from coder.importing.source import Cells, Grid
from coder.importing.values import as_text

_BATCH_ROWS = 1024
Array: TypeAlias = "pa.Array"


@dataclass(frozen=True, kw_only=True)
class ParquetGrid(Grid):
    """The rows of a Parquet file; its column names are row 1."""

    path: Path
    names: tuple[str, ...]

    def rows(self) -> Iterator[tuple[int, Cells]]:
        """The names as row 1, then all rows."""
        yield 1, self.names
        try:
            with pq.ParquetFile(self.path) as file:
                number = 1
                for batch in file.iter_batches(batch_size=_BATCH_ROWS):
                    columns = [self._texts(i, column, number + 1) for i, column in enumerate(batch.columns)]
                    for cells in zip(*columns, strict=True):
                        number += 1
                        yield number, cells
        except (pa.ArrowException, OSError) as error:
            raise _unreadable(self.path, error) from error

    def _texts(self, index: int, column: Array, row: int) -> list[str]:
        try:
            return [as_text(value) for value in _plain(column).to_pylist()]
        except (UnicodeError, ValueError, OverflowError) as error:
            raise TableError(
                f"{self.path}, column '{self.names[index]}', in or after row {row}: a value cannot be shown as text."
            ) from error


def open_parquet(path: Path) -> ParquetGrid:
    """Read a Parquet file's column names.

    Raises:
        TableError: the file is damaged or no Parquet.
    """
    try:
        with pq.ParquetFile(path) as file:
            schema = file.schema_arrow
            return ParquetGrid(path=path, names=tuple(schema.names))
    except (pa.ArrowException, OSError, UnicodeError) as error:
        raise _unreadable(path, error) from error


def _plain(column: Array) -> Array:
    """The column with types that Python has."""
    if pa.types.is_timestamp(column.type) and column.type.unit == "ns":
        return pc.cast(column, pa.timestamp("us", column.type.tz), safe=False)
    if pa.types.is_duration(column.type) and column.type.unit == "ns":
        return pc.cast(column, pa.duration("us"), safe=False)
    if pa.types.is_time64(column.type) and column.type.unit == "ns":
        return pc.cast(column, pa.time64("us"), safe=False)
    if pa.types.is_float32(column.type):
        return pc.cast(pc.cast(column, pa.string()), pa.float64())  # the short form: 0.1, not 0.10000000149011612
    return column


def _unreadable(path: Path, error: Exception) -> TableError:
    reason = str(error).splitlines()[0].rstrip(".") if str(error) else "it is damaged"
    return TableError(f"{path} cannot be read as Parquet: {reason}.", "Is the file complete, and really Parquet?")
