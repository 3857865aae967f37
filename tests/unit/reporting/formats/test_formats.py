"""What holds for every format: the same figures, the same words, nothing that acts, the same bytes twice."""

import dataclasses
from itertools import pairwise

import pytest
from lxml import html

from coder.errors import TableError
from coder.reporting.blocks import QuoteBlock, tables_of
from coder.reporting.cells import About, Count, Interval, Percent, Statistic, cell_text
from coder.reporting.formats import SUFFIXES, renderer
from coder.reporting.wording import shown
from tests.unit.reporting.formats import reading
from tests.unit.reporting.sample_blocks import sample_blocks

REPORT = sample_blocks()


@pytest.fixture(scope="module")
def files():
    return {suffix: renderer(suffix)(REPORT) for suffix in SUFFIXES}


def wanted(table):
    """The table as readers see it, header first."""
    rows = [[shown(column.heading) for column in table.columns]]
    for row in table.rows:
        texts = [shown(cell_text(cell)) for cell in row.cells]
        rows.append([texts[0] + (" (net)" if row.net else ""), *texts[1:]])
    return rows


@pytest.mark.parametrize(
    ("suffix", "read"),
    [(".html", reading.from_html), (".md", reading.from_markdown), (".docx", reading.from_docx)],
)
def test_tables_read_back_as_they_are_in_the_model(files, suffix, read):
    assert read(files[suffix]) == {shown(table.caption): wanted(table) for table in tables_of(REPORT)}


def test_numbers_of_a_workbook_are_numbers_unrounded(files):
    sheets = reading.from_xlsx(files[".xlsx"])
    for table in tables_of(REPORT):
        rows = sheets[shown(table.caption)]
        first = 1 + bool(table.base) + len(table.notes) + 1
        for row, written in zip(table.rows, rows[first:], strict=True):
            assert written == [written[0], *numbers(row, table)]
            assert written[0].startswith(shown(row.cells[0].text))


def numbers(row, table):
    found = []
    for place, cell in enumerate(row.cells[1:], 1):
        limits = any(isinstance(one.cells[place], Interval) for one in table.rows)
        match cell:
            case Interval(low, high, percent):
                found += [low / (100 if percent else 1), high / (100 if percent else 1)]
            case Count(value) | About(value) | Statistic(value):
                found += [value] * (2 if limits else 1)
            case Percent(value):
                found.append(value / 100)
            case _:
                found += [cell_text(cell)] * (2 if limits else 1)
    # A number where other rows have limits is written once, and its words fill the second column.
    return [
        f"{value:,}" if place and limits_pair(row, table, place) and isinstance(value, int) else value
        for place, value in enumerate(found)
    ]


def limits_pair(row, table, place):
    """Whether a written column is the second of a pair that this row fills with one figure."""
    columns = []
    for at, cell in enumerate(row.cells[1:], 1):
        pair = any(isinstance(one.cells[at], Interval) for one in table.rows)
        columns += [False, not isinstance(cell, Interval)] if pair else [False]
    return columns[place]


def test_the_same_report_is_the_same_bytes(files):
    assert {suffix: renderer(suffix)(REPORT) for suffix in SUFFIXES} == files


def test_every_file_says_first_what_it_is_whose_and_when(files):
    opening = [REPORT.title, REPORT.organisation, REPORT.subtitle, "2 April 2024"]
    said = {
        ".html": html.document_fromstring(files[".html"]).find(".//header").text_content(),
        ".md": reading.plain(files[".md"].decode()[:400]),
        ".docx": "\n".join(reading.paragraphs(files[".docx"])[:3]),
        ".xlsx": str(next(iter(reading.from_xlsx(files[".xlsx"]).values()))[:6]),
    }
    for suffix, text in said.items():
        assert all(words in text for words in opening), suffix


def test_there_is_no_format_for_other_names():
    assert renderer(".pdf") is None
    assert renderer(".HTM") is not None


