import csv
import gc
import os
import resource
import stat
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from coder.domain.text import from_cell, inert_cell
from coder.errors import InputError, TableError
from coder.exporting.writer import SUFFIXES, open_writer

HOSTILE = [
    "=cmd()",
    "+1",
    "-1",
    "@x",
    "\tx",
    "\rx",
    "'=quoted",
    "''quoted",
    "'plain",
    '=HYPERLINK("http://x","y")',
    "a\0b",
    "\x1b]52;c;\x07",
    "\x9b1m",
    "\u202egnp.exe",
    "👩‍👩‍👧 🇬🇧 é",
    "line\nline",
    "line\r\nline\rline",
    'quo"te, comma; semicolon',
    " spaces ",
    "007",
    "1e5",
    "TRUE",
    "_x0041_ _x000D_",
    "http://example.org",
    "[/bold] {{ x }} <b>&amp;</b>",
    "\x85\u2028\u2029",
]
LONG = "long " * 20_000
COLUMNS = ("id", "text", "note")

every_format = pytest.mark.parametrize("suffix", SUFFIXES)


def write(path, rows, columns=COLUMNS, **options):
    with open_writer(path, columns, **options) as writer:
        for row in rows:
            writer.write(row)
    return path


def read(path):
    """The texts of a table as a reader that follows DESIGN.md gets them, header first."""
    if path.suffix == ".csv":
        limit = csv.field_size_limit(10**9)
        try:
            with path.open(encoding="utf-8", newline="") as file:
                return [[from_cell(cell) for cell in row] for row in csv.reader(file, strict=True)]
        finally:
            csv.field_size_limit(limit)
    if path.suffix == ".xlsx":
        rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)
        return [[str(cell) for cell in row] for row in rows]
    table = pq.read_table(path)
    return [table.column_names, *([cell or "" for cell in row.values()] for row in table.to_pylist())]


@every_format
def test_hostile_text_comes_back_as_it_was(tmp_path, suffix):
    rows = [[f"R{index}", text, text[::-1]] for index, text in enumerate(HOSTILE)]
    assert read(write(tmp_path / f"t{suffix}", rows)) == [list(COLUMNS), *rows]


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_long_text_comes_back_as_it_was(tmp_path, suffix):
    assert read(write(tmp_path / f"t{suffix}", [["R1", LONG, ""]])) == [list(COLUMNS), ["R1", LONG, ""]]


def test_csv_cells_are_inert(tmp_path):
    path = write(tmp_path / "t.csv", [["R1", text, ""] for text in HOSTILE], ("id", "=text", "note"))
    with path.open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert "'=text" in cells
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r") and cell]


def test_csv_bytes(tmp_path):
    path = write(tmp_path / "t.csv", [["é", None, 1], ["a,b", 0.5, -1e-7], ["", float("nan"), True]])
    assert path.read_bytes() == 'id,text,note\r\né,,1\r\n"a,b",0.5,-0.0000001\r\n,,1\r\n'.encode()


def test_xlsx_holds_text_as_text_and_numbers_as_numbers(tmp_path):
    path = write(tmp_path / "t.xlsx", [["=1+1", 3, 0.25], ["http://x.org", None, float("inf")]])
    [sheet] = [CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)]
    assert sheet.to_python()[1:] == [["=1+1", 3.0, 0.25], ["http://x.org", "", ""]]


def test_parquet_types(tmp_path):
    columns = ("id", "question", "code", "score", "assigned")
    path = write(tmp_path / "t.parquet", [["R1", "q1", "a", 0.25, 1], ["R2", "q1", "a", None, 0]], columns)
    schema = pq.read_schema(path)
    assert [field.type for field in schema] == [pa.string()] * 3 + [pa.float64(), pa.int64()]
    assert pq.read_table(path)["score"].to_pylist() == [0.25, None]


def test_numbers_in_other_parquet_columns_are_texts(tmp_path):
    path = write(tmp_path / "t.parquet", [["a", 1, 1e-7]])
    assert pq.read_table(path).to_pylist() == [{"id": "a", "text": "1", "note": "0.0000001"}]


