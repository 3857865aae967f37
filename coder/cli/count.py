"""`coder count`."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.narration import say
from coder.cli.options import FormatOption, ProjectOption, QuestionOption, find_project
from coder.cli.output import Format, Record, print_records
from coder.domain.results import CountBasis
from coder.domain.text import plural

if TYPE_CHECKING:
    from coder.domain.results import Frequency, QuestionTotals
    from coder.workflow.count import CountSummary

COLUMNS = (
    *("question", "code", "label", "parent", "basis", "mentions", "own_mentions", "respondents"),
    *("percent_of_comments", "percent_of_respondents", "base", "comments", "read_respondents", "read_comments"),
    "tier",
)
TABLE_COLUMNS = ("theme", "mentions", "own mentions", "% comments", "people", "% people", "tier")


def count(
    project: ProjectOption = None,
    basis: Annotated[
        CountBasis,
        typer.Option("--basis", help="Whose codes: confirmed by people, applied by machine, or estimated for all."),
    ] = CountBasis.CONFIRMED,
    question: QuestionOption = None,
    top: Annotated[int, typer.Option("--top", min=1, help="How many themes are the most frequently mentioned.")] = 3,
    also: Annotated[int, typer.Option("--also", min=1, help="Mentions from which a theme is listed next.")] = 10,
    form: FormatOption = Format.TABLE,
) -> None:
    """Count mentions per question and code.

    Example: coder count --format csv > counts.csv
    """
    from coder.workflow.count import count_project

    summary = count_project(find_project(project), basis=basis, questions=question, top=top, also=also)
    for notice in summary.notices:
        say(f"note: {notice}")
    if form is Format.TABLE:
        _print_tables(summary)
    else:
        print_records([asdict(row) for row in summary.frequencies], form, columns=COLUMNS)


def _print_tables(summary: "CountSummary") -> None:
    for found in summary.totals:
        rows = [row for row in summary.published if row.question == found.question]
        nets = any(row.own_mentions != row.mentions for row in rows)
        columns = [column for column in TABLE_COLUMNS if nets or column != "own mentions"]
        shown = [_table_row(row) for row in rows if row.mentions]
        print_records(shown, Format.TABLE, columns=columns, title=_title(found, rows))
        if unused := [row.code for row in rows if not row.mentions]:
            say(f"{found.question}: no mentions of {plural(len(unused), 'code')}: {', '.join(unused)}")


def _title(found: "QuestionTotals", rows: list["Frequency"]) -> str:
    parts = [f"{plural(found.base, 'person', 'people')}, {plural(found.comments, 'comment')}"]
    if rows and rows[0].basis is CountBasis.MACHINE:
        parts.append(f"{plural(found.machine_comments, 'comment')} coded by machine; what it missed is not counted")
    elif (found.read_respondents, found.read_comments) == (found.base, found.comments):
        parts.append("all read")
    else:
        people = plural(found.read_respondents, "person", "people")
        parts.append(f"{people} and {plural(found.read_comments, 'comment')} of those read: percentages are of them")
    if found.non_substantive:
        parts.append(f"{plural(found.non_substantive, 'further comment')} without substance")
    return f"{found.question}: {'; '.join(parts)}"


def _table_row(row: "Frequency") -> Record:
    return {
        "theme": row.label,
        "mentions": row.mentions,
        "own mentions": row.own_mentions,
        "% comments": row.percent_of_comments,
        "people": row.respondents,
        "% people": row.percent_of_respondents,
        "tier": row.tier,
    }
