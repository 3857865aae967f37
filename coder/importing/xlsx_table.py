"""XLSX files as a grid of texts: one sheet, with the values last calculated.

calamine leaves error cells blank; their text (#N/A) comes from the sheet's XML.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from coder.domain.codebook import Codebook
from coder.domain.text import plural
from coder.errors import TableError, UsageError
from coder.importing.names import ROLE_WORDS, QuestionMatcher, name_key
from coder.importing.source import Cells, Grid
from coder.importing.values import INEXACT, as_text
from coder.importing.xlsx_guard import check_archive, look_at_sheet
from coder.importing.xlsx_scan import SheetFacts, cell_name

T = TypeVar("T")
_TOP_ROWS = 5
_LOOKED_AT = 1000


@dataclass(frozen=True, kw_only=True)
class XlsxGrid(Grid):
    """The rows of one sheet, which is held in memory."""

    loaded: CalamineSheet
    errors: Mapping[tuple[int, int], str]
    """Error values by row and column, from 0."""

    def rows(self) -> Iterator[tuple[int, Cells]]:
        """All rows of the sheet with the numbers it shows."""
        with_errors = {row for row, _ in self.errors}
        for index, values in enumerate(self.loaded.iter_rows()):
            cells = tuple(value if isinstance(value, str) else as_text(value) for value in values)
            if index in with_errors:
                cells = tuple(cell or self.errors.get((index, i), "") for i, cell in enumerate(cells))
            yield index + 1, cells


def open_xlsx(path: Path, *, sheet: str | None = None, codebook: Codebook | None = None) -> XlsxGrid:
    """Load the sheet with that name, or the one whose header fits best.

    Raises:
        TableError: the file is no workbook, damaged, protected or too large.
        UsageError: there is no such sheet.
    """
    check_archive(path)
    workbook = _sound(path, lambda: CalamineWorkbook.from_path(path))
    sheets = [meta for meta in workbook.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
    visible = [meta.name for meta in sheets if meta.visible == SheetVisibleEnum.Visible]
    hidden = [meta.name for meta in sheets if meta.name not in visible]
    doubts: tuple[str, ...] = ()
    if sheet is not None:
        if sheet not in visible + hidden:
            raise UsageError(f"{path} has no sheet '{sheet}' (--sheet).", f"It has: {', '.join(visible + hidden)}.")
    elif len(visible) > 1:
        sheet = _best_sheet(path, workbook, visible, codebook)
        others = ", ".join(f"'{name}'" for name in visible if name != sheet)
        doubts = (f"The workbook has {len(visible)} visible sheets: '{sheet}' is read, {others} not (--sheet).",)
    elif visible:
        sheet = visible[0]
    else:
        raise TableError(f"{path} has no visible sheet.", "Name a hidden one with --sheet." if hidden else "")
    facts, loaded = _load(path, workbook, sheet)
    return _grid(loaded, sheet, facts, [name for name in hidden if name != sheet], doubts)


def _load(path: Path, workbook: CalamineWorkbook, name: str) -> tuple[SheetFacts, CalamineSheet]:
    facts = look_at_sheet(path, name)
    return facts, _sound(path, lambda: workbook.get_sheet_by_name(name))


def _sound(path: Path, load: Callable[[], T]) -> T:
    """What the loader gives, with everything it can raise about a file as a TableError."""
    try:
        return load()
    except PasswordError as error:
        raise TableError(f"{path} is protected by a password.", "Save it without a password.") from error
    except (CalamineError, OSError, ValueError, UnicodeError) as error:
        raise _damaged(path, error) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # how the Rust library shows that it met the unforeseen
            raise
        raise _damaged(path, error) from error


def _damaged(path: Path, error: BaseException) -> TableError:
    return TableError(f"{path} cannot be read as an Excel workbook: {error}.", "Download or save the workbook again.")


def _best_sheet(path: Path, workbook: CalamineWorkbook, names: Sequence[str], codebook: Codebook | None) -> str:
    """The sheet with the most known headers in one of its first rows; the first among equals."""
    matcher = QuestionMatcher(codebook) if codebook else None
    words = {word for known in ROLE_WORDS.values() for word in known}

    def known(name: str) -> int:
        _, loaded = _load(path, workbook, name)
        tops = islice(loaded.iter_rows(), _TOP_ROWS)
        return max((sum(_is_known(as_text(value), words, matcher) for value in row) for row in tops), default=0)

    return max(names, key=known)


def _is_known(cell: str, words: set[str], matcher: QuestionMatcher | None) -> int:
    if matcher is not None and matcher.exact(cell):
        return 2
    return int(name_key(cell) in words)


def _grid(
    loaded: CalamineSheet, name: str, facts: SheetFacts, hidden: Sequence[str], doubts: tuple[str, ...]
) -> XlsxGrid:
    left = loaded.start[1] if loaded.start else 0
    merged: dict[int, tuple[tuple[int, int], ...]] = {}
    for (row, first), (_, last) in loaded.merged_cell_ranges or ():
        merged[row + 1] = (*merged.get(row + 1, ()), (first - left, last - left))
    return XlsxGrid(
        loaded=loaded,
        sheet=name,
        errors={(row, column - left): text for (row, column), text in facts.errors.items()},
        notes=tuple(_notes(facts, hidden)),
        doubts=doubts,
        merged=merged,
        inexact=frozenset(
            index
            for row in islice(loaded.iter_rows(), _LOOKED_AT)
            for index, value in enumerate(row)
            if isinstance(value, float) and abs(value) >= INEXACT
        ),
    )


def _notes(facts: SheetFacts, hidden: Sequence[str]) -> Iterator[str]:
    if facts.formulas:
        yield (
            f"{plural(facts.formulas, 'formula')} (the first in {facts.first_formula}): "
            "the values last calculated in the spreadsheet program are used."
        )
    if facts.errors:
        first = cell_name(*min(facts.errors))
        yield f"{plural(len(facts.errors), 'cell')} with an error such as #N/A (the first is {first}), kept as text."
    if hidden:
        yield f"Hidden sheets are not read: {', '.join(hidden)}."
