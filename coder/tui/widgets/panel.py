"""Beside the codes, where the screen is wide enough: what stands around the response."""

from textual.content import Content

from coder.reviewing.context import Context
from coder.tui import surroundings
from coder.tui.surroundings import Counts
from coder.tui.widgets.rows import Rows

_MOST = 3
"""Rows for each answer; the whole of it is a key away."""


class Panel(Rows):
    """Who gave the response, what else they said, its neighbours and counts; what does not fit is cut off below."""

    DEFAULT_CSS = """
    Panel { height: 1fr; padding: 1 1 0 1; text-wrap: nowrap; text-overflow: clip; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._about: Context | None = None
        self._counts: Counts = ()

    def show(self, context: Context | None, counts: Counts) -> None:
        """Show what stands around a response."""
        self._about, self._counts = context, counts
        self.changed()

    def rows(self, width: int) -> list[Content]:
        """As many rows as there is room for."""
        return surroundings.rows(self._about, self._counts, width, _MOST)[: self.content_size.height]
