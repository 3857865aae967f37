"""A sheet of a workbook: text stays text, rows are as high as their words need, and it prints on paper as it is."""

import re
from collections.abc import Sequence

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from coder.domain.text import display
from coder.errors import TableError
from coder.reporting.formats.widths import lines_of
from coder.reporting.wording import shown

_LONGEST_NAME = 31
_LONGEST_TEXT = 32_767
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']+")
_A4 = 9
_LINE, _TITLE_LINE, _HIGHEST = 16.0, 22.0, 409.0
"""Heights of a line of Arial 12 and of a title, and of the highest row that Excel accepts, in points."""
_TITLE = 16
_ROOM, _BOLD_ROOM, _TITLE_ROOM = 1.08, 0.98, 0.68
"""How many letters of a text, a heading and a title take the room of a figure, which is what widths are counted in."""
_MARGIN = 1.5
"""Characters that the edges of a cell take."""

FONT: dict[str, object] = {"font_name": "Arial", "font_size": 12, "valign": "top"}
_STYLES: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": _TITLE},
    "wrapped title": {"bold": True, "font_size": _TITLE, "text_wrap": True},
    "line": {},
    "wrapped line": {"text_wrap": True},
    "heading": {"bold": True, "text_wrap": True, "bottom": 1},
    "numeric heading": {"bold": True, "text_wrap": True, "bottom": 1, "align": "right"},
    "words": {"text_wrap": True},
    "bold": {"text_wrap": True, "bold": True},
    "link": {"text_wrap": True, "underline": 1, "font_color": "#0b4f8a"},
    "count": {"num_format": "#,##0"},
    "percent": {"num_format": '[=0]0%;[<0.005]"<1%";0%'},
    "statistic": {"num_format": "0.00"},
    "mark": {"align": "right"},
}
_MOST_INDENTED = 15


class Formats:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[str, Format] = {name: book.add_format(FONT | extra) for name, extra in _STYLES.items()}

    def __getitem__(self, name: str) -> Format:
        return self._made[name]

    def indented(self, depth: int) -> str:
        """The name of the format of a row's heading, as deep as the row stands."""
        depth = min(depth, _MOST_INDENTED)
        name = f"indented {depth}" if depth else "words"
        if name not in self._made:
            self._made[name] = self._book.add_format(FONT | {"text_wrap": True, "indent": depth})
        return name


class Sheet:
    """Writes one sheet from above to below."""

    def __init__(self, sheet: Worksheet, formats: Formats, widths: Sequence[float]) -> None:
        self._sheet = sheet
        self._formats = formats
        self._widths = widths
        self.row = 0
        """The row to be written next."""
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&A&RPage &P of &N")

    @property
    def name(self) -> str:
        """The sheet's name."""
        return str(self._sheet.get_name())

    def title(self, text: str) -> None:
        """What the sheet is about, in A1."""
        self._running(text, "title", _TITLE_ROOM)

    def line(self, text: str) -> None:
        """A sentence in a row of its own."""
        self._running(text, "line", _ROOM)

    def _running(self, text: str, style: str, room: float) -> None:
        """Words that run across the columns to the right of them, or take several lines where these are too few."""
        across = len(text) <= sum(self._widths) * room
        self.words(0, text, style if across else f"wrapped {style}")
        lines = 1 if across else lines_of(text, self._widths[0] * room)
        self.next_row(lines * (_TITLE_LINE if style == "title" else _LINE))

    def words(self, column: int, text: str, style: str, *, lines: bool = False) -> None:
        """Write a text, which is never taken for a formula, a link or a number.

        Raises:
            TableError: it does not fit a cell.
        """
        written = cleaned(text, lines=lines)
        if self._sheet.write_string(self.row, column, written, self._formats[style]):
            raise TableError(
                f"A text of {len(written):,} characters does not fit a spreadsheet cell, "
                f"which holds {_LONGEST_TEXT:,}.",
                "Write the report as .docx, .html or .md, or shorten the quote.",
            )

    def link(self, column: int, text: str, name: str) -> None:
        """Write a text that leads to A1 of a sheet of the workbook."""
        self._sheet.write_url(self.row, column, f"internal:'{name}'!A1", self._formats["link"], cleaned(text))

    def number(self, column: int, value: float, style: str) -> None:
        """Write a number as a number."""
        self._sheet.write_number(self.row, column, value, self._formats[style])

    def next_row(self, height: float) -> None:
        """Settle how high the row is, in points, and go to the next."""
        self._sheet.set_row(self.row, min(height, _HIGHEST))
        self.row += 1

    def end_row(self, texts: Sequence[str], *, indent: int = 0, bold: bool = False) -> None:
        """Make the row as high as the texts of its cells need; the first is indented so many steps."""
        rooms = [(width - _MARGIN) * (_BOLD_ROOM if bold else _ROOM) for width in self._widths]
        rooms[0] -= 2 * min(indent, _MOST_INDENTED)
        self.next_row(_LINE * max(lines_of(text, room) for text, room in zip(texts, rooms, strict=True)))

    def marked_as_table(self, first: int, headings: Sequence[str], styles: Sequence[str], name: str) -> None:
        """Mark the rows from `first` to the last written as a table whose header is repeated on every page."""
        columns = [
            {"header": heading, "header_format": self._formats[style]}
            for heading, style in zip(headings, styles, strict=True)
        ]
        last = max(self.row - 1, first + 1)
        self._sheet.add_table(
            *(first, 0, last, len(headings) - 1),
            {"columns": columns, "style": None, "autofilter": False, "name": name},
        )
        self._sheet.freeze_panes(first + 1, 1)
        self._sheet.repeat_rows(first)


def cleaned(text: str, *, lines: bool = False) -> str:
    """A text in which everything is a character that XML can hold."""
    return re.sub("[\ufffe\uffff]", "\ufffd", shown(text, lines=lines) if text.strip() else text)


def sheet_name(wanted: str, taken: set[str]) -> str:
    """A name that Excel accepts and no other sheet has, cut after a whole word where it is too long."""
    stem = " ".join(_NOT_IN_NAMES.sub(" ", display(wanted, lines=False)).split()) or "Table"
    if len(stem) > _LONGEST_NAME:
        whole = stem[: _LONGEST_NAME + 1].rsplit(" ", 1)[0]
        stem = (whole if len(whole) > _LONGEST_NAME // 2 else stem[:_LONGEST_NAME]).rstrip(" ,;-–(")
    name, number = stem, 1
    while name.casefold() in taken:
        number += 1
        name = f"{stem[: _LONGEST_NAME - 1 - len(str(number))]} {number}"
    taken.add(name.casefold())
    return name
