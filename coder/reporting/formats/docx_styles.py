"""The styles of a Word document: what an author changes once to change a whole report."""

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from coder.reporting.blocks import Report
from coder.reporting.formats.docx_xml import alone

LEAD, NOTE, FACT, STUB = "Lead", "Small Print", "Fact", "To Be Written"
PICTURE, CELL, CONTENTS, CONTENTS_LINE = "Picture", "Table Text", "TOC Heading", "toc 1"
QUOTE_IN_LIST, SMALL_CELL = "Quote in List", "Small Table Text"
TABLE = "Normal Table"

_WORDS_OWN = (CONTENTS, CONTENTS_LINE)
"""Styles that Word gives its contents when it makes them anew."""

TEXT_WIDTH = Cm(16.4)
"""Of a line: the page less its margins."""

_FONT = "Arial"
_INK, _SOFT, _WARNING = "1C2226", "4C5860", "8A3B00"
_HEADINGS = {1: 20, 2: 16, 3: 14, 4: 12, 5: 12}
"""Sizes in points by level."""


def settle(document: Document, report: Report) -> None:
    """Set language, page and styles."""
    accent = report.palette.accent.lstrip("#")
    _page(document)
    _language(document, report.language)
    _built_in(document, accent)
    _own(document, accent)


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.3)
    section.top_margin = section.bottom_margin = Cm(2.2)


def _language(document: Document, language: str) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(alone("w:lang", language))


def _built_in(document: Document, accent: str) -> None:
    _set(document, "Normal", size=12, colour=_INK, after=0)
    _set(document, "Body Text", size=12, colour=_INK, after=8, line=1.2)
    _set(document, "Title", size=28, colour=accent, bold=True, after=6)
    _set(document, "Subtitle", size=13, colour=_SOFT, italic=False, after=14)
    for level, size in _HEADINGS.items():
        _set(document, f"Heading {level}", size=size, colour=accent if level < 4 else _INK, bold=True, after=6)
        style = document.styles[f"Heading {level}"]
        style.paragraph_format.space_before, style.paragraph_format.keep_with_next = Pt(20 - 2 * level), True
    _set(document, "List Bullet", size=12, colour=_INK, after=4, line=1.2)
    _set(document, "List Continue", size=12, colour=_INK, after=6, line=1.2)
    _set(document, "Quote", size=12, colour=_INK, italic=True, after=8, left=1)
    _set(document, "Caption", size=12, colour=_INK, bold=True, after=4)
    document.styles["Caption"].paragraph_format.space_before = Pt(12)


def _own(document: Document, accent: str) -> None:
    own = ((LEAD, "Body Text"), (NOTE, "Body Text"), (FACT, "Body Text"), (STUB, "Body Text"), (PICTURE, "Normal"))
    more = (
        (CELL, "Normal"),
        (CONTENTS, "Normal"),
        (CONTENTS_LINE, "Normal"),
        (QUOTE_IN_LIST, "Quote"),
        (SMALL_CELL, CELL),
    )
    for name, base in (*own, *more):
        if name in [one.name for one in document.styles]:
            document.styles[name].delete()
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name in _WORDS_OWN)
        style.base_style, style.quick_style = document.styles[base], True
    _set(document, LEAD, size=14, colour=_INK, after=10, line=1.2)
    _set(document, NOTE, size=12, colour=_SOFT, after=8, line=1.15)
    _set(document, FACT, size=12, colour=_INK, after=3)
    _set(document, STUB, size=12, colour=_WARNING, italic=True, after=8)
    _set(document, PICTURE, size=12, colour=_INK, after=2)
    document.styles[PICTURE].paragraph_format.keep_with_next = True
    _set(document, CELL, size=12, colour=_INK, after=2)
    document.styles[CELL].paragraph_format.space_before = Pt(2)
    _set(document, SMALL_CELL, size=10, colour=_INK, after=2)
    _set(document, CONTENTS, size=14, colour=accent, bold=True, after=4)
    document.styles[CONTENTS].paragraph_format.space_before = Pt(14)
    _set(document, CONTENTS_LINE, size=12, colour=_INK, after=4)
    _page_at_the_right(document.styles[CONTENTS_LINE])
    _set(document, QUOTE_IN_LIST, size=12, colour=_INK, italic=True, after=6, left=1.5)


def _page_at_the_right(style: ParagraphStyle) -> None:
    """Room for a page's number at the end of a line of contents."""
    layout = style.paragraph_format
    layout.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    layout.left_indent, layout.first_line_indent, layout.right_indent = Cm(0.8), Cm(-0.8), Cm(1)


def _set(
    document: Document,
    name: str,
    *,
    size: float,
    colour: str,
    after: float,
    bold: bool = False,
    italic: bool | None = None,
    line: float | None = None,
    left: float | None = None,
) -> None:
    style: ParagraphStyle = document.styles[name]
    font = style.font
    font.name, font.size, font.bold, font.italic = _FONT, Pt(size), bold, italic
    font.color.rgb = RGBColor.from_string(colour.upper())
    letters = style.element.get_or_add_rPr()
    for wide in letters.findall(qn("w:spacing")):
        letters.remove(wide)
    fonts = letters.get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), _FONT)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
        fonts.attrib.pop(qn(theme), None)
    layout = style.paragraph_format
    layout.space_after = Pt(after)
    if line is not None:
        layout.line_spacing = line
    if left is not None:
        layout.left_indent = Cm(left)
