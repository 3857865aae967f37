"""A report as a Word document that others can work on: real styles, headings, lists, captions and table headers."""

import datetime
import io

from docx import Document
from docx.document import Document as Doc
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm
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
    Part,
    QuoteBlock,
    Report,
    Row,
    StackedChart,
    Table,
)
from coder.reporting.cells import MEANINGS, cell_text
from coder.reporting.charts import png
from coder.reporting.formats import docx_styles as styles
from coder.reporting.formats.docx_xml import alone, field, field_around, flag, rules, shade
from coder.reporting.formats.zipped import settled
from coder.reporting.wording import date, shown

_PICTURE = Cm(16)


def render(report: Report) -> bytes:
    """The report as a DOCX file."""
    document = Document()
    styles.settle(document, report)
    _Writer(document, report).write()
    _properties(document, report)
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

    def write(self) -> None:
        """Everything, from the title to the last table of the appendix."""
        report = self._report
        self._text(report.title, "Title")
        self._text(f"{report.subtitle}. {date(report.date)}", "Subtitle")
        for text in report.lead:
            self._text(text, styles.LEAD)
        self._facts(report.facts)
        self._contents()
        main = [part for part in report.parts if not part.appendix]
        for part in main:
            self._part(part, 1)
        self._shorthand()
        if appendix := [part for part in report.parts if part.appendix]:
            self._text("Appendix", "Heading 1", page_break=True)
            for part in appendix:
                self._part(part, 2)
        self._footer()

    def _part(self, part: Part, level: int) -> None:
        self._text(part.heading, f"Heading {level}")
        for block in part.blocks:
            self._block(block, level)

    def _block(self, block: Block, level: int) -> None:
        match block:
            case Heading():
                self._text(block.text, f"Heading {min(level + block.level - 2, 5)}")
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
        paragraph = self._document.add_paragraph(style="List Bullet")
        if item.label:
            paragraph.add_run(shown(item.label)).bold = True
        if item.text:
            paragraph.add_run((" " if item.label else "") + shown(item.text))
        for block in item.blocks:
            self._words(block, "List Continue", styles.QUOTE_IN_LIST)

    def _quote(self, quote: QuoteBlock, style: str) -> None:
        """A comment with its own lines, and who said it below."""
        paragraph = self._document.add_paragraph(style=style)
        for number, line in enumerate(shown(quote.text, lines=True).split("\n")):
            if number:
                paragraph.add_run().add_break()
            paragraph.add_run(line)
        if quote.said_by:
            paragraph.add_run().add_break()
            paragraph.add_run(f"– {shown(quote.said_by)}").italic = False

    def _facts(self, facts: tuple[tuple[str, str], ...]) -> None:
        for term, said in facts:
            paragraph = self._document.add_paragraph(style=styles.FACT)
            paragraph.add_run(f"{shown(term)}: ").bold = True
            paragraph.add_run(shown(said))

    def _table(self, table: Table) -> None:
        caption = self._caption("Table", table.caption)
        caption.paragraph_format.keep_with_next = True
        if table.base:
            self._text(table.base, styles.NOTE).paragraph_format.keep_with_next = True
        grid = self._document.add_table(rows=1, cols=len(table.columns), style=styles.TABLE)
        grid.autofit = True
        self._describe(grid, table)
        for column, cell in zip(table.columns, grid.rows[0].cells, strict=True):
            self._fill(cell, shown(column.heading), numeric=column.numeric, bold=True)
        flag(grid.rows[0], "w:tblHeader")
        flag(grid.rows[0], "w:cantSplit")
        for row in table.rows:
            self._row(grid, table, row)
        rules(grid, self._report.palette.accent)
        for note in table.notes:
            self._text(note, styles.NOTE)

    def _row(self, grid: WordTable, table: Table, row: Row) -> None:
        cells = grid.add_row()  # type: ignore[no-untyped-call]
        flag(cells, "w:cantSplit")
        texts = [shown(cell_text(cell)) for cell in row.cells]
        texts[0] += " (net)" if row.net else ""
        for number, (column, text, cell) in enumerate(zip(table.columns, texts, cells.cells, strict=True)):
            bold = row.net or (row.base and number == 0)
            paragraph = self._fill(cell, text, numeric=column.numeric and number > 0, bold=bold)
            if number == 0 and row.depth:
                paragraph.paragraph_format.left_indent = Cm(0.5 * row.depth)
        if row.base:
            shade(cells, "F2F5F6")

    def _fill(self, cell: _Cell, text: str, *, numeric: bool, bold: bool) -> WordParagraph:
        paragraph: WordParagraph = cell.paragraphs[0]
        paragraph.style = self._document.styles[styles.CELL]
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
        paragraph = self._document.add_paragraph(style=styles.PICTURE)
        picture = paragraph.add_run().add_picture(io.BytesIO(png(chart, self._report.palette)), width=_PICTURE)
        described = picture._inline.docPr
        described.set("name", chart.id)
        described.set("descr", shown(chart.alt))
        described.set("title", shown(chart.caption))
        self._caption("Figure", chart.caption)

    def _caption(self, kind: str, text: str) -> WordParagraph:
        """A numbered caption; Word counts it anew when tables are moved about."""
        self._numbers[kind] += 1
        paragraph = self._document.add_paragraph(style="Caption")
        paragraph.add_run(f"{kind} ")
        field(paragraph, f"SEQ {kind} \\* ARABIC", str(self._numbers[kind]))
        paragraph.add_run(f": {shown(text)}")
        return paragraph

    def _contents(self) -> None:
        """A contents field, filled with the headings; Word adds the pages when it is updated."""
        self._text("Contents", styles.CONTENTS)
        headings = [part.heading for part in self._report.parts if not part.appendix]
        headings += ["Appendix"] if any(part.appendix for part in self._report.parts) else []
        paragraphs = [self._text(heading, styles.CONTENTS_LINE) for heading in headings]
        if paragraphs:
            field_around(paragraphs, 'TOC \\o "1-2" \\h \\z \\u')

    def _shorthand(self) -> None:
        if not self._report.marks:
            return
        self._text("Shorthand in tables", "Heading 1")
        for mark in self._report.marks:
            self._item(Item(label=mark.value, text=MEANINGS[mark]))

    def _footer(self) -> None:
        paragraph = self._document.sections[0].footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run("Page ")
        field(paragraph, "PAGE", "1")
        paragraph.add_run(" of ")
        field(paragraph, "NUMPAGES", "1")

    def _text(self, text: str, style: str, *, page_break: bool = False) -> WordParagraph:
        paragraph = self._document.add_paragraph(shown(text), style=style)
        if page_break:
            paragraph.paragraph_format.page_break_before = True
        return paragraph
