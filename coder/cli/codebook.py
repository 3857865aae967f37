"""`coder codebook` and the commands below it; those that change a framework are in `codebook_edit`."""

from pathlib import Path
from typing import Annotated

import typer

from coder.cli.codebook_edit import add, example, retire
from coder.cli.diagnose import diagnose
from coder.cli.errors import CoderCommand, CoderGroup
from coder.cli.narration import say
from coder.cli.output import write
from coder.domain.text import display, plural
from coder.errors import ExitCode

app = typer.Typer(
    cls=CoderGroup,
    no_args_is_help=True,
    help="Check, show and edit coding frameworks, and find where one is vague.",
    epilog="Example: coder codebook check framework.yaml",
)

CodebookArgument = Annotated[Path, typer.Argument(metavar="FILE", help="The coding framework (YAML).")]


@app.command("check", cls=CoderCommand)
def check(file: CodebookArgument) -> None:
    """Report every problem of a framework at once, each with its file and line.

    Example: coder codebook check framework.yaml
    """
    from coder.codebook.check import check_codebook
    from coder.codebook.read import read_source

    checked = check_codebook(read_source(file), str(file))
    for problem in checked.problems:
        write(display(str(problem)) + "\n")
    for warning in checked.warnings:
        write(display(f"{warning} (warning)") + "\n")
    if checked.codebook is None:
        say(f"{file}: {plural(len(checked.problems), 'problem')}.")
        raise typer.Exit(ExitCode.INPUT)
    found = checked.codebook
    warned = f", {plural(len(checked.warnings), 'warning')}" if checked.warnings else ""
    say(
        f"{file}: no problems{warned}; {plural(len(found.questions), 'question')}, "
        f"{plural(len(found.placed), 'code')}, content {found.content_hash[:12]}."
    )


@app.command("show", cls=CoderCommand)
def show(
    file: CodebookArgument,
    question: Annotated[
        str | None, typer.Option("--question", metavar="ID", help="Only this question's codes.")
    ] = None,
) -> None:
    """Print a framework as a tree.

    Example: coder codebook show framework.yaml --question q1
    """
    from coder.workflow.codebook import codebook_tree

    write(display("\n".join(codebook_tree(file, question))) + "\n")


app.command("diagnose", cls=CoderCommand)(diagnose)
app.command("add", cls=CoderCommand)(add)
app.command("example", cls=CoderCommand)(example)
app.command("retire", cls=CoderCommand)(retire)
