"""`coder count`."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.closed import count_answers
from coder.cli.estimated import count_estimated, count_groups
from coder.cli.narration import say
from coder.cli.options import FormatOption, ProjectOption, QuestionOption, find_project
from coder.cli.output import Format, Record, print_records, write_line
from coder.domain.results import CountBasis
from coder.domain.text import plural
from coder.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from coder.domain.results import Frequency, QuestionTotals
    from coder.workflow.count import CountSummary
    from coder.workflow.weighted import WeightedFrequency

COLUMNS = (
    *("question", "code", "label", "parent", "basis", "mentions", "own_mentions", "respondents"),
    *("percent_of_comments", "percent_of_respondents", "base", "comments", "read_respondents", "read_comments"),
    "tier",
)
WEIGHTED_COLUMNS = (
    *("weighted_base", "weighted_read_respondents", "weighted_respondents", "weighted_percent_of_respondents"),
    *("effective_base", "weighted_low", "weighted_high"),
)
TABLE_COLUMNS = ("theme", "mentions", "own", "% comments", "people", "% people", "tier")
INDENT = "  "


def count(
    project: ProjectOption = None,
    basis: Annotated[
        CountBasis,
        typer.Option(
            "--basis",
            metavar="BASIS",
            help="Whose codes: confirmed by people, applied by machine, or estimated for all.",
        ),
    ] = CountBasis.CONFIRMED,
    question: QuestionOption = None,
    top: Annotated[
        int, typer.Option("--top", metavar="N", min=1, help="How many themes are the most frequently mentioned.")
    ] = 3,
    also: Annotated[
        int, typer.Option("--also", metavar="N", min=1, help="Mentions from which a theme is listed next.")
    ] = 10,
    weighted: Annotated[
        bool, typer.Option("--weighted", metavar="", help="Put respondents by their weights beside the counts.")
    ] = False,
    closed: Annotated[
        bool, typer.Option("--closed", metavar="", help="Count the answers to closed questions instead.")
    ] = False,
    profile: Annotated[
        list[str] | None,
        typer.Option(
            "--profile", metavar="NAME", help="Count who answered, by this column or question, or all; may be repeated."
        ),
    ] = None,
    exact: Annotated[
        bool,
        typer.Option("--exact", metavar="", help="Estimated: limits that never miss more often than they say, wider."),
    ] = False,
    margin: Annotated[
        float | None,
        typer.Option(
            "--margin",
            metavar="POINTS",
            min=0.1,
            max=50,
            help="Estimated: how many more to read until the interval reaches so many percentage points either way.",
        ),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="NAME", help="Estimated: group by a closed question or a column of the profile."),
    ] = None,
    group: Annotated[
        list[str] | None,
        typer.Option("--group", metavar="NAME=VALUES", help="With --by: join values, as in `coder crosstab`."),
    ] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Count mentions per question and code.

    Example: coder count --format csv > counts.csv
    """
    if basis is CountBasis.ESTIMATED and not (closed or profile):
        if weighted:
            raise UsageError("Estimates are unweighted.", "Leave --weighted out.")
        path = find_project(project)
        if by is not None:
            count_groups(path, by, joined=group, questions=question, exact=exact, form=form)
            return
        count_estimated(path, questions=question, exact=exact, margin=margin, top=top, also=also, form=form)
        return
    if exact or margin is not None or by is not None or group:
        raise UsageError(
            "--exact, --margin, --by and --group are about estimates.",
            "Add --basis estimated; groups of what is confirmed are in `coder crosstab`.",
        )
    if closed or profile:
        if closed and profile:
            raise UsageError("--closed and --profile are two different tables.", "Ask for one of them.")
        count_answers(find_project(project), questions=question, profile=profile or (), weighted=weighted, form=form)
        return
    if weighted:
        _count_weighted(find_project(project), basis, question, top, also, form)
        return
    from coder.workflow.count import count_project

    summary = count_project(find_project(project), basis=basis, questions=question, top=top, also=also)
    for notice in summary.notices:
        say(f"note: {notice}")
    if form is Format.TABLE:
        _print_tables(summary)
    else:
        print_records([asdict(row) for row in summary.frequencies], form, columns=COLUMNS)


