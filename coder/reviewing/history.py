"""What one coder can take back and do again, as told by the decision log alone, so that it outlives a restart."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from coder.domain.decision import Purpose
from coder.reviewing.protocol import MADE_IN_REVIEW, LogEvent


class Made(NamedTuple):
    """A decision of the log."""

    id: str
    comment: int
    codes: tuple[str, ...]
    chosen: str = ""
    """Why the comment was shown when it was decided."""


class Undone(NamedTuple):
    """A decision that was taken back, and the event that took it back."""

    event: str
    made: Made


class History:
    """Two stacks, as in an editor: the decisions that stand, and those undone since the last new decision."""

    def __init__(self) -> None:
        self._done: list[Made] = []
        self._undone: list[Undone] = []

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

    def undid(self, event: str) -> None:
        """The last decision was taken back by this event."""
        self._undone.append(Undone(event, self._done.pop()))

    def redid(self) -> None:
        """What was undone last stands again."""
        self._done.append(self._undone.pop().made)

    def _replay(self, event: LogEvent) -> None:
        if event.undoes is None:
            if event.comment is not None:
                self.did(Made(event.id, event.comment, event.codes, event.chosen))
            return
        # Where several questions were reviewed apart, what is undone is not always the last of all.
        for undone in reversed(self._undone):
            if undone.event == event.undoes:
                self._undone.remove(undone)
                self._done.append(undone.made)
                return
        for made in reversed(self._done):
            if made.id == event.undoes:
                self._done.remove(made)
                self._undone.append(Undone(event.id, made))
                return
