"""What is printed leaves in UTF-8, or the program ends in a sentence; asked of a real process."""

import json
import os
import subprocess
import sys

import pytest

LABEL = "Życzliwy →"
CODEBOOK = f"""
codebook: small
language: pl
questions:
  - id: q1
    text: Question?
codes:
  - id: kind
    label: {LABEL}
"""
INTERRUPTED = """
import sys

class Interrupt:
    def find_spec(self, name, path=None, target=None):
        if name == "typer":
            raise KeyboardInterrupt

sys.meta_path.insert(0, Interrupt())
from coder.cli.main import main
main()
"""


def coder(folder, *arguments, before="", **options):
    command = [sys.executable, "-m", "coder", *arguments]
    if before:
        command = ["sh", "-c", f'{before}; exec "$0" "$@"', *command]
    environment = dict(os.environ, NO_COLOR="1", PYTHONIOENCODING="cp1252", COLUMNS="100")
    options = {"stdout": subprocess.PIPE} | options
    return subprocess.run(
        command, cwd=folder.path, env=environment, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, **options
    )


def fill(folder):
    folder.write("small.yaml", CODEBOOK)
    folder.project(folder.table("in.csv", "id question text codes", [["1", "q1", "Yes.", "kind"]]), unit="response")


@pytest.fixture
def polish(folder):
    return folder.once("test_streams", fill)


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_a_pipe_gets_utf_8_whatever_the_locale(polish, form):
    done = coder(polish, "count", "--format", form)
    assert done.returncode == 0, done.stderr
    shown = done.stdout.decode("utf-8")
    assert LABEL in shown
    if form == "json":
        assert json.loads(shown)[0]["label"] == LABEL


def test_a_framework_is_shown_in_utf_8_too(polish):
    assert LABEL in coder(polish, "codebook", "show", "small.yaml").stdout.decode("utf-8")


@pytest.mark.parametrize("form", ["table", "json"])
def test_a_reader_who_has_seen_enough_is_no_error(polish, form):
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = coder(polish, "count", "--format", form, stdout=writer)
    finally:
        os.close(writer)
    assert done.returncode == 0
    assert done.stderr == b""


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")  # noqa: PTH110
@pytest.mark.parametrize("arguments", [["count"], ["count", "--format", "csv"], ["--help"], ["--version"]])
def test_a_full_disk_is_one_sentence(polish, arguments):
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = coder(polish, *arguments, stdout=full)
    assert done.returncode == 1
    said = done.stderr.decode().splitlines()
    assert said[0] == "coder: The output cannot be written: the disk is full."
    assert len(said) == 2


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
def test_a_closed_output_is_one_sentence_and_leaves_the_project_alone(polish):
    before = (polish.path / "p.coder").read_bytes()
    done = coder(polish, "count", before="exec <&- >&-")
    assert done.returncode == 1
    assert done.stderr.startswith(b"coder: The output cannot be written: it is closed.")
    assert (polish.path / "p.coder").read_bytes() == before


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
def test_a_closed_stderr_stops_nothing(polish):
    done = coder(polish, "count", "--format", "csv", before="exec 2>&-")
    assert done.returncode == 0
    assert LABEL in done.stdout.decode("utf-8")


def test_control_c_is_quiet_from_the_first_moment():
    done = subprocess.run([sys.executable, "-c", INTERRUPTED], capture_output=True)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")
