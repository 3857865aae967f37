"""`coder review --plain` in a pipe, on a dumb terminal and driven by a script; no model is needed."""

import json
import os
import signal
import subprocess
import sys

import pexpect
import pytest

from coder.store.project import Project

PEOPLE = 3
WITH_MODULES = """
import json, sys
sys.argv = ["coder", *json.loads(sys.argv[1])]
from coder.cli.main import main
try:
    main()
finally:
    print("\\n" + json.dumps(sorted(sys.modules)))
"""
MODELS = {"torch", "sklearn", "spacy", "sentence_transformers", "transformers", "pyarrow", "scipy"}


@pytest.fixture
def survey(folder):
    """Three responses, divided already: dividing would load a model."""
    texts = [f"Answer number {number}." for number in range(PEOPLE)]
    rows = [[f"r{number}", "q1", text, "", 0, 0, len(text)] for number, text in enumerate(texts)]
    folder.project(folder.table("in.csv", "id question text codes decided start end", rows), unit="response")
    return folder


@pytest.fixture
def new_here(monkeypatch, tmp_path):
    """Somebody whose name is not remembered."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "settings"))


def plain(folder, typed, *arguments, status=0):
    """What is said on stdout when these lines come from a pipe."""
    from coder.cli.app import app

    command = ["review", "--plain", "--coder", "ann", *map(str, arguments)]
    result = folder.runner.invoke(app, command, input=typed)
    assert result.exit_code == status, f"{result.output}\n{result.exc_info}"
    return result.stdout


def process(folder, typed, **options):
    command = [sys.executable, "-m", "coder", "review", "--plain", "--coder", "ann"]
    return subprocess.run(command, cwd=folder.path, input=typed, capture_output=True, **options)


def codes(folder):
    with Project.open(folder.path / "p.coder", read_only=True) as project:
        return [decision.codes for decision in project.decisions()]


def test_lines_from_a_pipe_are_decisions(survey):
    said = plain(survey, "1\n\n0\nq\n").splitlines()
    assert said[0] == "p · ann. ? lists the commands, q stops."
    assert "Response 1 of 3. Question q1. 0 of 3 decided." in said
    assert "Question q1: What would make the library better?" in said
    assert "Comment 1 of 1, in focus: Answer number 0." in said
    assert "1. Longer opening hours" in said
    at = said.index("> 1")
    assert said[at + 1] == "selected: Longer opening hours. Enter saves Longer opening hours."
    assert said[at + 2 : at + 4] == ["> ", "saved: Longer opening hours. 1 of 3 decided."]
    assert said[-2:] == ["> q", "2 comments decided in this sitting; 1 comment left."]
    assert codes(survey) == [("hours",), ()]


def test_the_end_of_the_input_stops_and_the_next_sitting_goes_on_there(survey):
    assert plain(survey, "/website\n1\n\n").endswith("> \n1 comment decided in this sitting; 2 comments left.\n")
    said = plain(survey, "u\nr\n0\r\nNONE")
    assert "Response 2 of 3. Question q1. 1 of 3 decided." in said
    assert "undone: Website easy to use. 0 of 3 decided." in said
    assert "saved again: Website easy to use. 1 of 3 decided." in said
    assert "All done: 3 comments decided" in said
    assert codes(survey) == [("website",), (), ()]
    assert "All done" in plain(survey, "")


def test_the_end_of_a_filter_is_not_told_as_the_end_of_the_work(survey):
    said = plain(survey, "f\nonly flagged\n0\nonly all\nq\n")
    assert "No more comments that the filter finds. 1 of 3 decided." in said
    assert "All done" not in said
    assert "Comment 1 of 1, in focus: Answer number 1." in said.partition("No more comments")[2]


def test_an_audit_is_read_blind(survey):
    survey.run("audit", "draw", "--size", 2, "--looks", 1, "--seed", 3)
    said = plain(survey, "1\n\n", "--audit")
    assert "audit, blind" in said
    assert "Why now: drawn for the audit." in said
    assert "%" not in said
    assert "1 of 2 decided." in said


@pytest.mark.parametrize("typed", ["\n\n\n", "\n" * 500])
def test_empty_lines_alone_decide_nothing_that_was_not_suggested(survey, typed):
    plain(survey, typed)
    assert codes(survey) == []


def test_a_name_that_nobody_can_be_asked_for_is_wrong_usage(survey, new_here):
    result = survey.run("review", "--plain", status=2)
    assert "--coder NAME" in result.stderr
    assert result.stdout == ""


def test_without_a_terminal_the_screen_names_plain_mode(survey):
    result = survey.run("review", "--coder", "ann", status=2)
    assert "coder review --plain" in result.stderr
    assert len(result.stderr.splitlines()) == 2


@pytest.mark.parametrize("order", ["random", "learn"])
def test_orders_and_their_refusals_are_those_of_the_screen(survey, order):
    said = plain(survey, "q\n", "--order", order, status=1 if order == "learn" else 0)
    assert ("Why now: at random." in said) == (order == "random")


def test_a_process_loads_neither_the_screen_nor_a_model(survey):
    command = [sys.executable, "-c", WITH_MODULES, json.dumps(["review", "--plain", "--coder", "ann"])]
    done = subprocess.run(command, cwd=survey.path, input="1\n\nq\n", capture_output=True, text=True)
    assert "saved: Longer opening hours. 1 of 3 decided." in done.stdout
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    assert "coder.plain.loop" in loaded
    assert not (MODELS | {"textual", "coder.tui"}) & loaded


@pytest.mark.parametrize(
    "settings", [{"TERM": "dumb", "LC_ALL": "C"}, {"TERM": "xterm-256color", "NO_COLOR": "1", "FORCE_COLOR": "1"}]
)
def test_the_output_is_plain_text_whatever_the_terminal(survey, settings):
    done = process(survey, "/öffnen\n1\n\n".encode() + b"\xff\n", env=os.environ | {"COLUMNS": "60"} | settings)
    said = done.stdout.decode("utf-8")
    assert done.returncode == 0
    assert all(line.startswith(b"note: ") for line in done.stderr.splitlines())
    assert "\x1b" not in said and "\r" not in said and "\b" not in said
    assert "> /öffnen\nNo code matches “öffnen”." in said
    assert "saved: Longer opening hours. 1 of 3 decided." in said
    assert "There is no command “�”" in said


@pytest.mark.slow
def test_a_reader_who_has_seen_enough_is_no_error(survey):
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "coder", "review", "--plain", "--coder", "ann"]
    try:
        done = subprocess.run(command, cwd=survey.path, input=b"0\n", stdout=writer, stderr=subprocess.PIPE)
    finally:
        os.close(writer)
    assert done.returncode == 0
    assert all(line.startswith(b"note: ") for line in done.stderr.splitlines())
    assert codes(survey) == []


def heed_interrupts():
    """Ctrl+C interrupts even where the tests themselves run in the background, which ignores it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def typing(folder, *arguments, **settings):
    environment = os.environ | {"TERM": "dumb"} | settings
    command = ["-m", "coder", "review", *arguments]
    return pexpect.spawn(
        sys.executable,
        command,
        cwd=str(folder.path),
        env=environment,
        dimensions=(24, 60),
        timeout=30,
        encoding="utf-8",
        preexec_fn=heed_interrupts,
    )


