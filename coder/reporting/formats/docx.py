"""A report as a Word document that others can work on: real styles, headings, lists, captions and table headers."""

import datetime
import io
from collections.abc import Sequence

from docx import Document
from docx.document import Document as Doc
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Emu, Pt
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from coder.reporting.blocks import (
    AuthorStub,
    BarChart,
    Block,
    Bullets,
    Chart,
    Facts,
    Heading,
    Item,
    Note,
    Paragraph,
    QuoteBlock,
    Report,
    Row,
    StackedChart,
    Table,
)
from coder.reporting.cells import MEANINGS, cell_text
from coder.reporting.charts import png
from coder.reporting.formats import docx_styles as styles
from coder.reporting.formats.docx_xml import (
    alone,
    bookmark,
    field,
    field_around,
    flag,
    rules,
    set_up_opening,
    shade,
    to_page,
)
from coder.reporting.formats.widths import fitted, wanted
from coder.reporting.formats.zipped import settled
from coder.reporting.wording import date, shown

_PICTURE = Cm(16)
_LINE, _EDGES, _FIGURES = 68, 3, 6
"""How many letters of a table's text stand on a line, and how many a cell's edges and its figures take at least."""
_TOGETHER, _START, _WORDY = 16, 2, 300
"""Rows of a table that stays on one page; rows that stay with the header of a longer one; letters of a long cell."""
_BELOW_TABLE = Pt(8)
_LONGEST_WHOLE = 500
"""Characters of a row that is never divided between pages; longer ones would leave half of them blank."""
_APPENDIX = "Appendix: "


def render(report: Report) -> bytes:
    """The report as a DOCX file."""
    document = Document()
    styles.settle(document, report)
    _Writer(document, report).write()
    _properties(document, report)
    set_up_opening(document)
    file = io.BytesIO()
    document.save(file)
    return settled(file.getvalue())


def _properties(document: Doc, report: Report) -> None:
    made = datetime.datetime.combine(report.date, datetime.time(), datetime.UTC).replace(tzinfo=None)
    properties = document.core_properties
    properties.title, properties.author = shown(report.title), shown(report.organisation)
    properties.subject, properties.comments, properties.keywords = shown(report.subtitle), "", ""
    properties.language = report.language
    properties.created = properties.modified = made
    properties.last_modified_by, properties.revision = properties.author, 1


