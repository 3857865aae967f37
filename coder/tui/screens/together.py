"""The comments that would be decided together, in full."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from coder.domain.response import ResponseKey
from coder.domain.text import display, plural


class TogetherScreen(ModalScreen[None]):
    """Lists the open comments that say the same as the one in focus; Enter or Esc goes back."""

    DEFAULT_CSS = """
    TogetherScreen { align: center middle; }
    TogetherScreen VerticalScroll {
        width: 90%; max-width: 100; height: auto; max-height: 90%;
        border: round $primary; padding: 0 1; background: $surface;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,escape", "dismiss", "back", show=False)]

    def __init__(self, others: Sequence[tuple[ResponseKey, str]]) -> None:
        super().__init__()
        self._others = others

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        said = "says the same" if len(self._others) == 1 else "say the same"
        lines = [Content.styled(f"{plural(len(self._others), 'other open comment')} {said}", "bold")]
        for key, text in self._others:
            lines.append(Content.assemble((f"{display(key.respondent, lines=False)}  ", "dim"), display(text)))
        lines += [Content(""), Content.styled("a saves the selected codes for all, x that no code applies.", "dim")]
        with VerticalScroll():
            yield Static(Content("\n").join(lines), markup=False)
