"""`coder crosstab`."""

from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.crosstabbed import print_flat, print_summary
from coder.cli.grouped import EVERYONE, LOW_BASE
from coder.cli.narration import say
from coder.cli.options import FormatOption, ProjectOption, QuestionOption, find_project
from coder.cli.output import Format, write_line
from coder.domain.results import CountBasis
from coder.errors import UsageError

if TYPE_CHECKING:
    from coder.workflow.crosstab import CrosstabSummary
    from coder.workflow.machine_checked import MachineCheck

THRESHOLD = 5


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
        print_summary(summary, answer, weighted)
        for line in _footnotes(summary, options.threshold, test, weighted):
            write_line(line)
    else:
        print_flat(summary, form, weighted)


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
        said.append(
            f"'{EVERYONE}' is without {they} who did not state '{summary.by}': too few to be shown. Beside figures of "
            "really everyone, such as those of `coder count`, it gives back what they answered."
        )
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
