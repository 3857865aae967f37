"""`coder report`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.narration import say
from coder.cli.options import FormatOption, ProjectOption, QuestionOption, find_project
from coder.cli.output import Format, Record, print_records, write_line
from coder.domain.text import plural
from coder.errors import UsageError

if TYPE_CHECKING:
    from coder.workflow.trace import Traced

TRACE_COLUMNS = (
    *("question", "code", "label", "wave", "respondent", "comment", "text", "codes", "coder", "purpose", "basis"),
    *("at", "decision", "codebook"),
)
_DIGITS = 8
"""Of a decision's id in a list for people; CSV and JSON have all of it."""


def report(
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="A .docx, .html, .xlsx or .md file.")
    ] = None,
    project: ProjectOption = None,
    question: QuestionOption = None,
    style: Annotated[
        Path | None,
        typer.Option(
            "--style", metavar="FILE", help="The house style. Left out: NAME.report.yaml beside the project, if there."
        ),
    ] = None,
    title: Annotated[
        str | None,
        typer.Option("--title", metavar="TEXT", help="The report's title. Left out: the style's, or the codebook's."),
    ] = None,
    top: Annotated[
        int | None,
        typer.Option("--top", metavar="N", min=1, help="How many themes are the most frequently mentioned (3)."),
    ] = None,
    also: Annotated[
        int | None,
        typer.Option("--also", metavar="N", min=1, help="Mentions from which a theme is listed next (10)."),
    ] = None,
    detail: Annotated[
        float | None,
        typer.Option(
            "--detail",
            metavar="PERCENT",
            min=0,
            max=100,
            help="Percentage of comments from which a theme gets detail (10).",
        ),
    ] = None,
    quotes: Annotated[
        int | None,
        typer.Option("--quotes", metavar="N", min=0, help="Quotes for a theme treated in detail (3)."),
    ] = None,
    write_style: Annotated[
        bool,
        typer.Option("--write-style", metavar="", help="Write a house style beside the project, to fill in."),
    ] = False,
    trace: Annotated[
        str | None,
        typer.Option(
            "--trace",
            metavar="WHAT",
            help="List the decisions behind a number: a code, QUESTION:CODE, a question, or a comment's number.",
        ),
    ] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Write the report: themes in tiers, with bases, percentages, groups and quotes.

    Its title, colours, groups and your own words stand in a house style, a
    YAML file beside the project. --trace lists who gave which comment a code,
    and when; with --format csv, for a file.

    Example: coder report --out report.docx
    """
    chosen = sum((out is not None, write_style, trace is not None))
    if chosen != 1:
        raise UsageError(
            "A report needs one of --out FILE, --write-style and --trace WHAT."
            if not chosen
            else "--out, --write-style and --trace do not go together.",
            "Write `coder report --out report.docx`.",
        )
    from coder.workflow.report import ReportOptions, write_report
    from coder.workflow.report import write_style as write_style_file

    path = find_project(project)
    if trace is not None:
        _print_trace(path, trace, question, form)
        return
    options = ReportOptions(
        style=style, questions=question, title=title, top=top, also=also, detail=detail, quotes=quotes
    )
    if out is None:
        say(f"Wrote {write_style_file(path, options)}. Every line of it is optional.")
        return
    done = write_report(path, out, options)
    for notice in done.notices:
        say(f"note: {notice}")
    say(f"Wrote {out}.")
    if done.waiting:
        places = plural(done.waiting, "place in it waits", "places in it wait")
        say(f"{places} for your own words: `coder report --write-style` lists them in a file to fill in.")


def _print_trace(path: Path, target: str, questions: list[str] | None, form: Format) -> None:
    from coder.workflow.trace import trace_report

    found = trace_report(path, target, questions=questions)
    for notice in found.notices:
        say(f"note: {notice}")
    if form is Format.TABLE:
        for row in found.rows:
            _print_line(row)
    else:
        print_records([_record(row) for row in found.rows], form, columns=TRACE_COLUMNS)
    people = plural(found.respondents, "respondent")
    say(f"{plural(found.comments, 'comment')} of {people}, by {found.basis.value} codes.")


def _record(row: "Traced") -> Record:
    return {name: "|".join(row.codes) if name == "codes" else getattr(row, name) for name in TRACE_COLUMNS}


def _print_line(row: "Traced") -> None:
    wave = f"{row.wave} " if row.wave else ""
    when = row.at[:16].replace("T", " ")
    how = f"{row.coder}, {row.purpose}, {row.basis}, {when} UTC, decision {row.decision[:_DIGITS]}"
    write_line(f"{row.question} {wave}{row.respondent}, comment {row.comment}: {row.code or 'no code'} ({how})")
    write_line(f"  {row.text}")
