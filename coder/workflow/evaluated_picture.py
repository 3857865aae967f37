"""Writes what an evaluation found as a picture; imported only where one is asked for, as drawing takes long to load."""

from collections.abc import Sequence
from pathlib import Path

from coder.domain.text import plural
from coder.errors import InputError
from coder.evaluating.plot import UNDATED, picture
from coder.exporting.draft import Draft, check_target, file_errors
from coder.workflow.evaluate import EvaluateSummary


def check_picture(out: Path, inputs: Sequence[Path]) -> None:
    """Refuse, before the work is done, a picture that could not be written after it.

    Raises:
        InputError: its name says no kind that can be drawn, or it is a file to read from.
        TableError: nothing can be written there.
    """
    if out.suffix.lower() not in UNDATED:
        raise InputError(f"{out} does not say which kind of picture it is.", f"End its name in {', '.join(UNDATED)}.")
    check_target(out)
    for given in inputs:
        if out.exists() and given.exists() and out.samefile(given):
            raise InputError(f"{out} is a file to read from, so it is not written over.", "Choose another --plot.")


def write_picture(out: Path, source: Path, summary: EvaluateSummary) -> None:
    """Draw the learning curve; the file appears whole or not at all."""
    last = max(summary.runs, key=lambda one: (one.run.reviewed, -one.run.seed))
    title = f"{source.name}: {plural(summary.tested, 'response')} tested"
    drawn = picture(summary.points, last.calibration.bins, title, out.suffix.lower())
    draft = Draft(out)
    try:
        with file_errors(out):
            draft.file.write(drawn)
        draft.publish()
    except BaseException:
        draft.discard()
        raise
