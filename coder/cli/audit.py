"""`coder audit draw`, `coder audit status` and `coder audit close`."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.errors import CoderCommand, CoderGroup
from coder.cli.narration import say
from coder.cli.options import FormatOption, ProjectOption, QuestionOption, find_project
from coder.cli.output import Format, Record, print_records
from coder.domain.text import plural

if TYPE_CHECKING:
    from coder.workflow.audit import AuditState, AuditSummary

COLUMNS = (
    *("audit", "question", "state", "begun", "frame", "batch", "read", "wanted", "looks_used", "looks", "precision"),
    *("confidence", "seed", "opened"),
)

app = typer.Typer(
    cls=CoderGroup,
    no_args_is_help=True,
    help="Read a blind random sample of whole responses: it certifies machine-applied codes, and tells what all say.",
    epilog="Example: coder audit draw --size 100",
)


@app.command("draw", cls=CoderCommand)
def draw(
    project: ProjectOption = None,
    size: Annotated[int, typer.Option("--size", min=1, help="Responses to read per question before each look.")] = 100,
    looks: Annotated[
        int,
        typer.Option("--looks", min=1, help="How often the audit may be topped up and looked at; divides the error."),
    ] = 3,
    precision: Annotated[float, typer.Option("--precision", help="The share of applied codes that must be right.")] = (
        0.9
    ),
    confidence: Annotated[float, typer.Option("--confidence", help="How sure that must be, for each code.")] = 0.95,
    question: QuestionOption = None,
    seed: Annotated[
        int | None, typer.Option("--seed", min=0, max=2**63 - 1, help="Fixes the sample. Left out: drawn by lot.")
    ] = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Draw whole responses at random from those that nobody has read, question by question.

    They are set aside: no suggestion is shown for them, they teach nothing while the audit is open, and no machine
    codes them. All batches are drawn now, a batch is read before each look. The order is: `coder suggest`, this,
    `coder review --audit`, `coder autocode`. What is suggested after the reading has begun cannot be certified on it.

    `coder count --basis estimated` tells from it what all responses say. Its intervals divide their error between the
    looks: for estimates alone, draw with --looks 1.

    Example: coder audit draw --size 100 --looks 3
    """
    from coder.workflow.audit import AuditOptions, draw_audits

    options = AuditOptions(size=size, looks=looks, precision=precision, confidence=confidence, seed=seed)
    _show(draw_audits(find_project(project), options, questions=question), form)
    say("Next: coder review --audit (run `coder suggest` before it, not after it, if you want newer suggestions)")


@app.command("status", cls=CoderCommand)
def status(project: ProjectOption = None, form: FormatOption = Format.TABLE) -> None:
    """Show every audit: how much of it is read, how many of its looks are used.

    Example: coder audit status --format json
    """
    from coder.workflow.audit import audit_states

    found = audit_states(find_project(project))
    _show(found, form)
    for state in found.audits:
        if state.state == "to read":
            say(f"{state.question}: {plural(state.wanted - state.read, 'response')} to read: coder review --audit")
        elif state.state == "ready":
            say(f"{state.question}: ready: coder autocode")
        elif state.state == "ended":
            say(
                f"{state.question}: the suggestions were made, or made anew, after somebody had begun to read it, so "
                "nothing more can be certified on it: coder audit close"
            )
    if not found.audits:
        say("There is no audit yet: coder audit draw")


@app.command("close", cls=CoderCommand)
def close(project: ProjectOption = None, question: QuestionOption = None, form: FormatOption = Format.TABLE) -> None:
    """Close the open audits: their decisions teach from now on, and nothing more can be certified on them.

    Example: coder audit close --question q1
    """
    from coder.workflow.audit import close_audits

    _show(close_audits(find_project(project), questions=question), form)
    say("Next: coder suggest")


def _show(found: "AuditSummary", form: Format) -> None:
    for notice in found.notices:
        say(f"note: {notice}")
    if form is Format.TABLE:
        rows = [_shown(state) for state in found.audits]
        if rows:
            print_records(rows, form, columns=list(rows[0]))
    else:
        print_records([asdict(state) for state in found.audits], form, columns=COLUMNS)


def _shown(state: "AuditState") -> Record:
    return {
        "audit": state.audit,
        "question": state.question,
        "state": state.state,
        "read": f"{state.read} of {state.wanted}",
        "looks": f"{state.looks_used} of {state.looks}",
        "drawn from": state.frame,
        "target": f"{state.precision:g} at {state.confidence:g}",
        "seed": state.seed,
    }
