import datetime as dt
import random
import zipfile

import pytest
import xlsxwriter

from coder.errors import CoderError, TableError, UsageError
from coder.importing.tables import open_table
from coder.importing.xlsx_guard import look_at_sheet
from tests.unit.importing.build import codebook, write_xlsx


def test_typed_cells_become_the_text_a_person_sees(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        day, moment = (book.add_format({"num_format": f}) for f in ("dd/mm/yyyy", "yyyy-mm-dd hh:mm"))
        sheet.write_row(0, 0, ["id", "number", "date", "time", "yes", "text"])
        sheet.write_row(1, 0, [5.0, 5.5])
        sheet.write_datetime(1, 2, dt.date(2024, 5, 1), day)
        sheet.write_datetime(1, 3, dt.datetime.fromisoformat("2024-05-01T13:30"), moment)
        sheet.write_boolean(1, 4, True)
        sheet.write_string(1, 5, "'=1+1")
        sheet.write_string(2, 0, "00123")
        sheet.write_number(2, 1, 0.1 + 0.2)
        sheet.write_string(2, 5, "  kept \r\n exactly \x1b[31m")
    rows = list(open_table(path).rows())
    assert rows == [
        (2, ("5", "5.5", "2024-05-01", "2024-05-01 13:30:00", "TRUE", "'=1+1")),
        (3, ("00123", "0.3", "", "", "", "  kept \r\n exactly \x1b[31m")),
    ]


def test_formulas_and_errors_are_noted(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(1, 1, ["id", "q1"])
        sheet.write_formula(2, 1, "=1+1", None, 2)
        sheet.write_formula(2, 2, "=NA()", None, "#N/A")
        sheet.write_formula(3, 2, '="a"&"b"', None, "ab")
        sheet.write_number(3, 1, 3)
    table = open_table(path)
    assert list(table.rows()) == [(3, ("2", "#N/A")), (4, ("3", "ab"))]
    assert any("3 formulas (the first in B3)" in note for note in table.notes)
    assert any("1 cell with an error" in note and "C3" in note for note in table.notes)


def test_merged_cells_fill_the_header_and_are_noted_below(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, "id")
        sheet.merge_range(0, 1, 0, 2, "Which?")
        sheet.write_row(1, 0, ["", "Bus", "Train"])
        sheet.write_string(2, 0, "r1")
        sheet.merge_range(2, 1, 2, 2, "both")
    two = open_table(path, header_rows=2)
    assert two.header == ("id", "Which? / Bus", "Which? / Train")
    assert list(two.rows()) == [(3, ("r1", "both", ""))]
    assert any("Merged cells below the header (the first in row 3)" in note for note in two.notes)
    assert open_table(path).header == ("id", "Which?", "Which? (2)")


def test_leading_blank_rows_keep_the_row_numbers(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", [[], [], ["id", "q1"], ["1", "a"]])
    table = open_table(path)
    assert (table.first_row, list(table.rows())) == (4, [(4, ("1", "a"))])


def test_numbers_with_too_many_digits_are_marked(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", [["id", "q1"], [1234567890123456, "a"], [7, "b"]])
    assert open_table(path).inexact == {0}


def test_the_sheet_whose_header_fits_is_read_with_a_doubt(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Notes").write_row(0, 0, ["About", "this file"])
        data = book.add_worksheet("Data")
        data.write_row(0, 0, ["Response ID", "q1"])
        data.write_row(1, 0, ["1", "a"])
        hidden = book.add_worksheet("Old")
        hidden.write_row(0, 0, ["id", "q1", "q2"])
        hidden.hide()
    table = open_table(path, codebook=codebook())
    assert table.sheet == "Data" and "'Data' is read, 'Notes' not" in table.doubts[0]
    assert "Hidden sheets are not read: Old." in table.notes
    assert open_table(path, sheet="Old").header == ("id", "q1", "q2")
    with pytest.raises(UsageError, match="no sheet 'Nope'"):
        open_table(path, sheet="Nope")


def test_files_that_are_no_workbook_end_in_a_sentence(tmp_path):
    good = write_xlsx(tmp_path / "good.xlsx", [["id", "q1"], ["1", "a"]]).read_bytes()
    with zipfile.ZipFile(tmp_path / "other.xlsx", "w") as archive:
        archive.writestr("hello.txt", "hello")
    contents = {
        "notazip": b"hello",
        "cut": good[: len(good) // 2],
        "old": b"\xd0\xcf\x11\xe0" + b"\0" * 600,
        "none": b"",
    }
    for name, content in contents.items():
        (tmp_path / f"{name}.xlsx").write_bytes(content)
    for name in (*contents, "other"):
        with pytest.raises(TableError):
            open_table(tmp_path / f"{name}.xlsx")
    with pytest.raises(TableError, match="no file"):
        open_table(tmp_path / "missing.xlsx")
    folder = tmp_path / "folder.xlsx"
    folder.mkdir()
    with pytest.raises(TableError, match="folder"):
        open_table(folder)
    with pytest.raises(TableError, match="is empty"):
        open_table(write_xlsx(tmp_path / "empty.xlsx", []))


def rewritten(source, target, changes):
    """A copy of a workbook with some parts replaced."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name, old.read(name)))
    return target


SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
OPEN = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
CLOSE = "</sheetData></worksheet>"


def test_a_zip_bomb_is_refused(tmp_path):
    good = write_xlsx(tmp_path / "good.xlsx", [["id", "q1"], ["1", "a"]])
    bomb = rewritten(good, tmp_path / "bomb.xlsx", {SHEET: OPEN + " " * 60_000_000 + CLOSE})
    with pytest.raises(TableError, match="times its size"):
        open_table(bomb)


@pytest.mark.parametrize("far", ['<c r="XFD1048576"><v>1</v></c>', "<c r='XFD1048576'><v>1</v></c>"])
def test_a_cell_far_away_is_refused_before_it_fills_the_memory(tmp_path, far):
    good = write_xlsx(tmp_path / "good.xlsx", [["id", "q1"], ["1", "a"]])
    rows = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576">{far}</row>'
    with pytest.raises(TableError, match="1,048,576 rows"):
        open_table(rewritten(good, tmp_path / "far.xlsx", {SHEET: OPEN + rows + CLOSE}))


def test_far_cells_that_are_only_formatted_do_no_harm(tmp_path):
    good = write_xlsx(tmp_path / "good.xlsx", [["id", "q1"], ["1", "a"]])
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
    table = open_table(rewritten(good, tmp_path / "far.xlsx", {SHEET: OPEN + rows + CLOSE}))
    assert table.header == ("1",)


def test_a_shared_string_used_too_often_is_refused(tmp_path):
    good = write_xlsx(tmp_path / "good.xlsx", [["id", "q1"], ["1", "a"]])
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 3001))
    strings = f"<sst><si><t>{random.Random(1).randbytes(500_000).hex()}</t></si></sst>"
    with pytest.raises(TableError, match="more text than can be loaded"):
        open_table(rewritten(good, tmp_path / "many.xlsx", {SHEET: OPEN + cells + CLOSE, STRINGS: strings}))


def test_a_document_type_is_refused(tmp_path):
    good = write_xlsx(tmp_path / "good.xlsx", [["id", "q1"], ["1", "a"]])
    evil = '<!DOCTYPE x [<!ENTITY a "aaaa">]>' + OPEN + '<row r="1"><c r="A1"><v>&a;</v></c></row>' + CLOSE
    with pytest.raises(TableError, match="document type"):
        open_table(rewritten(good, tmp_path / "evil.xlsx", {SHEET: evil}))


def test_cells_without_references_are_found_by_counting(tmp_path):
    good = write_xlsx(tmp_path / "good.xlsx", [["id", "q1"], ["1", "a"]])
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c/><c><v>3</v></c></row>"
    path = rewritten(good, tmp_path / "bare.xlsx", {SHEET: OPEN + rows + CLOSE})
    facts = look_at_sheet(path, "Responses")
    assert (facts.rows, facts.columns) == (2, 2)


def test_damaged_workbooks_never_end_in_anything_but_a_sentence(tmp_path):
    good = write_xlsx(tmp_path / "good.xlsx", [["id", "q1"], *([n, f"text {n}"] for n in range(40))]).read_bytes()
    chance = random.Random(7)
    for _ in range(150):
        damaged = bytearray(good)
        for _ in range(chance.randint(1, 8)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        path = tmp_path / "damaged.xlsx"
        path.write_bytes(
            damaged[: chance.randint(len(damaged) // 2, len(damaged))] if chance.random() < 0.3 else damaged
        )
        try:
            list(open_table(path).rows())
        except CoderError as error:
            assert "\n" not in error.message


def test_any_sheet_name_is_found(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet('Q&A <1> "é"').write_row(0, 0, ["id", "q1"])
    assert open_table(path).header == ("id", "q1")


def test_an_unknown_xml_encoding_is_refused(tmp_path):
    good = write_xlsx(tmp_path / "good.xlsx", [["id", "q1"], ["1", "a"]])
    evil = '<?xml version="1.0" encoding="UT9-8"?>' + OPEN + "<row><c><v>1</v></c></row>" + CLOSE
    with pytest.raises(TableError, match="XML"):
        open_table(rewritten(good, tmp_path / "evil.xlsx", {SHEET: evil}))
