"""The `coder` command: every verb in the order of the work."""

from typing import Annotated

import typer

from coder import __version__
from coder.cli import batch, codebook, count, demo, export, import_, init, report, review, status, suggest
from coder.cli.errors import CoderGroup

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

app.command("demo")(demo.demo)
app.command("init")(init.init)
app.add_typer(codebook.app, name="codebook")
app.command("import")(import_.import_file)
app.command("suggest")(suggest.suggest)
app.command("review")(review.review)
app.command("status")(status.status)
app.command("count")(count.count)
app.command("report")(report.report)
app.command("export")(export.export)
app.command("batch")(batch.batch)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"coder {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and leave.")
    ] = False,
) -> None:
    """Code free-text survey comments: a framework in, theme counts and a report out. Works offline."""


def main() -> None:
    """Run the command line."""
    app()
