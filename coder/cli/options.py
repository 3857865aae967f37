"""Options that several commands share."""

import os
from pathlib import Path
from typing import Annotated

import typer

from coder.cli.output import Format
from coder.errors import UsageError

PROJECT_VARIABLE = "CODER_PROJECT"

ProjectOption = Annotated[
    Path | None,
    typer.Option(
        "--project",
        metavar="FILE",
        help=f"The project file. Left out: ${PROJECT_VARIABLE}, else the only *.coder file in this folder.",
    ),
]
FormatOption = Annotated[Format, typer.Option("--format", help="How the table is printed.")]
YesOption = Annotated[bool, typer.Option("--yes", "-y", metavar="", help="Import as shown, without asking.")]
QuestionOption = Annotated[
    list[str] | None, typer.Option("--question", metavar="ID", help="Only this question; may be repeated.")
]
ModelOption = Annotated[
    str | None,
    typer.Option("--model", metavar="NAME", help="Embedding model: a folder or a name. Left out: all-MiniLM-L6-v2."),
]
DownloadOption = Annotated[
    bool,
    typer.Option(
        "--allow-download", metavar="", help="Fetch a missing model from its hub. Nothing is ever fetched otherwise."
    ),
]


def find_project(given: Path | None) -> Path:
    """The project file to work on.

    Raises:
        UsageError: none is named, and the folder has none or several.
    """
    if given is not None:
        return given
    if named := os.environ.get(PROJECT_VARIABLE):
        return Path(named)
    here = sorted(Path.cwd().glob("*.coder"))
    if len(here) == 1:
        return Path(here[0].name)
    if not here:
        raise UsageError(
            "There is no project file (*.coder) in this folder.",
            "Name one with --project FILE, or make one with `coder init PROJECT --codebook FILE`.",
        )
    names = ", ".join(path.name for path in here)
    raise UsageError(f"There are several project files in this folder: {names}.", "Name one with --project FILE.")
