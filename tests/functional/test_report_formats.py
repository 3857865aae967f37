"""The four files of one report say the same: the figures of the command that counts, in every one of them."""

import pytest

from coder.reporting.blocks import quotes_of, tables_of
from coder.reporting.cells import Count, Percent, Statistic, cell_text
from coder.reporting.wording import shown
from tests.functional.test_report import content, make_library
from tests.unit.reporting.formats import reading

READERS = {"r.html": reading.from_html, "r.md": reading.from_markdown, "r.docx": reading.from_docx}
COUNTED = ("mentions", "percent_of_comments", "respondents", "percent_of_respondents")


@pytest.fixture
def library(folder):
    return folder.once("library", make_library)


@pytest.mark.slow
def test_every_figure_and_quote_is_the_same_in_all_four_files_and_in_the_project(library):
    report, _ = content(library)
    for name in (*READERS, "r.xlsx"):
        library.run("report", "--out", name)
    wanted = {shown(table.caption): as_read(table) for table in tables_of(report)}
    assert sum(len(row) for rows in wanted.values() for row in rows) > 120
    for name, read in READERS.items():
        assert read((library.path / name).read_bytes()) == wanted, name
    sheets = reading.from_xlsx((library.path / "r.xlsx").read_bytes())
    check_sheets(sheets, tables_of(report))
    check_themes(sheets, next(one for one in tables_of(report) if one.id == "themes-q1"), library.counts())
    check_quotes(library, sheets, [quote.text for quote in quotes_of(report)])


def check_sheets(sheets, tables):
    for table in tables:
        for row, written in zip(table.rows, sheets[shown(table.caption)][-len(table.rows) :], strict=True):
            for cell, value in zip(row.cells, written, strict=True):
                check_cell(cell, value)


def check_cell(cell, value):
    match cell:
        case Count(figure) | Statistic(figure):
            assert value == figure
        case Percent(figure):
            assert value == pytest.approx(figure / 100, rel=1e-12)
        case _:
            assert value.removesuffix(" (net)") == shown(cell_text(cell))


def check_themes(sheets, themes, counted):
    places = {column.key: place for place, column in enumerate(themes.columns)}
    for row, written in zip(themes.rows, sheets[themes.caption][-len(themes.rows) :], strict=True):
        for name in COUNTED:
            figure = counted["q1", row.key][name] / (100 if name.startswith("percent") else 1)
            assert written[places[name]] == pytest.approx(figure, rel=1e-12)


def check_quotes(library, sheets, texts):
    [quotes] = [rows for title, rows in sheets.items() if title.startswith("What people said")]
    assert [row[2] for row in quotes[2:]] == texts
    paragraphs = reading.paragraphs((library.path / "r.docx").read_bytes())
    pages = [(library.path / name).read_text(encoding="utf-8") for name in ("r.html", "r.md")]
    assert all(text in paragraphs and all(text in page for page in pages) for text in texts)


def as_read(table):
    rows = [[shown(column.heading) for column in table.columns]]
    for row in table.rows:
        first, *others = (shown(cell_text(cell)) for cell in row.cells)
        rows.append([first + (" (net)" if row.net else ""), *others])
    return rows
