"""A small framework, and decided comments in few words."""

from coder.diagnosing.judged import Judged
from coder.domain.codebook import Code, Codebook, Question, Role

BOOK = Codebook(
    id="desk",
    questions=(Question(id="q1", text="What was good?"), Question(id="q2", text="What was bad?")),
    codes=(
        Code(id="manner", label="Manner", keywords=("kind", "Staff"), codes=(Code(id="rude", label="Rude"),)),
        Code(id="knowledge", label="Knowledge", keywords=("staff", "knew")),
        Code(id="parking", label="Parking", questions=("q2",)),
        Code(id="speed", label="Speed"),
        Code(id="none", label="Nothing to say", role=Role.NON_SUBSTANTIVE),
        Code(id="old", label="Old", retired=True),
    ),
)
CODES = ("manner", "rude", "knowledge", "parking", "speed", "none")


def judged(number, given="", selected="", *, question="q1", text="", first=None, shown=True, by_coder=()):
    """A decided comment; codes are separated by spaces, and a selection of None was never made."""
    return Judged(
        comment=number,
        respondent=f"r{number}",
        question=question,
        text=text or f"the comment with number {number}",
        given=frozenset(given.split()),
        preselected=None if selected is None else frozenset(selected.split()),
        first=first,
        shown=shown,
        by_coder=tuple(frozenset(codes.split()) for codes in by_coder),
    )


def several(count, given="", selected="", start=0, **more):
    """So many of them, in quite different words."""
    return [judged(start + n, given, selected, text=spelt(start + n), **more) for n in range(count)]


def spelt(number):
    """Four words that no other number has."""
    letters = "".join(chr(ord("a") + int(digit)) for digit in str(number))
    return " ".join(letters + ending for ending in ("x", "y", "z", "q"))
