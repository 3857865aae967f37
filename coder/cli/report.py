"""`coder report`."""

from pathlib import Path
from typing import Annotated

import typer

from coder.cli.narration import say
from coder.cli.options import ProjectOption, QuestionOption, find_project


def report(
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="An .html or .md file.")],
    project: ProjectOption = None,
    question: QuestionOption = None,
    title: Annotated[
        str, typer.Option("--title", metavar="TEXT", help="The report's title. Left out: the codebook's.")
    ] = "",
    top: Annotated[
        int, typer.Option("--top", metavar="N", min=1, help="How many themes are the most frequently mentioned.")
    ] = 3,
    also: Annotated[
        int, typer.Option("--also", metavar="N", min=1, help="Mentions from which a theme is listed next.")
    ] = 10,
    detail: Annotated[
        float,
        typer.Option(
            "--detail", metavar="PERCENT", min=0, max=100, help="Percentage of comments from which a theme gets detail."
        ),
    ] = 10.0,
    quotes: Annotated[
        int, typer.Option("--quotes", metavar="N", min=0, help="Quotes for a theme treated in detail.")
    ] = 3,
) -> None:
    """Write the report: themes in tiers, with bases, percentages and quotes.

    Example: coder report --out report.html
    """
    from coder.workflow.report import ReportOptions, write_report

    options = ReportOptions(questions=question, title=title, top=top, also=also, detail=detail, quotes=quotes)
    for notice in write_report(find_project(project), out, options):
        say(f"note: {notice}")
    say(f"Wrote {out}.")
