"""Every key, from the table of keys."""

from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from coder.reviewing.keys import Key


class HelpScreen(ModalScreen[None]):
    """Lists the keys; any of Esc, Enter, ? and q goes back."""

    DEFAULT_CSS = """
    HelpScreen { align: center middle; }
    HelpScreen VerticalScroll {
        width: 96%; max-width: 100; height: auto; max-height: 96%;
        border: round $primary; padding: 0 1; background: $surface;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,question_mark,q", "dismiss", "back", show=False),
        Binding("down,j", "scroll(1)", "down", show=False),
        Binding("up,k", "scroll(-1)", "up", show=False),
        Binding("pagedown,space", "scroll(10)", "down", show=False),
        Binding("pageup", "scroll(-10)", "up", show=False),
    ]

    def __init__(self, keys: tuple[Key, ...]) -> None:
        super().__init__()
        self._keys = keys

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        with VerticalScroll(can_focus=False) as box:
            box.border_title = "Keys"
            box.border_subtitle = "↓ or Space goes on · Esc goes back"
            yield Static(_table(self._keys), markup=False)

    def action_scroll(self, by: int) -> None:
        """Scroll by some lines."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)


def _table(keys: tuple[Key, ...]) -> Table:
    """A row for each key, under the name of its group."""
    table = Table.grid(padding=(0, 2, 0, 0))
    group = ""
    for key in (key for key in keys if key.keys):
        if key.group != group:
            table.add_row("", Text(key.group, style="dim"))
            group = key.group
        table.add_row(Text(key.shown, style="bold", no_wrap=True), Text(key.help))
    return table
