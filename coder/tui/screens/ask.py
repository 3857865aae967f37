"""Dialogues in which something is written."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from coder.domain.text import display
from coder.tui.widgets.typing import Line, Prose

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

    DEFAULT_CSS = _BOX.format(name="AskScreen")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "back", show=False)]

    def __init__(self, title: str, hint: str, *, text: str = "") -> None:
        super().__init__()
        self._title, self._hint, self._text = title, hint, display(text, lines=False)

    def compose(self) -> ComposeResult:
        """Lay out the line and the hint."""
        with Vertical() as box:
            box.border_title = Content(self._title)
            box.border_subtitle = "Enter goes on · Esc goes back"
            yield Line(self._text)
            yield Static(self._hint, markup=False)

    def on_mount(self) -> None:
        """Write at once."""
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(event.value.strip())


class WriteScreen(ModalScreen[str | None]):
    """Asks for a text that may be some lines long on the screen; Enter gives it, Esc gives none."""

    DEFAULT_CSS = _BOX.format(name="WriteScreen")
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "back", show=False, priority=True)]

    def __init__(self, title: str, hint: str, *, text: str = "", enter: str = "saves") -> None:
        """Ask; `enter` says what Enter does."""
        super().__init__()
        self._title, self._hint, self._text = title, hint, display(text, lines=False)
        self._enter = enter

    def compose(self) -> ComposeResult:
        """Lay out the text and the hint."""
        with Vertical() as box:
            box.border_title = Content(self._title)
            box.border_subtitle = f"Enter {self._enter} · Esc goes back"
            yield Prose(self._text)
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
