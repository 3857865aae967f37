import io

import pytest

from coder.cli.console import Console
from coder.cli.narration import asked, has_person, progress_bars, say


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self):
        return True


@pytest.fixture
def terminal(monkeypatch):
    """Puts a terminal in the place of stderr, in the test itself: pytest puts its own there before."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("NO_COLOR", raising=False)

    def put():
        made = Terminal()
        monkeypatch.setattr("sys.stderr", made)
        return made

    return put


def test_what_is_said_goes_to_stderr_inert(capsys):
    say("file \x1b[31mname")
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == "file \u241b[31mname\n"


@pytest.mark.parametrize(
    ("answer", "meant"),
    [("\n", True), ("y\n", True), (" YES \n", True), ("n\n", False), ("perhaps\n", False), ("", False)],
)
def test_enter_means_yes_and_the_end_of_input_means_no(monkeypatch, capsys, answer, meant):
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    assert asked("Go on?") is meant
    assert capsys.readouterr().err == "Go on? [Y/n] "


@pytest.mark.parametrize(("answer", "meant"), [("\n", False), ("yes\n", True), ("n\n", False), ("", False)])
def test_where_much_is_at_stake_enter_means_no(monkeypatch, capsys, answer, meant):
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    assert asked("Go on?", enter=False) is meant
    assert capsys.readouterr().err == "Go on? [y/N] "


def test_somebody_is_there_only_when_both_ends_are_a_terminal(monkeypatch, terminal):
    terminal()
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert not has_person()
    monkeypatch.setattr("sys.stdin", Terminal())
    assert has_person()


def test_progress_is_silent_without_a_terminal(capsys):
    with progress_bars() as progress:
        progress("Reading", 1, 2)
    assert capsys.readouterr() == ("", "")


def test_progress_shows_how_much_there_is(terminal):
    shown = terminal()
    with progress_bars() as progress:
        progress("Reading", 1_500, 3_000)
    assert "1,500/3,000" in shown.getvalue()


def test_an_unknown_total_is_not_shown_as_nothing(terminal):
    shown = terminal()
    with progress_bars() as progress:
        progress("Reading", 1_500, 0)
    assert "1,500" in shown.getvalue()
    assert "/0" not in shown.getvalue()


def test_a_broken_pipe_is_passed_on_as_it_is():
    class Broken(io.StringIO):
        def write(self, text):
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        Console(file=Broken()).print("text")
