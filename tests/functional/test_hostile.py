"""Hostile comment text passes through import, counting, reports and export as inert text."""

import re

import pytest

TEXTS = [
    "\x1b[31mred\x1b]52;c;aGVsbG8=\x07 website",
    "[bold red]markup[/] and [@click=app.quit]website[/]",
    "\u202eetisbew\u202c website",
    "nul\x00website",
    "=cmd|' /C calc'!A0 website",
    "<script>alert(1)</script><img src=x onerror=alert(1)> website & more",
    "| pipes | and `ticks` **stars** # website",
    "x" * 49_990 + " website " + "y" * 50_001,
    "emoji \U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f600 website",
    "caf\u00e9 \u062a\u062c\u0631\u0628\u0629 \u4e2d\u6587 website",
]


def fill(folder):
    rows = [[f"r{n}", "q1", ("'" + text) if text.startswith("=") else text, "website"] for n, text in enumerate(TEXTS)]
    folder.project(folder.table("in.csv", "id question text codes", rows), unit="response")


@pytest.fixture
def hostile(folder):
    return folder.once("test_hostile", fill)


@pytest.mark.parametrize("name", ["out.csv", "out.parquet"])
def test_an_export_keeps_every_character(hostile, name):
    hostile.run("export", "--out", name)
    hostile.run("init", "q.coder", "--codebook", "small.yaml")
    hostile.run("import", name, "--project", "q.coder", "--yes")
    hostile.run("export", "--project", "q.coder", "--out", "again.csv")
    hostile.run("export", "--project", "p.coder", "--out", "first.csv")
    assert (hostile.path / "again.csv").read_bytes() == (hostile.path / "first.csv").read_bytes()
    rows = hostile.read("first.csv")
    assert [row["text"].removeprefix("'") for row in rows] == TEXTS
    assert not [row for row in rows if re.match(r"[=+\-@\t\r]", row["text"])]


def test_text_too_long_for_excel_is_refused_naming_parquet(hostile):
    assert "arquet" in hostile.run("export", "--out", "out.xlsx", status=1).stderr
    assert not (hostile.path / "out.xlsx").exists()


@pytest.mark.parametrize("name", ["report.md", "report.html"])
def test_a_report_shows_it_inert(hostile, name):
    hostile.run("report", "--out", name)
    text = (hostile.path / name).read_text(encoding="utf-8")
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    assert "<script" not in text
    assert not re.search(r"<img (?!src=\"data:)", text)


def test_the_terminal_gets_no_control_characters(folder):
    folder.project()
    folder.table("in.csv", "id question text codes", [["\x1b[31m1", "q1", TEXTS[0], "\x1b]0;title\x07"]])
    said = folder.run("import", "in.csv", "--yes", status=1)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", said.stdout + said.stderr)
