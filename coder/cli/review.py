"""`coder review`."""

import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.narration import has_person, say
from coder.cli.options import ProjectOption, QuestionOption, find_project
from coder.cli.output import write, write_line
from coder.cli.serve import review_command, serve_review
from coder.cli.streams import writing_output
from coder.errors import UsageError

if TYPE_CHECKING:
    from coder.reviewing.keys import Key
    from coder.reviewing.session import ReviewSession
    from coder.workflow.framework_file import FrameworkFile
    from coder.workflow.second import Second

Run = Callable[["ReviewSession", str, "FrameworkFile | None"], None]
"""Shows a session under a title until the person quits; the framework can be changed where its file is given."""
_DUMB = ("dumb", "unknown")
"""Kinds of terminals that cannot move a cursor."""


def review(
    context: typer.Context,
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
    check: Annotated[
        bool,
        typer.Option(
            "--check",
            metavar="",
            help="Code a random share of what others coded a second time, blind: no suggestions, no codes of theirs.",
        ),
    ] = False,
    share: Annotated[
        float | None, typer.Option("--share", metavar="SHARE", help="With --check: how much. Left out: 0.2, a fifth.")
    ] = None,
    of: Annotated[
        str | None,
        typer.Option("--of", metavar="NAME", help="With --check: of whose coding; your own name to check yourself."),
    ] = None,
    adjudicate: Annotated[
        bool,
        typer.Option("--adjudicate", metavar="", help="Settle what coders disagree on, with what each of them gave."),
    ] = False,
    watch: Annotated[
        list[str] | None,
        typer.Option("--watch", metavar="CODE", help="Always show how often this code was mentioned; may be repeated."),
    ] = None,
    no_refit: Annotated[
        bool,
        typer.Option(
            "--no-refit",
            metavar="",
            help="Do not have suggestions fitted anew in the background after some decisions (or CODER_REFIT=0).",
        ),
    ] = False,
    plain: Annotated[
        bool,
        typer.Option(
            "--plain",
            metavar="",
            help="Line by line, for screen readers, dumb terminals, pipes and scripts; ? lists the commands.",
        ),
    ] = False,
    keys: Annotated[
        Path | None,
        typer.Option(
            "--keys",
            metavar="FILE",
            help="Your own keys for the screen (YAML). Left out: keys.yaml in your settings for coder, if it is there.",
        ),
    ] = None,
    list_keys: Annotated[
        bool,
        typer.Option("--list-keys", metavar="", help="Print the usual keys of the screen as such a file, and stop."),
    ] = False,
    serve: Annotated[
        bool,
        typer.Option(
            "--serve",
            metavar="",
            help="The same screen in a browser on this computer, by a link that works once; Ctrl+C stops.",
        ),
    ] = False,
    port: Annotated[
        int | None,
        typer.Option("--port", metavar="PORT", help="With --serve: where. Left out: a free one."),
    ] = None,
    open_browser: Annotated[
        bool,
        typer.Option(
            "--open",
            metavar="",
            help="With --serve: open the link in your usual browser. Where others work on this computer at the same "
            "time, open it yourself: they could see it while the browser starts.",
        ),
    ] = False,
) -> None:
    """Confirm or correct codes, one response at a time; Enter confirms and moves on, ? shows every key.

    Example: coder review --question q1 --order code:opening-hours
    """
    # For matrices as small as those of a key, threads mostly wait for each other: thrice as long on a busy machine.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from coder.workflow.framework_file import FrameworkFile
    from coder.workflow.own_keys import listed, own_keys
    from coder.workflow.review import open_review, refuse_order

    if list_keys:
        write(listed())
        return

    if order is not None:
        refuse_order(order, audit=audit)
    second = _second(check=check, share=share, of=of, adjudicate=adjudicate, other=audit or order is not None)
    path = find_project(project)
    opening = partial(
        open_review,
        path,
        coder=coder,
        ask=_ask_name,
        questions=question,
        audit=audit,
        order=order,
        watch=watch or (),
        refit=not no_refit,
        second=second,
    )
    if serve or port is not None or open_browser:
        _refuse_serving(serve=serve, plain=plain)
        own_keys(keys)  # a file that will not do is refused here, not in the browser
        with opening(refit=False) as opened:
            _tell(opened.notices)
            name, title = opened.session.coder, opened.title
        serve_review(review_command(context, path, name), title=title, port=port or 0, open_browser=open_browser)
        return
    run = _plain() if plain else _screen(own_keys(keys))
    with opening() as opened:
        _tell(opened.notices)
        run(opened.session, opened.title, None if audit or check else FrameworkFile.of(path))
        (write_line if plain else say)(opened.farewell())


def _second(*, check: bool, share: float | None, of: str | None, adjudicate: bool, other: bool) -> "Second | None":
    """Whether to check or to adjudicate; None: neither.

    Raises:
        UsageError: options do not go together.
    """
    from coder.workflow.checking import SHARE
    from coder.workflow.second import Adjudication, Check

    if not check and (share is not None or of is not None):
        raise UsageError("--share and --of belong to --check.", "Add --check, or leave them out.")
    if check + adjudicate + (other and (check or adjudicate)) > 1:
        raise UsageError(
            "A check, an adjudication and an audit are sittings of their own, each in its own order.",
            "Leave out all but one of --check, --adjudicate, --audit and --order.",
        )
    if check:
        return Check(SHARE if share is None else share, (of or "").strip())
    return Adjudication() if adjudicate else None


def _screen(keys: tuple["Key", ...]) -> Run:
    """What runs the screen.

    Raises:
        UsageError: there is no terminal that could show it.
    """
    drawn_elsewhere = "TEXTUAL_DRIVER" in os.environ
    if not drawn_elsewhere and (not has_person() or os.environ.get("TERM", "").lower() in _DUMB):
        raise UsageError(
            "`coder review` needs a terminal that can show its screen.",
            "Use `coder review --plain`: it works line by line, also in a pipe and on a dumb terminal.",
        )
    from coder.tui.app import run_review
    from coder.workflow.framework_apart import Apart

    return lambda session, title, framework: run_review(
        session, title=title, keys=keys, framework=None if framework is None else Apart(framework)
    )


def _plain() -> Run:
    """What runs plain mode; made before anything is read from stdin, of which it sets the encoding."""
    from coder.plain.dialogue import Dialogue
    from coder.plain.loop import run_plain

    dialogue = Dialogue(sys.stdin, _write_now)
    return lambda session, title, framework: run_plain(session, dialogue, title=title, framework=framework)


def _refuse_serving(*, serve: bool, plain: bool) -> None:
    if not serve:
        raise UsageError("--port and --open belong to --serve.", "Add --serve, or leave them out.")
    if plain:
        raise UsageError("A browser shows the screen, not plain mode.", "Leave out --plain, or --serve.")


def _tell(notices: Sequence[str]) -> None:
    for notice in notices:
        say(f"note: {notice}")


def _write_now(text: str) -> None:
    with writing_output():
        sys.stdout.write(text)
        sys.stdout.flush()


def _ask_name() -> str:
    if not has_person():
        raise UsageError("`coder review` has to know who is coding.", "Pass --coder NAME.")
    return str(typer.prompt("Your name or initials (kept with every decision)", err=True)).strip()
