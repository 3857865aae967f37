"""The bottom line: the keys, as many as fit."""

from textual.content import Content
from textual.widget import Widget

from coder.reviewing.keys import Key
from coder.tui.keys import bar


class KeyBar(Widget, can_focus=False):
    """Names keys and what they do, from the table of keys."""

    DEFAULT_CSS = """
    KeyBar { height: 1; background: $panel; color: $text; padding: 0 1; }
    """

    def __init__(self, keys: tuple[Key, ...]) -> None:
        super().__init__()
        self._keys = keys

    def render(self) -> Content:
        """Draw the line."""
        return Content("  ").join(
            Content.assemble((key.shown, "bold $text-accent"), " ", (key.label, ""))
            for key in bar(self._keys, self.content_size.width)
        )
