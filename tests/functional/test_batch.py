"""`coder batch` on files of every kind, with the real models."""

import csv

import pytest

from tests.functional.conftest import FRAMEWORK, ROOT

pytestmark = pytest.mark.model
TEXTS = {
    "1": "\U0001f600\U0001f600 Open on Sundays please. The website was easy to use.",
    "2": "The website is slow",
    "3": "n/a",
}


@pytest.fixture
def batch(folder):
    folder.table("in.csv", "id question text", [[i, "q1", text] for i, text in TEXTS.items()])
    return folder


def test_every_comment_has_a_row_and_stays_the_machines(batch):
    said = batch.run("batch", "in.csv", "--codebook", "small.yaml", "--out", "out.csv").stderr
    assert "nobody has checked" in said
    rows = batch.read("out.csv")
    assert {row["id"] for row in rows} == set(TEXTS)
    assert {row["coder"] for row in rows} == {"machine:framework-only"}
    for row in rows:
        assert row["text"] == TEXTS[row["id"]]
        assert row["text"][int(row["start"]) : int(row["end"])].strip()
    batch.project("out.csv")
    assert batch.counts()["q1", "website"]["mentions"] == 0
    coded = sum("website" in row["codes"].split("|") for row in rows)
    assert batch.counts("--basis", "machine")["q1", "website"]["mentions"] == coded > 0


@pytest.mark.parametrize("unit", ["comment", "response"])
def test_scores_are_of_responses_and_agree_with_the_coded_file(batch, unit):
    options = ["--codebook", "small.yaml", "--unit", unit]
    batch.run("batch", "in.csv", *options, "--all-scores", "--out", "scores.csv")
    batch.run("batch", "in.csv", *options, "--out", "coded.csv")
    scores = batch.read("scores.csv")
    assert len(scores) == len(TEXTS) * 3
    assert all(0 <= float(row["score"]) <= 1 for row in scores)
    assigned = {(row["id"], row["code"]) for row in scores if row["assigned"] == "1"}
    coded = {(row["id"], code) for row in batch.read("coded.csv") for code in row["codes"].split("|") if code}
    assert assigned == coded


def test_the_same_input_gives_the_same_bytes(batch):
    for out in ("a.csv", "b.csv"):
        batch.run("batch", "in.csv", "--codebook", "small.yaml", "--all-scores", "--out", out)
    assert (batch.path / "a.csv").read_bytes() == (batch.path / "b.csv").read_bytes()


def test_learning_names_its_model_and_is_not_copied_out(batch):
    taught = [[str(n), "q1", f"Open later on day {n}.", "hours"] for n in range(6)]
    taught += [[str(n), "q1", f"The web page number {n} is slow.", "website"] for n in range(6, 12)]
    coded = batch.table("coded.csv", "id question text codes", taught)
    batch.run("batch", "in.csv", "--codebook", "small.yaml", "--learn-from", coded, "--out", "out.csv")
    coders = {row["coder"] for row in batch.read("out.csv")}
    assert len(coders) == 1
    assert coders.pop().startswith("machine:")
    assert coders != {"machine:framework-only"}


@pytest.mark.slow
def test_a_wide_workbook_and_parquet_out(batch):
    batch.run("batch", ROOT / "examples" / "customer-experience.xlsx", "--codebook", FRAMEWORK, "--out", "out.parquet")
    batch.run("init", "p.coder", "--codebook", FRAMEWORK)
    batch.run("import", "out.parquet", "--yes")
    with (ROOT / "examples" / "customer-experience-coded.csv").open(newline="", encoding="utf-8") as file:
        people = {row["id"] for row in csv.DictReader(file) if row["question"] == "q1"}
    assert batch.counts()["q1", "employee-attitude"]["base"] == len(people)


def test_what_teaches_must_be_coded(batch):
    options = ["--codebook", "small.yaml", "--learn-from", "in.csv", "--out", "out.csv"]
    assert "codes" in batch.run("batch", "in.csv", *options, status=1).stderr
    assert not (batch.path / "out.csv").exists()


def test_no_rows_give_a_file_with_a_header(batch):
    batch.table("empty.csv", "id question text", [])
    batch.run("batch", "empty.csv", "--codebook", "small.yaml", "--out", "out.csv")
    assert batch.read("out.csv") == []


def test_batch_never_writes_over_what_it_reads_and_tells_of_every_row(batch):
    before = (batch.path / "in.csv").read_bytes()
    assert (
        "not written over"
        in batch.run("batch", "in.csv", "--codebook", "small.yaml", "--out", "in.csv", status=1).stderr
    )
    assert (batch.path / "in.csv").read_bytes() == before
    rows = [["1", "q1", "Open.", "a@example.org"], ["2", "q1", " ", "b@example.org"], ["", "", "", ""]]
    batch.table("mixed.csv", "id question text email", rows)
    said = batch.run("batch", "mixed.csv", "--codebook", "small.yaml", "--out", "out.csv").stderr
    assert "3 rows read: 1 with responses, 1 without any, 1 skipped (blank row)." in said
    assert "email" in said


def test_notices_are_of_what_is_coded_and_not_of_the_background(batch):
    batch.table("same.csv", "id question text", [[str(n), "q1", "Open."] for n in range(3)])
    batch.table("other.csv", "id question text", [[str(n), "q1", f"Slow {n}."] for n in range(4)])
    options = ["--codebook", "small.yaml", "--out", "out.csv"]
    said = batch.run("batch", "same.csv", *options, "--background", "other.csv").stderr
    assert "All 3 responses to q1 say the same" in said
    assert "fewer than 50 different comments on q1 (4)" in said
    said = batch.run("batch", "other.csv", *options, "--background", "same.csv").stderr
    assert "say the same" not in said
    assert "fewer than 50 different comments on q1 (1)" in said


@pytest.mark.slow
def test_parts_of_a_file_are_scored_as_one(batch):
    rows = [[str(n), "q1", f"{about} {n}"] for n in range(40) for about in ("Open later on day", "The website, page")]
    rows = [[str(n), question, text] for n, (_, question, text) in enumerate(rows)]
    batch.table("whole.csv", "id question text", rows)
    options = ["--codebook", "small.yaml", "--all-scores"]
    batch.run("batch", "whole.csv", *options, "--save-background", "usual.csv", "--out", "scores.csv")
    found = {}
    for name, part, background in (("a", rows[:30], "usual.csv"), ("b", rows[30:], "whole.csv")):
        batch.table(f"{name}.csv", "id question text", part)
        batch.run("batch", f"{name}.csv", *options, "--background", background, "--out", f"{name}-scores.csv")
        found |= {(row["id"], row["code"]): row for row in batch.read(f"{name}-scores.csv")}
    whole = batch.read("scores.csv")
    assert len(found) == len(whole)
    for row in whole:
        same = found[row["id"], row["code"]]
        assert float(same["score"]) == pytest.approx(float(row["score"]), abs=2e-6)
        assert same["assigned"] == row["assigned"]
