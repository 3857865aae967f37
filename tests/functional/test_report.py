"""The report as a person makes it: its figures are those of the other commands, in every format."""

import json

import pytest

from coder.reporting.blocks import AuthorStub, StackedChart, blocks_of, charts_of, quotes_of, tables_of
from coder.reporting.cells import About, Count, Interval, Mark, Marked, Percent, Text, cell_text
from coder.workflow.house_style import read_style
from coder.workflow.project import open_project
from coder.workflow.report import ReportOptions, project_report, with_options
from tests.functional.test_audit import ROWS as EVERYBODY
from tests.functional.test_audit import read_audit, suggested_project

FRAMEWORK = """
codebook: library
title: Our library
version: "2"
questions:
  - id: q1
    text: What would make the library better?
  - {id: age, text: How old are you?, kind: single, options: [Under 65, 65 and over, Prefer not to say]}
  - id: vision
    text: Do you agree with our vision?
    kind: scale
    options: [Agree, Neither, Disagree]
    nets: {Not against: [Agree, Neither]}
  - {id: uses, text: What do you use?, kind: multiple, options: [Books, Computers]}
codes:
  - id: access
    label: Access
    codes:
      - {id: hours, label: Longer opening hours, definition: At other times., include: [evenings]}
      - {id: ramp, label: A ramp}
  - {id: website, label: Website easy to use}
  - {id: nothing, label: Nothing to say, role: non-substantive}
"""
SAID = {
    "hours": "Please open the library for {} more hours on every Sunday of the year",
    "ramp": "A ramp at door number {} would let my neighbour come in with her chair",
    "website": "Nobody can find book {} on the pages where the catalogue used to be",
    "nothing": "Nothing at all to say about {}",
    "hours|website": "Open longer in week {} and show when you are open on the internet too",
}
STYLE = """
organisation: Anytown
groups:
  - {by: age}
suppress-below: 3
texts:
  intro: We asked everybody.
  q1.hours: People meant evenings.
"""
PEOPLE = 120


def codes_of(number):
    return list(SAID)[(0, 0, 0, 1, 2, 4, 3, 0)[number % 8]]


@pytest.fixture
def library(folder):
    return folder.once("library", make_library)


