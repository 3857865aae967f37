"""A page to read: any of Esc, Enter and its own key goes back."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

_WIDEST = 100
_SCROLLBAR = 2


class PageScreen(ModalScreen[None]):
    """Shows rows made for its width, as many as there are."""

    DEFAULT_CSS = """
    PageScreen { align: center middle; }
    PageScreen VerticalScroll {
        width: 90%; max-width: 100; height: auto; max-height: 96%;
        border: round $primary; padding: 0 1; background: $surface;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q", "dismiss", "back", show=False),
        Binding("down,j", "scroll(1)", "down", show=False),
        Binding("up,k", "scroll(-1)", "up", show=False),
        Binding("pagedown,space", "scroll(10)", "down", show=False),
        Binding("pageup", "scroll(-10)", "up", show=False),
    ]

    def __init__(self, title: str, rows: Callable[[int], Sequence[Content]]) -> None:
        super().__init__()
        self._title, self._rows = title, rows
        self._width = 0

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        with VerticalScroll(can_focus=False) as box:
            box.border_title = Content(self._title)
            box.border_subtitle = "Esc goes back"
            # Made for the width it will have, so that the screen is not drawn twice.
            self._width = max(10, min(_WIDEST, self.app.size.width * 9 // 10) - 4)
            yield Static(Content("\n").join(self._rows(self._width)), markup=False)

    def on_resize(self) -> None:
        """Fit the rows to the width."""
        width = max(10, self.query_one(VerticalScroll).scrollable_content_region.width)
        if width < self._width or width > self._width + _SCROLLBAR:
            self._width = width
            self.query_one(Static).update(Content("\n").join(self._rows(width)))

    def action_scroll(self, by: int) -> None:
        """Scroll by some lines."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)
