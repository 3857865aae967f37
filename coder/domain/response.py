"""Respondents, their responses, and the comments a response is divided into.

Offsets are Unicode code points from 0, half-open: `text[start:end]`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class ResponseKey(NamedTuple):
    """What identifies a response: there is one for each wave, respondent and question."""

    wave: str
    respondent: str
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Respondent:
    """One person or organisation."""

    id: str
    wave: str = ""
    profile: Mapping[str, str] = field(default_factory=dict)
    weight: float | None = None


@dataclass(frozen=True, slots=True)
class Response:
    """One respondent's answer to one open question; its text never changes."""

    key: ResponseKey
    text: str

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("a response has some content: white space only is no response")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch `[start, end)` of a text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a stretch of text: [{self.start}, {self.end})")

    def of(self, text: str) -> str:
        """The words of the stretch."""
        return text[self.start : self.end]


def whole(text: str) -> Span:
    """The stretch that is the whole text: the one comment of an undivided response."""
    return Span(0, len(text))


def is_whole(span: Span, text: str) -> bool:
    """Whether a stretch is the whole text, but for white space at its ends."""
    return not text[: span.start].strip() and not text[span.end :].strip()


def without(span: Span, taken: Iterable[Span], text: str) -> list[Span]:
    """What is left of a stretch when others are taken out of it, without white space at the ends."""
    left, start = [], span.start
    for other in sorted(taken):
        if other.end > start and other.start < span.end:
            left.append((start, other.start))
            start = max(start, other.end)
    left.append((start, span.end))
    pieces = ((start, end, text[start:end]) for start, end in left if start < end)
    return [
        Span(start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip()))
        for start, end, piece in pieces
        if piece.strip()
    ]


@dataclass(frozen=True, slots=True)
class Comment:
    """A stretch of a response that makes one point; the unit that is coded."""

    id: int
    """Given by the store; never reused."""
    response: ResponseKey
    span: Span
    text: str
    """The words of the stretch, not of the whole response."""
