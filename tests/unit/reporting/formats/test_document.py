"""The document as Word and people who work on it meet it."""

import io
import re
from itertools import pairwise

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm

from coder.reporting.blocks import Column, Part, Row, Table, tables_of
from coder.reporting.cells import Count, Text
from coder.reporting.contrast import contrast
from coder.reporting.formats import renderer
from tests.unit.reporting.formats import reading
from tests.unit.reporting.sample_blocks import sample_blocks

REPORT = sample_blocks()
ORDER = ("tblStyle", "tblW", "jc", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption",
         "tblDescription")  # fmt: skip
W = reading.W


@pytest.fixture(scope="module")
def data():
    return renderer(".docx")(REPORT)


@pytest.fixture(scope="module")
def document(data):
    return Document(io.BytesIO(data))


def test_contents_lead_to_every_heading_of_the_first_level(document):
    body = document.element.body
    marked = {
        start.get(f"{W}name"): "".join(one.text for one in start.getparent().iter(f"{W}t"))
        for start in body.iter(f"{W}bookmarkStart")
    }
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert list(marked.values()) == headings
    links = {link.get(f"{W}anchor"): "".join(one.text for one in link.iter(f"{W}t")) for link in
             body.iter(f"{W}hyperlink")}  # fmt: skip
    assert links == marked
    instructions = [one.text.strip() for one in body.iter(f"{W}instrText")]
    assert instructions[0].startswith("TOC ")
    assert {f"PAGEREF {name} \\h" for name in marked} <= set(instructions)
    kinds = [one.get(f"{W}fldCharType") for one in body.iter(f"{W}fldChar")]
    assert kinds.count("begin") == kinds.count("end") == len(instructions)


def test_headings_go_down_one_level_at_a_time(document):
    styles = [one.style.name for one in document.paragraphs if one.style.name.startswith("Heading")]
    levels = [int(name.split()[1]) for name in styles]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_elements_stand_in_the_order_that_word_insists_on(data, document):
    for table in document.tables:
        names = [one.tag.removeprefix(W) for one in table._tbl.tblPr]
        assert names == sorted(names, key=ORDER.index)
    [settings] = reading.parts(data, "word/settings.xml")
    names = [one.tag.removeprefix(W) for one in settings]
    assert names.index("updateFields") == names.index("compat") - 1
    modes = {one.get(f"{W}name"): one.get(f"{W}val") for one in settings.iter(f"{W}compatSetting")}
    assert modes["compatibilityMode"] == "15"


def test_tables_fill_the_line_and_short_ones_stay_on_a_page(document):
    section = document.sections[0]
    line = section.page_width - section.left_margin - section.right_margin
    for table, drawn in zip(tables_of(REPORT), document.tables, strict=True):
        assert sum(column.width for column in drawn.columns) == pytest.approx(line, abs=Cm(0.1))
        rows = [[cell.paragraphs[0] for cell in row.cells] for row in drawn.rows]
        assert all(one.paragraph_format.keep_with_next for row in rows[:-1] for one in row)
        assert not any(one.paragraph_format.keep_with_next for one in rows[-1])
        for place, column in enumerate(table.columns):
            right = rows[1][place].alignment == WD_ALIGN_PARAGRAPH.RIGHT
            assert right == (column.numeric and place > 0)


def test_words_and_figures_share_the_room_as_they_need_it():
    words = "Given for all that people said of how they were greeted, listened to and helped. " * 12
    columns = (Column(key="a", heading="Theme", numeric=False), Column(key="b", heading="What it was given for",
               numeric=False), Column(key="c", heading="Mentions"))  # fmt: skip
    row = Row(key="x", cells=(Text("Employee attitude"), Text(words), Count(12)))
    table = Table(id="codes", caption="Codes", base="", columns=columns, rows=(row,) * 3)
    report = type(REPORT)(
        title="T", subtitle="S", date=REPORT.date, parts=(Part(id="a", heading="A", blocks=(table,)),)
    )
    [drawn] = Document(io.BytesIO(renderer(".docx")(report))).tables
    label, said, count = [column.width for column in drawn.columns]
    assert said > 2 * label > 2 * count > Cm(3)
    assert not drawn.rows[1].cells[0].paragraphs[0].paragraph_format.keep_with_next


def test_letters_are_large_and_dark_enough(document):
    used = {one.style.name for one in document.paragraphs} | {
        one.style.name for table in document.tables for row in table.rows for cell in row.cells
        for one in cell.paragraphs
    }  # fmt: skip
    for name in used:
        font = document.styles[name].font
        assert font.name == "Arial"
        assert font.size.pt >= (10 if "Small Table" in name else 12)
        assert contrast(f"#{font.color.rgb}", "#ffffff") >= 4.5


def test_pages_are_numbered_and_places_to_fill_stand_out(document):
    footer = document.sections[0].footer.paragraphs[0]._p
    assert [one.text.strip() for one in footer.iter(f"{W}instrText")] == ["PAGE", "NUMPAGES"]
    [stub] = [one for one in document.paragraphs if one.style.name == "To Be Written"]
    assert re.fullmatch(r"\[To be written: .+\]", stub.text)
