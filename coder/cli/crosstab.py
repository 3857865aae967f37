"""`coder crosstab`."""

from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.grouped import (
    EVERYONE,
    LOW_BASE,
    base_of,
    heading,
    print_by_group,
    print_cells,
    print_questions,
    record,
    share,
    weighted_share,
)
from coder.cli.narration import say
from coder.cli.options import FormatOption, ProjectOption, QuestionOption, find_project
from coder.cli.output import Format, print_table, write_line
from coder.domain.results import CountBasis
from coder.errors import UsageError

if TYPE_CHECKING:
    from coder.counting.dominant import Dominant
    from coder.workflow.crosstab import CrosstabSummary
    from coder.workflow.machine_checked import MachineCheck

THRESHOLD = 5
DOMINANT = ("dominant", "dominant_respondents")


def crosstab(
    by: Annotated[
        str, typer.Option("--by", metavar="NAME", help="A closed question or a column of the profile to group by.")
    ],
    project: ProjectOption = None,
    question: QuestionOption = None,
    answer: Annotated[
        str | None,
        typer.Option("--answer", metavar="TEXT", help="Compare one answer, net, code or theme only, such as Agree."),
    ] = None,
    dominant: Annotated[
        str | None,
        typer.Option(
            "--dominant-theme",
            metavar="ID",
            help="Beside each group, what most of it says to this question (of those who gave --answer).",
        ),
    ] = None,
    group: Annotated[
        list[str] | None,
        typer.Option(
            "--group", metavar="NAME=VALUES", help="Join values: 'under 65=18-24|25-34|35-64'; may be repeated."
        ),
    ] = None,
    nets: Annotated[bool, typer.Option("--nets", metavar="", help="Group by the nets of the question.")] = False,
    basis: Annotated[
        CountBasis, typer.Option("--basis", metavar="BASIS", help="Whose codes: confirmed, or applied by machine.")
    ] = CountBasis.CONFIRMED,
    publish: Annotated[
        bool, typer.Option("--publish", metavar="", help="Leave out small cells, and what would give them back.")
    ] = False,
    threshold: Annotated[
        int | None,
        typer.Option("--threshold", metavar="N", min=2, help="With --publish: the smallest count to show. Default: 5."),
    ] = None,
    test: Annotated[
        bool, typer.Option("--test", metavar="", help="Test each row for differences, corrected for their number.")
    ] = False,
    weighted: Annotated[
        bool, typer.Option("--weighted", metavar="", help="Put figures with the respondents' weights beside.")
    ] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Compare groups: themes and answers, % with base.

    Example: coder crosstab --by age-band --question q5 --answer Agree --publish
    """
    from coder.workflow.crosstab import CrosstabOptions, crosstab_project

    if threshold is not None and not publish:
        raise UsageError("--threshold says what is published.", "Add --publish.")
    options = CrosstabOptions(
        by=by,
        groups=group or (),
        nets=nets,
        questions=question,
        answer=answer,
        dominant=dominant,
        basis=basis,
        threshold=(threshold or THRESHOLD) if publish else None,
        test=test,
        weighted=weighted,
    )
    summary = crosstab_project(find_project(project), options)
    for notice in summary.notices:
        say(f"note: {notice}")
    for check in summary.checks:
        say(_checked(check))
    if form is Format.TABLE:
        _print(summary, answer, weighted)
        for line in _footnotes(summary, options.threshold, test, weighted):
            write_line(line)
    else:
        _print_flat(summary, form, weighted)


def _print(summary: "CrosstabSummary", answer: str | None, weighted: bool) -> None:
    if answer is not None and len(summary.tables) > 1:
        print_questions(summary.tables, summary.p_values)
    elif answer is not None or summary.dominant:
        _print_groups(summary, answer, weighted)
    else:
        for at, table in enumerate(summary.tables):
            print_by_group(table, summary.p_values[at] if summary.p_values else ())


def _print_groups(summary: "CrosstabSummary", answer: str | None, weighted: bool) -> None:
    """Print a row for each group, everyone last: its size, who gave the answer, and what most of them say."""
    table = summary.tables[0] if summary.tables else None
    cells = table.rows[0] if table is not None and answer is not None else ()
    sizes = [int(members.sum()) for members in summary.grouping.members]
    names = [EVERYONE, *summary.grouping.names]
    columns = [summary.by, "No."]
    columns += ["answered", f"% {cells[0].label}", "of them", *(["weighted %"] if weighted else [])] if cells else []
    columns += [f"dominant in {summary.dominant_of}"] if summary.dominant else []
    rows = []
    for at in [*range(1, len(names)), 0]:
        size = sizes[at - 1] if at else int(summary.grouping.everyone.sum())
        row = [names[at], f"{size:,}"]
        if cells:
            cell = cells[at]
            row[1] = "[c]" if cell.in_group is None else row[1]
            count = "[c]" if cell.respondents is None else f"{cell.respondents:,}"
            row += [base_of(cell.base), share(cell), count, *([weighted_share(cell)] if weighted else [])]
        rows.append(row + ([_dominant(summary.dominant[at])] if summary.dominant else []))
    print_table(columns, rows, title="" if table is None else heading(table))
    if summary.p_values:
        write_line(f"p = {summary.p_values[0][0]:.3f}" if summary.p_values[0][0] is not None else "p: not tested")


def _dominant(found: "Dominant | None") -> str:
    if found is None:
        return "[c]"
    if found.labels:
        return f"{', '.join(found.labels)} ({found.respondents}{' each' if len(found.labels) > 1 else ''})"
    return f"none: {found.tied} with {found.respondents} each" if found.tied else "-"


def _print_flat(summary: "CrosstabSummary", form: Format, weighted: bool) -> None:
    tested, leading = bool(summary.p_values), bool(summary.dominant)
    records = []
    for number, table in enumerate(summary.tables):
        for line, row in enumerate(table.rows):
            p_value = {"p_value": summary.p_values[number][line]} if tested else {}
            for at, cell in enumerate(row):
                records.append(record(cell, **p_value, **(_leading(summary.dominant[at]) if leading else {})))
    more = (*(("p_value",) if tested else ()), *(DOMINANT if leading else ()))
    if leading and not records:
        names = (None, *summary.grouping.names)
        records = [
            {"by": summary.by, "group": name, **_leading(found)}
            for name, found in zip(names, summary.dominant, strict=True)
        ]
    print_cells(records, form, weighted=weighted, more=more)


def _leading(found: "Dominant | None") -> dict[str, str | int | None]:
    if found is None:
        return {"dominant": None, "dominant_respondents": None}
    return {"dominant": "|".join(found.labels) or None, "dominant_respondents": found.respondents or None}


def _checked(check: "MachineCheck") -> str:
    from coder.workflow.machine_checked import FEW

    if not check.comments:
        return f"machine, {check.group}: nobody has read any of it blind; its error there is not known."
    few = " (few: hardly known)" if check.comments < FEW else ""
    return (
        f"machine, {check.group or EVERYONE}: of {check.comments:,} comments read blind{few}, {check.wrong:,} of "
        f"{check.given:,} codes given were wrong and {check.missed:,} were missed."
    )


def _footnotes(summary: "CrosstabSummary", threshold: int | None, test: bool, weighted: bool) -> list[str]:
    """What a reader of the tables must know."""
    cells = [cell for table in summary.tables for row in table.rows for cell in row]
    said = ["Percentages are of those in each group who answered (the base); of an open question, of those coded."]
    if any(cell.base is not None and cell.base < LOW_BASE for cell in cells):
        said.append(
            f"[low base]: fewer than {LOW_BASE} respondents answered; a single one moves such a percentage much."
        )
    if threshold is None and any(0 < (cell.respondents or 0) < THRESHOLD for cell in cells if cell.group is not None):
        said.append("For work, not for publication: counts below 5 are shown. --publish leaves them out.")
    if not summary.grouping.disjoint:
        said.append("Somebody can be in several groups, so they do not add up to all.")
    if summary.left_out:
        they = "1 respondent" if summary.left_out == 1 else f"{summary.left_out} respondents"
        said.append(f"'{EVERYONE}' is without {they} who did not state '{summary.by}': too few to be shown.")
    if threshold is not None:
        said.append(
            f"[c]: left out ({summary.withheld:,} cells), so that no group of fewer than {threshold} can be told, here "
            "or by subtraction. That holds for this table: do not publish the same answers by other groups beside it."
        )
        if 3 * summary.withheld > len(cells):
            said.append("Much is left out. Join small groups to show more: --group 'NAME=VALUE|VALUE', or --nets.")
    if test:
        said.append(
            "p: chi-square, or Fisher's exact test where few are expected, corrected by Holm over the rows together. "
            "Respondents chose to answer: this says nothing about people who did not."
        )
    if weighted:
        said.append(
            "Weighted figures stand beside the counts, and intervals use Kish's effective base. Weights mend what they "
            "were made for, not that respondents chose to answer."
        )
    return said
