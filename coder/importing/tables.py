"""A file of responses as a table of texts, whatever its format."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from coder.domain.codebook import Codebook
from coder.errors import TableError, UsageError
from coder.importing.csv_table import open_csv
from coder.importing.headings import Header, header_rows_of, join_headings
from coder.importing.parquet_table import open_parquet
from coder.importing.source import Cells, Grid, Kind
from coder.importing.xlsx_table import open_xlsx

SAMPLE_ROWS = 200
_SUFFIXES = {
    ".csv": Kind.CSV,
    ".tsv": Kind.CSV,
    ".txt": Kind.CSV,
    ".xlsx": Kind.XLSX,
    ".xlsm": Kind.XLSX,
    ".parquet": Kind.PARQUET,
    ".pq": Kind.PARQUET,
}


@dataclass(frozen=True, kw_only=True)
class Table:
    """A file of responses: its header, a sample, and its rows as often as they are asked for."""

    path: Path
    kind: Kind
    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    header: tuple[str, ...]
    """One name per column; no two are alike."""
    headings: tuple[tuple[str, ...], ...]
    """For each column, what stands in its header rows."""
    header_rows: int
    first_row: int
    """The number of the first row below the header, as a spreadsheet shows it."""
    sample: tuple[Cells, ...]
    """The first rows below the header."""
    notes: tuple[str, ...] = ()
    """What a person should know about the file, such as formulas in it."""
    doubts: tuple[str, ...] = ()
    """What was assumed and might be wrong."""
    unclear: frozenset[int] = frozenset()
    """Columns whose header was blank or not the only one of its name."""
    inexact: frozenset[int] = frozenset()
    """Columns with numbers so long that a spreadsheet does not keep every digit."""
    grid: Grid = field(repr=False)

    def rows(self) -> Iterator[tuple[int, Cells]]:
        """The rows below the header with their numbers (the first row of the file is 1), each as wide as the header.

        Raises:
            TableError: a row cannot be read, or has more cells than the header.
        """
        for number, cells in self.grid.rows():
            if number >= self.first_row:
                yield number, _fitted(self.path, number, cells, len(self.header))


def open_table(
    path: Path,
    *,
    sheet: str | None = None,
    header_rows: int | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    codebook: Codebook | None = None,
) -> Table:
    """Open a CSV, XLSX or Parquet file of responses.

    Args:
        path: the file.
        sheet: the sheet to read; None: the only visible one, or the one whose header fits best.
        header_rows: how many rows the header has (1 to 3); None: found out.
        encoding: of a CSV file; None: found out.
        delimiter: of a CSV file; None: found out.
        codebook: its questions help to choose the sheet and to find the header rows.

    Raises:
        TableError: the file is missing, damaged, of another format, or has no header.
        UsageError: an option does not fit the file, or has to be given.
    """
    kind = _kind(path)
    _check_options(path, kind, sheet=sheet, header_rows=header_rows, encoding=encoding, delimiter=delimiter)
    grid = _open_grid(path, kind, sheet, encoding, delimiter, codebook)
    top = _top_rows(grid)
    if not top:
        raise TableError(f"{path} is empty.", "A file of responses begins with a row of column names.")
    header = _header(grid, top, header_rows, codebook)
    first_row = top[min(header.rows, len(top)) - 1][0] + 1
    below = [(number, cells) for number, cells in top if number >= first_row]
    names = header.names
    return Table(
        path=path,
        kind=kind,
        sheet=grid.sheet,
        encoding=grid.encoding,
        delimiter=grid.delimiter,
        header=names,
        headings=header.headings,
        header_rows=header.rows,
        first_row=first_row,
        sample=tuple(_fitted(path, number, cells, len(names)) for number, cells in below[:SAMPLE_ROWS]),
        notes=grid.notes + _merged_note(grid, first_row),
        doubts=grid.doubts + header.doubts,
        unclear=header.unclear,
        inexact=grid.inexact,
        grid=grid,
    )


def _kind(path: Path) -> Kind:
    if path.is_dir():
        raise TableError(f"{path} is a folder.", "Name a CSV, XLSX or Parquet file.")
    if not path.exists():
        raise TableError(f"There is no file {path}.")
    if not path.is_file():
        raise TableError(f"{path} is not an ordinary file.", "Save it as a CSV, XLSX or Parquet file first.")
    kind = _SUFFIXES.get(path.suffix.lower())
    if kind is None:
        raise TableError(
            f"{path} is not named as a CSV, XLSX or Parquet file.",
            "Save it as .csv, .xlsx or .parquet; a spreadsheet program can do that with its Save As.",
        )
    return kind


def _check_options(
    path: Path, kind: Kind, *, sheet: str | None, header_rows: int | None, encoding: str | None, delimiter: str | None
) -> None:
    if sheet is not None and kind is not Kind.XLSX:
        raise UsageError(f"--sheet goes with XLSX files only, and {path} is none.")
    if kind is not Kind.CSV and (encoding is not None or delimiter is not None):
        raise UsageError(f"--encoding and --delimiter go with CSV files only, and {path} is none.")
    if header_rows is not None and not 1 <= header_rows <= 3:
        raise UsageError(f"A header has 1 to 3 rows, not {header_rows} (--header-rows).")


def _open_grid(
    path: Path, kind: Kind, sheet: str | None, encoding: str | None, delimiter: str | None, codebook: Codebook | None
) -> Grid:
    try:
        if kind is Kind.CSV:
            return open_csv(path, encoding=encoding, delimiter=delimiter)
        if kind is Kind.XLSX:
            return open_xlsx(path, sheet=sheet, codebook=codebook)
        return open_parquet(path)
    except OSError as error:
        raise TableError(f"{path} cannot be read: {error.strerror or error}.") from error


def _top_rows(grid: Grid) -> list[tuple[int, Cells]]:
    """The first rows from the first one with any content on."""
    rows = iter(grid.rows())
    first = next((row for row in rows if any(cell.strip() for cell in row[1])), None)
    return [first, *islice(rows, SAMPLE_ROWS + 3)] if first else []


def _header(grid: Grid, top: list[tuple[int, Cells]], header_rows: int | None, codebook: Codebook | None) -> Header:
    cells = [row[1] for row in top]
    merges = [grid.merged.get(number, ()) for number, _ in top[:3]]
    count = header_rows if header_rows is not None else header_rows_of(cells, codebook)
    return join_headings(cells, merges, min(count, len(cells)), grid.keeps_blank_columns)


def _merged_note(grid: Grid, first_row: int) -> tuple[str, ...]:
    rows = sorted(row for row in grid.merged if row >= first_row)
    if not rows:
        return ()
    return (f"Merged cells below the header (the first in row {rows[0]}): the value is the first cell's only.",)


def _fitted(path: Path, number: int, cells: Cells, width: int) -> Cells:
    if len(cells) < width:
        cells += ("",) * (width - len(cells))
    elif len(cells) > width:
        if any(cell.strip() for cell in cells[width:]):
            raise TableError(
                f"{path}, row {number}, has {len(cells)} cells, and the header has {width}.",
                "Put quotation marks around text with delimiters in it, or name the delimiter with --delimiter.",
            )
        cells = cells[:width]
    _check_storable(path, number, cells)
    return cells


def _check_storable(path: Path, number: int, cells: Cells) -> None:
    try:
        "".join(cells).encode()
    except UnicodeEncodeError:
        column = next(index for index, cell in enumerate(cells) if not _storable(cell)) + 1
        raise TableError(
            f"{path}, row {number}, column {column}: half of a character that was cut in two cannot be stored.",
            "Retype the cell, or name the file's true encoding with --encoding.",
        ) from None


def _storable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
