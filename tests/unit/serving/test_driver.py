"""A screen ends with its server, even one that hangs."""

import os
import subprocess
import sys

import pytest

from coder.serving.process import DRIVER

PROGRAM = """
import asyncio, sys
from textual.app import App
from textual.widgets import Label
from coder.serving import driver

driver.LAST_WORD = 0.2

class Screen(App):
    def compose(self):
        yield Label("shown")

    async def _on_exit_app(self):
        if sys.argv[1] == "hangs":
            await asyncio.sleep(1000)
        await super()._on_exit_app()

Screen().run()
sys.stderr.write("left in order")
"""


@pytest.mark.slow
@pytest.mark.parametrize(("how", "status", "said"), [("ends", 0, b"left in order"), ("hangs", 1, b"")])
def test_a_screen_ends_when_its_input_does(how, status, said):
    command = [sys.executable, "-c", PROGRAM, how]
    environment = os.environ | {"TEXTUAL_DRIVER": DRIVER}
    done = subprocess.run(command, input=b"", capture_output=True, timeout=60, env=environment)
    assert done.stdout.startswith(b"__GANGLION__\n")
    assert (done.returncode, done.stderr) == (status, said)