def test_number_columns_can_be_named(tmp_path):
    rows = [["a", 1, 2.5]]
    numbers = {"text": 0, "note": 2}
    assert pq.read_table(write(tmp_path / "t.parquet", rows, decimals=numbers)).to_pylist() == [
        {"id": "a", "text": 1, "note": 2.5}
    ]
    assert write(tmp_path / "t.csv", rows, decimals=numbers).read_bytes().endswith(b"a,1,2.50\r\n")


@every_format
def test_a_table_without_rows_has_its_header(tmp_path, suffix):
    assert read(write(tmp_path / f"t{suffix}", [])) == [list(COLUMNS)]


@every_format
def test_many_rows_stream(tmp_path, suffix):
    path = write(tmp_path / f"t{suffix}", ([f"R{n}", "text", ""] for n in range(25_000)))
    rows = read(path)
    assert len(rows) == 25_001
    assert rows[-1][0] == "R24999"


def test_parquet_is_written_in_row_groups(tmp_path):
    path = write(tmp_path / "t.parquet", (["R", "x" * 1_000_000, ""] for _ in range(40)))
    assert pq.ParquetFile(path).num_row_groups == 3


@every_format
def test_the_same_table_gives_the_same_bytes(tmp_path, suffix):
    rows = [[f"R{n}", text, None] for n, text in enumerate(HOSTILE)]
    one, other = (write(tmp_path / f"{name}{suffix}", rows, title="Title") for name in ("one", "other"))
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("text", ["x" * 32_768, "😀" * 16_384, "a\uffffb"])
def test_text_that_does_not_fit_a_spreadsheet_cell_is_refused(tmp_path, text):
    with pytest.raises(TableError) as caught:
        write(tmp_path / "t.xlsx", [["R1", "short", ""], ["R2", text, ""]])
    assert caught.value.message.startswith("Row 3 (id R2, text ")
    assert ".parquet" in caught.value.hint
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["x" * 32_767, "😀" * 16_383])
def test_text_that_just_fits_does(tmp_path, text):
    assert read(write(tmp_path / "t.xlsx", [["R1", text, ""]]))[1] == ["R1", text, ""]


def test_a_header_that_does_not_fit_is_refused(tmp_path):
    with pytest.raises(TableError, match="The header"):
        write(tmp_path / "t.xlsx", [], ("x" * 40_000,))
    with pytest.raises(TableError, match="columns"):
        write(tmp_path / "t.xlsx", [], [f"c{n}" for n in range(16_385)])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_more_rows_than_a_sheet_holds_are_refused(tmp_path):
    with pytest.raises(TableError, match="more rows") as caught:
        write(tmp_path / "t.xlsx", (["x"] for _ in range(1_048_576)), ("id",))
    assert ".csv" in caught.value.hint
    assert list(tmp_path.iterdir()) == []


@every_format
def test_half_characters_are_refused(tmp_path, suffix):
    with pytest.raises(TableError, match=r"Row 2 \(id R1, text a.*broken character"):
        write(tmp_path / f"t{suffix}", [["R1", "a\ud83d", ""]])
    with pytest.raises(TableError, match="The header"):
        write(tmp_path / f"t{suffix}", [], ["\udcff"])
    assert list(tmp_path.iterdir()) == []


