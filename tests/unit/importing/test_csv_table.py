import csv

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.domain.text import inert_cell
from coder.errors import CoderError, TableError, UsageError
from coder.importing.tables import open_table
from tests.unit.importing.build import write_csv

HOSTILE = [
    "\x1b]52;c;aGk=\x07 escape",
    "[bold]markup[/] [@click=app.quit]x[/]",
    "\u202eright to left\u202c",
    "nul \x00 inside",
    "=cmd()",
    "'=quoted already",
    "@handle",
    "\ttab first",
    "\rcarriage",
    "  not trimmed \r\n kept\rexactly\n",
    "x" * 100_000,
    "\U0001f600 \u00a35 na\u00efve",
    '"quoted" "" twice',
]


def cells_of(path, **options):
    return [cells for _, cells in open_table(path, **options).rows()]


def test_hostile_text_is_read_exactly(tmp_path):
    path = write_csv(tmp_path / "a.csv", [["id", "q1"], *([str(n), inert_cell(t)] for n, t in enumerate(HOSTILE))])
    assert [cells[1] for cells in cells_of(path)] == HOSTILE


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@settings(deadline=None)
@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(texts, min_size=n, max_size=n), max_size=8)))
def test_any_table_of_texts_reads_back_exactly(tmp_path_factory, rows):
    width = len(rows[0]) if rows else 2
    header = [f"column {n}" for n in range(width)]
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    write_csv(path, [header, *([inert_cell(cell) for cell in row] for row in rows)])
    table = open_table(path, delimiter=",")
    assert table.header == tuple(header)
    assert list(table.rows()) == [(n, tuple(row)) for n, row in enumerate(rows, start=2)]
    assert table.sample == tuple(map(tuple, rows))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_are_told_by_mark_or_strict_utf8(tmp_path, encoding):
    path = write_csv(tmp_path / "a.csv", [["id", "q1"], ["1", "naïve £5 \U0001f600"]], encoding=encoding)
    table = open_table(path)
    assert table.encoding == encoding
    assert table.header == ("id", "q1")
    assert next(table.rows())[1] == ("1", "naïve £5 \U0001f600")
    assert table.notes == ()


def test_windows_1252_is_read_and_its_lines_are_shown(tmp_path):
    rows = [["id", "q1"], *([str(n), "plain"] for n in range(300)), ["300", "costs £5 – too much"]]
    table = open_table(write_csv(tmp_path / "a.csv", rows, encoding="cp1252"))
    assert table.encoding == "cp1252"
    assert "line 302: 300,costs £5 – too much" in table.notes[0]
    assert list(table.rows())[-1][1] == ("300", "costs £5 – too much")


def test_undecidable_bytes_ask_for_the_encoding(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"id,q1\r\n" + b"1,plain text\r\n" * 100_000 + b"2,\x81\x8d\r\n")
    with pytest.raises(UsageError, match="encoding") as caught:
        open_table(path)
    assert "--encoding" in caught.value.hint
    assert list(open_table(path, encoding="latin-1").rows())[-1][1][1] == "\x81\x8d"


