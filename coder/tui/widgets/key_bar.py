"""The bottom line: the keys, as many as fit."""

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from coder.reviewing.keys import Key
from coder.tui.keys import bar, cells

_GAP = 2


class KeyBar(Widget, can_focus=False):
    """Names keys and what they do, from the table of keys; a click on one is like pressing it."""

    DEFAULT_CSS = """
    KeyBar { height: 1; background: $panel; color: $text; padding: 0 1; }
    """

    class Pressed(Message):
        """A key was clicked."""

        def __init__(self, key: Key) -> None:
            super().__init__()
            self.key = key

    def __init__(self, keys: tuple[Key, ...]) -> None:
        super().__init__()
        self._keys = keys

    def on_click(self, event: events.Click) -> None:
        """Say which key was clicked."""
        offset = event.get_content_offset(self)
        reached = 0
        for key in bar(self._keys, self.content_size.width, _GAP):
            if offset is not None and reached <= offset.x < reached + cells(key):
                self.post_message(self.Pressed(key))
            reached += cells(key) + _GAP

    def render(self) -> Content:
        """Draw the line."""
        return Content(" " * _GAP).join(
            Content.assemble((key.first, "bold $text-accent"), " ", (key.label, ""))
            for key in bar(self._keys, self.content_size.width, _GAP)
        )
