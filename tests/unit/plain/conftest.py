"""Plain mode driven by lines, as a script would."""

import io
import os

import pytest

from coder.plain.dialogue import Dialogue
from coder.plain.loop import run_plain
from coder.reviewing.session import ReviewSession
from tests.unit.reviewing.memory import CODEBOOK, Clock


@pytest.fixture(autouse=True)
def width(monkeypatch):
    """Sets the terminal's width, 80 unless told otherwise."""

    def put(columns):
        monkeypatch.setattr("shutil.get_terminal_size", lambda fallback: os.terminal_size((columns, 24)))

    put(80)
    return put


@pytest.fixture
def review():
    """Reviews a store line by line; returns what was said after each line, the opening first."""

    def run(store, *lines, title="Customer service", codebook=CODEBOOK, **options):
        said = io.StringIO()
        session = ReviewSession(store, codebook, coder="ann", clock=Clock(), **options)
        source = io.StringIO("".join(f"{line}\n" for line in lines))
        run_plain(session, Dialogue(source, said.write), title=title)
        opening, *answers = said.getvalue().split("\n> ")
        return [opening, *(answer.partition("\n")[2] for answer in answers)]

    return run
