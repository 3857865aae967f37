"""Takes back what was done, and does again what was taken back."""

from collections.abc import Sequence
from datetime import datetime

from coder.errors import ProjectError
from coder.reviewing.desk import Desk
from coder.reviewing.drafts import Drafts
from coder.reviewing.history import History, Made
from coder.reviewing.pace import Pace
from coder.reviewing.place import Whereabouts


class Steps:
    """Undo and redo of one coder's decisions, across restarts."""

    def __init__(self, desk: Desk, where: Whereabouts, drafts: Drafts, pace: Pace) -> None:
        self._desk = desk
        self._where = where
        self._drafts = drafts
        self._pace = pace
        self._history = self._read()

    def did(self, made: Made) -> None:
        """Something was done, and is what undo takes back next."""
        self._history.did(made)

    def chosen_before(self, comment: int) -> str:
        """Why a comment was shown when the decision on it was made that redo could bring back; empty: there is none."""
        undone = self._history.undone_on(comment)
        return undone.chosen if undone is not None else ""

    def undo(self) -> Made | None:
        """Take back the last decision, go to its comment and select its codes; None: there is none."""
        made = self._history.last
        if made is None:
            return None
        now = self._desk.clock()
        self._history.undid(self._take_back(made.ids, now))
        self._pace.mark(now, -len(made.ids))
        self._where.recheck(made.comments)
        self._where.go_to(made.comment)
        if made.codes:
            self._drafts.put(made.comment, made.codes)
        return made

    def redo(self) -> Made | None:
        """Bring back what was undone last and move on as after the decision; None: nothing was undone since."""
        undone = self._history.last_undone
        if undone is None:
            return None
        now = self._desk.clock()
        self._take_back(undone.events, now)
        self._history.redid()
        self._pace.mark(now, +len(undone.made.ids))
        self._where.recheck(undone.made.comments)
        for comment in undone.made.comments:
            self._drafts.forget(comment)
        self._where.advance(self._where.go_to(undone.made.comment))
        return undone.made

    def _read(self) -> History:
        return History.of(self._desk.store.log_lines(self._desk.coder), self._where.queue.ids, self._desk.purpose)

    def _take_back(self, events: Sequence[str], now: datetime) -> Sequence[str]:
        try:
            return self._desk.store.undo_many(events, coder=self._desk.coder, at=now)
        except ProjectError:
            self._history = self._read()  # another session of this coder may have been here first
            raise
