"""`coder export`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from coder.cli.narration import say
from coder.cli.options import ProjectOption, find_project
from coder.domain.results import CountBasis
from coder.domain.text import plural
from coder.errors import UsageError


class Layout(StrEnum):
    """What a row of the file is."""

    LONG = "long"
    WIDE = "wide"


def export(
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="A .csv, .xlsx or .parquet file.")],
    project: ProjectOption = None,
    layout: Annotated[
        Layout,
        typer.Option(
            "--layout",
            metavar="LAYOUT",
            help="long: a row per coded comment, to read back; wide: a row per respondent, 0 or 1 per code.",
        ),
    ] = Layout.LONG,
    basis: Annotated[
        CountBasis | None,
        typer.Option("--basis", metavar="BASIS", help="Whose codes a wide file has: confirmed (default) or machine."),
    ] = None,
    texts: Annotated[bool, typer.Option("--texts/--no-texts", help="Whether a wide file has the responses.")] = True,
) -> None:
    """Write everything coded so far as a file: long, which `coder import` reads back, or wide.

    It has the whole texts, without redactions: it is for work, not for publication.

    Example: coder export --out coded.csv
    """
    if layout is Layout.LONG and (basis is not None or not texts):
        raise UsageError("A long file has the texts and every coder's codes.", "Add --layout wide.")
    if layout is Layout.WIDE:
        from coder.workflow.export_wide import export_wide

        summary = export_wide(find_project(project), out, basis=basis or CountBasis.CONFIRMED, texts=texts)
    else:
        from coder.workflow.export import export_project

        summary = export_project(find_project(project), out)
    for notice in summary.notices:
        say(f"note: {notice}")
    say(f"Wrote {plural(summary.rows, 'row')} on {plural(summary.responses, 'response')} to {out}.")
