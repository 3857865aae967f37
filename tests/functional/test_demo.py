"""The demo, whole, with the network cut off; then a review of it in a real pseudo-terminal."""

import sqlite3
import subprocess
import sys

import pexpect
import pytest

from coder.workflow.demo import run_demo

pytestmark = [pytest.mark.slow, pytest.mark.model]

CUT_OFF = """
import socket, sys

def refuse(*arguments, **options):
    raise AssertionError("a network connection was opened")

socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refuse
sys.argv[0] = "coder"
from coder.cli.main import main
main()
"""


def coder(*arguments, folder):
    command = [sys.executable, "-c", CUT_OFF, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=600)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    parent = tmp_path_factory.mktemp("demo")
    done = coder("demo", "example", folder=parent)
    assert done.returncode == 0, done.stderr
    assert "report.html" in done.stderr
    return parent / "example"


def decisions(folder):
    with sqlite3.connect(folder / "demo.coder") as connection:
        return connection.execute("select coder, basis, kind from decision where coder = 'ann'").fetchall()


def test_the_demo_leaves_a_report_that_says_it_is_synthetic(demo):
    report = (demo / "report.html").read_text(encoding="utf-8")
    assert "synthetic" in report
    assert "people" in report
    assert "been read" in report
    assert "By group: What is your age?" in report and "Example County Council" in report


def test_a_second_demo_in_the_same_folder_is_refused(demo):
    again = coder("demo", "example", folder=demo.parent)
    assert again.returncode == 1
    assert "not empty" in again.stderr


def test_review_in_a_terminal_saves_each_decision_and_undo_takes_it_back(demo):
    screen = pexpect.spawn(
        sys.executable, ["-m", "coder", "review", "--coder", "ann"], cwd=demo, dimensions=(24, 80), timeout=60
    )
    screen.expect("confirm")
    screen.send("0")
    screen.expect("saved")
    assert len(decisions(demo)) == 1
    screen.send("u")
    screen.expect("undone ")
    screen.send("q")
    screen.expect(pexpect.EOF)
    screen.close()
    assert screen.exitstatus == 0
    assert [kind for _, _, kind in decisions(demo)] == ["coding", "undo"]


def test_suggesting_again_has_nothing_to_do(demo):
    again = coder("suggest", folder=demo)
    assert again.returncode == 0
    assert ", 0 texts embedded, 0 comments scored" in again.stderr


def test_a_report_made_later_says_that_it_is_synthetic_too(demo):
    assert coder("report", "--out", "later.md", folder=demo).returncode == 0
    assert (demo / "later.md").read_text(encoding="utf-8").startswith("# Example consultation (synthetic")


@pytest.mark.parametrize("there", [True, False])
def test_a_demo_that_fails_leaves_nothing_in_the_way_of_a_second_try(tmp_path, there):
    folder = tmp_path / "example"
    if there:
        folder.mkdir()

    def interrupt(job, done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_demo(folder, progress=interrupt)
    assert list(tmp_path.rglob("*")) == ([folder] if there else [])
