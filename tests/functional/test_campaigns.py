"""Copied texts through the command line: listed, and counted both ways."""

import csv
import io
import json

import pytest

LETTER = "Please keep the library open on Sundays, because my children read there. Ring me on 07700 900123."
CHANGED = LETTER.replace("my children read", "my two boys read")
HEADER = "id question text codes coder"


@pytest.fixture
def sent(folder):
    def make(folder):
        folder.project(unit="response")
        rows = [[f"R{n}", "q1", LETTER, "hours", "ann"] for n in range(4)]
        rows += [["R4", "q1", CHANGED, "hours|website", "ann"]]
        rows += [
            [f"R{n}", "q1", f"My own words number {n}, about hours and {n * 7} other things.", "hours", "ann"]
            for n in (5, 6)
        ]
        folder.run("import", folder.table("coded.csv", HEADER, rows), "--yes")
        folder.run("import", folder.table("more.csv", "id question text", [["R9", "q1", LETTER.upper()]]), "--yes")

    return folder.once("sent", make)


def test_groups_with_their_number_words_and_codes(sent):
    (found,) = json.loads(sent.run("campaigns", "--format", "json").stdout)
    assert found == {
        "question": "q1",
        "submissions": 6,
        "respondents": 6,
        "wordings": 2,
        "text": LETTER.replace("07700 900123", "[phone]"),
        "codes": "hours:5|website:1",
        "read": 5,
        "ids": "R0|R1|R2|R3|R4|R9",
    }
    (row,) = csv.DictReader(io.StringIO(sent.run("campaigns", "--format", "csv").stdout))
    assert row["submissions"] == "6" and row["text"] == found["text"]
    said = sent.run("campaigns").stdout
    assert "q1: 8 submissions, 3 distinct texts; 1 text was sent in several times" in said
    assert "1. q1: 6 submissions in 2 wordings by 6 people, 5 of them read" in said
    assert "Longer opening hours 5 · Website easy to use 1" in said
    assert "07700" not in said
    assert json.loads(sent.run("campaigns", "--least", "7", "--format", "json").stdout) == []


def test_themes_by_submissions_and_by_distinct_texts(sent):
    rows = json.loads(sent.run("campaigns", "--themes", "--format", "json").stdout)
    assert [(row["code"], row["submissions"], row["distinct"]) for row in rows] == [("hours", 7, 3), ("website", 1, 1)]
    assert sent.counts()["q1", "hours"]["mentions"] == 7


def test_status_and_count_say_so(sent):
    told = "q1: 1 text was sent in 5 times in the same words; 8 responses are 4 distinct texts."
    assert told in sent.run("count").stderr
    assert told in sent.run("status").stdout
    assert json.loads(sent.run("status", "--format", "json").stdout)["copied"] == [
        {"question": "q1", "submissions": 8, "distinct": 4, "copied": 1}
    ]


def test_where_nobody_copied(folder):
    folder.project(folder.table("in.csv", "id question text", [["R1", "q1", "No."], ["R2", "q1", "No."]]))
    assert "2 submissions, 2 distinct texts" in folder.run("campaigns").stdout
    assert "distinct" not in folder.run("status").stdout
