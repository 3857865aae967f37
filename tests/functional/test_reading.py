"""Commands that read do not write, and need no leave to write."""

import sqlite3
from contextlib import closing

import pytest

READERS = [
    ["count", "--format", "csv"],
    ["status"],
    ["report", "--out", "out.md"],
    ["export", "--out", "out.csv"],
]


def fill(folder):
    folder.project(folder.table("in.csv", "id question text codes", [["1", "q1", "Yes.", "hours"]]), unit="response")


@pytest.fixture
def coded(folder):
    return folder.once("test_reading", fill)


def reword(folder):
    source = (folder.path / "small.yaml").read_text(encoding="utf-8")
    folder.write("small.yaml", source.replace("Longer opening hours", "Hours to suit"))


def versions(folder):
    with closing(sqlite3.connect(folder.path / "p.coder")) as connection:
        return connection.execute("select count(*) from codebook_version").fetchone()[0]


@pytest.fixture
def busy(coded):
    """The project, while another process is writing it."""
    with closing(sqlite3.connect(coded.path / "p.coder", isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        yield coded


@pytest.mark.parametrize("command", READERS)
def test_reading_goes_on_while_another_process_writes(busy, command):
    assert "another process" not in busy.run(*command).stderr


@pytest.mark.parametrize("command", READERS)
def test_a_changed_codebook_that_cannot_be_stored_is_used_with_a_word_about_it(busy, command):
    reword(busy)
    said = busy.run(*command)
    assert "not stored as a new version" in said.stderr
    assert "another process" in said.stderr
    if command[0] == "count":
        assert "Hours to suit" in said.stdout
    assert versions(busy) == 1


@pytest.mark.parametrize("command", READERS)
def test_a_changed_codebook_is_stored_once(coded, command):
    reword(coded)
    assert "note:" not in coded.run(*command).stderr
    assert versions(coded) == 2
    before = (coded.path / "p.coder").read_bytes()
    coded.run(*command)
    assert (coded.path / "p.coder").read_bytes() == before
