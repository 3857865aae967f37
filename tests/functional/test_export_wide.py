"""Wide files: every column of 0 and 1 has the mean that the count gives, in all three formats."""

import csv

import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

TREE = """
codebook: tree
title: Tree
version: "1"
language: en
questions:
  - {id: q1, text: What would help?}
  - {id: q2, text: Anything else?}
  - {id: sure, text: Are you sure?, kind: single, options: ["Yes", "No"]}
codes:
  - {id: staff, label: Staff, codes: [{id: kind, label: Kind}, {id: rude, label: Rude}]}
  - {id: web, label: Website, questions: [q1]}
"""


def code(folder):
    folder.write("tree.yaml", TREE)
    people = [["1", "Oxford", "1.25", "Yes", "A kind word; =1+1", "More."], ["2", "", "0.8", "", "Rude and slow.", ""]]
    people += [["3", "Banbury", "1", "No", "The website.", "Nothing"], ["4", "Oxford", "2", "Yes", "", ""]]
    people += [["5", "Oxford", "1", "maybe", "Not read.", "Kind"]]
    header = "id district weight sure q1 q2"
    rows = [
        ["1", "q1", "kind", "ann"],
        ["2", "q1", "rude|web", "ann"],
        ["3", "q1", "web", "ann"],
        ["1", "q2", "", "ann"],
    ]
    rows += [["3", "q2", "staff", "ann"], ["5", "q2", "kind", "machine:m"]]
    texts = {(one[0], name): one[4 + at] for one in people for at, name in enumerate(("q1", "q2"))}
    coded = [[who, question, texts[who, question], codes, coder] for who, question, codes, coder in rows]
    wide = folder.table(
        "wide.csv",
        header,
        [[cell.replace("=", "'=") if cell.startswith("=") else cell for cell in one] for one in people],
    )
    folder.project(
        wide, folder.table("coded.csv", "id question text codes coder", coded), codebook="tree.yaml", unit="response"
    )


@pytest.fixture
def coded(folder):
    return folder.once("wide", code)


def read(path):
    if path.suffix == ".csv":
        with path.open(newline="", encoding="utf-8") as file:
            return list(csv.DictReader(file))
    if path.suffix == ".parquet":
        return [{k: "" if v is None else v for k, v in row.items()} for row in pq.read_table(path).to_pylist()]
    header, *rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    return [dict(zip(header, row, strict=True)) for row in rows]


@pytest.mark.parametrize("name", ["wide.csv", "wide.xlsx", "wide.parquet"])
def test_columns_have_the_means_that_the_count_gives(coded, name):
    said = coded.run("export", "--layout", "wide", "--out", name).stderr
    assert "Wrote 5 rows on 7 responses" in said and "2 responses are not read whole" in said
    rows = read(coded.path / name)
    assert [str(row["id"]) for row in rows] == ["1", "2", "3", "4", "5"]
    assert rows[0]["q1"] == "A kind word; =1+1" and rows[3]["q1"] == ""
    assert [str(row["sure"]) for row in rows] == ["Yes", "", "No", "Yes", "maybe"]
    assert float(rows[0]["weight"]) == 1.25
    counted = coded.counts()
    for (question, code), one in counted.items():
        cells = [row[f"{question}:{code}"] for row in rows]
        told = [float(cell) for cell in cells if cell != ""]
        assert set(told) <= {0.0, 1.0} and len(told) == one["read_respondents"]
        assert 100 * sum(told) / len(told) == pytest.approx(one["percent_of_respondents"])
    assert [str(row["q1:staff"]) for row in rows][3:] == ["", ""], "no response, and not read"
    assert {name.split(":")[0] for name in rows[0] if ":" in name} == {"q1", "q2"}
    assert "q2:web" not in rows[0], "a code has columns for its questions"


def test_the_machines_codes_are_apart_and_texts_can_stay_out(coded):
    coded.run("export", "--layout", "wide", "--basis", "machine", "--no-texts", "--out", "m.csv")
    rows = read(coded.path / "m.csv")
    assert "q1" not in rows[0] and [row["q2:kind"] for row in rows] == ["", "", "", "", "1"]
    assert "Add --layout wide" in coded.run("export", "--no-texts", "--out", "m.csv", status=2).stderr


def test_a_wide_file_brings_the_respondents_back(coded):
    coded.run("export", "--layout", "wide", "--out", "out.csv")
    coded.run("init", "q.coder", "--codebook", "tree.yaml")
    coded.run("import", "out.csv", "--yes", "--project", "q.coder")
    for more in (["--closed"], ["--profile", "district"]):
        before, after = (
            coded.run("count", *more, "--format", "csv", "--project", name).stdout for name in ("p.coder", "q.coder")
        )
        assert before == after


def test_long_files_read_back_to_the_same_counts(coded):
    coded.run("export", "--out", "long.parquet")
    coded.run("init", "r.coder", "--codebook", "tree.yaml", "--unit", "response")
    coded.run("import", "long.parquet", "--yes", "--project", "r.coder")
    assert coded.counts("--project", "r.coder") == coded.counts("--project", "p.coder")
