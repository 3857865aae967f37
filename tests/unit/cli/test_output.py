import csv
import io
import json

import pytest

from coder.cli.output import Format, print_records, print_table, write_line

RECORDS = [
    {"theme": "Opening hours", "mentions": 12, "percent": 33.333, "tier": None},
    {"theme": "=SUM(A1)", "mentions": 1, "percent": None, "tier": "top"},
]
COLUMNS = ["theme", "mentions", "percent"]


def test_json_has_every_field_as_it_is(capsys):
    print_records(RECORDS, Format.JSON, columns=COLUMNS)
    assert json.loads(capsys.readouterr().out) == RECORDS


def test_csv_has_the_columns_with_inert_cells_and_full_figures(capsys):
    print_records(RECORDS, Format.CSV, columns=COLUMNS)
    rows = list(csv.reader(io.StringIO(capsys.readouterr().out)))
    assert rows == [COLUMNS, ["Opening hours", "12", "33.333"], ["'=SUM(A1)", "1", ""]]


def test_a_table_rounds_and_marks_what_is_missing(capsys):
    print_records(RECORDS, Format.TABLE, columns=COLUMNS, title="q1")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "q1"
    assert any(line.split() == ["Opening", "hours", "12", "33.3"] for line in lines)
    assert any(line.split() == ["=SUM(A1)", "1", "-"] for line in lines)


def test_columns_of_numbers_stand_to_the_right(capsys):
    print_table(["name", "n"], [["a", "1,000"], ["b", "7"]])
    lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    assert "  b          7" in lines


def test_text_in_a_table_is_inert(capsys):
    print_table(["a"], [["[bold]x[/] \x1b[31m\n"]], title="\x1b]0;t\x07", err=True)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "\x1b" not in captured.err
    assert "[bold]x[/]" in captured.err


def test_a_line_stays_one_line(capsys):
    write_line("long " * 60 + "\nend")
    assert capsys.readouterr().out.count("\n") == 1


@pytest.mark.parametrize("form", list(Format))
def test_no_records_are_no_error(capsys, form):
    print_records([], form, columns=COLUMNS)
    assert capsys.readouterr().err == ""
