"""What the review loop needs of a store; `coder.store.project.Project` has it all under these names."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from coder.domain.annotation import Annotation
from coder.domain.decision import Decision, Purpose, Suggestion
from coder.domain.response import Comment, ResponseKey
from coder.domain.results import CountedComment
from coder.domain.step import NewStep, StepEntry


class TextOfResponse(Protocol):
    """A stored response: the store's number for it, and its text."""

    @property
    def id(self) -> int:
        """The store's number for the response."""

    @property
    def text(self) -> str:
        """The response, unchanged since import."""


class ReviewStore(Protocol):
    """Reads what one response needs when it is shown, and writes what was done durably before it returns."""

    def snapshot(self) -> AbstractContextManager[None]:
        """Everything read in the block is of one state, and read in one go; nothing is written in it."""

    def counted_comments(self, questions: Collection[str] | None = None) -> Sequence[CountedComment]:
        """Every current comment in import order with its standing codes; an undivided response has comment 0."""

    def response_texts(self, keys: Iterable[ResponseKey]) -> Mapping[ResponseKey, TextOfResponse]:
        """The stored responses by key."""

    def comments(
        self, questions: Collection[str] | None = None, responses: Collection[int] | None = None
    ) -> Sequence[Comment]:
        """The comments of responses, in order of position."""

    def former_comments(self, response_id: int, /) -> Sequence[Sequence[Comment]]:
        """The comments that a response had before each time a person divided it anew, latest first."""

    def comment_texts(self, comments: Collection[int]) -> Mapping[int, tuple[str, str]]:
        """The question and the words of comments."""

    def suggestions(self, comments: Collection[int]) -> Mapping[int, Sequence[Suggestion]]:
        """The suggestions for comments, in force or not, best first, with evidence."""

    def decisions(self, comments: Collection[int] | None = None) -> Sequence[Decision]:
        """The decisions on comments that stand, of every coder, in the order they were made."""

    def decisions_not_undone(self, comments: Collection[int], /) -> Sequence[Decision]:
        """The decisions on comments, in force or not, that nobody took back, in the order they were made."""

    def annotations(self, comments: Collection[int], /) -> Sequence[Annotation]:
        """What was noted on comments, in force or not, and the redactions of their responses, as far as it stands."""

    def take_step(self, new: NewStep, /) -> int:
        """Write all that a person did with one key, or none; durable when it returns the number of the step."""

    def take_back(self, step_id: int, /, *, coder: str, at: datetime) -> int:
        """Take back a step, or the taking back of one (a redo), all or none; the number of the new step."""

    def steps(self, coder: str, purpose: Purpose, /) -> Sequence[StepEntry]:
        """Every step of a coder's sittings of a purpose, in order."""

    def step_decisions(self, step_id: int, /) -> Sequence[Decision]:
        """The decisions that were made in a step, whether or not they stand; that on the comment in focus first."""
