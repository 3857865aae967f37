"""`coder evaluate` through the command line: what it prints, draws and refuses."""

import csv
import io
import json
import re

import pytest

from tests.functional.conftest import FRAMEWORK, ROOT

HEADER = "id question text codes"
OPTIONS = ["--codebook", "small.yaml", "--seeds", "2", "--budgets", "0,10,99999", "--audit", "5"]


def answers(people=36):
    said = {
        "hours": "Open later on weekday",
        "website": "The web page is slow on screen",
        "nothing": "No comment on item",
    }
    names = list(said)
    return [[str(n), "q1", f"{said[names[n % 3]]} {n}.", names[n % 3]] for n in range(people)]


@pytest.mark.model
def test_json_has_every_draw_with_codes_and_bins_and_is_the_same_again(folder):
    coded = folder.table("coded.csv", HEADER, answers())
    done = folder.run("evaluate", coded, *OPTIONS, "--format", "json")
    found = json.loads(done.stdout)
    assert [(one["budget"], one["reviewed"], one["seed"]) for one in found] == [
        *(("0", 0, 0), ("0", 0, 1), ("10", 10, 0), ("10", 10, 1), ("all", 24, 0), ("all", 24, 1)),
    ]
    last = found[-1]
    assert last["hit1"] > 0.9
    assert last["keys"] < last["keys_without"] == 5
    assert {code["code"] for code in last["codes"]} <= {"hours", "website", "nothing"}
    assert sum(one["pairs"] for one in last["bins"]) == last["pairs"] == sum(code["pairs"] for code in last["codes"])
    assert found[0]["audited"] is None
    assert (last["audited"], last["audit_looks"]) == (5, 1)
    assert "99,999 stands for all of them" in done.stderr
    assert "12 coded responses to test on" in done.stderr
    again = folder.run("evaluate", coded, *OPTIONS, "--format", "json")
    assert (again.stdout, again.stderr) == (done.stdout, done.stderr)


@pytest.mark.model
def test_the_tables_have_a_row_for_each_number_and_csv_one_for_each_draw(folder):
    coded = folder.table("coded.csv", HEADER, answers(24))
    options = ["--codebook", "small.yaml", "--budgets", "0,5", "--seeds", "2", "--unit", "response"]
    shown = folder.run("evaluate", coded, *options, "--order", "random,learn").stdout
    assert shown.startswith("8 responses tested, 16 others to learn from. Means of 2 draws, ± standard deviation.\n")
    for order in ("random", "learn"):
        assert f"Reviewed in the order: {order}\n" in shown
    assert len(re.findall(r"^ *0 \|#*\.*\| \d\.\d\d$", shown, re.MULTILINE)) == 2
    assert not [line for line in shown.splitlines() if "…" in line]
    assert "Autocode: codes that audits of 1 look would have certified" in " ".join(shown.split())
    rows = list(csv.DictReader(io.StringIO(folder.run("evaluate", coded, *options, "--format", "csv").stdout)))
    assert [(row["order"], row["budget"], row["seed"]) for row in rows] == [
        *(("random", "0", "0"), ("random", "0", "1"), ("random", "5", "0"), ("random", "5", "1")),
    ]
    assert rows[0]["machine_share"] == ""


@pytest.mark.slow
@pytest.mark.model
def test_the_example_by_comments_with_its_picture(folder):
    coded = ROOT / "examples" / "customer-experience-coded.csv"
    done = folder.run(
        "evaluate", coded, "--codebook", FRAMEWORK, "--plot", "curve.svg", "--format", "json", "--seeds", 1
    )
    none, some, every = json.loads(done.stdout)
    assert (none["reviewed"], some["reviewed"], every["budget"]) == (0, 100, "all")
    assert every["recall3"] > none["recall3"] > 0.5
    assert every["keys"] < every["keys_without"] / 2
    assert "on fewer than 5 of the tested responses" in done.stderr
    assert (folder.path / "curve.svg").read_text(encoding="utf-8").startswith("<?xml")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["1", "q1", "Open.", ""], ["2", "q1", "Slow.", ""]], "nothing to compare with"),
        ([["1", "q1", "Open.", "hours"]], "one respondent"),
        ([["1", "q1", "Open.", "hours"], ["2", "q1", "Slow.", "wbsite"]], "wbsite"),
        ([["1", "q9", "Open.", "hours"], ["2", "q1", "Slow.", "website"]], "q9"),
        ([], "nothing to compare with"),
    ],
)
def test_what_cannot_be_evaluated_is_said(folder, rows, said):
    coded = folder.table("coded.csv", HEADER, rows)
    done = folder.run("evaluate", coded, "--codebook", "small.yaml", status=1)
    assert said in done.stderr
    assert done.stdout == ""


def test_a_machines_codes_are_no_measure(folder):
    rows = [[str(n), "q1", f"Open {n}.", "hours", "machine:1"] for n in range(9)]
    coded = folder.table("coded.csv", f"{HEADER} coder", rows)
    assert "nothing to compare with" in folder.run("evaluate", coded, "--codebook", "small.yaml", status=1).stderr


def test_nothing_held_out_has_a_code(folder):
    rows = [[str(n), "q1", f"Open {n}.", "hours" if n == 7 else ""] for n in range(90)]
    coded = folder.table("coded.csv", HEADER, rows)
    said = folder.run("evaluate", coded, "--codebook", "small.yaml", "--test", "0.01", status=1).stderr
    assert "--test" in said


@pytest.mark.parametrize(
    ("options", "status", "said"),
    [
        (["--budgets", "0,many"], 2, "--budgets 0,100,400,all"),
        (["--budgets", ","], 2, "--budgets 0,100,400,all"),
        (["--budgets", "-5"], 2, "--budgets 0,100,400,all"),
        (["--order", "alphabetical"], 2, "--order random"),
        (["--seeds", "0"], 2, "--seeds"),
        (["--test", "1"], 2, "--test"),
        (["--precision", "1.5"], 1, "precision"),
        (["--plot", "curve.gif"], 1, ".svg"),
        (["--plot", "nowhere/curve.svg"], 1, "no folder"),
    ],
)
def test_options_that_make_no_sense(folder, options, status, said):
    coded = folder.table("coded.csv", HEADER, answers())
    assert said in folder.run("evaluate", coded, "--codebook", "small.yaml", *options, status=status).stderr


def test_a_file_without_codes_is_no_coded_file(folder):
    plain = folder.table("in.csv", "id question text", [["1", "q1", "Open."]])
    assert "no column 'codes'" in folder.run("evaluate", plain, "--codebook", "small.yaml", status=1).stderr
