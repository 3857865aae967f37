"""The `coder` command: every verb in the order of the work."""

from typing import Annotated

import typer

from coder import __version__
from coder.cli import (
    agree,
    audit,
    autocode,
    batch,
    campaigns,
    codebook,
    count,
    crosstab,
    demo,
    evaluate,
    export,
    import_,
    init,
    report,
    review,
    status,
    suggest,
)
from coder.cli.errors import CoderCommand, CoderGroup
from coder.cli.output import write

app = typer.Typer(
    name="coder",
    cls=CoderGroup,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Code free-text survey comments: a framework in, theme counts and a report out. Works offline.",
    epilog="Start with: coder demo",
)

app.command("demo", cls=CoderCommand)(demo.demo)
app.command("init", cls=CoderCommand)(init.init)
app.add_typer(codebook.app, name="codebook")
app.command("import", cls=CoderCommand)(import_.import_file)
app.command("suggest", cls=CoderCommand)(suggest.suggest)
app.command("review", cls=CoderCommand)(review.review)
app.add_typer(audit.app, name="audit")
app.command("autocode", cls=CoderCommand)(autocode.autocode)
app.command("status", cls=CoderCommand)(status.status)
app.command("count", cls=CoderCommand)(count.count)
app.command("crosstab", cls=CoderCommand)(crosstab.crosstab)
app.command("campaigns", cls=CoderCommand)(campaigns.campaigns)
app.command("agree", cls=CoderCommand)(agree.agree)
app.command("report", cls=CoderCommand)(report.report)
app.command("export", cls=CoderCommand)(export.export)
app.command("batch", cls=CoderCommand)(batch.batch)
app.command("evaluate", cls=CoderCommand)(evaluate.evaluate)


def _version(wanted: bool) -> None:
    if wanted:
        write(f"coder {__version__}\n")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool,
        typer.Option("--version", metavar="", callback=_version, is_eager=True, help="Show the version and leave."),
    ] = False,
) -> None:
    """Code free-text survey comments: a framework in, theme counts and a report out. Works offline."""
