"""What one text says that another does not, word by word."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from textual.content import Content

from coder.domain.text import display
from coder.tui.units import units

_LONGEST = 400
"""Words; longer texts are shown as they are."""


class Piece(NamedTuple):
    """A piece of the other text, or of the first where the other lacks it."""

    text: str
    how: str
    """`same`, `other` (only there) or `lacking` (only in the first)."""


def pieces(first: str, other: str) -> Iterator[Piece]:
    """The other text in pieces, with what of the first it lacks in between; case and spaces make no difference."""
    mine, theirs = units(first), units(other)
    if max(len(mine), len(theirs)) > _LONGEST:
        yield Piece(other, "same")
        return
    words = [one.of(first).casefold() for one in mine], [one.of(other).casefold() for one in theirs]
    reached = 0
    for kind, a, b, c, d in SequenceMatcher(None, *words, autojunk=False).get_opcodes():
        start = theirs[c].start if c < len(theirs) else len(other)
        if reached < start:
            yield Piece(other[reached:start], "same")
            reached = start
        if kind in ("delete", "replace"):
            yield Piece(first[mine[a].start : mine[b - 1].end], "lacking")
        if d > c:
            reached = theirs[d - 1].end
            yield Piece(other[start:reached], "same" if kind == "equal" else "other")
    if reached < len(other):
        yield Piece(other[reached:], "same")


def shown(first: str, other: str) -> Content:
    """The other text with what differs set off, in a way that can be seen without colour."""
    return Content.assemble(*(_styled(piece) for piece in pieces(first, other)))


def _styled(piece: Piece) -> tuple[str, str]:
    text = display(piece.text)
    if piece.how == "lacking":
        return f"[-{text}-] ", "dim"
    return text, "bold underline" if piece.how == "other" else ""
