"""What the review loop needs of a store; `coder.store.project.Project` has it all under these names."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from coder.domain.decision import Basis, Decision, Purpose, Suggestion
from coder.domain.response import Comment, ResponseKey
from coder.domain.results import CountedComment


class TextOfResponse(Protocol):
    """A stored response: the store's number for it, and its text."""

    @property
    def id(self) -> int:
        """The store's number for the response."""

    @property
    def text(self) -> str:
        """The response, unchanged since import."""


class LogEvent(Protocol):
    """An event of the decision log: a decision, or the undoing of an earlier event."""

    @property
    def id(self) -> str:
        """The event's own id."""

    @property
    def undoes(self) -> str | None:
        """Id of the event it takes back; None: it is a decision."""

    @property
    def comment(self) -> int | None:
        """The comment decided on; None: the event is about a whole response."""

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes that were given."""

    @property
    def purpose(self) -> Purpose:
        """Why it was decided."""

    @property
    def basis(self) -> Basis:
        """How the decision came about."""

    @property
    def chosen(self) -> str:
        """Why the comment was shown when it was decided."""

    @property
    def at(self) -> str:
        """When, as text; events written together have the same."""


class ReviewStore(Protocol):
    """Reads what one response needs when it is shown, and writes decisions durably before it returns."""

    def counted_comments(self, questions: Collection[str] | None = None) -> Sequence[CountedComment]:
        """Every current comment in import order with its standing codes; an undivided response has comment 0."""

    def response_texts(self, keys: Iterable[ResponseKey]) -> Mapping[ResponseKey, TextOfResponse]:
        """The stored responses by key."""

    def comments(
        self, questions: Collection[str] | None = None, responses: Collection[int] | None = None
    ) -> Sequence[Comment]:
        """The comments of responses, in order of position."""

    def suggestions(self, comments: Collection[int]) -> Mapping[int, Sequence[Suggestion]]:
        """The suggestions for comments, best first, with evidence."""

    def decisions(self, comments: Collection[int] | None = None) -> Sequence[Decision]:
        """The decisions on comments that stand, of every coder, in the order they were made."""

    def record(self, decisions: Sequence[Decision], /) -> None:
        """Write decisions, all or none; they are durable when it returns."""

    def undo_many(self, decision_ids: Sequence[str], *, coder: str, at: datetime) -> Sequence[str]:
        """Take back events, all or none (undoing an undo is a redo); the ids of the events that do so, in order."""

    def comment_texts(self, comments: Collection[int]) -> Mapping[int, tuple[str, str]]:
        """The question and the words of comments."""

    def log_lines(self, coder: str) -> Sequence[LogEvent]:
        """Every event of a coder, in the order they were written."""


MADE_IN_REVIEW = frozenset({Basis.PERSON, Basis.SUGGESTION_ACCEPTED, Basis.BULK})
"""How decisions of the review loop come about; only these are taken back by its undo."""