def test_words_from_outside_do_not_act(files):
    text = files[".html"].decode()
    assert "<b>Paths" not in text
    assert "<open>" not in text
    assert "\x1b" not in text
    markdown = files[".md"].decode()
    assert "<open>" not in markdown
    assert "\n- swings" not in markdown
    for suffix, name in ((".xlsx", r"xl/.*\.xml"), (".docx", r"word/.*\.xml")):
        found = reading.parts(files[suffix], name)
        assert found
        for part in found:
            assert not list(part.iter("{*}f")), "a formula"
    assert any("=1+1" in "".join(part.itertext()) for part in reading.parts(files[".xlsx"], "xl/sharedStrings.xml"))


def test_a_quote_too_long_for_a_cell_is_refused_for_a_workbook_alone():
    part = dataclasses.replace(REPORT.parts[0], blocks=(QuoteBlock(text="x" * 40_000, comment=1),))
    report = dataclasses.replace(REPORT, parts=(part,))
    with pytest.raises(TableError, match="40,000 characters"):
        renderer(".xlsx")(report)
    assert b"x" * 40_000 in renderer(".html")(report)


def test_characters_that_xml_cannot_hold_become_pictures():
    hostile = dataclasses.replace(REPORT, title="A\x00B\ufffeC\x0bD\ud800E", organisation="\x08")
    for suffix in SUFFIXES:
        assert renderer(suffix)(hostile)


def test_a_page_loads_and_runs_nothing(files):
    text = files[".html"].decode()
    assert "<script" not in text
    assert "style=" not in text
    assert text.index("Content-Security-Policy") < text.index("<meta charset")
    assert text.count("<img ") == 2
    assert all(part.startswith('"data:image/svg+xml;base64,') for part in text.split("src=")[1:])
    assert text.count('alt="') == 2
    headings = [int(part[0]) for part in text.split("<h")[1:] if part[0].isdigit()]
    assert all(after <= before + 1 for before, after in pairwise(headings))


def test_a_document_has_what_screen_readers_need(files):
    (body,) = reading.parts(files[".docx"], "word/document.xml")
    w = reading.W
    tables = list(body.iter(f"{w}tbl"))
    assert len(tables) == len(tables_of(REPORT))
    for table in tables:
        rows = list(table.iter(f"{w}tr"))
        assert rows[0].find(f"{w}trPr/{w}tblHeader") is not None
        assert all(row.find(f"{w}trPr/{w}cantSplit") is not None for row in rows)
        assert not list(table.iter(f"{w}gridSpan", f"{w}vMerge"))
    described = [one.get("descr") for one in body.iter("{*}docPr")]
    assert len(described) == 2
    assert all(described)
    styles = [style.get(f"{w}val") for style in body.iter(f"{w}pStyle")]
    assert {"Title", "Heading1", "Heading2", "Heading3", "ListBullet", "Quote", "Caption"} <= set(styles)
    (settings,) = reading.parts(files[".docx"], "word/styles.xml")
    assert settings.find(f".//{w}docDefaults//{w}lang").get(f"{w}val") == "en-GB"
    (core,) = reading.parts(files[".docx"], "docProps/core.xml")
    assert core.find("{*}title").text == "Parks & <open> spaces"
    assert not [one for one in body.iter(f"{w}p") if not "".join(one.itertext()) and not list(one.iter("{*}drawing"))]


def test_a_workbook_is_laid_out_as_public_bodies_ask(files):
    sheets = reading.parts(files[".xlsx"], r"xl/worksheets/sheet\d+\.xml")
    assert not any(list(sheet.iter("{*}mergeCell")) for sheet in sheets)
    tables = reading.parts(files[".xlsx"], r"xl/tables/table\d+\.xml")
    assert len(tables) == len(tables_of(REPORT)) + 1
    for name, rows in reading.from_xlsx(files[".xlsx"]).items():
        assert rows[0][0] == name
        assert not all(cell == "" for cell in rows[-1])
