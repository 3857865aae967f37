"""Dialogues in which something is written."""

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

_BOX = """
{name} {{ align: center middle; }}
{name} > Vertical {{
    width: 90%; max-width: 100; height: auto; max-height: 90%;
    border: round $primary; background: $surface; padding: 0 1;
}}
{name} Static {{ height: auto; max-height: 6; color: $text-muted; }}
"""


class AskScreen(ModalScreen[str | None]):
    """Asks for a line; Enter gives it, Esc gives none."""

    DEFAULT_CSS = _BOX.format(name="AskScreen") + "AskScreen Input, AskScreen Input:focus { border: none; height: 1; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "back", show=False)]

    def __init__(self, title: str, hint: str, *, text: str = "") -> None:
        super().__init__()
        self._title, self._hint, self._text = title, hint, text

    def compose(self) -> ComposeResult:
        """Lay out the line and the hint."""
        with Vertical() as box:
            box.border_title = self._title
            box.border_subtitle = "Enter goes on · Esc goes back"
            yield Input(self._text, compact=True)
            yield Static(self._hint, markup=False)

    def on_mount(self) -> None:
        """Write at once."""
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(event.value.strip())


class Prose(TextArea):
    """A text of some lines, as broad as the box; Enter is done with it."""

    class Done(Message):
        """Enter was pressed."""

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Done())
            return
        await super()._on_key(event)


class WriteScreen(ModalScreen[str | None]):
    """Asks for a text that may be some lines long on the screen; Enter gives it, Esc gives none."""

    DEFAULT_CSS = (
        _BOX.format(name="WriteScreen")
        + """
    WriteScreen Prose, WriteScreen Prose:focus { border: none; height: auto; min-height: 4; max-height: 14; }
    """
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "back", show=False, priority=True)]

    def __init__(self, title: str, hint: str, *, text: str = "") -> None:
        super().__init__()
        self._title, self._hint, self._text = title, hint, text

    def compose(self) -> ComposeResult:
        """Lay out the text and the hint."""
        with Vertical() as box:
            box.border_title = self._title
            box.border_subtitle = "Enter saves · Esc goes back"
            yield Prose(self._text, soft_wrap=True, show_line_numbers=False, compact=True)
            yield Static(self._hint, markup=False)

    def on_mount(self) -> None:
        """Write at the end, at once."""
        prose = self.query_one(Prose)
        prose.move_cursor(prose.document.end)
        prose.focus()

    @on(Prose.Done)
    def _done(self, event: Prose.Done) -> None:
        event.stop()
        self.dismiss(" ".join(self.query_one(Prose).text.split()))