def make_library(folder):
    folder.write("library.yaml", FRAMEWORK)
    people = [
        [
            f"r{number}",
            SAID[codes_of(number)].format(number),
            ("Under 65", "65 and over", "65 and over", "Prefer not to say", "")[(number % 9) // 2],
            ("Agree", "Neither", "Disagree", "Agree", "something else")[number % 5],
            ("Books", "Books; Computers", "")[number % 3],
            ("Yes", "No", "")[number % 3 if number % 2 else 0],
        ]
        for number in range(PEOPLE)
    ]
    folder.table("people.csv", "id q1 age vision uses may-quote", people)
    coded = [[row[0], "q1", row[1], codes_of(number), "ann"] for number, row in enumerate(people)]
    folder.table("coded.csv", "id question text codes coder", coded)
    again = [[*row[:3], "website" if number == 0 else row[3], "bob", "check"] for number, row in enumerate(coded[:12])]
    folder.table("again.csv", "id question text codes coder purpose", again)
    folder.write("p.report.yaml", STYLE)
    folder.project("people.csv", "coded.csv", "again.csv", codebook="library.yaml")


def content(folder, **options):
    chosen = ReportOptions(**options)
    project = folder.path / "p.coder"
    style, _ = read_style(project, chosen.style)
    with open_project(project, read_only=True) as opened:
        return project_report(opened, with_options(style, chosen), chosen.questions)


def table(report, id_):
    found = next(one for one in tables_of(report) if one.id == id_)
    keys = [column.key for column in found.columns]
    return {row.key: dict(zip(keys, row.cells, strict=True)) for row in found.rows}


def test_every_figure_is_that_of_the_command_which_counts_it(library):
    report, notices = content(library)
    counted = library.counts()
    themes = table(report, "themes-q1")
    assert set(themes) == {"access", "hours", "ramp", "website"}
    for code, row in themes.items():
        for name in ("mentions", "own_mentions", "respondents"):
            assert row[name] == Count(counted["q1", code][name])
        for name in ("percent_of_comments", "percent_of_respondents"):
            assert row[name] == Percent(counted["q1", code][name])
    groups = json.loads(library.run("crosstab", "--by", "age", "--format", "json").stdout)
    check_groups(report, [row for row in groups if row["question"] in ("q1", "vision")])
    closed = json.loads(library.run("count", "--closed", "--format", "json").stdout)
    for row in closed:
        shown = table(report, f"closed-{row['question']}")
        if row["kind"] != "unknown":
            assert shown[row["item"]]["respondents"] == Count(row["respondents"])
    assert any("cannot be quoted" in notice for notice in notices)


def check_groups(report, rows):
    cells = []
    for row in rows:
        if row["item"] == "nothing" or row["kind"] == "unknown" or row["group"] in ("Prefer not to say", "not stated"):
            continue
        shown = table(report, f"groups-{row['question']}-age")
        if row["item"] not in shown:
            assert not row["respondents"]
            continue
        cells.append(shown[row["item"]][row["group"] or "All"])
        assert cells[-1] in (Percent(row["percent"]), Marked(Mark.CONFIDENTIAL))
    assert sum(isinstance(cell, Percent) for cell in cells) > 12


def test_only_who_agreed_is_quoted_and_every_quote_leads_to_its_comment(library):
    report, _ = content(library)
    quoted = quotes_of(report)
    assert len(quoted) > 3
    profiles = {row["id"]: row["may-quote"] for row in library.read("people.csv")}
    for quote in quoted:
        [row] = json.loads(library.run("report", "--trace", quote.comment, "--format", "json").stdout)[:1]
        assert profiles[row["respondent"]] == "Yes"
        assert row["text"] == quote.text
    assert {cell_text(row["comment"]) for row in table(report, "sources").values()} == {
        str(quote.comment) for quote in quoted
    }


def test_the_decisions_behind_a_number_are_as_many_as_the_number(library):
    counted = library.counts()
    for code in ("access", "hours", "website"):
        rows = json.loads(library.run("report", "--trace", f"q1:{code}", "--format", "json").stdout)
        assert len({row["comment"] for row in rows}) == counted["q1", code]["mentions"]
        assert len({row["respondent"] for row in rows}) == counted["q1", code]["respondents"]
        assert {row["coder"] for row in rows} == {"ann"} and all(row["decision"] for row in rows)
    whole = json.loads(library.run("report", "--trace", "themes-q1", "--format", "json").stdout)
    assert len({row["comment"] for row in whole}) == counted["q1", "hours"]["comments"]
    said = library.run("report", "--trace", "ramp").stdout
    assert "A ramp at door number 3" in said and "ann, coding, imported" in said
    for wrong in ("elevator", "q9:hours", "99999"):
        assert library.run("report", "--trace", wrong, status=1).stderr.startswith("coder: ")


def test_the_house_style_says_what_is_in_it(library):
    report, _ = content(library)
    assert (report.title, report.organisation) == ("Our library", "Anytown")
    text = "\n".join(getattr(block, "text", "") for block in blocks_of(report))
    assert "We asked everybody." in text and "People meant evenings." in text
    assert {stub.id for stub in blocks_of(report) if isinstance(stub, AuthorStub)} == {
        *("respondents", "q1", "q1.website", "q1.ramp")
    }
    [scale] = [chart for chart in charts_of(report) if isinstance(chart, StackedChart)]
    assert all(sum(stack.shares) == pytest.approx(100) for stack in scale.stacks)
    bare, _ = content(library, title="Mine", quotes=0, top=1)
    assert bare.title == "Mine" and not quotes_of(bare)
    agreed = table(report, "agreement")["people"]
    assert (agreed["units"], agreed["percent"]) == (Count(12), Percent(100 * 11 / 12))


def test_all_formats_are_written(library):
    for name in ("r.docx", "r.html", "r.xlsx", "r.md"):
        assert f"Wrote {name}." in library.run("report", "--out", name).stderr
    shown = (library.path / "r.md").read_text(encoding="utf-8")
    for code, row in library.counts().items():
        if row["mentions"] and code[1] != "nothing":
            assert f"| {row['mentions']} |" in shown


def test_a_style_to_begin_with_is_written_once(library):
    (library.path / "p.report.yaml").unlink()
    before, _ = content(library)
    assert "Wrote p.report.yaml" in library.run("report", "--write-style").stderr
    written = (library.path / "p.report.yaml").read_text(encoding="utf-8")
    assert "  # q1.hours: ..." in written and "  # intro: ..." in written
    assert content(library)[0] == before
    assert "already" in library.run("report", "--write-style", status=1).stderr


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("groups: [{by: height}]", "There is no closed question and no column of the profile 'height'."),
        ("groups: [{by: age, join: {Young: [Under 56]}}]", "Did you mean 'Under 65'?"),
        ("groups: [{by: age, questions: [q9]}]", "'q9' is not among the questions here."),
        ("profile: [height]", "profile of the house style"),
        ("consent: {field: height}", "Consent to be quoted"),
        ("colours: {bar: yellow}", "p.report.yaml:1: 'colours.bar'"),
    ],
)
def test_a_style_that_does_not_fit_is_told_in_a_sentence(library, line, told):
    library.write("p.report.yaml", line + "\n")
    assert told in library.run("report", "--out", "r.md", status=1).stderr
    assert not (library.path / "r.md").exists()