def test_utf16_without_mark_asks_for_the_encoding(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("id,q1\r\n1,hello\r\n", encoding="utf-16-le", newline="")
    with pytest.raises(UsageError):
        open_table(path)
    assert cells_of(path, encoding="utf-16-le") == [("1", "hello")]


def test_a_file_that_breaks_its_own_mark_is_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xef\xbb\xbfid,q1\n1,\xff\n")
    with pytest.raises(TableError, match="cannot be decoded around byte"):
        open_table(path)


@pytest.mark.parametrize("encoding", ["nonsense", "base64"])
def test_an_unknown_encoding_is_refused(tmp_path, encoding):
    with pytest.raises(UsageError, match="no text encoding"):
        open_table(write_csv(tmp_path / "a.csv", [["id", "q1"]]), encoding=encoding)


def test_half_a_character_is_refused_with_its_cell(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"id,q1\n1,\\ud800\n")
    with pytest.raises(TableError, match="row 2, column 2"):
        open_table(path, encoding="unicode_escape")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiters_are_told_in_spite_of_the_others_in_the_text(tmp_path, delimiter):
    rows = [["id", "age", "q1"], *([str(n), "1;2,3", f"one; two, three\tfour\n{delimiter} {n}"] for n in range(30))]
    path = write_csv(tmp_path / "a.csv", rows, delimiter=delimiter)
    table = open_table(path)
    assert table.delimiter == delimiter
    assert [list(cells) for cells in cells_of(path)] == rows[1:]


def test_a_delimiter_can_be_given_by_name_or_sign(tmp_path):
    path = write_csv(tmp_path / "a.csv", [["id", "q1"], ["1", "a"]], delimiter="|")
    assert cells_of(path, delimiter="|") == [("1", "a")]
    with pytest.raises(UsageError, match="delimiter"):
        open_table(path, delimiter="ab")
    path = write_csv(tmp_path / "b.csv", [["id", "q1"], ["1", "a"]], delimiter="\t")
    assert open_table(path, delimiter="tab").delimiter == "\t"


def test_the_first_line_may_name_the_delimiter(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("sep=;\r\nid;q1\r\n1;a,b\r\n", newline="")
    assert list(open_table(path).rows()) == [(2, ("1", "a,b"))]


def test_row_numbers_are_records_and_blank_lines_count(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('id,q1\n1,"two\nlines"\n\n2,b\n', newline="")
    assert list(open_table(path).rows()) == [(2, ("1", "two\nlines")), (3, ("", "")), (4, ("2", "b"))]


def test_short_rows_are_padded_and_long_ones_refused(tmp_path):
    path = write_csv(tmp_path / "a.csv", [["id", "q1"], ["1"], ["2", "b", "", " "], ["3", "c", "surplus"]])
    rows = open_table(write_csv(tmp_path / "b.csv", [["id", "q1"], ["1"], ["2", "b", "", " "]])).rows()
    assert list(rows) == [(2, ("1", "")), (3, ("2", "b"))]
    with pytest.raises(TableError, match="row 4, has 3 cells, and the header has 2"):
        list(open_table(path).rows())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('id,q1\n1,"never closed\n2,b\n', "none closes it"),
        ('id,q1\n1,ok\n2,"closed" and more\n', "row 3.*more text follows"),
    ],
)
def test_broken_quotation_marks_are_refused(tmp_path, text, message):
    path = tmp_path / "a.csv"
    path.write_text(text, newline="")
    with pytest.raises(TableError, match=message):
        list(open_table(path, delimiter=",").rows())


def test_files_that_are_no_csv_are_refused(tmp_path):
    for name, content, message in [
        ("empty.csv", b"", "is empty"),
        ("blank.csv", b"\n , \n\n", "is empty"),
        ("book.csv", b"PK\x03\x04rest", "Excel workbook, not CSV"),
        ("a.doc", b"hello", "not named as"),
    ]:
        path = tmp_path / name
        path.write_bytes(content)
        with pytest.raises(TableError, match=message):
            open_table(path)
    with pytest.raises(TableError, match="There is no file"):
        open_table(tmp_path / "missing.csv")
    with pytest.raises(TableError, match="is a folder"):
        open_table(tmp_path)


def test_options_of_other_formats_are_refused(tmp_path):
    path = write_csv(tmp_path / "a.csv", [["id", "q1"]])
    with pytest.raises(UsageError, match="--sheet"):
        open_table(path, sheet="One")
    with pytest.raises(UsageError, match="1 to 3"):
        open_table(path, header_rows=4)


def test_headers_that_are_blank_or_alike_get_names(tmp_path):
    path = write_csv(tmp_path / "a.csv", [["id", "a", "", "a", "a (2)", "", ""], ["1", "2", "3", "4", "5", "", ""]])
    table = open_table(path)
    assert table.header == ("id", "a", "Column 3", "a (3)", "a (2)")
    assert len(table.doubts) == 2
    assert table.unclear == {1, 2, 3}


def test_the_csv_module_reads_a_file_without_rows(tmp_path):
    table = open_table(write_csv(tmp_path / "a.csv", [["id", "q1"]]))
    assert list(table.rows()) == [] and table.sample == ()
    assert csv.field_size_limit() > 100_000


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_whatever_the_bytes_a_file_is_read_or_refused_in_a_sentence(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    path.write_bytes(content)
    try:
        table = open_table(path)
        assert all(len(cells) == len(table.header) for _, cells in table.rows())
    except CoderError as error:
        assert error.message


def test_rows_are_read_one_by_one(tmp_path):
    rows = [["id", "q1"], *([str(n), "a"] for n in range(5000)), ["5000", "b", "surplus"]]
    found = open_table(write_csv(tmp_path / "a.csv", rows)).rows()
    assert [next(found)[0] for _ in range(5000)] == list(range(2, 5002))
    with pytest.raises(TableError, match="row 5002"):
        next(found)
