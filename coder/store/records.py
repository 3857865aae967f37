"""What the store takes and gives beyond the domain types."""

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
