"""What the commands say, word by word."""

import pytest
from typer.testing import CliRunner

from coder.cli.app import app

TREE = """
codebook: tree
title: Tree
language: en
questions:
  - id: q1
    text: What would make the library better, and what would you never want to see changed about any of it?
  - id: q2
    text: Anything else?
codes:
  - id: opening
    label: Opening
    codes:
      - id: evenings
        label: Evenings
      - id: sundays
        label: Sundays
  - id: website
    label: Website
"""


def fill(folder):
    folder.write("tree.yaml", TREE)
    codes = ["website", "website", "website", "sundays", "opening"]
    rows = [[str(number), "q1", "Text.", code] for number, code in enumerate(codes)]
    folder.project(folder.table("in.csv", "id question text codes", rows), codebook="tree.yaml", unit="response")


@pytest.fixture
def tree(folder):
    return folder.once("test_words", fill)


def test_init_counts_in_words_and_quotes_a_name_with_a_space(folder):
    one = "codebook: one\nlanguage: en\nquestions: [{id: q1, text: Why?}]\ncodes: [{id: a, label: A}]\n"
    said = folder.run("init", "my survey.coder", "--codebook", folder.write("one.yaml", one)).stderr
    assert "for 'one': 1 question, 1 code.\n" in said
    assert "--project 'my survey.coder'\n" in said


@pytest.mark.parametrize("name", ["survey", "survey.yaml", "my survey"])
def test_a_project_is_named_as_one(folder, name):
    assert f"{name}.coder" in folder.run("init", name, "--codebook", "small.yaml", status=1).stderr
    assert [path.name for path in folder.path.iterdir()] == ["small.yaml"]


def test_themes_below_others_are_shown_as_a_tree_with_nets(tree):
    lines = [line.rstrip() for line in tree.run("count").stdout.splitlines()]
    rows = [line for line in lines if line.strip().startswith(("Opening", "Sundays", "Website"))]
    assert [line.split("  ")[1] for line in rows if line[2] != " "] == ["Opening (net)", "Website"]
    assert rows[1].startswith("    Sundays ")
    assert lines[0] == "q1: 5 people, 5 comments; all read"


def test_a_question_without_responses_has_no_table_and_is_not_all_read(tree):
    assert "q2: no responses\n" in tree.run("count", "--question", "q2").stdout
    assert "mentions" not in tree.run("count", "--question", "q2").stdout


def test_before_anybody_has_coded_there_is_a_sentence_and_no_table(folder):
    folder.project(folder.table("in.csv", "id question text", [["1", "q1", "Open on Sundays."]]), unit="response")
    assert folder.run("count").stdout == "q1: 1 person, 1 comment; nothing has been coded by a person yet\n"
    assert "of the machine" in folder.run("count", "--basis", "machine").stdout


def test_a_title_is_one_line_however_narrow_the_table_is(tree):
    tree.table("long.csv", "id question text", [["9", "q1", "New."]])
    tree.run("import", "long.csv", "--yes")
    first = tree.run("count").stdout.splitlines()[0]
    assert first == "q1: 6 people, 6 comments; 5 people and 5 comments of those read: percentages are of them"


def test_a_stray_is_counted_in_words(folder):
    source = TREE.replace("label: Website", "label: Website\n    questions: [q2]")
    folder.write("tree.yaml", source)
    file = folder.table("in.csv", "id question text codes", [["1", "q1", "Text.", "website"]])
    folder.project(file, codebook="tree.yaml", unit="response")
    assert "counted there (1 time)." in folder.run("count").stderr


def test_a_profile_value_that_differs_is_said_in_the_singular(folder):
    folder.project(folder.table("a.csv", "id question text area", [["1", "q1", "Text.", "North"]]), unit="response")
    file = folder.table("b.csv", "id question text area", [["1", "q1", "Text.", "South"]])
    assert "1 profile value differs from what" in folder.run("import", file, "--yes", "--keep", "area").stderr


@pytest.mark.parametrize("command", ["demo", "init", "import", "suggest", "review", "count", "report", "batch"])
def test_help_shows_no_types_that_say_nothing(folder, command):
    shown = CliRunner().invoke(app, [command, "--help"], env={"COLUMNS": "80"})
    assert shown.exit_code == 0
    assert not [noise for noise in ("<bool>", "<str>", "<int", "<float") if noise in shown.output]
