"""A message that has to be read before work goes on: the store refused."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from coder.domain.text import display
from coder.errors import CoderError


class MessageScreen(ModalScreen[None]):
    """Shows an error and its hint; Enter or Esc goes back."""

    DEFAULT_CSS = """
    MessageScreen { align: center middle; }
    MessageScreen VerticalScroll {
        width: 90%; max-width: 76; height: auto; max-height: 90%;
        border: round $error; padding: 0 1; background: $surface;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,escape", "dismiss", "back", show=False)]

    def __init__(self, error: CoderError, *, title: str = "The project file refused") -> None:
        super().__init__()
        self._error, self._title = error, title

    def compose(self) -> ComposeResult:
        """Lay out the message."""
        lines = [Content.styled(self._title, "bold $text-error"), Content(display(self._error.message))]
        if self._error.hint:
            lines.append(Content(display(self._error.hint)))
        lines += [Content(""), Content.styled("What shows a ✓ is saved. Enter or Esc goes back.", "dim")]
        with VerticalScroll():
            yield Static(Content("\n").join(lines), markup=False)