class _Writer:
    """Appends blocks to a document, one after the other."""

    def __init__(self, document: Doc, report: Report) -> None:
        self._document = document
        self._report = report
        self._numbers = {"Table": 0, "Figure": 0}
        self._after_table = False
        self._cell_styles = {name: document.styles[name].style_id for name in (styles.CELL, styles.SMALL_CELL)}

    def write(self) -> None:
        """Everything, from the title to the last table of the appendix."""
        report = self._report
        self._text(report.title, "Title")
        by = [report.organisation] if report.organisation else []
        self._text(". ".join([*by, report.subtitle, date(report.date)]), "Subtitle")
        for text in report.lead:
            self._text(text, styles.LEAD)
        self._facts(report.facts)
        chapters = self._chapters()
        self._contents([heading for heading, _ in chapters])
        for place, (heading, blocks) in enumerate(chapters):
            self._chapter(place, heading, blocks, page_break=place == 0 or heading.startswith(_APPENDIX))
        self._footer()

    def _chapters(self) -> list[tuple[str, Sequence[Block]]]:
        """Headings of level 1, which the contents list, and what stands below them."""
        parts = self._report.parts
        shorthand = Bullets(tuple(Item(label=mark.value, text=MEANINGS[mark]) for mark in self._report.marks))
        return [
            *((part.heading, part.blocks) for part in parts if not part.appendix),
            *([("Shorthand in tables", (shorthand,))] if shorthand.items else []),
            *((f"{_APPENDIX}{part.heading}", part.blocks) for part in parts if part.appendix),
        ]

    def _chapter(self, place: int, heading: str, blocks: Sequence[Block], *, page_break: bool) -> None:
        bookmark(self._text(heading, "Heading 1", page_break=page_break), place, _anchor(place))
        for block in blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        match block:
            case Heading():
                self._text(block.text, f"Heading {block.level - 1}")
            case Paragraph() | QuoteBlock() | AuthorStub():
                self._words(block, "Body Text", "Quote")
            case Note():
                self._text(block.text, styles.NOTE)
            case Facts():
                self._facts(block.facts)
            case Bullets():
                for item in block.items:
                    self._item(item)
            case Table():
                self._table(block)
            case BarChart() | StackedChart():
                self._chart(block)

    def _words(self, block: Paragraph | QuoteBlock | AuthorStub, paragraph: str, quote: str) -> None:
        match block:
            case Paragraph():
                self._text(block.text, styles.LEAD if block.lead else paragraph)
            case QuoteBlock():
                self._quote(block, quote)
            case AuthorStub():
                self._text(f"[To be written: {shown(block.prompt)}]", styles.STUB)

    def _item(self, item: Item) -> None:
        paragraph = self._paragraph("List Bullet")
        if item.label:
            paragraph.add_run(shown(item.label)).bold = True
        if item.text:
            paragraph.add_run((" " if item.label else "") + shown(item.text))
        for block in item.blocks:
            self._words(block, "List Continue", styles.QUOTE_IN_LIST)

    def _quote(self, quote: QuoteBlock, style: str) -> None:
        """A comment with its own lines, and who said it below."""
        paragraph = self._paragraph(style)
        for number, line in enumerate(shown(quote.text, lines=True).split("\n")):
            if number:
                paragraph.add_run().add_break()
            paragraph.add_run(line)
        if quote.said_by:
            paragraph.add_run().add_break()
            paragraph.add_run(f"– {shown(quote.said_by)}").italic = False

    def _facts(self, facts: tuple[tuple[str, str], ...]) -> None:
        for term, said in facts:
            paragraph = self._paragraph(styles.FACT)
            paragraph.add_run(f"{shown(term)}: ").bold = True
            paragraph.add_run(shown(said))

    def _table(self, table: Table) -> None:
        caption = self._caption("Table", table.caption)
        caption.paragraph_format.keep_with_next = True
        if table.base:
            self._text(table.base, styles.NOTE).paragraph_format.keep_with_next = True
        grid = self._document.add_table(rows=1, cols=len(table.columns), style=styles.TABLE)
        small = self._set_widths(grid, table)
        self._describe(grid, table)
        style = styles.SMALL_CELL if small else styles.CELL
        for number, (column, cell) in enumerate(zip(table.columns, grid.rows[0].cells, strict=True)):
            numeric = column.numeric and number > 0
            self._fill(
                cell, shown(column.heading), style, numeric=numeric, bold=True
            ).paragraph_format.keep_with_next = True
        flag(grid.rows[0], "w:cantSplit")
        flag(grid.rows[0], "w:tblHeader")
        together = _together(table)
        for number, row in enumerate(table.rows):
            self._row(grid, table, row, style, with_next=number < together)
        rules(grid, self._report.palette.accent)
        self._after_table = True
        for note in table.notes:
            self._text(note, styles.NOTE)

    def _set_widths(self, grid: WordTable, table: Table) -> bool:
        """Widths of the columns as their words need; returns whether only smaller letters make room for all."""
        headings = [shown(column.heading) for column in table.columns]
        texts = list(zip(*([shown(cell_text(cell)) for cell in row.cells] for row in table.rows), strict=True))
        figures = [column.numeric and place > 0 for place, column in enumerate(table.columns)]
        limits = [
            (max(low, _FIGURES) + _EDGES, max(high, _FIGURES) + _EDGES)
            for low, high in wanted(headings, texts or [()] * len(headings), figures)
        ]
        grid.autofit = False
        for column, width in zip(grid.columns, fitted(limits, _LINE), strict=True):
            column.width = Emu(int(styles.TEXT_WIDTH * width / _LINE))
        return sum(low for low, _ in limits) > _LINE

    def _row(self, grid: WordTable, table: Table, row: Row, style: str, *, with_next: bool) -> None:
        added = grid.add_row()  # type: ignore[no-untyped-call]
        if sum(len(cell_text(cell)) for cell in row.cells) <= _LONGEST_WHOLE:
            flag(added, "w:cantSplit")
        texts = [shown(cell_text(cell)) for cell in row.cells]
        texts[0] += " (net)" if row.net else ""
        for number, (column, text, cell) in enumerate(zip(table.columns, texts, added.cells, strict=True)):
            bold = row.net or (row.base and number == 0)
            paragraph = self._fill(cell, text, style, numeric=column.numeric and number > 0, bold=bold)
            paragraph.paragraph_format.keep_with_next = with_next or None
            if number == 0 and row.depth:
                paragraph.paragraph_format.left_indent = Cm(0.5 * row.depth)
        if row.base:
            shade(added, "F2F5F6")

    def _fill(self, cell: _Cell, text: str, style: str, *, numeric: bool, bold: bool) -> WordParagraph:
        paragraph: WordParagraph = cell.paragraphs[0]
        # By its id: python-docx looks through all styles for every paragraph, of which tables have thousands.
        paragraph._p.style = self._cell_styles[style]
        paragraph.add_run(text).bold = bold or None
        if numeric:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        return paragraph

    def _describe(self, grid: WordTable, table: Table) -> None:
        """What screen readers say of a table before they read it."""
        properties = grid._tbl.tblPr
        for name, said in (("w:tblCaption", table.caption), ("w:tblDescription", table.base)):
            if said:
                properties.append(alone(name, shown(said)))

    def _chart(self, chart: Chart) -> None:
        paragraph = self._paragraph(styles.PICTURE)
        picture = paragraph.add_run().add_picture(io.BytesIO(png(chart, self._report.palette)), width=_PICTURE)
        described = picture._inline.docPr
        described.set("name", chart.id)
        described.set("descr", shown(chart.alt))
        described.set("title", shown(chart.caption))
        self._caption("Figure", chart.caption)

    def _caption(self, kind: str, text: str) -> WordParagraph:
        """A numbered caption; Word counts it anew when tables are moved about."""
        self._numbers[kind] += 1
        paragraph = self._paragraph("Caption")
        paragraph.add_run(f"{kind} ")
        field(paragraph, f"SEQ {kind} \\* ARABIC", str(self._numbers[kind]))
        paragraph.add_run(f": {shown(text)}")
        return paragraph

    def _contents(self, headings: Sequence[str]) -> None:
        """A contents field, filled with the headings; the program that opens the document adds the pages."""
        self._text("Contents", styles.CONTENTS)
        lines = []
        for place, heading in enumerate(headings):
            lines.append(self._document.add_paragraph(style=styles.CONTENTS_LINE))
            to_page(lines[-1], shown(heading), _anchor(place))
        if lines:
            field_around(lines, 'TOC \\o "1-1" \\h \\z')

    def _footer(self) -> None:
        paragraph = self._document.sections[0].footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run("Page ")
        field(paragraph, "PAGE", "1")
        paragraph.add_run(" of ")
        field(paragraph, "NUMPAGES", "1")

    def _text(self, text: str, style: str, *, page_break: bool = False) -> WordParagraph:
        paragraph = self._paragraph(style)
        paragraph.add_run(shown(text))
        if page_break:
            paragraph.paragraph_format.page_break_before = True
        return paragraph

    def _paragraph(self, style: str) -> WordParagraph:
        """An empty paragraph, a little further down where it follows a table, which has no space of its own."""
        paragraph = self._document.add_paragraph(style=style)
        if self._after_table and not style.startswith(("Heading", "Caption")):
            paragraph.paragraph_format.space_before = _BELOW_TABLE
        self._after_table = False
        return paragraph


def _anchor(place: int) -> str:
    return f"_Toc{place + 1:08}"


def _together(table: Table) -> int:
    """How many rows, from the first, stay on the page of the row after them; the header always does."""
    if any(len(cell_text(cell)) > _WORDY for row in table.rows for cell in row.cells):
        return 0
    return len(table.rows) - 1 if len(table.rows) <= _TOGETHER else _START
