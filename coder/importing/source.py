"""What every file format gives: a grid of texts, the header rows included."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Cells = tuple[str, ...]


class Kind(StrEnum):
    """The formats that responses come in."""

    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"


@dataclass(frozen=True, kw_only=True)
class Grid(ABC):
    """A file's rows of texts and what was found out about it."""

    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    notes: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    merged: Mapping[int, tuple[tuple[int, int], ...]] = field(default_factory=dict)
    """The merged stretches by the number of their first row: first and last column, from 0."""
    inexact: frozenset[int] = frozenset()
    """Columns with numbers so long that not every digit is kept."""
    keeps_blank_columns: bool = True
    """Whether a column without a header and without content in the first rows still counts as one."""

    @abstractmethod
    def rows(self) -> Iterator[tuple[int, Cells]]:
        """All rows with their numbers from 1, anew for each call."""
