"""Lines in and lines out: nothing is drawn again, and nothing moves a cursor."""

import io
import shutil
from collections.abc import Callable, Iterable
from typing import TextIO

from rich.console import Console
from rich.text import Text

from coder.domain.text import display

PROMPT = "> "
_INDENT = "  "
_NARROWEST = 20


class Dialogue:
    """Asks for a line at a time, and says lines; every one has left before the next is asked for."""

    def __init__(self, source: TextIO, write: Callable[[str], None]) -> None:
        """Read from a stream, which must not have been read from; write with a function that flushes."""
        self._source = source
        self._write = write
        self._echo = not source.isatty()
        if isinstance(source, io.TextIOWrapper):
            source.reconfigure(encoding="utf-8" if self._echo else None, errors="replace")

    def ask(self) -> str | None:
        """The next line; None at the end of the input.

        A terminal shows what is typed itself; what comes from a pipe or file is shown here, so that the output reads
        as what was said and answered.
        """
        self._write(PROMPT)
        try:
            line = self._source.readline()
        except OSError:  # the terminal is gone
            line = ""
        if not line:
            self._write("\n")
            return None
        if self._echo:
            self.say(display(line.rstrip("\r\n"), lines=False))
        return line

    def say(self, line: str) -> None:
        """One line, however long it is, so that a script can wait for it."""
        self._write(f"{line}\n")

    def tell(self, paragraphs: Iterable[str]) -> None:
        """Paragraphs, broken at words; only their first lines stand at the margin."""
        width = max(_NARROWEST, shutil.get_terminal_size((80, 24)).columns) - len(_INDENT)
        console = Console(file=io.StringIO(), width=width)
        for paragraph in paragraphs:
            lines = [line.plain.rstrip() for line in Text(paragraph).wrap(console, width)]
            self._write(f"\n{_INDENT}".join(lines).rstrip() + "\n")
