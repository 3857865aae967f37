"""`coder review`."""

from typing import Annotated

import typer

from coder.cli.narration import has_person, say
from coder.cli.options import ProjectOption, QuestionOption, find_project
from coder.errors import UsageError


def review(
    project: ProjectOption = None,
    coder: Annotated[
        str | None,
        typer.Option("--coder", metavar="NAME", envvar="CODER_NAME", help="Who is coding. Asked once for each person."),
    ] = None,
    question: QuestionOption = None,
    order: Annotated[
        str | None,
        typer.Option(
            "--order",
            metavar="ORDER",
            help="file (as imported; left out: this), random (what is read so far is a random sample), learn (what "
            "teaches the suggestions most), alike (like answers one after the other) or code:ID (what most probably "
            "carries that code, or one below it).",
        ),
    ] = None,
    audit: Annotated[
        bool,
        typer.Option("--audit", metavar="", help="Read open audits, blind: no suggestions, nothing others decided."),
    ] = False,
) -> None:
    """Confirm or correct codes, one response at a time; Enter confirms and moves on, ? shows every key.

    Example: coder review --question q1 --order code:opening-hours
    """
    from coder.tui.app import run_review
    from coder.workflow.review import open_review, refuse_order

    if order is not None:
        refuse_order(order, audit=audit)
    path = find_project(project)
    if not has_person():
        raise UsageError("`coder review` needs a terminal to show its screen in.", "Run it in a terminal window.")
    with open_review(path, coder=coder, ask=_ask_name, questions=question, audit=audit, order=order) as opened:
        for notice in opened.notices:
            say(f"note: {notice}")
        run_review(opened.session, title=opened.title)
        say(opened.farewell())


def _ask_name() -> str:
    return str(typer.prompt("Your name or initials (kept with every decision)", err=True)).strip()
