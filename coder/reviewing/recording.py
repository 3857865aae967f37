"""Makes decisions of what is selected, and writes them before the next comment is shown."""

from dataclasses import replace

from coder.domain.decision import Basis, Decision
from coder.domain.step import StepKind
from coder.reviewing.desk import Desk
from coder.reviewing.drafts import Drafts
from coder.reviewing.loaded import Loaded, refresh
from coder.reviewing.outcome import NOTHING, Outcome, Result
from coder.reviewing.pace import Pace
from coder.reviewing.place import Whereabouts
from coder.reviewing.steps import Steps
from coder.reviewing.wordmates import Mate, Wordmates


class Recording:
    """Settles the comment in focus, alone or with those that say the same."""

    def __init__(
        self, desk: Desk, where: Whereabouts, drafts: Drafts, steps: Steps, pace: Pace, wordmates: Wordmates
    ) -> None:
        self._desk = desk
        self._where = where
        self._drafts = drafts
        self._steps = steps
        self._pace = pace
        self._wordmates = wordmates

    def confirm(self, here: Loaded) -> Outcome:
        """Record the selection for the comment in focus and move on."""
        codes = self._drafts.selected(here, here.focused)
        before = here.standing(here.focused.id)
        if not codes and (before is None or before.codes):
            return NOTHING
        return self.settle(here, codes)

    def confirm_together(self, here: Loaded) -> Outcome:
        """Record the selection for the comment in focus and every open one that says the same, and move on."""
        codes = self._drafts.selected(here, here.focused)
        return self.settle_together(here, codes) if codes else NOTHING

    def settle(self, here: Loaded, codes: tuple[str, ...]) -> Outcome:
        """Record codes for the comment in focus, unless it carries exactly these already; then move on."""
        before = here.standing(here.focused.id)
        result, stands = Result.KEPT, None
        if before is None or set(before.codes) != set(codes):
            result, stands = Result.SAVED, self._record(here, codes)
        self._drafts.forget(here.focused.id)
        if before is not None and self._where.is_filtered:
            self._where.reread(here)
        else:
            self._where.advance(here)
        return Outcome(result, codes, stands)

    def settle_together(self, here: Loaded, codes: tuple[str, ...]) -> Outcome:
        """Record codes for the comment in focus and every open one that says the same; then move on."""
        others = self.others(here.focused.id)
        if not others:
            return self.settle(here, codes)
        made = self._of_several(here, codes, others)
        first = made[0]
        self._steps.take(StepKind.DECISION, here, first.at, decisions=made)
        self._where.decided()
        self._pace.mark(first.at, +len(made))
        for one in made:
            self._drafts.forget(one.comment)
            if one.comment in here.decisions:
                here.decisions[one.comment].append(one)
        self._where.stands({one.comment: codes for one in made})
        refresh(self._desk.store, self._desk.codebook, here)
        stands = here.standing(first.comment)
        self._where.advance(here)
        return Outcome(Result.SAVED, codes, None if stands is None or stands.id == first.id else stands, len(made))

    def offered(self, comment: int) -> list[Mate]:
        """The open comments that say the same as one, or nearly; none while that is still being read."""
        return self.others(comment) if self._wordmates.ready else []

    def others(self, comment: int) -> list[Mate]:
        """The open comments that say the same as one, or nearly; waits until it is known."""
        return [mate for mate in self._wordmates(comment) if self._where.queue.is_undecided(mate.comment)]

    def _record(self, here: Loaded, codes: tuple[str, ...]) -> Decision | None:
        """Write a decision on the comment in focus; returns the one that stands, where that is another."""
        comment, decision = here.focused, self._decision(here, codes)
        self._steps.take(StepKind.DECISION, here, decision.at, decisions=[decision])
        self._where.decided()
        here.decisions[comment.id].append(decision)
        self._pace.mark(decision.at, +1)
        stands = here.standing(comment.id)
        self._where.stands({comment.id: (stands or decision).codes})
        refresh(self._desk.store, self._desk.codebook, here)
        return None if stands is None or stands.id == decision.id else stands

    def _of_several(self, here: Loaded, codes: tuple[str, ...], others: list[Mate]) -> list[Decision]:
        """The decisions that give the comment in focus and others these codes."""
        suggested = self._desk.store.suggestions([mate.comment for mate in others])
        first = replace(self._decision(here, codes), basis=Basis.BULK)
        return [
            first,
            *(
                replace(
                    first,
                    id=self._desk.new_id(),
                    comment=mate.comment,
                    suggested=tuple(replace(one, evidence=()) for one in suggested.get(mate.comment, ())),
                    chosen=mate.how,
                )
                for mate in others
            ),
        ]

    def _decision(self, here: Loaded, codes: tuple[str, ...]) -> Decision:
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
