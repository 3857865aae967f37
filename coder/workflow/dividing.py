"""Divides responses into comments as the unit asks."""

from collections.abc import Callable, Iterator, Sequence

from coder.domain.response import Span, whole
from coder.domain.units import Unit
from coder.splitting.splitter import load_splitter

Divide = Callable[[Sequence[str]], Iterator[tuple[Span, ...]]]


def divider(unit: Unit) -> Divide:
    """What divides texts into comments: spaCy for the unit comment, nothing for whole responses."""
    return load_splitter().split if unit is Unit.COMMENT else _undivided


def _undivided(texts: Sequence[str]) -> Iterator[tuple[Span, ...]]:
    return ((whole(text),) for text in texts)
