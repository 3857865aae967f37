"""Has suggestions fitted anew now and then while a review goes on, in another process."""

import json
import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from coder.workflow.stored_scores import LEARNT

GO = "go"
"""The word on which a fitting begins to write (`coder.workflow.refit`); until then it may be killed."""
SWITCH = "CODER_REFIT"
"""The environment variable that turns it off where it is 0."""
FEWEST, MOST = 20, 400
"""Decisions after which suggestions are fitted anew: as many as they were learnt from, within these."""
LAST_WORD = 60.0
"""Seconds to wait at the end of a review until what was being written is written whole."""


@dataclass(frozen=True, slots=True)
class Renewed:
    """New suggestions are in the project."""

    run: int
    learnt: int
    """The decisions that taught them."""


class Fitting:
    """A fitting under way in a process of its own."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        """Listen to a process."""
        self.process = process
        self._said: list[dict[str, object]] = []
        self._may_write = False
        self._listener = Thread(target=self._listen, daemon=True)
        self._listener.start()

    @property
    def is_over(self) -> bool:
        """Whether the process has ended; one that is ready to write is given the word."""
        if self.process.poll() is not None:
            return True
        if self._said and not self._may_write and self.process.stdin is not None:
            self._may_write = True
            with suppress(OSError):  # it has just ended
                self.process.stdin.write(f"{GO}\n".encode())
                self.process.stdin.flush()
        return False

    def answer(self) -> dict[str, object]:
        """What it said last; nothing where it came to nothing."""
        self._close()
        return self._said[-1] if self._said else {}

    def end(self) -> None:
        """Kill it, unless it writes: then wait until all is written."""
        if self._may_write and self.process.stdin is not None:
            with suppress(OSError):
                self.process.stdin.close()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(LAST_WORD)
        self.process.kill()
        self._close()

    def _close(self) -> None:
        self.process.wait()
        self._listener.join()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()

    def _listen(self) -> None:
        for line in self.process.stdout or ():
            with suppress(ValueError):
                self._said.append(json.loads(line))


class Refitting:
    """Starts a fitting when it is due, and tells when its suggestions are there."""

    def __init__(self, path: Path, *, wanted: bool = True) -> None:
        """Fit the suggestions of a project.

        Args:
            path: the project file.
            wanted: False: never.
        """
        self._path = path
        self._wanted = wanted and os.environ.get(SWITCH) != "0"
        self._fitting: Fitting | None = None
        self._tried = 0
        """The decisions since the run when a fitting was last started that came to nothing."""

    def consider(self, learnt: int, since: int) -> None:
        """Start a fitting where it is due and none is under way.

        Args:
            learnt: the decisions that taught the suggestions of now.
            since: those made since.
        """
        due = since - self._tried >= min(MOST, max(FEWEST, learnt))
        if self._wanted and due and self._fitting is None:
            self._tried = since
            self._fitting = _start(self._path)

    def renewed(self) -> Renewed | None:
        """The new suggestions, once they are in the project; None: there are none yet."""
        if self._fitting is None or not self._fitting.is_over:
            return None
        told, self._fitting = self._fitting.answer(), None
        run, learnt = told.get("run"), told.get(LEARNT)
        if not isinstance(run, int) or not isinstance(learnt, int):
            return None
        self._tried = 0
        return Renewed(run, learnt)

    def close(self) -> None:
        """End a fitting that is under way; what it has begun to write is written whole."""
        if self._fitting is not None:
            self._fitting.end()
            self._fitting = None


def _start(path: Path) -> Fitting | None:
    """A fitting; None where the machine has no process to spare."""
    try:
        return Fitting(
            subprocess.Popen(
                [sys.executable, "-P", "-m", "coder.workflow.refit", str(path.resolve())],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
                start_new_session=True,  # Ctrl+C is for the review, which then ends this
            )
        )
    except OSError:
        return None
