"""Draws the screen into a pipe, as Textual's driver for the web does, and ends with the server."""

from textual import messages
from textual.drivers.web_driver import WebDriver


class PipeDriver(WebDriver):
    """The driver for the web, which by itself would go on for ever when its input has ended."""

    def run_input_thread(self) -> None:
        """Read input; when there is no more, nobody is left to review."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            self.send_message(messages.ExitApp())


NAME = f"{__name__}:{PipeDriver.__name__}"
"""By which Textual finds it."""
