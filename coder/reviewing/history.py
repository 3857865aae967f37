"""What one coder can take back and do again, as told by the decision log alone, so that it outlives a restart."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from coder.domain.decision import Basis, Purpose
from coder.reviewing.protocol import MADE_IN_REVIEW, LogEvent


class Made(NamedTuple):
    """A decision of the log, or several that were made at once and are taken back at once."""

    id: str
    comment: int
    codes: tuple[str, ...]
    chosen: str = ""
    """Why the comment was shown when it was decided."""
    others: tuple[tuple[str, int], ...] = ()
    """Ids and comments of the further decisions, with the same codes."""

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all the decisions."""
        return (self.id, *(id_ for id_, _ in self.others))

    @property
    def comments(self) -> tuple[int, ...]:
        """All the comments."""
        return (self.comment, *(comment for _, comment in self.others))


class Undone(NamedTuple):
    """What was taken back, and the events that took it back."""

    events: tuple[str, ...]
    made: Made


class History:
    """Two stacks, as in an editor: the decisions that stand, and those undone since the last new decision."""

    def __init__(self) -> None:
        self._done: list[Made] = []
        self._undone: list[Undone] = []
        self._together: str | None = None
        """When the last decision was made, if more made at the same time belong to it."""

    @classmethod
    def of(cls, events: Iterable[LogEvent], comments: Collection[int], purpose: Purpose) -> "History":
        """The history that a coder's log tells: decisions on these comments made in the review loop."""
        history = cls()
        for event in events:
            if event.purpose is purpose and event.basis in MADE_IN_REVIEW:
                history._replay(event)
        history._done = [made for made in history._done if made.comment in comments]
        history._undone = [undone for undone in history._undone if undone.made.comment in comments]
        return history

    @property
    def last(self) -> Made | None:
        """The decision that undo takes back next."""
        return self._done[-1] if self._done else None

    @property
    def last_undone(self) -> Undone | None:
        """What redo brings back next."""
        return self._undone[-1] if self._undone else None

    def undone_on(self, comment: int) -> Made | None:
        """The decision on a comment that redo could bring back, the one undone last where there are several."""
        return next((undone.made for undone in reversed(self._undone) if undone.made.comment == comment), None)

    def did(self, made: Made) -> None:
        """A new decision was recorded: what was undone before it can no longer be redone."""
        self._done.append(made)
        self._undone.clear()

    def undid(self, events: Iterable[str]) -> None:
        """What was done last was taken back by these events."""
        self._undone.append(Undone(tuple(events), self._done.pop()))

    def redid(self) -> None:
        """What was undone last stands again."""
        self._done.append(self._undone.pop().made)

    def _replay(self, event: LogEvent) -> None:
        if event.undoes is None:
            self._redecide(event)
            return
        self._together = None
        # Where several questions were reviewed apart, what is undone is not always the last of all.
        for place, undone in reversed(list(enumerate(self._undone))):
            if event.undoes in undone.events:
                del self._undone[place]
                self._done.append(undone.made)
                return
            if event.undoes in undone.made.ids:
                self._undone[place] = Undone((*undone.events, event.id), undone.made)
                return
        for place, made in reversed(list(enumerate(self._done))):
            if event.undoes in made.ids:
                del self._done[place]
                self._undone.append(Undone((event.id,), made))
                return

    def _redecide(self, event: LogEvent) -> None:
        if event.comment is None:
            return
        if event.basis is Basis.BULK and self._together == event.at and self._done:
            last = self._done[-1]
            self._done[-1] = last._replace(others=(*last.others, (event.id, event.comment)))
            return
        self._together = event.at if event.basis is Basis.BULK else None
        self.did(Made(event.id, event.comment, event.codes, event.chosen))
