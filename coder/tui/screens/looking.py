"""Actions that look around and change nothing."""

from textual.content import Content

from coder.tui import surroundings
from coder.tui.screens.front import Front
from coder.tui.screens.page import PageScreen
from coder.tui.screens.together import TogetherScreen
from coder.tui.widgets.response import ResponseView


class Looking(Front):
    """Moving between comments and responses, and what stands around a response."""

    def action_move_focus(self, by: int) -> None:
        """Go to another comment of the response."""
        self._session.move_focus(by)
        self.show()

    def action_move_response(self, by: int) -> None:
        """Look at a neighbouring response."""
        self.attempt(lambda: self._browse(by))

    def action_scroll_text(self, by: int) -> None:
        """Scroll a long response by a page."""
        view = self.query_one(ResponseView)
        view.scroll_relative(y=by * max(1, view.size.height - 1), animate=False)

    def action_show_together(self) -> None:
        """Show the comments that say the same."""
        self.attempt(self._show_together)

    def action_context(self) -> None:
        """Show who gave the response, what else they said, and what is before and after it."""
        self.attempt(self._show_context)

    def _browse(self, by: int) -> None:
        if not self._session.move_response(by):
            self.status.note("This is the last response." if by > 0 else "This is the first response.")
        else:
            self.status.quiet()

    def _show_together(self) -> None:
        item, comments, responses = self._session.current, self._session.together(), self._session.campaign()
        if item is not None and (comments or responses):
            self.app.push_screen(TogetherScreen(item, comments, responses, self.key))
        else:
            self.status.note("No other open comment says the same.")

    def _show_context(self) -> None:
        context, counts = self._session.context(), self._session.live_counts()
        if context is None:
            return

        def rows(width: int) -> list[Content]:
            return surroundings.rows(context, counts, width)

        self.app.push_screen(PageScreen("Around this response", rows))