def test_wrong_uses_are_told(library):
    library.run("report", status=2)
    library.run("report", "--out", "r.md", "--write-style", status=2)
    assert "End its name in .docx, .html, .xlsx or .md." in library.run("report", "--out", "r.pdf", status=1).stderr
    style = library.path / "p.report.yaml"
    kept = style.read_bytes()
    library.write("mine.md", "title: Mine\n")
    assert "in use here" in library.run("report", "--style", "mine.md", "--out", "mine.md", status=1).stderr
    assert style.read_bytes() == kept


def test_estimates_stand_apart_and_rank_the_lists_while_much_is_unread(folder):
    folder.texts = {row[0]: row[2] for row in EVERYBODY}
    study = folder.once("audited", suggested_project)
    study.run("audit", "draw", "--size", 100, "--looks", 1, "--seed", 7)
    read_audit(study)
    report, _ = content(study)
    estimated = study.counts("--basis", "estimated")
    for code, row in table(report, "estimates-q1").items():
        counted = estimated["q1", code]
        assert row["respondents"] == About(counted["respondents"])
        assert row["interval"] == Interval(counted["low"], counted["high"], percent=False)
        assert row["percent_interval"] == Interval(counted["percent_low"], counted["percent_high"], percent=True)
    kinds = {
        one.id: {type(row.cells[at]) for row in one.rows for at in range(1, len(row.cells))}
        for one in tables_of(report)
    }
    assert About not in kinds["themes-q1"] and Count not in kinds["estimates-q1"]
    confirmed = table(report, "themes-q1")["website"]["mentions"]
    assert confirmed == Count(study.counts()["q1", "website"]["mentions"])
    text = "\n".join(str(block) for block in blocks_of(report))
    assert "(estimated for all comments) were" in text and "label='Website easy to use', text='(about " in text
    [chart] = charts_of(report)
    assert chart.table == "estimates-q1" and all(bar.low <= bar.value <= bar.high for bar in chart.bars)
    assert isinstance(next(iter(table(report, "reading").values()))["question"], Text)
