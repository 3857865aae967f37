"""What a Word document needs and python-docx has no word for, as elements of its XML."""

from collections.abc import Sequence

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

_BEHIND_BORDERS = ("shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption", "tblDescription")
"""What the format has after the borders of a table: Word refuses files in which the order is another."""

_PRESENT = "15"
"""The mode of Word 2013 and later; in an older one its window says `Compatibility Mode`."""


def alone(name: str, value: str) -> BaseOxmlElement:
    """An element with nothing but a value."""
    element: BaseOxmlElement = OxmlElement(name)
    element.set(qn("w:val"), value)
    return element


def flag(row: _Row, name: str) -> None:
    """Set a property of a row: `w:tblHeader` repeats it on every page, `w:cantSplit` keeps it on one."""
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def shade(row: _Row, colour: str) -> None:
    """Fill the cells of a row with a colour, given as six hexadecimal digits."""
    for cell in row.cells:
        filled = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
            filled.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(filled)


def rules(table: Table, colour: str) -> None:
    """Draw lines above, below and between the rows of a table, and none between its columns."""
    borders = OxmlElement("w:tblBorders")
    for place, size, shown in (("top", 8, colour), ("bottom", 8, colour), ("insideH", 4, "#c9d1d6")):
        line = alone(f"w:{place}", "single")
        for name, value in (("sz", str(size)), ("space", "0"), ("color", shown.lstrip("#"))):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    properties = table._tbl.tblPr
    after = [one for one in properties if one.tag in {qn(f"w:{name}") for name in _BEHIND_BORDERS}]
    properties.insert(properties.index(after[0]) if after else len(properties), borders)


def field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """Append a field, with what it shows until it is updated."""
    _mark(paragraph.add_run(), "begin")
    _instruct(paragraph.add_run(), instruction)
    _mark(paragraph.add_run(), "separate")
    paragraph.add_run(shown)
    _mark(paragraph.add_run(), "end")


def bookmark(paragraph: Paragraph, number: int, name: str) -> None:
    """Give what a paragraph says a name that fields and links lead to."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    paragraph._p.insert(0 if paragraph._p.pPr is None else 1, start)
    paragraph._p.append(end)


def to_page(paragraph: Paragraph, text: str, name: str) -> None:
    """Append a line of contents: words that lead to a bookmark, and the page it is on, blank until it is known."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), name)
    link.set(qn("w:history"), "1")
    paragraph.add_run(text)
    paragraph.add_run("\t")
    field(paragraph, f"PAGEREF {name} \\h", "")
    for run in paragraph.runs:
        link.append(run._r)
    paragraph._p.append(link)


def set_up_opening(document: Document) -> None:
    """Have Word fill in the pages of the contents when it opens the document (it asks first), as one of its present."""
    compatible = document.settings.element.find(qn("w:compat"))
    compatible.addprevious(alone("w:updateFields", "true"))
    for setting in compatible.findall(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), _PRESENT)


def field_around(paragraphs: Sequence[Paragraph], instruction: str) -> None:
    """Make paragraphs what a field shows until it is updated."""
    first, last = paragraphs[0], paragraphs[-1]
    started = [Run(OxmlElement("w:r"), first) for _ in range(3)]
    _mark(started[0], "begin")
    _instruct(started[1], instruction)
    _mark(started[2], "separate")
    for run in reversed(started):
        first._p.insert(0 if first._p.pPr is None else 1, run._r)
    _mark(last.add_run(), "end")


def _mark(run: Run, kind: str) -> None:
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    run._r.append(mark)


def _instruct(run: Run, instruction: str) -> None:
    element = OxmlElement("w:instrText")
    element.set(qn("xml:space"), "preserve")
    element.text = f" {instruction} "
    run._r.append(element)