@every_format
@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt])
def test_an_interrupted_table_leaves_the_old_one_untouched(tmp_path, suffix, error):
    path = tmp_path / f"t{suffix}"
    path.write_text("old")
    with pytest.raises(error), open_writer(path, COLUMNS) as writer:
        writer.write(["R1", "new", ""])
        raise error
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@every_format
@pytest.mark.parametrize("limit", [0, 100, 20_000, 400_000])
def test_a_disk_that_takes_no_more_leaves_no_file(tmp_path, suffix, limit):
    path = tmp_path / f"t{suffix}"
    path.write_text("old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        with pytest.raises(TableError, match="cannot be written: the file is larger than the disk allows"):
            write(path, ([f"R{n}", os.urandom(50).hex(), ""] for n in range(30_000)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_disk_that_fills_up_while_a_workbook_is_put_together(tmp_path):
    limit = 8_000  # enough for each of its parts, too little for the whole
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        with pytest.raises(TableError, match="cannot be written"):
            write(tmp_path / "t.xlsx", [["R1", "x", os.urandom(3_000).hex()]])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(tmp_path.iterdir()) == []
    gc.collect()


def test_the_parts_of_a_workbook_are_removed_too(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "out").mkdir()
    with pytest.raises(TableError):
        write(tmp_path / "out" / "t.xlsx", [["R1", LONG, ""]])
    write(tmp_path / "out" / "t.xlsx", [["R1", "short", ""]])
    assert [path.name for path in tmp_path.rglob("*")] == ["out", "t.xlsx"]


@pytest.mark.parametrize("name", ["t", "t.txt", "t.csv.gz", "t.xls", ".csv"])
def test_other_endings_are_refused_naming_the_three(tmp_path, name):
    with pytest.raises(InputError) as caught:
        open_writer(tmp_path / name, COLUMNS)
    assert all(suffix in caught.value.hint for suffix in SUFFIXES)


def test_endings_in_capitals_are_known(tmp_path):
    assert read(write(tmp_path / "T.CSV", [["a", "b", "c"]]).rename(tmp_path / "t.csv"))[1] == ["a", "b", "c"]


def test_places_where_no_file_can_be_written(tmp_path):
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "file").write_text("")
    os.mkfifo(tmp_path / "fifo.csv")
    places = ["folder.csv", "missing/t.csv", "file/t.csv", "fifo.csv", "a\0b.csv", "x" * 300 + ".csv"]
    for place in places:
        with pytest.raises(TableError) as caught:
            write(tmp_path / place, [])
        assert caught.value.hint, place
    with pytest.raises(TableError):
        write(Path("/proc/t.csv"), [])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_read_only_places(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("old")
    path.chmod(0o444)
    with pytest.raises(TableError, match="read-only"):
        write(path, [])
    (tmp_path / "folder").mkdir(mode=0o555)
    with pytest.raises(TableError, match="not allowed"):
        write(tmp_path / "folder" / "t.csv", [])


def test_a_link_is_followed_and_permissions_stay(tmp_path):
    path, link = tmp_path / "t.csv", tmp_path / "link.csv"
    path.write_text("old")
    path.chmod(0o640)
    link.symlink_to(path)
    write(link, [["R1", "new", ""]])
    assert link.is_symlink()
    assert read(path)[1] == ["R1", "new", ""]
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_new_file_gets_ordinary_permissions(tmp_path):
    (tmp_path / "plain").write_text("")
    path = write(tmp_path / "t.csv", [])
    assert path.stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_misuse_is_a_bug_and_not_the_users_fault(tmp_path):
    with pytest.raises(ValueError, match="with statement"):
        open_writer(tmp_path / "t.csv", COLUMNS).write(["a", "b", "c"])
    with pytest.raises(ValueError, match="1 cells for 3 columns"):
        write(tmp_path / "t.csv", [["a"]])


def test_a_killed_writer_leaves_the_old_table(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("old")
    script = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom coder.exporting.writer import open_writer\n"
        "with open_writer(Path(sys.argv[1]), ['id']) as writer:\n"
        "    for n in range(100_000):\n        writer.write([str(n)])\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    assert done.returncode == -9
    assert path.read_text() == "old"


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"])) | st.builds(
    lambda quotes, sign, rest: "'" * quotes + sign + rest, st.integers(0, 3), st.sampled_from("=+-@\t\r'x"), st.text()
)


@given(st.text() | ANY_TEXT)
def test_inert_cells_are_undone(text):
    assert from_cell(inert_cell(text)) == text
    assert inert_cell(text)[:1] not in tuple("=+-@\t\r")


@every_format
@settings(max_examples=40, deadline=None)
@given(texts=st.lists(st.lists(ANY_TEXT, min_size=2, max_size=2), max_size=5))
def test_any_text_comes_back_as_it_was(tmp_path_factory, suffix, texts):
    rows = [[str(n), *(text.translate({0xFFFE: None, 0xFFFF: None}) for text in row)] for n, row in enumerate(texts)]
    path = tmp_path_factory.mktemp("any") / f"t{suffix}"
    assert read(write(path, rows)) == [list(COLUMNS), *rows]