def ends(screen, status):
    screen.expect(pexpect.EOF)
    screen.close()
    assert screen.exitstatus == status


@pytest.mark.slow
def test_a_person_at_a_dumb_terminal(survey, new_here):
    screen = typing(survey, "--plain")
    screen.expect("Your name or initials")
    screen.sendline("bo")
    for line, said in [
        (None, r"Response 1 of 3\."),
        ("2", "selected: Website easy to use"),
        ("", r"saved: Website easy to use\. 1 of 3 decided\."),
        ("nnoe", "did you mean none"),
        ("none", r"saved: no code applies\. 2 of 3 decided\."),
        ("u", r"undone: no code applies\. 1 of 3 decided\."),
    ]:
        if line is not None:
            screen.sendline(line)
        screen.expect(said)
        screen.expect("\n> ")
        assert "\x1b" not in screen.before
    screen.sendeof()
    screen.expect(r"1 comment decided in this sitting; 2 comments left\.")
    ends(screen, 0)
    assert codes(survey) == [("website",)]


@pytest.mark.slow
def test_ctrl_c_stops_and_what_was_saved_is_saved(survey):
    screen = typing(survey, "--plain", "--coder", "ann")
    screen.expect("\n> ")
    screen.sendline("0")
    screen.expect("1 of 3 decided")
    screen.expect("\n> ")
    screen.sendintr()
    ends(screen, 130)
    assert codes(survey) == [()]
    assert "1 of 3 decided" in plain(survey, "q\n")


@pytest.mark.slow
def test_on_a_dumb_terminal_the_screen_names_plain_mode(survey):
    screen = typing(survey, "--coder", "ann")
    screen.expect("coder review --plain")
    ends(screen, 2)
