"""Makes decisions of what is selected, and writes them before the next comment is shown."""

from collections.abc import Sequence
from dataclasses import replace

from coder.domain.decision import Basis, Decision
from coder.domain.step import StepKind
from coder.reviewing.desk import Desk
from coder.reviewing.dividing import may_divide, merge_offer
from coder.reviewing.drafts import Drafts
from coder.reviewing.loaded import Loaded, refresh
from coder.reviewing.outcome import NOTHING, Outcome, Result
from coder.reviewing.pace import Pace
from coder.reviewing.place import Whereabouts
from coder.reviewing.steps import Steps


class Recording:
    """Settles the comment in focus."""

    def __init__(self, desk: Desk, where: Whereabouts, drafts: Drafts, steps: Steps, pace: Pace) -> None:
        self._desk = desk
        self._where = where
        self._drafts = drafts
        self._steps = steps
        self._pace = pace
        self.last: tuple[str, ...] | None = None
        """The codes decided on last in this sitting; None: there are none."""

    def confirm(self, here: Loaded) -> Outcome:
        """Record the selection for the comment in focus and move on."""
        codes = self._drafts.selected(here, here.focused)
        before = here.standing(here.focused.id)
        if not codes and (before is None or before.codes):
            return NOTHING
        return self.settle(here, codes)

    def settle(self, here: Loaded, codes: tuple[str, ...]) -> Outcome:
        """Record codes for the comment in focus, unless it carries exactly these already; then move on."""
        before = here.standing(here.focused.id)
        result, stands, mergeable = Result.KEPT, None, False
        if before is None or set(before.codes) != set(codes):
            result, stands = Result.SAVED, self.record(here, [self.decision(here, codes)])
            mergeable = may_divide(self._desk) and merge_offer(here) is not None
        self._drafts.forget(here.focused.id)
        if before is not None and self._where.is_filtered:
            self._where.reread(here)
        else:
            self._where.advance(here)
        self.last = codes
        return Outcome(result, codes, stands, mergeable=mergeable)

    def record(self, here: Loaded, made: Sequence[Decision]) -> Decision | None:
        """Write decisions in one step, the first of them on the comment in focus.

        Returns the decision that stands on it, where that is another.
        """
        first = made[0]
        self._steps.take(StepKind.DECISION, here, first.at, decisions=made)
        self._where.decided()
        self.last = first.codes
        self._pace.mark(first.at, +len(made))
        for one in made:
            self._drafts.forget(one.comment)
            if one.comment in here.decisions:
                here.decisions[one.comment].append(one)
        stands = here.standing(first.comment)
        self._where.stands({one.comment: (here.standing(one.comment) or one).codes for one in made})
        refresh(self._desk.store, self._desk.codebook, here)
        return None if stands is None or stands.id == first.id else stands

    def decision(self, here: Loaded, codes: tuple[str, ...]) -> Decision:
        """The decision that gives the comment in focus these codes."""
        comment = here.focused
        accepted = bool(codes) and set(codes) == set(self._drafts.preselected(here, comment))
        return Decision(
            id=self._desk.new_id(),
            comment=comment.id,
            coder=self._desk.coder,
            codes=codes,
            purpose=self._desk.purpose,
            basis=Basis.SUGGESTION_ACCEPTED if accepted else Basis.PERSON,
            at=self._desk.clock(),
            codebook=self._desk.codebook.content_hash,
            suggested=tuple(replace(suggestion, evidence=()) for suggestion in here.suggestions[comment.id]),
            chosen=self._chosen(here),
        )

    def _chosen(self, here: Loaded) -> str:
        """Why the comment in focus came to be read.

        A decision that follows another keeps the other's reason: correcting a comment takes it out of no sample. So
        does one made after an undo, wherever the order had not led here anyway.
        """
        before = here.standing(here.focused.id)
        if before is not None and before.chosen:
            return before.chosen
        undone = "" if self._where.was_led_to(here) else self._steps.chosen_before(here.focused.id)
        return undone or self._where.reason(here).chosen
