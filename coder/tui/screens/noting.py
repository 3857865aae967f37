"""Actions that note something beside the codes, and those that divide a response anew."""

from collections.abc import Callable

from textual import work

from coder.domain.annotation import Redaction
from coder.domain.text import display
from coder.tui.screens.ask import WriteScreen
from coder.tui.screens.front import ASKING, Front
from coder.tui.screens.stretch import HideScreen, SplitScreen


class Noting(Front):
    """Flags, memos, exemplar marks, redactions; splitting and merging."""

    def action_flag(self) -> None:
        """Flag the comment for discussion, or take the flag off."""
        self._toggle(self._session.toggle_flag, "flagged for discussion", "flag taken off")

    def action_exemplar(self) -> None:
        """Mark the comment as a quote, or take the mark off."""
        self._toggle(self._session.toggle_exemplar, "marked as a quote for the report", "no quote for the report")

    @work(group=ASKING)
    async def action_memo(self) -> None:
        """Ask for a memo on the comment."""
        item = self._session.current
        if item is None:
            return
        before = item.focused.memo
        screen = WriteScreen("Memo on this comment", "For you and your team; no words take it away.", text=before)
        text = await self.app.push_screen_wait(screen)
        if text is not None and text != display(before, lines=False):
            self.attempt(lambda: self._memo(text))

    def action_hide(self) -> None:
        """Ask what of the response is to be hidden."""
        item = self._session.current
        if item is None:
            return
        screen = HideScreen(item.text, item.focused.comment.span.start, self._stretches, self._hide, self._unhide)
        self.app.push_screen(screen)

    def action_split(self) -> None:
        """Ask where the comment is to be split."""
        if self._session.current is not None:
            self.attempt(self._ask_where)

    def action_merge(self) -> None:
        """Merge the comment with the one offered, else with the next, the last one with the one before."""
        item = self._session.current
        if item is None:
            return
        if len(item.comments) < 2:
            self.status.ask("The response has no other comment to merge this one with.")
            return
        after = item.focus + 1 if item.focus + 1 < len(item.comments) else item.focus - 1
        by = (after if item.merge_offer is None else item.merge_offer) - item.focus
        self.attempt(lambda: self._merge(by))

    def _toggle(self, toggle: Callable[[], bool], on: str, off: str) -> None:
        if self._session.current is not None:
            self.attempt(lambda: self.status.saved(on if toggle() else off))

    def _memo(self, text: str) -> None:
        self._session.set_memo(text)
        self.status.saved("memo" if text else "memo taken away")

    def _ask_where(self) -> None:
        self._session.refuse_dividing()
        if (item := self._session.current) is not None:
            self.app.push_screen(SplitScreen(item.text, item.focused.comment.span, self._split))

    def _split(self, at: int) -> None:
        def split() -> None:
            if self._session.split(at):
                self.status.saved("split in two; both parts are to be decided")
            else:
                self.status.ask("The comment cannot be split there: there must be words on both sides.")

        self.attempt(split)

    def _merge(self, by: int) -> None:
        if self._session.merge(by):
            self.status.saved(f"merged with the comment {'after' if by > 0 else 'before'} it; to be decided")

    def _stretches(self) -> tuple[tuple[Redaction, ...], tuple[Redaction, ...]]:
        item = self._session.current
        return (item.redactions if item is not None else (), self._session.proposals())

    def _hide(self, one: Redaction) -> None:
        self.attempt(lambda: self._hidden(one))

    def _hidden(self, one: Redaction) -> None:
        if self._session.redact([one]):
            self.status.saved(f"hidden as {one.shown}")
        else:
            self.status.note("unchanged: these words are hidden already")

    def _unhide(self, index: int) -> None:
        def show() -> None:
            self._session.unredact(index)
            self.status.saved("shown again")

        self.attempt(show)
