"""Actions that decide and take back."""

from collections.abc import Callable

from coder.reviewing.item import Item
from coder.reviewing.session import Outcome, Result
from coder.reviewing.wording import done_again, labels, not_repeated, of_whom, standing_over
from coder.tui.screens.front import Front
from coder.tui.screens.search import SearchScreen


class Deciding(Front):
    """Selecting codes, saving them, undoing and redoing."""

    def action_confirm(self) -> None:
        """Save the selection and move on; when only skipped comments are left, go through them."""
        if self._session.current is None:
            self.attempt(self._resume)
        else:
            self.attempt(lambda: self._settled(self._session.confirm))

    def action_no_code(self) -> None:
        """Save that no code applies, and move on."""
        if self._session.current is not None:
            self.attempt(lambda: self._settled(self._session.no_code_applies))

    def action_confirm_together(self) -> None:
        """Save the selection for all comments that say the same, and move on."""
        if self._session.current is not None:
            self.attempt(lambda: self._report(self._session.confirm_together()))

    def action_no_code_together(self) -> None:
        """Save that no code applies for all comments that say the same, and move on."""
        if self._session.current is not None:
            self.attempt(lambda: self._report(self._session.no_code_applies_together()))

    def action_confirm_campaign(self) -> None:
        """Save what is selected for each comment for all responses that say the same as a whole, and move on."""
        if self._session.current is not None:
            self.attempt(self._confirm_campaign)

    def action_pick(self, digit: str) -> None:
        """Select the code with that number, or take it out."""
        self.pick(int(digit) - 1)

    def action_repeat(self) -> None:
        """Select the codes that were decided on last."""
        if self._session.current is not None:
            self.status.quiet()
            if not (codes := self._session.repeat()):
                self.status.ask(not_repeated(codes, self.key("no_code")))
            self.show()

    def action_clear(self) -> None:
        """Select nothing."""
        self._session.clear()
        self.show()

    def action_skip(self) -> None:
        """Move on without saving."""
        if self._session.current is not None:
            self.attempt(self._skip)

    def action_undo(self) -> None:
        """Take back what was done last."""
        self.attempt(self._undo)

    def action_redo(self) -> None:
        """Bring back what was undone last."""
        self.attempt(self._redo)

    def action_search(self) -> None:
        """Search all codes."""
        if self._session.current is not None:
            self.app.push_screen(SearchScreen(self._session), lambda _: self.show())

    def pick(self, index: int) -> None:
        """Select a code on offer, or take it out."""
        item = self._session.current
        if item is None:
            return
        self.status.quiet()
        if index < len(item.choices):
            self._session.toggle(item.choices[index].code.id)
        else:
            self.status.ask(f"There is no code number {index + 1} here; {self.key('search')} searches all codes.")
        self.show()

    def _settled(self, settle: Callable[[], Outcome]) -> None:
        before = self._session.current
        outcome = settle()
        self._report(outcome, self._way_back(before) if outcome.mergeable and before is not None else "")

    def _way_back(self, before: Item) -> str:
        """The key that leads to the comment just left; empty where it takes more than one."""
        now = self._session.current
        if now is None or now.position == before.position + 1:
            return self.key("move_response(-1)")
        return self.key("move_focus(-1)") if (now.key, now.focus) == (before.key, before.focus + 1) else ""

    def _report(self, outcome: Outcome, way_back: str = "") -> None:
        codes = labels(outcome.codes, self._session.label)
        if outcome.count > 1:
            codes = f"{codes}  for {outcome.count:,} comments that say the same"
        if outcome.result is Result.SAVED:
            offer = f"same codes as beside it: {way_back} {self.key('merge')} merges" if way_back else ""
            self.status.saved(codes, standing_over(outcome.stands, self._session.coder), offer)
        elif outcome.result is Result.KEPT:
            self.status.note(f"unchanged  {codes}")
        else:
            none, skip = self.key("no_code"), self.key("skip")
            self.status.ask(f"Nothing is selected: press {none} if no code applies, {skip} to skip.")

    def _confirm_campaign(self) -> None:
        item = self._session.current
        if item is None or not item.campaign:
            self.status.note("No other response says the same as a whole.")
        else:
            self._report(self._session.confirm_campaign())

    def _resume(self) -> None:
        if self._session.resume_skipped():
            self.status.note("Here is what you skipped.")

    def _skip(self) -> None:
        self._session.skip()
        self.status.note("skipped, nothing saved")

    def _undo(self) -> None:
        step = self._session.undo()
        if step is None:
            self.status.note("Nothing to undo.")
        else:
            self.status.note(f"undone  {done_again(step, self._session.label)}  ({of_whom(step)})")

    def _redo(self) -> None:
        step = self._session.redo()
        if step is None:
            self.status.note("Nothing to redo.")
        else:
            stands = standing_over(self._session.standing_over(step), self._session.coder)
            self.status.saved(f"{done_again(step, self._session.label)}  ({of_whom(step)})", stands)
