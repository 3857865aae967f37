"""`coder init`."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from coder.cli.narration import say
from coder.domain.text import plural
from coder.domain.units import Unit


def init(
    project: Annotated[Path, typer.Argument(metavar="PROJECT", help="The project file to make, such as survey.coder.")],
    codebook: Annotated[Path, typer.Option("--codebook", metavar="FILE", help="The coding framework (YAML).")],
    unit: Annotated[Unit, typer.Option("--unit", help="What is coded: each comment, or whole responses.")] = (
        Unit.COMMENT
    ),
) -> None:
    """Create a project file for a coding framework. Never overwrites one.

    Example: coder init survey.coder --codebook framework.yaml
    """
    from coder.workflow.project import create_project

    made = create_project(project, codebook, unit)
    size = f"{plural(len(made.questions), 'question')}, {plural(len(made.placed), 'code')}"
    say(f"Created {project} for '{made.title or made.id}': {size}.")
    say(f"Next: coder import FILE --project {shlex.quote(str(project))}")
