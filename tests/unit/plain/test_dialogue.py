"""Lines in and lines out."""

import io

import pytest

from coder.plain.dialogue import Dialogue


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self):
        return True


def source(data: bytes) -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(data), encoding="ascii")


def test_what_comes_from_a_pipe_is_shown_inert_and_what_is_typed_is_not():
    said = io.StringIO()
    dialogue = Dialogue(io.StringIO("1\r\n\x1b[2J\n"), said.write)
    assert [dialogue.ask(), dialogue.ask(), dialogue.ask()] == ["1\r\n", "\x1b[2J\n", None]
    assert said.getvalue() == "> 1\n> ␛[2J\n> \n"
    typed = io.StringIO()
    assert Dialogue(Terminal("1\n"), typed.write).ask() == "1\n"
    assert typed.getvalue() == "> "


def test_a_pipe_is_utf_8_whatever_the_locale_and_bad_bytes_stop_nothing():
    dialogue = Dialogue(source("/über\n".encode() + b"\xff\xfe\n"), io.StringIO().write)
    assert dialogue.ask() == "/über\n"
    assert dialogue.ask() == "��\n"


def test_a_line_without_an_end_is_a_line():
    dialogue = Dialogue(io.StringIO("q"), io.StringIO().write)
    assert [dialogue.ask(), dialogue.ask()] == ["q", None]


def test_a_terminal_that_is_gone_is_the_end():
    class Gone(Terminal):
        def readline(self, size=-1):
            raise OSError(5, "Input/output error")

    assert Dialogue(Gone(), io.StringIO().write).ask() is None


@pytest.mark.parametrize(("columns", "expected"), [(1, 20), (20, 20), (60, 60)])
def test_paragraphs_are_broken_for_the_width_of_now(width, columns, expected):
    said = io.StringIO()
    width(columns)
    Dialogue(io.StringIO(), said.write).tell(["some words " * 20, "", "x" * 30])
    lines = said.getvalue().splitlines()
    assert expected - 8 <= max(len(line) for line in lines) <= expected
    assert all(line.startswith("  ") for line in lines if line.startswith(" "))
    assert lines[0].startswith("some words")


def test_an_announcement_is_one_line_however_long():
    said = io.StringIO()
    Dialogue(io.StringIO(), said.write).say("saved: " + "a label · " * 30)
    assert said.getvalue().count("\n") == 1
