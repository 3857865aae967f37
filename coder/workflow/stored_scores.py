"""The scores of all codes for every comment, as `coder suggest` leaves them in a project."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from coder.domain.run import Run
from coder.store.project import Project

CODES = "codes"
"""The run's setting that names the columns, in order,"""
CUTS = "cuts"
"""that has the score from which each code is assigned,"""
SHARES = "shares"
"""that has the mean score of each code,"""
LAST_EVENT = "last_event"
"""that says which decisions had been made: those up to this place in the log."""
LEARNT = "learnt"
"""The run's settings that say how many decisions taught it,"""
LEARN_FROM = "learn_from"
"""which coded file did, as seen from the project's folder, if one did,"""
MODEL = "model_asked"
"""and which encoder was asked for, if one was."""
_STORED = np.dtype("<f4")


@dataclass(frozen=True, slots=True)
class StoredScores:
    """What the latest suggestions say of comments."""

    run: Run
    codes: tuple[str, ...]
    comments: tuple[int, ...]
    """Those of the comments asked for that the run scored, in ascending order."""
    values: npt.NDArray[np.float32]
    """(comments, codes) in 0..1; nan where a code does not apply to the comment's question."""


def packed(row: npt.NDArray[np.float64]) -> bytes:
    """A comment's scores as they are stored."""
    return row.astype(_STORED).tobytes()


def stored_scores(project: Project, comments: Collection[int] | None = None) -> StoredScores | None:
    """The latest scores of comments, of those given or of all; None: `coder suggest` has not run yet."""
    run, run_id = project.latest_run("suggest"), project.latest_run_id("suggest")
    codes = run.settings.get(CODES) if run else None
    if run is None or run_id is None or not isinstance(codes, list):
        return None
    rows = project.score_rows(run_id, comments)
    known = tuple(sorted(rows))
    values = unpacked([rows[one] for one in known], len(codes))
    return StoredScores(run, tuple(str(code) for code in codes), known, values)


def unpacked(rows: Sequence[bytes], codes: int) -> npt.NDArray[np.float32]:
    """Stored scores as a matrix, (comments, codes)."""
    found = np.frombuffer(b"".join(rows), dtype=_STORED)
    return np.asarray(found.reshape(len(rows), codes), dtype=np.float32)
