"""Which words of a response are marked, and where a line has to be cut to mark them."""

from collections.abc import Sequence
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

from coder.domain.response import Span
from coder.reviewing.item import Choice, Item


class Mark(Enum):
    """Why words are marked."""

    EVIDENCE = "evidence"
    """They speak for a code that is selected."""
    HIDDEN = "hidden"
    """They are redacted: hidden from everything that leaves the project."""


class Marked(NamedTuple):
    """A stretch of the response that is marked."""

    span: Span
    mark: Mark


def evidence(item: Item) -> tuple[Marked, ...]:
    """The words of the comment in focus that speak for what is selected; if nothing is, for the first code."""
    start = item.focused.comment.span.start
    selected = [choice for choice in item.choices if choice.selected and _stretches(choice)]
    found = {stretch for choice in selected or item.choices[:1] for stretch in _stretches(choice)}
    return tuple(Marked(Span(start + a, start + b), Mark.EVIDENCE) for a, b in sorted(found))


def marked(item: Item) -> tuple[Marked, ...]:
    """All that is marked in a response."""
    return (*evidence(item), *(Marked(one.span, Mark.HIDDEN) for one in item.redactions))


def pieces(start: int, end: int, several: Sequence[Marked]) -> list[tuple[int, int, Mark | None]]:
    """A line cut where marks begin and end; where two overlap, that of what is hidden counts."""
    here = [one for one in several if one.span.start < end and one.span.end > start]
    if not here:
        return [(start, end, None)]
    cuts = sorted({start, end, *(at for one in here for at in (one.span.start, one.span.end) if start < at < end)})
    return [(a, b, _over(a, b, here)) for a, b in pairwise(cuts)]


def _over(start: int, end: int, several: Sequence[Marked]) -> Mark | None:
    over = {one.mark for one in several if one.span.start <= start and end <= one.span.end}
    return Mark.HIDDEN if Mark.HIDDEN in over else next(iter(over), None)


def _stretches(choice: Choice) -> list[tuple[int, int]]:
    return [
        (one.start, one.end)
        for one in choice.evidence
        if one.start is not None and one.end is not None and one.start < one.end
    ]
