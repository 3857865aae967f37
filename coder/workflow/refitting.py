"""Has suggestions fitted anew now and then while a review goes on, in another process."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

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
        self._process: subprocess.Popen[bytes] | None = None
        self._tried = 0
        """The decisions since the run when a fitting was last tried that came to nothing."""

    def consider(self, learnt: int, since: int) -> None:
        """Start a fitting where it is due and none is under way.

        Args:
            learnt: the decisions that taught the suggestions of now.
            since: those made since.
        """
        due = since - self._tried >= min(MOST, max(FEWEST, learnt))
        if self._wanted and due and self._process is None:
            self._tried = since
            self._process = _start(self._path)

    def renewed(self) -> Renewed | None:
        """The new suggestions, once; None: there are none yet."""
        if self._process is None or self._process.poll() is None:
            return None
        answer = self._process.stdout.read() if self._process.stdout is not None else b""
        self._end()
        try:
            told = json.loads(answer or b"{}")
        except ValueError:  # it was killed as it spoke
            return None
        if not isinstance(told.get("run"), int):
            return None
        self._tried = 0
        return Renewed(told["run"], int(told["learnt"]))

    def close(self) -> None:
        """End a fitting that has not written anything yet; wait for one that has."""
        if self._process is not None:
            if self._process.stdin is not None:
                self._process.stdin.close()
            try:
                self._process.wait(LAST_WORD)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._end()

    def _end(self) -> None:
        assert self._process is not None
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._process = None


def _start(path: Path) -> "subprocess.Popen[bytes] | None":
    """The process; None where the machine has none to spare."""
    try:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "coder.workflow.refit", str(path.resolve())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
            # Ctrl+C is for the review, which then ends this.
            start_new_session=True,
        )
    except OSError:
        return None