def _count_weighted(
    project: "Path", basis: CountBasis, question: list[str] | None, top: int, also: int, form: Format
) -> None:
    from coder.workflow.weighted import count_weighted

    summary, weighted, said = count_weighted(project, basis=basis, questions=question, top=top, also=also)
    for notice in (*summary.notices, *said):
        say(f"note: {notice}")
    if form is Format.TABLE:
        _print_tables(summary, {key: _weighted_columns(found) for key, found in weighted.items()})
        return
    rows = [asdict(row) | asdict(weighted[row.question, row.code]) for row in summary.frequencies]
    print_records(rows, form, columns=(*COLUMNS, *WEIGHTED_COLUMNS))


def _weighted_columns(found: "WeightedFrequency") -> Record:
    percent = found.weighted_percent_of_respondents
    return {"wtd people": found.weighted_respondents, "wtd %": percent}


def _print_tables(summary: "CountSummary", weighted: Mapping[tuple[str, str], Record] | None = None) -> None:
    for found in summary.totals:
        if not found.base:
            write_line(f"{found.question}: no responses")
            continue
        rows = [row for row in summary.frequencies if row.question == found.question]
        parents = {row.parent for row in rows}
        nets = {row.code for row in rows if row.code in parents}
        if not nets:
            rows = [row for row in summary.published if row.question == found.question]
        _print_table(_title(found, rows), rows, nets, weighted or {})


def _print_table(
    title: str, rows: list["Frequency"], nets: set[str], weighted: Mapping[tuple[str, str], Record]
) -> None:
    """Print the themes of a question: as a tree where some stand below others, else as a published list has them."""
    shown = [row for row in rows if row.mentions]
    if not shown:
        write_line(f"{title}; {_nothing(rows)}")
        return
    unused = [row.code for row in rows if not row.mentions]
    depths = _depths(rows)
    beside = list(next(iter(weighted.values()), {}))
    columns = [*(column for column in TABLE_COLUMNS if nets or column != "own"), *beside]
    records = [
        {**_table_row(row, depths[row.code], row.code in nets), **weighted.get((row.question, row.code), {})}
        for row in shown
    ]
    print_records(records, Format.TABLE, columns=columns, title=title)
    if unused:
        say(f"{rows[0].question}: no mentions of {plural(len(unused), 'code')}: {', '.join(unused)}")


def _nothing(rows: list["Frequency"]) -> str:
    if not rows:
        return "no code applies to it"
    if rows[0].basis is CountBasis.MACHINE:
        return "no comment carries a code of the machine"
    read = rows[0].read_comments or rows[0].read_respondents
    return "no code is mentioned" if read else "nothing has been coded by a person yet"


def _depths(rows: list["Frequency"]) -> dict[str, int]:
    depths: dict[str | None, int] = {}
    for row in rows:
        depths[row.code] = depths.get(row.parent, -1) + 1
    return {row.code: depths[row.code] for row in rows}


def _title(found: "QuestionTotals", rows: list["Frequency"]) -> str:
    parts = [f"{plural(found.base, 'person', 'people')}, {plural(found.comments, 'comment')}"]
    if rows and rows[0].basis is CountBasis.MACHINE:
        parts.append(f"{plural(found.machine_comments, 'comment')} coded by machine; what it missed is not counted")
    elif (found.read_respondents, found.read_comments) == (found.base, found.comments):
        parts.append("all read")
    elif found.read_respondents or found.read_comments:
        people = plural(found.read_respondents, "person", "people")
        parts.append(f"{people} and {plural(found.read_comments, 'comment')} of those read: percentages are of them")
    if found.non_substantive:
        parts.append(f"{plural(found.non_substantive, 'further comment')} without substance")
    return f"{found.question}: {'; '.join(parts)}"


def _table_row(row: "Frequency", depth: int, net: bool) -> Record:
    return {
        "theme": INDENT * depth + row.label + (" (net)" if net else ""),
        "mentions": row.mentions,
        "own": row.own_mentions,
        "% comments": row.percent_of_comments,
        "people": row.respondents,
        "% people": row.percent_of_respondents,
        "tier": row.tier,
    }
