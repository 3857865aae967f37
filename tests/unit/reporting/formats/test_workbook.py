"""The workbook as public bodies publish them, and as it comes out of a printer."""

import dataclasses
import re

import pytest

from coder.reporting.blocks import Part, Table, quotes_of, tables_of
from coder.reporting.cells import MEANINGS
from coder.reporting.formats import renderer
from coder.reporting.wording import shown
from tests.unit.reporting.formats import reading
from tests.unit.reporting.sample_blocks import sample_blocks

REPORT = sample_blocks()
CELL = re.compile(r"([A-Z]+)(\d+)")


@pytest.fixture(scope="module")
def data():
    return renderer(".xlsx")(REPORT)


@pytest.fixture(scope="module")
def names(data):
    [book] = reading.parts(data, "xl/workbook.xml")
    return [sheet.get("name") for sheet in book.iter("{*}sheet")]


def test_sheets_are_named_after_what_is_on_them_and_the_cover_leads_to_each(data, names):
    assert names == ["Cover", "Notes", "1 Question 1 all themes", "2 Question 1 estimates for all", "Quotes"]
    cover = reading.parts(data, "xl/worksheets/sheet1.xml")[0]
    targets = [link.get("location") for link in cover.iter("{*}hyperlink")]
    assert targets == [f"'{name}'!A1" for name in names[1:]]
    listed = reading.from_xlsx(data)[shown(REPORT.title)]
    assert [row[:2] for row in listed if row[0] in names[2:4]] == [
        [name, table.caption] for name, table in zip(names[2:4], tables_of(REPORT), strict=True)
    ]


def test_names_of_sheets_are_short_and_differ_whatever_the_captions_are():
    tables = tables_of(REPORT)
    captions = ["How far do you agree with our vision for the service, by age", "It's [all]: a/b?*", "", "x" * 60] * 3
    blocks = [
        dataclasses.replace(tables[0], id=f"t{number}", caption=text or "\x07") for number, text in enumerate(captions)
    ]
    part = Part(id="a", heading="A", blocks=tuple(blocks))
    data = renderer(".xlsx")(dataclasses.replace(REPORT, parts=(part,)))
    [book] = reading.parts(data, "xl/workbook.xml")
    found = [sheet.get("name") for sheet in book.iter("{*}sheet")]
    assert len({name.casefold() for name in found}) == len(captions) + 2
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in found)


def test_no_cell_of_a_table_is_blank_and_its_header_is_that_of_the_sheet(data):
    sheets = {number: reading.parts(data, f"xl/worksheets/sheet{number}.xml")[0] for number in range(3, 6)}
    for number, rows in zip(sheets, list(reading.from_xlsx(data).values())[2:], strict=True):
        [table] = reading.parts(data, f"xl/tables/table{number - 2}.xml")
        first, last = CELL.findall(table.get("ref"))
        top, bottom, width = int(first[1]), int(last[1]), ord(last[0]) - 64
        assert bottom == len(rows)
        assert [column.get("name") for column in table.iter("{*}tableColumn")] == rows[top - 1][:width]
        assert all(cell != "" for row in rows[top - 1 :] for cell in row[:width])
        assert table.find("{*}autoFilter") is None


def test_it_prints_landscape_a_page_wide_with_the_header_repeated(data, names):
    for sheet in reading.parts(data, r"xl/worksheets/sheet\d+\.xml"):
        setup = sheet.find("{*}pageSetup")
        assert (setup.get("orientation"), setup.get("paperSize"), setup.get("fitToHeight")) == ("landscape", "9", "0")
        assert sheet.find("{*}sheetPr/{*}pageSetUpPr").get("fitToPage") == "1"
        assert all(row.get("customHeight") for row in sheet.iter("{*}row"))
    [book] = reading.parts(data, "xl/workbook.xml")
    repeated = [one.text for one in book.iter("{*}definedName") if one.get("name") == "_xlnm.Print_Titles"]
    assert len(repeated) == len(names) - 2


def test_notes_explain_the_shorthand_and_quotes_say_their_theme(data):
    sheets = reading.from_xlsx(data)
    notes = {str(row[0]): row[1] for row in sheets["Notes"]}
    assert {mark.value: MEANINGS[mark] for mark in REPORT.marks}.items() <= notes.items()
    title = next(name for name in sheets if name.startswith("What people said"))
    quotes = sheets[title]
    assert quotes[1] == ["Part", "Theme", "Quote", "Said by"]
    assert [row[2] for row in quotes[2:]] == [shown(one.text, lines=True) for one in quotes_of(REPORT)]
    assert [row[1] for row in quotes[2:]] == ["Play areas (e.g. swings)", "Birds | bats"]
    assert [row[3] for row in quotes[2:]] == ["not stated", "Resident, under 65"]


def test_rows_are_as_high_as_their_words_need(data):
    long = "Given for all that people said of how they were greeted, listened to and helped. " * 10
    table = next(block for part in REPORT.parts for block in part.blocks if isinstance(block, Table))
    part = Part(id="a", heading="A", blocks=(dataclasses.replace(table, notes=(long,)),))
    written = renderer(".xlsx")(dataclasses.replace(REPORT, parts=(part,)))
    [sheet] = reading.parts(written, "xl/worksheets/sheet3.xml")
    heights = [float(row.get("ht")) for row in sheet.iter("{*}row")]
    assert heights[2] > 150 > 2 * max(heights[:2] + heights[3:])
