"""A report as a workbook: a sheet for each table, as public bodies publish them."""

import datetime
import io
import re

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from coder.domain.text import display
from coder.errors import TableError
from coder.reporting.blocks import Facts, Note, Paragraph, Part, QuoteBlock, Report, Row, Table, blocks_of, quotes_of
from coder.reporting.cells import MEANINGS, About, Cell, Count, Interval, Percent, Statistic, cell_text
from coder.reporting.formats.zipped import settled
from coder.reporting.wording import date, shown

_LONGEST_NAME = 31
_LONGEST_TEXT = 32_767
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']+")
_PERCENT = '[=0]0%;[<0.005]"<1%";0%'
_FONT: dict[str, object] = {"font_name": "Arial", "font_size": 12, "valign": "top"}
_STYLES: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 16},
    "heading": {"bold": True, "text_wrap": True, "bottom": 1},
    "words": {"text_wrap": True},
    "bold": {"text_wrap": True, "bold": True},
    "count": {"num_format": "#,##0"},
    "percent": {"num_format": _PERCENT},
    "statistic": {"num_format": "0.00"},
    "mark": {"align": "right"},
}
_WIDE, _NARROW = 60, 16
"""Columns' widths in characters."""

Sheets = list[tuple[str, str]]
"""Names of sheets, and what is on them."""


