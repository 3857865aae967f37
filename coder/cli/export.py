"""`coder export`."""

from pathlib import Path
from typing import Annotated

import typer

from coder.cli.narration import say
from coder.cli.options import ProjectOption, find_project
from coder.domain.text import plural


def export(
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="A .csv, .xlsx or .parquet file.")],
    project: ProjectOption = None,
) -> None:
    """Write everything coded so far as a coded-responses file, which `coder import` reads back.

    It has the whole texts, without redactions: it is for work, not for publication.

    Example: coder export --out coded.csv
    """
    from coder.workflow.export import export_project

    summary = export_project(find_project(project), out)
    for notice in summary.notices:
        say(f"note: {notice}")
    say(f"Wrote {plural(summary.rows, 'row')} on {plural(summary.responses, 'response')} to {out}.")
