"""Steps: what a person does with one key, which is taken back with one key.

A step writes to one or several of the logs of decisions, annotations and divisions. The log of steps says which of
their entries belong together and in which order a coder took the steps; taking one back is a step of its own, that
names the one it takes back, and to take that back is to do it again.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from coder.domain.annotation import Annotation
from coder.domain.decision import Decision, Purpose
from coder.domain.response import ResponseKey, Span
from coder.errors import ProjectError


class StepKind(StrEnum):
    """What was done."""

    DECISION = "decision"
    FLAG = "flag"
    FLAG_OFF = "flag off"
    EXEMPLAR = "exemplar"
    EXEMPLAR_OFF = "exemplar off"
    MEMO = "memo"
    MEMO_OFF = "memo off"
    REDACTION = "redaction"
    REDACTION_OFF = "redaction off"
    SPLIT = "split"
    MERGE = "merge"


class StepStays(ProjectError):
    """A step that cannot be taken back any more, because somebody else has built on it."""


class NewComments(NamedTuple):
    """How a person divides a response anew."""

    before: tuple[int, ...]
    """The comments it has, as the person saw them: if it has others by now, nothing is divided."""
    spans: tuple[Span, ...]
    """The stretches it is to have; one that stays keeps its comment, and with it its decisions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStep:
    """A step about to be taken: all of it is written, or none."""

    kind: StepKind
    coder: str
    purpose: Purpose
    """That of the sitting."""
    at: datetime
    response: int
    """The store's id of the response in front."""
    comment: int
    """The comment in focus."""
    decisions: tuple[Decision, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    withdrawn: tuple[str, ...] = ()
    """Annotations, of whomever, that it takes back."""
    division: NewComments | None = None


class StepEntry(NamedTuple):
    """An entry in the log of steps."""

    id: int
    kind: StepKind
    key: ResponseKey
    """The response that was in front."""
    response: int
    """The store's id of it."""
    comment: int
    """The comment that was in focus."""
    undoes: int | None
    """The step that it takes back; its other fields are those of that step."""
