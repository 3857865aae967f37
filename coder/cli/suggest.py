"""`coder suggest`."""

from pathlib import Path
from typing import Annotated

import typer

from coder.cli.narration import asked, has_person, progress_bars, say
from coder.cli.options import DownloadOption, ModelOption, ProjectOption, find_project
from coder.domain.text import plural
from coder.errors import UsageError


def suggest(
    project: ProjectOption = None,
    learn_from: Annotated[
        Path | None,
        typer.Option("--learn-from", metavar="CODED", help="A coded file that teaches the model; it is never counted."),
    ] = None,
    model: ModelOption = None,
    allow_download: DownloadOption = False,
    yes: Annotated[
        bool,
        typer.Option("--yes", "-y", metavar="", help="Do not ask, even if that ends an audit before its last look."),
    ] = False,
) -> None:
    """Split what is new into comments, and propose codes for what is new or stale.

    Example: coder suggest --learn-from last-year.csv
    """
    from coder.workflow.suggest import looks_ended, suggest_project

    path = find_project(project)
    if not yes and (ended := looks_ended(path, learn_from=learn_from, model=model)):
        _confirm(", ".join(ended))
    with progress_bars() as progress:
        summary = suggest_project(
            path,
            learn_from=learn_from,
            model=model,
            allow_download=allow_download,
            progress=progress,
        )
    for notice in summary.notices:
        say(f"note: {notice}")
    say(
        f"{plural(summary.divided, 'response')} divided, {plural(summary.embedded, 'text')} embedded, "
        f"{plural(summary.scored, 'comment')} scored; learnt from {plural(summary.learnt, 'decision')}."
    )
    say("Next: coder review")


def _confirm(questions: str) -> None:
    what = f"New suggestions end the audit of {questions}: they may follow from what somebody has read in it."
    first = "Take its looks first: coder review --audit, coder autocode."
    if not has_person():
        raise UsageError(what, f"{first} Or pass --yes to make new suggestions all the same.")
    if not asked(f"{what} Make them all the same?", enter=False):
        raise UsageError("Nothing was suggested.", first)
