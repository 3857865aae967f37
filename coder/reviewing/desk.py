"""What every part of a sitting works with."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

from coder.domain.codebook import Codebook
from coder.domain.decision import Purpose
from coder.domain.step import NewStep
from coder.errors import ProjectError
from coder.reviewing.item import Opinion, no_opinions
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
    read_only: str | None = None
    """Why nothing can be written; None: it can."""
    opinions: Callable[[int], tuple[Opinion, ...]] = no_opinions
    """What coders gave a comment that is in dispute."""

    def take(self, new: NewStep) -> int:
        """Write a step; returns its number."""
        self.refuse_reader()
        return self.store.take_step(new)

    def take_back(self, step: int, at: datetime) -> int:
        """Take back a step, or the taking back of one; returns the number of the new step."""
        self.refuse_reader()
        return self.store.take_back(step, coder=self.coder, at=at)

    def refuse_reader(self) -> None:
        """Raise a ProjectError where nothing can be written."""
        if self.read_only is not None:
            raise ProjectError(
                f"Nothing can be saved in this sitting: {self.read_only}",
                "You can look around; open the review again once it can be written.",
            )
