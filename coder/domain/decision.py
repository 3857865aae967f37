"""Decisions: the append-only log of who gave which comment which codes, and which decision counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeVar

T = TypeVar("T")

MACHINE_PREFIX = "machine:"
"""A coder whose name starts so is a model and is never counted as confirmed."""

FRAMEWORK_ONLY = "machine:framework-only"
"""The coder of codes that nobody's decisions taught."""

IMPORTED_CODER = "imported"
"""The coder of imported codes where the file names none."""


class Purpose(StrEnum):
    """Why a decision was made."""

    CODING = "coding"
    CHECK = "check"
    ADJUDICATION = "adjudication"


class Basis(StrEnum):
    """How a decision came about."""

    PERSON = "person"
    SUGGESTION_ACCEPTED = "suggestion accepted"
    BULK = "bulk"
    RULE = "rule"
    AUTO = "auto"
    IMPORTED = "imported"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A model's proposal of a code for a comment. Not a coding."""

    code: str
    score: float
    """Probability in 0..1."""
    evidence: tuple["Evidence", ...] = ()
    assigned: bool = False
    """Whether the model would give the comment the code; such suggestions are selected beforehand."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A reason for a suggestion: words in the comment, or the example it resembles."""

    kind: str
    """From the framework: `keyword`, `example`, `definition`; from decisions: `duplicate` (the same words coded so),
    `decided` (a similar comment coded so) or `learnt`; from either: `word`."""
    note: str = ""
    """The keyword, the example's words, or the like."""
    start: int | None = None
    """Offsets into the comment, where the evidence is a stretch of it."""
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One coder gave one comment these codes; an empty `codes` means "read, no code applies"."""

    id: str
    """Made by the client (UUID), so that a repeated write is recognised."""
    comment: int
    coder: str
    codes: tuple[str, ...]
    purpose: Purpose = Purpose.CODING
    basis: Basis = Basis.PERSON
    at: datetime
    """When, in UTC."""
    codebook: str
    """Content hash of the codebook version it was made with."""
    suggested: tuple[Suggestion, ...] = ()
    """What was suggested at the time, best first, without evidence."""
    chosen: str = ""
    """Why the comment was shown when it was, such as `random`; empty where nobody chose it. Counts need to know."""

    @property
    def by_machine(self) -> bool:
        """Whether the coder is a model."""
        return is_machine(self.coder)


def is_machine(coder: str) -> bool:
    """Whether a coder's name is a model's."""
    return coder.startswith(MACHINE_PREFIX)


class Judgement(Protocol):
    """What decides whose codes count: a decision, or a row of a coded file."""

    @property
    def coder(self) -> str:
        """Who gave the codes."""

    @property
    def purpose(self) -> Purpose:
        """Why they were given."""


J = TypeVar("J", bound=Judgement)


def standing(judgements: Sequence[J]) -> J | None:
    """The one judgement of a comment that counts, from its judgements in the order they were made.

    The latest adjudication; else the latest coding by a person; else the latest check by a person; else the latest
    of a machine. Decisions taken back by an undo are not among those given.
    """
    return max(enumerate(judgements), key=lambda item: (_rank(item[1]), item[0]), default=(0, None))[1]


def _rank(decision: Judgement) -> int:
    if is_machine(decision.coder):
        return 0
    return {Purpose.CHECK: 1, Purpose.CODING: 2, Purpose.ADJUDICATION: 3}[decision.purpose]


def effective(events: Iterable[tuple[str, str | None, T]]) -> list[T]:
    """The events that stand, in order, when later events may undo earlier ones.

    Each event is (id, id of the event it undoes or None, value). An event stands unless a later standing event
    undoes it, so undoing an undo is a redo. Events that undo carry no value of their own and are left out.
    """
    undone: set[str] = set()
    standing_values: list[T] = []
    for event_id, undoes, value in reversed(list(events)):
        if event_id in undone:
            continue
        if undoes is None:
            standing_values.append(value)
        else:
            undone.add(undoes)
    return standing_values[::-1]
