"""`coder autocode`."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.narration import say
from coder.cli.options import FormatOption, ProjectOption, QuestionOption, find_project
from coder.cli.output import Format, Record, print_records
from coder.domain.text import plural

if TYPE_CHECKING:
    from coder.workflow.autocode import Finding, Looked

COLUMNS = ("question", "code", "verdict", "threshold", "audited", "false", "applies_to", "more_items")
_DATA = ("question", "code", "label", *COLUMNS[2:], "new_audit_items")


def autocode(
    project: ProjectOption = None,
    precision: Annotated[
        float | None,
        typer.Option("--precision", help="The share of applied codes that must be right. Left out: as drawn for."),
    ] = None,
    confidence: Annotated[
        float | None, typer.Option("--confidence", help="How sure that must be, for each code. Left out: as drawn for.")
    ] = None,
    familywise: Annotated[
        bool,
        typer.Option(
            "--familywise",
            metavar="",
            help="Be so sure of all of a question's codes together: divides the error between them.",
        ),
    ] = False,
    question: QuestionOption = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Apply codes by machine where the audit certifies it, and say for every code what it certified or lacks.

    A code is applied to a comment from the score on from which, in the audit, enough of the responses that would have
    got it were right. What a person has decided is never touched. The first look settles --precision and --confidence.

    Example: coder autocode --precision 0.9 --confidence 0.95
    """
    from coder.workflow.autocode import AutocodeOptions, autocode_project

    options = AutocodeOptions(precision=precision, confidence=confidence, familywise=familywise)
    found = autocode_project(find_project(project), options, questions=question)
    for notice in found.notices:
        say(f"note: {notice}")
    if form is Format.TABLE:
        for look in found.looks:
            rows = [_shown(one) for one in found.findings if one.question == look.question]
            print_records(rows, form, columns=COLUMNS, title=_title(look))
    else:
        print_records([asdict(one) for one in found.findings], form, columns=_DATA)
    for look in found.looks:
        _tell(look, found.findings)
    say(f"At most {found.expected_false:.2f} false certificates are to be expected of all looks so far together.")
    say(f"{plural(found.comments, 'comment')} coded by machine now ({plural(found.codes, 'code')}).")
    say("Next: coder count --basis machine")


def _title(look: "Looked") -> str:
    of = "all of its codes together" if look.familywise else "each code"
    return (
        f"{look.question}: look {look.number} of {look.looks}{'' if look.new else ' (taken before)'}, "
        f"{look.read} responses read; precision {look.precision:g} with confidence {look.confidence:g} for {of}"
    )


def _tell(look: "Looked", findings: Sequence["Finding"]) -> None:
    say(
        f"{look.question}: {plural(look.tested, 'code')} tested at an error of {look.error:.4g} per look; at most "
        f"{look.expected_false:.2f} false certificates are to be expected over all {plural(look.looks, 'look')}."
    )
    if look.to_read:
        say(
            f"{look.question}: the next look needs {plural(look.to_read, 'more audited response')} "
            "(coder review --audit). It is at the same scores: do not run `coder suggest` before it."
        )
    elif look.number == look.looks:
        say(f"{look.question}: no look is left. `coder audit close` lets what was read in it teach.")
    lacking = [one for one in findings if one.question == look.question and one.new_audit_items is not None]
    for one in lacking:
        say(f"{look.question}: to certify {one.code}, a new audit of about {one.new_audit_items} responses.")


def _shown(finding: "Finding") -> Record:
    threshold = None if finding.threshold is None else f"{finding.threshold:.3f}"
    more = f"about {finding.more_items}" if finding.more_items is not None else None
    return asdict(finding) | {"threshold": threshold, "more_items": more}
