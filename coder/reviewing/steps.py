"""Takes steps, takes them back, and takes them again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from coder.domain.annotation import Annotation
from coder.domain.decision import Decision
from coder.domain.step import NewComments, NewStep, StepEntry, StepKind, StepStays
from coder.errors import ProjectError
from coder.reviewing.desk import Desk
from coder.reviewing.drafts import Drafts
from coder.reviewing.history import History
from coder.reviewing.loaded import Loaded
from coder.reviewing.pace import Pace
from coder.reviewing.place import Whereabouts
from coder.reviewing.step import Step, told

_OF_COMMENTS = frozenset(StepKind) - {StepKind.REDACTION, StepKind.REDACTION_OFF, StepKind.SPLIT, StepKind.MERGE}
"""Kinds of step that mean nothing once their comment is no longer in force."""


class Steps:
    """All that one coder does, with undo and redo across restarts."""

    def __init__(self, desk: Desk, where: Whereabouts, drafts: Drafts, pace: Pace) -> None:
        self._desk = desk
        self._where = where
        self._drafts = drafts
        self._pace = pace
        self._history = self._read()

    def take(
        self,
        kind: StepKind,
        here: Loaded,
        at: datetime,
        *,
        decisions: Sequence[Decision] = (),
        annotations: Sequence[Annotation] = (),
        withdrawn: Sequence[str] = (),
        division: NewComments | None = None,
    ) -> None:
        """Write a step about the comment in focus; undo takes it back next."""
        new = NewStep(
            kind=kind,
            coder=self._desk.coder,
            purpose=self._desk.purpose,
            at=at,
            response=here.number,
            comment=here.focused.id,
            decisions=tuple(decisions),
            annotations=tuple(annotations),
            withdrawn=tuple(withdrawn),
            division=division,
        )
        try:
            number = self._desk.take(new)
        except ProjectError:
            self._where.catch_up({made.comment for made in decisions})
            raise
        self._history.did(StepEntry(number, kind, here.key, here.number, new.comment, None))

    def chosen_before(self, comment: int) -> str:
        """Why a comment was shown when the decision on it was made that redo could bring back; empty: there is none."""
        undone = self._history.decision_undone_on(comment)
        return self._desk.store.step_decisions(undone.id)[0].chosen if undone is not None else ""

    def undo(self) -> Step | None:
        """Take back the last step, go to its comment and select its codes; None: there is none."""
        while (entry := self._history.last(self._in_sitting)) is not None:
            if not self._still_means(entry):
                self._history.pass_by(entry)
                continue
            now = self._desk.clock()
            self._history.undid(entry, self._take_back(entry, entry.id, now))
            with self._desk.store.snapshot():
                decisions = self._decisions(entry)
                step = told(entry, decisions)
                self._pace.mark(now, -len(decisions))
                self._recheck(entry, step)
                here = self._where.go_to_response(entry.key, entry.comment)
            for made in decisions:
                if made.codes and made.comment in here.decisions:
                    self._drafts.put(made.comment, made.codes)
            return replace(step, number=here.focus + 1)
        return None

    def redo(self) -> Step | None:
        """Take the step again that was undone last, and move on as after it; None: nothing was undone since."""
        while (undone := self._history.last_undone(self._in_sitting)) is not None:
            entry = undone.step
            if not self._still_means(entry):
                self._history.pass_by(entry)
                continue
            now = self._desk.clock()
            self._take_back(entry, undone.by, now)
            self._history.redid(undone)
            step = told(entry, self._decisions(entry))
            self._pace.mark(now, +len(step.comments))
            self._recheck(entry, step)
            for comment in step.comments:
                self._drafts.forget(comment)
            here = self._where.go_to_response(entry.key, entry.comment)
            number = here.focus + 1
            if step.comments:
                self._where.advance(here)
            return replace(step, number=number)
        return None

    def _read(self) -> History:
        return History(self._desk.store.steps(self._desk.coder, self._desk.purpose))

    def _in_sitting(self, entry: StepEntry) -> bool:
        return self._where.queue.position_of(entry.key) is not None

    def _recheck(self, entry: StepEntry, step: Step) -> None:
        """Note what stands by now on the comments of other responses; those of this one are read when it is shown."""
        queue = self._where.queue
        elsewhere = [one for one in step.comments if one in queue and queue.response_of(one) != entry.key]
        if elsewhere:
            self._where.recheck(elsewhere)

    def _still_means(self, entry: StepEntry) -> bool:
        """Whether taking a step back, or again, would change anything: all its comments may be superseded by others."""
        if entry.kind not in _OF_COMMENTS:
            return True
        in_force = self._desk.store.comments(responses=[entry.response])
        if any(comment.id == entry.comment for comment in in_force):
            return True
        return any(
            made.comment in self._where.queue for made in self._decisions(entry) if made.comment != entry.comment
        )

    def _decisions(self, entry: StepEntry) -> Sequence[Decision]:
        return self._desk.store.step_decisions(entry.id) if entry.kind is StepKind.DECISION else ()

    def _take_back(self, entry: StepEntry, step: int, now: datetime) -> int:
        try:
            return self._desk.take_back(step, now)
        except StepStays:
            self._history.pass_by(entry)
            raise
        except ProjectError:
            self._history = self._read()  # another session of this coder may have been here first
            raise
