"""What is typed into; nothing blinks, because over a slow line that would be a steady trickle."""

from textual import events
from textual.message import Message
from textual.widgets import Input, TextArea


class Line(Input):
    """A line."""

    DEFAULT_CSS = "Line, Line:focus { border: none; height: 1; }"

    def __init__(self, text: str = "", *, placeholder: str = "") -> None:
        super().__init__(text, placeholder=placeholder, compact=True)
        self.cursor_blink = False


class Prose(TextArea):
    """A text of some lines, as broad as the box; Enter is done with it."""

    DEFAULT_CSS = "Prose, Prose:focus { border: none; height: auto; min-height: 4; max-height: 14; }"

    class Done(Message):
        """Enter was pressed."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text, soft_wrap=True, show_line_numbers=False, compact=True)
        self.cursor_blink = False

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Done())
            return
        await super()._on_key(event)
