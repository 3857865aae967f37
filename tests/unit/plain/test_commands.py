"""Typed lines as commands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.plain.answers import Answers
from coder.plain.commands import Command, NotUnderstood, parse
from coder.reviewing.key_table import REVIEW_KEYS
from coder.reviewing.session import ReviewSession
from tests.unit.reviewing.memory import CODEBOOK, example


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("", Command("confirm")),
        ("\n", Command("confirm")),
        ("\r\n", Command("confirm")),
        ("\ufeff\r\n", Command("confirm")),
        ("1\n", Command("pick", numbers=(1,))),
        ("1 3", Command("pick", numbers=(1, 3))),
        ("13", Command("pick", numbers=(1, 3))),
        (" 1, 3 ;9\n", Command("pick", numbers=(1, 3, 9))),
        ("１３", Command("pick", numbers=(1, 3))),
        ("0", Command("no_code")),
        ("None\n", Command("no_code")),
        ("/parking", Command("search", text="parking")),
        ("/ Opening hours \n", Command("search", text="Opening hours")),
        ("/", Command("search")),
        ("/\x1b[2J", Command("search", text="\x1b[2J")),
        ("s", Command("skip")),
        (" SKIP ", Command("skip")),
        ("u", Command("undo")),
        ("r", Command("redo")),
        ("clear", Command("clear")),
        ("n", Command("move_response(1)")),
        ("previous", Command("move_response(-1)")),
        ("c 2", Command("focus", numbers=(2,))),
        ("C12", Command("focus", numbers=(12,))),
        ("comment 0", Command("focus", numbers=(0,))),
        ("l", Command("again")),
        ("?", Command("help")),
        ("q", Command("app.quit")),
    ],
)
def test_a_line_is_read_forgivingly(line, command):
    assert parse(line) == command


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("udno", "There is no command “udno”; did you mean undo?"),
        ("skpi\r\n", "did you mean skip?"),
        ("u 2", "did you mean u?"),
        ("parking costs", "/parking costs searches the codes, ? lists the commands."),
        ("\x1b[A", "There is no command “␛[a”; ? lists the commands."),
        ("  \n", "an empty line confirms, s skips"),
        ("\t", "an empty line confirms, s skips"),
        ("10", "0 says that no code applies, and stands alone"),
        ("1 1", "The same number is there twice."),
        (", ", "Type the numbers of codes"),
        ("c", "c wants the number of a comment"),
        ("x" * 1_000_000, "There is no command “" + "x" * 40 + "…”; ? lists the commands."),
    ],
)
def test_what_is_no_command_is_answered_with_what_to_type(line, said):
    understood = parse(line)
    assert isinstance(understood, NotUnderstood)
    assert said in understood.why
    assert len(understood.why) < 200


@given(st.text())
def test_any_line_is_a_command_of_the_table_or_one_sentence(line):
    understood = parse(line)
    if isinstance(understood, Command):
        assert understood.action in {key.action for key in REVIEW_KEYS if key.typed is not None}
    else:
        assert understood.why.isprintable()


def test_every_command_of_the_table_is_carried_out_and_means_one_thing():
    typed = [key for key in REVIEW_KEYS if key.typed is not None]
    words = [word for key in typed for word in key.typed.words]
    assert len(set(words)) == len(words)
    assert not any(word != word.casefold().strip() for word in words)
    assert {key.action for key in typed} == set(Answers(ReviewSession(example(), CODEBOOK, coder="ann"))._actions)
