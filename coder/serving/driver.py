"""Draws the screen into a pipe, as Textual's driver for the web does, and ends with the server."""

import os
import threading

from textual import messages
from textual.drivers.web_driver import WebDriver

LAST_WORD = 10.0
"""Seconds for a review to end by itself once its server is gone; everything it said was saved is on disk."""


class PipeDriver(WebDriver):
    """The driver for the web, which by itself would go on for ever when its input has ended."""

    def run_input_thread(self) -> None:
        """Read input; when there is no more, nobody is left to review."""
        super().run_input_thread()
        if not self.exit_event.is_set():
            hanging = threading.Timer(LAST_WORD, os._exit, (1,))
            hanging.daemon = True
            hanging.start()
            self.send_message(messages.ExitApp())
