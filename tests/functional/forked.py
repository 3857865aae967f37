"""Runs the command line on terminals, in processes that need not import anything any more.

Run as a script it is a zygote: everything is imported once, and each line of standard input forks a process from it,
on a terminal of its own.
"""

import ctypes
import fcntl
import gc
import io
import json
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from contextlib import redirect_stdout, suppress
from pathlib import Path

from coder.cli.main import main

ROOT = Path(__file__).parents[2]
_CAPABILITIES_3 = 0x20080522


class Zygote:
    """The process from which others are forked."""

    def __init__(self):
        environment = dict(os.environ, TERM="xterm-256color", OMP_NUM_THREADS="1", CODER_REFIT="0")
        command = [sys.executable, "-m", "tests.functional.forked"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.stdin.close()
        assert self._process.wait(30) == 0
        self._process.stdout.close()

    def ask(self, **question):
        self._process.stdin.write(f"{json.dumps(question)}\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def start(self, folder, *arguments, size=(24, 80)):
        """A command in a folder."""
        return Terminal(self, folder, arguments, size)


class Terminal:
    """A terminal with a command in it."""

    def __init__(self, zygote, folder, arguments, size):
        self._zygote = zygote
        self._master, slave = os.openpty()
        self.resize(*size)
        self.drawn = b""
        """What was drawn since the last text that was waited for."""
        self.everything = b""
        self.ended = False
        settings = {"terminal": os.ttyname(slave), "folder": str(folder)}
        self.pid = zygote.ask(arguments=[str(one) for one in arguments], **settings)
        os.close(slave)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()

    def resize(self, rows, columns):
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def send(self, keys):
        os.write(self._master, keys.encode())

    def read(self, seconds):
        """Read what is drawn within a time, as soon as there is something; whether there was."""
        if not select.select([self._master], [], [], seconds)[0]:
            return False
        try:
            chunk = os.read(self._master, 65536)
        except OSError:  # nobody has the other end open any more
            chunk = b""
        self.drawn += chunk
        self.everything += chunk
        return bool(chunk)

    def sees(self, text, within=30):
        """Wait until something like this (a regular expression) is drawn."""
        ends = time.monotonic() + within
        while not (found := re.search(text.encode(), self.drawn)):
            assert self.read(max(0, ends - time.monotonic())), f"{text!r} is not in {self.drawn[-3000:]!r}"
        self.drawn = self.drawn[found.end() :]

    def quiet(self):
        """Read until nothing more is drawn, and wait for none of it any more."""
        while self.read(0.3):
            pass
        self.drawn = b""

    def wait(self):
        """The exit code, once it has ended by itself; what it drew to the end is in `drawn`."""
        ends = time.monotonic() + 30
        while self.read(max(0, ends - time.monotonic())):
            pass
        self.ended = True
        os.close(self._master)
        return self._zygote.ask(wait=self.pid)

    def kill(self):
        """End it as `kill -9` does; nothing where it has ended."""
        if not self.ended:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            self.wait()


def _become(terminal, folder, arguments):
    os.setsid()
    opened = os.open(terminal, os.O_RDWR)
    fcntl.ioctl(opened, termios.TIOCSCTTY, 0)
    _answer(os.getpid())
    for stream in range(3):
        os.dup2(opened, stream)
    os.close(opened)
    sys.stdin = sys.__stdin__ = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    os.chdir(folder)
    _be_bound_by_permissions()
    sys.argv = ["coder", *arguments]
    main()


def _be_bound_by_permissions():
    """Give up what lets root write where nobody may (CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH)."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        header, sets = struct.pack("=Ii", _CAPABILITIES_3, 0), (ctypes.c_uint32 * 6)()
        assert libc.capget(header, sets) == 0
        for effective_or_permitted in (0, 1):
            sets[effective_or_permitted] &= ~0b110
        assert libc.capset(header, sets) == 0


def _answer(number):
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def _serve():
    for line in sys.stdin:
        asked = json.loads(line)
        if "wait" in asked:
            _, status = os.waitpid(asked["wait"], 0)
            _answer(os.waitstatus_to_exitcode(status))
            continue
        if os.fork() == 0:
            status = 1
            try:
                _become(**asked)
                status = 0
            except SystemExit as ended:
                status = ended.code or 0
            finally:
                os._exit(status)


def _load():
    """Import all that a review uses, the command line by using it."""
    import textual.drivers.linux_driver  # noqa: F401

    import coder.plain.loop
    import coder.tui.app
    import coder.workflow.review  # noqa: F401
    from coder.cli.app import app

    with redirect_stdout(io.StringIO()), suppress(SystemExit):
        app(["review", "--list-keys"])
    gc.freeze()


if __name__ == "__main__":
    _load()
    _serve()
