"""What one coder can take back and do again, as told by the log of steps alone, so that it outlives a restart."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from coder.domain.step import StepEntry, StepKind


class Undone(NamedTuple):
    """A step that was taken back, and the step that took it back."""

    by: int
    step: StepEntry


class History:
    """Two stacks, as in an editor: the steps that stand, and those undone since the last new one."""

    def __init__(self, log: Iterable[StepEntry] = ()) -> None:
        """Take in a coder's log."""
        self._done: list[StepEntry] = []
        self._undone: list[Undone] = []
        for entry in log:
            self._replay(entry)

    def last(self, in_sitting: Callable[[StepEntry], bool]) -> StepEntry | None:
        """The step that undo takes back next, of those that belong to the sitting."""
        return next(filter(in_sitting, reversed(self._done)), None)

    def last_undone(self, in_sitting: Callable[[StepEntry], bool]) -> Undone | None:
        """What redo brings back next, of what belongs to the sitting."""
        return next((undone for undone in reversed(self._undone) if in_sitting(undone.step)), None)

    def decision_undone_on(self, comment: int) -> StepEntry | None:
        """The decision on a comment that redo could bring back, the one undone last where there are several."""
        steps = (undone.step for undone in reversed(self._undone))
        return next((one for one in steps if one.comment == comment and one.kind is StepKind.DECISION), None)

    def did(self, step: StepEntry) -> None:
        """A new step was taken: what was undone before it can no longer be redone."""
        self._done.append(step)
        self._undone.clear()

    def undid(self, step: StepEntry, by: int) -> None:
        """A step was taken back by another one."""
        self._done.remove(step)
        self._undone.append(Undone(by, step))

    def redid(self, undone: Undone) -> None:
        """What was undone stands again."""
        self._undone.remove(undone)
        self._done.append(undone.step)

    def pass_by(self, step: StepEntry) -> None:
        """A step can be taken back, or done again, no more: others have built on it."""
        self._done = [one for one in self._done if one != step]
        self._undone = [one for one in self._undone if one.step != step]

    def _replay(self, entry: StepEntry) -> None:
        if entry.undoes is None:
            self.did(entry)
            return
        # Where several questions were reviewed apart, what is undone is not always the last of all.
        if undone := next((one for one in reversed(self._undone) if one.by == entry.undoes), None):
            self.redid(undone)
        elif step := next((one for one in reversed(self._done) if one.id == entry.undoes), None):
            self.undid(step, entry.id)
