"""What the store takes and gives beyond the domain types."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal, NamedTuple

from coder.domain.decision import Basis, Purpose, Suggestion
from coder.domain.response import ResponseKey, Span

Origin = Literal["auto", "imported", "hand"]
"""How a division came about."""


class StoredResponse(NamedTuple):
    """A response as the store holds it."""

    id: int
    key: ResponseKey
    text: str


class ProfileConflict(NamedTuple):
    """A known respondent came again with another value; the first one stays."""

    wave: str
    respondent: str
    key: str
    """The key in the profile, or `weight`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What adding respondents and responses did."""

    respondents_new: int
    respondents_known: int
    responses_new: int
    responses_same: int
    responses_changed: tuple[ResponseKey, ...]
    """Responses whose stored text differs; they were not written."""
    profile_conflicts: tuple[ProfileConflict, ...] = ()


@dataclass(frozen=True, slots=True)
class NewDivision:
    """A division of a response into comments, to be appended to its log."""

    response_id: int
    spans: tuple[Span, ...]
    origin: Origin
    by: str
    """The coder, or what divided it."""


class NewScoring(NamedTuple):
    """What a run says of a comment."""

    comment: int
    suggestions: Sequence[Suggestion]
    """The best codes, best first; none is an answer too."""
    scores: bytes | None = None
    """The scores of all codes, in a form that the store does not look into."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DivisionEvent:
    """An event in the log of a response's divisions."""

    id: int
    response_id: int
    origin: str
    by: str
    at: datetime
    undoes: int | None
    comments: tuple[int, ...]
    """Ids of the comments in order; empty for an undo."""


class EventKind(StrEnum):
    """What an entry in the log of decisions is."""

    CODING = "coding"
    UNDO = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """An entry in the log of decisions, in the order they were made."""

    seq: int
    id: str
    kind: EventKind
    comment: int | None
    """None for a check at response level."""
    response_id: int
    coder: str
    purpose: Purpose
    basis: Basis
    codes: tuple[str, ...]
    suggested: tuple[Suggestion, ...]
    codebook: str
    at: datetime
    undoes: str | None
    """The id of the entry that an undo takes back; its other fields are those of that entry, bar who and when."""
    chosen: str = ""


class Judged(NamedTuple):
    """A decision on a comment in short: what says whose codes count, and these."""

    comment: int
    coder: str
    purpose: Purpose
    codes: tuple[str, ...]
    event: int = 0
    """Its place in the log."""


class NewAuditItem(NamedTuple):
    """A response drawn for an audit; they are given in the order of reading."""

    response: int
    batch: int
    """Which look it is read for, counted from 1."""
    inclusion: float
    """Probability with which any response of the frame is among the batches up to this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAudit:
    """A random sample of the responses to a question that nobody had read, about to be opened."""

    question: str
    seed: int
    looks: int
    """How often it may be looked at, as declared before anybody read one of its responses."""
    precision: float
    confidence: float
    wording: str
    """Hash of the framework's scoring fields: scores by another wording cannot be certified on it."""
    items: Sequence[NewAuditItem]


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """An audit as the store holds it."""

    id: int
    question: str
    seed: int
    size: int
    """Responses drawn."""
    looks: int
    frame_size: int
    """Responses it was drawn from."""
    precision: float
    confidence: float
    wording: str
    opened: datetime
    closed: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditItem:
    """A response of an audit."""

    position: int
    """Its place in the order of reading, from 0."""
    response: int
    batch: int
    inclusion: float


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLook:
    """A look at an audit: what was tested on the batches read so far, and what was found."""

    number: int
    """From 1; it read the batches up to that number."""
    at: datetime
    scores: str
    """What the scores depend on, as a hash."""
    precision: float
    confidence: float
    familywise: bool
    error: float
    """The error of each test."""
    findings: Sequence[Mapping[str, object]]
    """What it says of each code."""
