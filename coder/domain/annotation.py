"""What people note beside the codes: flags for discussion, memos, exemplar marks and redactions.

They are an append-only log like that of decisions. Redactions are ranges over a response, whose text never changes:
they are applied on output.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from coder.domain.decision import effective
from coder.domain.response import Span


class Kind(StrEnum):
    """What is noted."""

    FLAG = "flag"
    MEMO = "memo"
    EXEMPLAR = "exemplar"
    REDACTION = "redaction"


class Label(StrEnum):
    """What a redacted stretch was; shown in its place. A closed list, so that no label gives away what it hides."""

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    POSTCODE = "postcode"
    ADDRESS = "address"
    PLACE = "place"
    DATE = "date"
    NUMBER = "number"
    VEHICLE = "vehicle"
    LINK = "link"
    HANDLE = "handle"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """The event "this coder noted this", or, with `undoes`, "this coder took that back"."""

    id: str
    """Made by the client (UUID), so that a repeated write is recognised."""
    kind: Kind
    comment: int | None
    """None for a redaction, which is of the response, however it is divided."""
    response: int
    """The store's id of the response."""
    coder: str
    at: datetime
    """When, in UTC."""
    span: Span | None = None
    """The stretch of the response's text that a redaction hides."""
    text: str = ""
    """A memo's words, empty where they were erased or the coder has none any more; a redaction's label."""
    undoes: str | None = None
    """The id of the event taken back, which may be such an event itself: then it stands again. The kind, comment,
    response, span and label are those of what was noted."""

    def __post_init__(self) -> None:
        redaction = self.kind is Kind.REDACTION
        if redaction is (self.span is None) or redaction is (self.comment is not None):
            raise ValueError("a redaction has a span and no comment, anything else a comment and no span")
        if redaction and self.text not in set(Label):
            raise ValueError(f"not a label of a redaction: {self.text!r}")
        if self.text and self.kind in (Kind.FLAG, Kind.EXEMPLAR):
            raise ValueError(f"a {self.kind} has no text")


class Redaction(NamedTuple):
    """A stretch of a text that must not be shown, and what is shown in its place."""

    span: Span
    label: Label

    @property
    def shown(self) -> str:
        """What stands in its place: `[name]`."""
        return f"[{self.label}]"


def in_force(events: Iterable[Annotation]) -> list[Annotation]:
    """What stands of a log, in order: not taken back, and of a coder's memos on a comment only the last.

    An empty memo takes the place of an earlier one and is none itself.
    """
    left = effective((event.id, event.undoes, event) for event in events)
    memos = {(one.comment, one.coder): one.id for one in left if one.kind is Kind.MEMO}
    return [one for one in left if one.kind is not Kind.MEMO or (one.text and memos[one.comment, one.coder] == one.id)]


def redactions(annotations: Iterable[Annotation]) -> dict[int, tuple[Redaction, ...]]:
    """The stretches that must not be shown of each response that has any: merged, in the order of the text.

    Args:
        annotations: what stands, by `in_force`.
    """
    found: dict[int, list[Redaction]] = {}
    for one in annotations:
        if one.span is not None:
            found.setdefault(one.response, []).append(Redaction(one.span, Label(one.text)))
    return {response: merged(several) for response, several in found.items()}


def merged(several: Iterable[Redaction]) -> tuple[Redaction, ...]:
    """The stretches in the order of the text, those that overlap or touch as one, with the label of the first."""
    found: list[Redaction] = []
    for one in sorted(several, key=lambda redaction: redaction.span.start):
        if found and one.span.start <= found[-1].span.end:
            before = found.pop()
            one = Redaction(Span(before.span.start, max(before.span.end, one.span.end)), before.label)
        found.append(one)
    return tuple(found)


def within(several: Iterable[Redaction], span: Span) -> tuple[Redaction, ...]:
    """What the stretches of a response hide of one of its comments, in offsets of the comment's own text."""
    cut = ((max(one.span.start, span.start), min(one.span.end, span.end), one.label) for one in several)
    return tuple(
        Redaction(Span(start - span.start, end - span.start), label) for start, end, label in cut if start < end
    )


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text as it may be shown, and where things are in it now."""

    text: str
    pieces: tuple[tuple[Span, Span], ...]
    """Each redacted stretch of the original, and where its label stands."""

    def moved(self, span: Span) -> Span:
        """Where a stretch of the original is now; one that reaches into a redacted stretch takes in its whole label."""
        return Span(self._moved(span.start, at_end=False), self._moved(span.end, at_end=True))

    def _moved(self, offset: int, *, at_end: bool) -> int:
        find = bisect_left if at_end else bisect_right
        place = find(self.pieces, offset, key=lambda piece: piece[0].start) - 1
        if place < 0:
            return offset
        old, new = self.pieces[place]
        if offset < old.end:
            return new.end if at_end else new.start
        return offset - old.end + new.end


def redact(text: str, several: Iterable[Redaction]) -> Redacted:
    """A text with `[name]` or the like in the place of every redacted stretch; the rest stays as it is, in order."""
    parts: list[str] = []
    pieces: list[tuple[Span, Span]] = []
    done = length = 0
    for one in merged(several):
        if one.span.start >= len(text):
            break
        parts += [text[done : one.span.start], one.shown]
        start = length + one.span.start - done
        length = start + len(one.shown)
        pieces.append((one.span, Span(start, length)))
        done = one.span.end
    return Redacted("".join([*parts, text[done:]]), tuple(pieces))


def redacted(text: str, several: Iterable[Redaction]) -> str:
    """The text as it may be shown."""
    return redact(text, several).text


def marked(annotations: Iterable[Annotation], kind: Kind) -> dict[int, list[Annotation]]:
    """The annotations of a kind on each comment that has any, in the order they were made.

    Args:
        annotations: what stands, by `in_force`.
        kind: flags, memos or exemplar marks.
    """
    found: dict[int, list[Annotation]] = {}
    for one in annotations:
        if one.kind is kind and one.comment is not None:
            found.setdefault(one.comment, []).append(one)
    return found
