"""`coder suggest`."""

from pathlib import Path
from typing import Annotated

import typer

from coder.cli.narration import progress_bars, say
from coder.cli.options import DownloadOption, ModelOption, ProjectOption, find_project
from coder.domain.text import plural


def suggest(
    project: ProjectOption = None,
    learn_from: Annotated[
        Path | None,
        typer.Option("--learn-from", metavar="CODED", help="A coded file that teaches the model; it is never counted."),
    ] = None,
    model: ModelOption = None,
    allow_download: DownloadOption = False,
) -> None:
    """Split what is new into comments, and propose codes for what is new or stale.

    Example: coder suggest --learn-from last-year.csv
    """
    from coder.workflow.suggest import suggest_project

    with progress_bars() as progress:
        summary = suggest_project(
            find_project(project),
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
