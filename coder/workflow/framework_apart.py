"""Edits of a framework in a process of their own, `python -m coder.workflow.framework_apart`.

Reading a large framework takes a second of computing: in a thread that would hold up the keys of the screen. The
process is told on stdin what to do, and answers on stdout; both speak pickle, and only to each other.
"""

import asyncio
import pickle
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from coder.domain.codebook import Codebook
from coder.errors import CoderError, EnvironmentLacks
from coder.workflow.framework_file import FrameworkFile

_Running: TypeAlias = "subprocess.Popen[bytes]"
Request: TypeAlias = tuple[Path, Path, str, tuple[object, ...]]
"""The project, its framework's file, the method of `FrameworkFile`, and what it is given."""


class Apart:
    """Has the methods of a `FrameworkFile` called elsewhere."""

    def __init__(self, framework: FrameworkFile) -> None:
        """Edit this framework."""
        self.framework = framework
        self._waiting: _Running | None = None

    def prepare(self) -> None:
        """Start a process: somebody is about to choose what to change."""
        if self._waiting is None or self._waiting.poll() is not None:
            self._waiting = _start()

    async def call(self, method: str, *arguments: object) -> Codebook:
        """Have a method called, such as `add`; raises what it raises."""
        self.prepare()
        process, self._waiting = self._waiting, None
        assert process is not None
        request: Request = (self.framework.project.resolve(), self.framework.file.resolve(), method, arguments)
        try:
            answer = await asyncio.to_thread(_ask, process, request)
        finally:
            self.framework.read()
        if isinstance(answer, CoderError):
            raise answer
        return answer

    def close(self) -> None:
        """End a process that was not needed."""
        if self._waiting is not None:
            self._waiting.kill()
            self._waiting.communicate()


def answer_to(request: Request) -> Codebook | CoderError:
    """What the other process answers."""
    project, file, method, arguments = request
    try:
        made: Codebook = getattr(FrameworkFile(project, file), method)(*arguments)
    except CoderError as error:
        return error
    return made


def _ask(process: _Running, request: Request) -> Codebook | CoderError:
    said, _ = process.communicate(pickle.dumps(request))
    if not said:
        raise RuntimeError("The process that changes the framework stopped unexpectedly.")
    answer: Codebook | CoderError = pickle.loads(said)
    return answer


def _start() -> _Running:
    try:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "coder.workflow.framework_apart"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl+C is for the review
        )
    except OSError as error:
        raise EnvironmentLacks(
            f"The machine has no room for the process that changes the framework: {error}.",
            "Change it with `coder codebook`, or by hand.",
        ) from error


def main() -> None:
    """Answer one request."""
    with suppress(EOFError):  # nobody asked
        request: Request = pickle.load(sys.stdin.buffer)
        sys.stdout.buffer.write(pickle.dumps(answer_to(request)))


if __name__ == "__main__":
    main()
