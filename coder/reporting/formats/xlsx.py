"""A report as a workbook: a sheet for each table, as public bodies publish them."""

import datetime
import io
import re
from collections.abc import Iterator, Sequence

import xlsxwriter
from xlsxwriter.workbook import Workbook

from coder.reporting.blocks import (
    Bullets,
    Facts,
    Heading,
    Note,
    Paragraph,
    Part,
    QuoteBlock,
    Report,
    Row,
    Table,
    tables_of,
)
from coder.reporting.cells import MEANINGS, About, Cell, Count, Interval, Percent, Statistic, cell_text
from coder.reporting.formats.widths import fitted, wanted
from coder.reporting.formats.xlsx_sheet import FONT, Formats, Sheet, cleaned, sheet_name
from coder.reporting.formats.zipped import settled
from coder.reporting.wording import date, shown

_TERM, _WORDS = 40, 90
_QUOTES_WIDTHS = (30, 34, 80, 24)
"""Widths of columns, in characters."""
_FIRST, _LEAST, _MOST, _EDGES = 40, 13, 130, 2
"""The least widths of a table's first column and of its others, the most of all together, and what edges take."""
_QUOTES = "What people said, in their own words"

Listed = list[tuple[str, str]]
"""Names of sheets, and what is on them."""


def render(report: Report) -> bytes:
    """The report's tables, quotes and notes as an XLSX file."""
    file = io.BytesIO()
    font = {"font_name": FONT["font_name"], "font_size": FONT["font_size"]}
    book = xlsxwriter.Workbook(file, {"in_memory": True, "default_format_properties": font})
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
    """Writes the sheets; no cell is merged, and none of a table is empty."""

    def __init__(self, book: Workbook, report: Report) -> None:
        self._book = book
        self._report = report
        self._taken: set[str] = set()
        self._formats = Formats(book)

    def write(self) -> None:
        """The cover, the notes, a sheet for each table, and the quotes."""
        cover, notes = self._sheet("Cover", (_TERM, _WORDS)), self._sheet("Notes", (_TERM, _WORDS))
        listed: Listed = [(notes.name, "How it was done, and how to read the figures")]
        for number, table in enumerate(tables_of(self._report), 1):
            listed.append((self._table(table, number).name, table.caption))
        if any(True for part in self._report.parts for _ in _quotes_in(part)):
            listed.append((self._quotes().name, _QUOTES))
        self._cover(cover, listed)
        self._notes(notes)

    def _sheet(self, wanted: str, widths: Sequence[float]) -> Sheet:
        return Sheet(self._book.add_worksheet(sheet_name(wanted, self._taken)), self._formats, widths)

    def _cover(self, sheet: Sheet, listed: Listed) -> None:
        report = self._report
        sheet.title(report.title)
        sheet.line(f"{shown(report.subtitle)}. {date(report.date)}")
        pairs = [("Organisation", report.organisation)] if report.organisation else []
        pairs += [("About this report", text) for text in report.lead]
        for term, said in (*pairs, *report.facts, ("Sheet", "What is on it")):
            self._pair(sheet, term, said)
        for name, about in listed:
            sheet.link(0, name, name)
            sheet.words(1, about, "words")
            sheet.end_row((name, about))

    def _notes(self, sheet: Sheet) -> None:
        sheet.title("Notes")
        for mark in self._report.marks:
            self._pair(sheet, mark.value, MEANINGS[mark])
        for part in self._report.parts:
            for term, said in _said(part):
                self._pair(sheet, term, said)

    def _pair(self, sheet: Sheet, term: str, said: str) -> None:
        sheet.words(0, term, "bold")
        sheet.words(1, said, "words")
        sheet.end_row((term, said))

    def _table(self, table: Table, number: int) -> Sheet:
        headings = self._headings(table)
        sheet = self._sheet(f"{number} {table.caption}", self._widths(table, headings))
        sheet.title(table.caption)
        for text in (*filter(None, [table.base]), *table.notes):
            sheet.line(text)
        first = sheet.row
        styles = ["numeric heading" if figures else "heading" for figures in self._figures(table)]
        self._header(sheet, headings, styles)
        for row in table.rows:
            self._row(sheet, table, row)
        name = "t_" + re.sub(r"\W", "_", table.id, flags=re.ASCII)
        sheet.marked_as_table(first, headings, styles, name)
        return sheet

    def _header(self, sheet: Sheet, headings: Sequence[str], styles: Sequence[str]) -> None:
        for column, (heading, style) in enumerate(zip(headings, styles, strict=True)):
            sheet.words(column, heading, style)
        sheet.end_row(headings, bold=True)

    def _widths(self, table: Table, headings: Sequence[str]) -> list[float]:
        """Widths of the columns as their words and figures need."""
        written = list(zip(*(self._texts(table, row) for row in table.rows), strict=True)) or [()] * len(headings)
        least = [_FIRST] + [_LEAST] * (len(headings) - 1)
        limits = [
            (max(low, at_least) + _EDGES, max(high, at_least) + _EDGES)
            for at_least, (low, high) in zip(least, wanted(headings, written, self._figures(table)), strict=True)
        ]
        return fitted(limits, min(_MOST, sum(high for _, high in limits)))

    def _headings(self, table: Table) -> list[str]:
        """The columns' headings, each once: Excel refuses two of the same name."""
        found: list[str] = []
        for place, column in enumerate(table.columns):
            words = cleaned(column.heading)
            for heading in (f"{words}: from", f"{words}: to") if _has_limits(table, place) else (words,):
                number, unique = 1, heading
                while unique.casefold() in {one.casefold() for one in found}:
                    number += 1
                    unique = f"{heading} ({number})"
                found.append(unique)
        return found

    def _figures(self, table: Table) -> list[bool]:
        """Which of the columns written have figures."""
        found: list[bool] = []
        for place, column in enumerate(table.columns):
            found += [column.numeric and place > 0] * (2 if _has_limits(table, place) else 1)
        return found

    def _texts(self, table: Table, row: Row) -> list[str]:
        """What the cells of a row look like."""
        found = [cleaned(cell_text(row.cells[0])) + (" (net)" if row.net else "")]
        for place, cell in enumerate(row.cells[1:], 1):
            match cell:
                case Interval(low, high, percent):
                    kind = Percent if percent else About
                    found += [cell_text(kind(low)), cell_text(kind(high))]
                case _:
                    found += [cleaned(cell_text(cell))] * (2 if _has_limits(table, place) else 1)
        return found

    def _row(self, sheet: Sheet, table: Table, row: Row) -> None:
        texts = self._texts(table, row)
        sheet.words(0, texts[0], self._formats.indented(row.depth))
        column = 1
        for place, cell in enumerate(row.cells[1:], 1):
            self._cell(sheet, column, cell, numeric=table.columns[place].numeric)
            column += 1
            if _has_limits(table, place):
                if not isinstance(cell, Interval):
                    sheet.words(column, cell_text(cell), "mark")
                column += 1
        sheet.end_row(texts, indent=row.depth)

    def _cell(self, sheet: Sheet, column: int, cell: Cell, *, numeric: bool) -> None:
        match cell:
            case Interval(low, high, percent):
                kind, divisor = ("percent", 100) if percent else ("count", 1)
                sheet.number(column, low / divisor, kind)
                sheet.number(column + 1, high / divisor, kind)
            case Count(value) | About(value):
                sheet.number(column, value, "count")
            case Percent(value):
                sheet.number(column, value / 100, "percent")
            case Statistic(value):
                sheet.number(column, value, "statistic")
            case _:
                sheet.words(column, cell_text(cell), "mark" if numeric else "words")

    def _quotes(self) -> Sheet:
        rows = [(part.heading, *one) for part in self._report.parts for one in _quotes_in(part)]
        columns = 4 if any(quote.said_by for _, _, quote in rows) else 3
        sheet = self._sheet("Quotes", _QUOTES_WIDTHS[:columns])
        sheet.title(_QUOTES)
        first, headings = sheet.row, ("Part", "Theme", "Quote", "Said by")[:columns]
        styles = ["heading"] * columns
        self._header(sheet, headings, styles)
        for part, theme, quote in rows:
            texts = (part, theme, quote.text, quote.said_by or "not stated")[:columns]
            for column, text in enumerate(texts):
                sheet.words(column, text, "words", lines=column == headings.index("Quote"))
            sheet.end_row(texts)
        sheet.marked_as_table(first, headings, styles, "t_quotes")
        return sheet


def _has_limits(table: Table, place: int) -> bool:
    """Whether a column has intervals, which take two columns here."""
    return any(isinstance(row.cells[place], Interval) for row in table.rows)


def _said(part: Part) -> Iterator[tuple[str, str]]:
    """What a part says in words, with the heading it says it under."""
    heading = part.heading
    for block in part.blocks:
        match block:
            case Heading(_, text):
                heading = text
            case Paragraph() | Note():
                yield heading, block.text
            case Facts():
                yield from block.facts
            case Bullets():
                yield from ((heading, one.text) for one in block.items if one.text and not one.label)


def _quotes_in(part: Part) -> Iterator[tuple[str, QuoteBlock]]:
    """The quotes of a part, with the theme each stands for."""
    theme = part.heading
    for block in part.blocks:
        match block:
            case Heading(_, text):
                theme = text
            case QuoteBlock():
                yield theme, block
            case Bullets():
                yield from (
                    (one.label or theme, quote)
                    for one in block.items
                    for quote in one.blocks
                    if isinstance(quote, QuoteBlock)
                )
