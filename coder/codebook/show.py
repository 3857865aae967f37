"""A framework as lines of a tree, for a front end to render."""

from collections.abc import Iterator
from typing import NamedTuple

from coder.domain.codebook import Code, Codebook, Placed, Role


class TreeLine(NamedTuple):
    """One code of the tree."""

    depth: int
    """0 at top level."""
    id: str
    label: str
    questions: tuple[str, ...]
    """Ids of the questions it applies to, in codebook order."""
    flags: tuple[str, ...]
    """What sets it apart: `heading`, its role, `retired`, `replaced by ID`."""


def tree_lines(codebook: Codebook, question: str | None = None) -> list[TreeLine]:
    """The codes in codebook order; with a question, only those that apply to it."""
    return [
        _line(codebook, placed)
        for placed in codebook.placed.values()
        if question is None or question in placed.questions
    ]


def _line(codebook: Codebook, placed: Placed) -> TreeLine:
    questions = tuple(each.id for each in codebook.questions if each.id in placed.questions)
    return TreeLine(placed.depth, placed.code.id, placed.code.label, questions, tuple(_flags(placed.code)))


def _flags(code: Code) -> Iterator[str]:
    if not code.codable:
        yield "heading"
    if code.role is not Role.THEME:
        yield code.role.value
    if code.retired:
        yield "retired"
    if code.replaced_by is not None:
        yield f"replaced by {code.replaced_by}"
