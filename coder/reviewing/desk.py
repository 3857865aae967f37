"""What every part of a sitting works with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from coder.domain.codebook import Codebook
from coder.domain.decision import Purpose
from coder.reviewing.protocol import ReviewStore


def now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


def new_id() -> str:
    """An id that no other event has."""
    return str(uuid4())


@dataclass(slots=True)
class Desk:
    """The store, the framework, and who codes why."""

    store: ReviewStore
    codebook: Codebook
    coder: str
    purpose: Purpose
    clock: Callable[[], datetime]
    new_id: Callable[[], str]
