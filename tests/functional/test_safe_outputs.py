"""No command writes over what it reads, or over a file that it did not make."""

import os

import pytest


def fill(folder):
    folder.project(folder.table("in.csv", "id question text codes", [["1", "q1", "Yes.", "hours"]]), unit="response")


@pytest.fixture
def coded(folder):
    return folder.once("test_safe_outputs", fill)


@pytest.mark.parametrize("command", [["export", "--out", "out.csv"], ["report", "--out", "out.md"]])
@pytest.mark.parametrize("own", ["p.coder", "small.yaml"])
def test_an_output_that_leads_to_the_project_or_its_codebook_is_refused(coded, command, own):
    before = (coded.path / own).read_bytes()
    os.link(coded.path / own, coded.path / command[-1])
    assert "in use here" in coded.run(*command, status=1).stderr
    assert (coded.path / own).read_bytes() == (coded.path / command[-1]).read_bytes() == before


@pytest.mark.parametrize("name", ["p.coder", "small.yaml", "more.csv", "notes.txt", "nowhere/how.yaml", "."])
def test_a_profile_is_saved_over_nothing_else_and_nothing_is_imported_then(coded, name):
    coded.table("more.csv", "id question text", [["2", "q1", "No."]])
    coded.write("notes.txt", "my notes")
    before = {path.name: path.read_bytes() for path in coded.path.iterdir() if path.is_file()}
    assert name in coded.run("import", "more.csv", "--yes", "--save-profile", name, status=1).stderr
    assert {path.name: path.read_bytes() for path in coded.path.iterdir() if path.is_file()} == before


def test_a_profile_is_saved_over_a_profile_after_the_summary_is_told(coded):
    coded.table("more.csv", "id question text", [["2", "q1", "No."]])
    for _ in range(2):
        said = coded.run("import", "more.csv", "--yes", "--save-profile", "how it was read.yaml").stderr
    assert said.index("read: ") < said.index("Saved how it was read")
    assert "--profile 'how it was read.yaml'" in said