def render(report: Report) -> bytes:
    """The report's tables, quotes and notes as an XLSX file."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.set_properties(
        {
            "title": shown(report.title),
            "subject": shown(report.subtitle),
            "author": shown(report.organisation),
            "created": datetime.datetime.combine(report.date, datetime.time()),
        }
    )
    _Book(book, report).write()
    book.close()
    return settled(file.getvalue())


class _Book:
    """Writes the sheets; text is never taken for a formula, a link or a number, and no cell is merged or empty."""

    def __init__(self, book: Workbook, report: Report) -> None:
        self._book = book
        self._report = report
        self._taken: set[str] = set()
        self._formats: dict[str, Format] = {name: book.add_format(_FONT | extra) for name, extra in _STYLES.items()}

    def write(self) -> None:
        """The cover, the notes, a sheet for each table, and the quotes."""
        cover, notes = self._sheet("Cover"), self._sheet("Notes")
        listed: Sheets = [("Notes", "How it was done, and how to read the figures")]
        for part in self._report.parts:
            for table in (block for block in part.blocks if isinstance(block, Table)):
                sheet = self._sheet(table.id)
                listed.append((sheet.get_name(), table.caption))
                self._table(sheet, table)
        if quotes_of(self._report):
            listed.append((self._quotes().get_name(), "What people said, in their own words"))
        self._cover(cover, listed)
        self._notes(notes)

    def _sheet(self, wanted: str) -> Worksheet:
        """A sheet with a name of its own, which Excel accepts."""
        stem = _NOT_IN_NAMES.sub(" ", display(wanted, lines=False)).strip()[:_LONGEST_NAME] or "Table"
        name, number = stem, 1
        while name.casefold() in self._taken:
            number += 1
            name = f"{stem[: _LONGEST_NAME - 1 - len(str(number))]} {number}"
        self._taken.add(name.casefold())
        sheet = self._book.add_worksheet(name)
        sheet.hide_gridlines(2)
        return sheet

    def _cover(self, sheet: Worksheet, listed: Sheets) -> None:
        report = self._report
        self._title(sheet, report.title, (28, _WIDE))
        lines = [f"{shown(report.subtitle)}. {date(report.date)}", *report.lead]
        for row, text in enumerate(lines, 1):
            self._write(sheet, row, 0, text, "words")
        pairs = [("Sheet", "What is on it"), *listed]
        if report.organisation:
            pairs.insert(0, ("Organisation", report.organisation))
        pairs = [*report.facts, *pairs]
        for row, (term, said) in enumerate(pairs, len(lines) + 1):
            self._write(sheet, row, 0, term, "bold")
            self._write(sheet, row, 1, said, "words")
        for row, (name, _) in enumerate(listed, len(lines) + 1 + len(pairs) - len(listed)):
            sheet.write_url(row, 0, f"internal:'{name}'!A1", self._formats["bold"], name)

    def _notes(self, sheet: Worksheet) -> None:
        self._title(sheet, "Notes", (_WIDE, _WIDE))
        for row, (term, said) in enumerate(self._said(), 1):
            self._write(sheet, row, 0, term, "bold")
            self._write(sheet, row, 1, said, "words")

    def _said(self) -> list[tuple[str, str]]:
        """What the report says in words, with the part it says it in, and what the shorthand means."""
        found: list[tuple[str, str]] = [(mark.value, MEANINGS[mark]) for mark in self._report.marks]
        for part in self._report.parts:
            for block in part.blocks:
                match block:
                    case Paragraph() | Note():
                        found.append((part.heading, block.text))
                    case Facts():
                        found.extend((term, said) for term, said in block.facts)
        return found

    def _table(self, sheet: Worksheet, table: Table) -> None:
        headings = [*self._headings(table)]
        self._title(sheet, table.caption, (_WIDE, *(_NARROW for _ in headings[1:])))
        above = [table.base] if table.base else []
        above += table.notes
        for row, text in enumerate(above, 1):
            self._write(sheet, row, 0, text, "words")
        first = len(above) + 1
        for column, heading in enumerate(headings):
            self._write(sheet, first, column, heading, "heading")
        for row, one in enumerate(table.rows, first + 1):
            column = 0
            for place, cell in enumerate(one.cells):
                if place == 0:
                    self._heading(sheet, row, cell, one)
                    column = 1
                else:
                    column = self._cell(sheet, row, column, cell, limits=self._has_limits(table, place))
        sheet.add_table(
            *(first, 0, first + max(1, len(table.rows)), len(headings) - 1),
            {"columns": [{"header": heading, "header_format": self._formats["heading"]} for heading in headings]}
            | {"style": None, "autofilter": False, "name": self._table_name(table)},
        )
        sheet.freeze_panes(first + 1, 1)

    def _headings(self, table: Table) -> list[str]:
        """The columns' headings, each once: Excel refuses two of the same name."""
        found: list[str] = []
        for place, column in enumerate(table.columns):
            words = shown(column.heading)
            for heading in (f"{words}: from", f"{words}: to") if self._has_limits(table, place) else (words,):
                number, unique = 1, heading
                while unique.casefold() in {one.casefold() for one in found}:
                    number += 1
                    unique = f"{heading} ({number})"
                found.append(unique)
        return found

    def _has_limits(self, table: Table, place: int) -> bool:
        """Whether a column has intervals, which take two columns here."""
        return any(isinstance(row.cells[place], Interval) for row in table.rows)

    def _table_name(self, table: Table) -> str:
        return "t_" + re.sub(r"\W", "_", table.id, flags=re.ASCII)

    def _heading(self, sheet: Worksheet, row: int, cell: Cell, one: Row) -> None:
        """The first cell of a row, indented as deep as the row stands."""
        name = f"indent {one.depth}" if one.depth else "words"
        if name not in self._formats:
            extra = {"text_wrap": True, "indent": min(one.depth, 15)}
            self._formats[name] = self._book.add_format(_FONT | extra)
        self._write(sheet, row, 0, shown(cell_text(cell)) + (" (net)" if one.net else ""), name)

    def _cell(self, sheet: Worksheet, row: int, column: int, cell: Cell, *, limits: bool) -> int:
        """Write a cell; returns the column after it."""
        match cell:
            case Interval(low, high, percent):
                kind, divisor = ("percent", 100) if percent else ("count", 1)
                sheet.write_number(row, column, low / divisor, self._formats[kind])
                sheet.write_number(row, column + 1, high / divisor, self._formats[kind])
            case Count(value) | About(value):
                sheet.write_number(row, column, value, self._formats["count"])
            case Percent(value):
                sheet.write_number(row, column, value / 100, self._formats["percent"])
            case Statistic(value):
                sheet.write_number(row, column, value, self._formats["statistic"])
            case _:
                self._write(sheet, row, column, cell_text(cell), "mark")
        if limits and not isinstance(cell, Interval):
            self._write(sheet, row, column + 1, cell_text(cell), "mark")
        return column + (2 if limits else 1)

    def _quotes(self) -> Worksheet:
        sheet = self._sheet("Quotes")
        self._title(sheet, "What people said, in their own words", (40, 100, 30))
        rows = [(part.heading, quote) for part in self._report.parts for quote in _quotes_in(part)]
        for column, heading in enumerate(("Part", "Quote", "Said by")):
            self._write(sheet, 1, column, heading, "heading")
        for row, (heading, quote) in enumerate(rows, 2):
            self._write(sheet, row, 0, heading, "words")
            self._write(sheet, row, 1, quote.text, "words", lines=True)
            self._write(sheet, row, 2, quote.said_by or "not stated", "words")
        columns = [{"header": name, "header_format": self._formats["heading"]} for name in ("Part", "Quote", "Said by")]
        sheet.add_table(
            1, 0, 1 + len(rows), 2, {"columns": columns, "style": None, "autofilter": False, "name": "t_quotes"}
        )
        return sheet

    def _title(self, sheet: Worksheet, title: str, widths: tuple[int, ...]) -> None:
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        self._write(sheet, 0, 0, title, "title")

    def _write(self, sheet: Worksheet, row: int, column: int, text: str, style: str, *, lines: bool = False) -> None:
        words = re.sub("[\ufffe\uffff]", "\ufffd", shown(text, lines=lines) if text.strip() else text)
        if sheet.write_string(row, column, words, self._formats[style]):
            raise TableError(
                f"A text of {len(words):,} characters does not fit a spreadsheet cell, which holds {_LONGEST_TEXT:,}.",
                "Write the report as .docx, .html or .md, or shorten the quote.",
            )


def _quotes_in(part: Part) -> list[QuoteBlock]:
    alone = Report(title="", subtitle="", date=datetime.date.min, parts=(part,))
    return [block for block in blocks_of(alone) if isinstance(block, QuoteBlock)]
