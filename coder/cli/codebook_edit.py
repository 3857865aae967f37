"""`coder codebook add`, `coder codebook example` and `coder codebook retire`."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from coder.cli.narration import say
from coder.cli.options import ProjectOption, find_project
from coder.cli.output import write
from coder.domain.codebook import Code
from coder.domain.text import plural
from coder.errors import UsageError

if TYPE_CHECKING:
    from coder.workflow.edit_codebook import Edit, Edited

FileOption = Annotated[
    Path | None,
    typer.Option("--codebook", metavar="FILE", help="A framework (YAML) of no project. Left out: the project's."),
]
CodeArgument = Annotated[str, typer.Argument(metavar="CODE", help="The id of a code.")]


def add(
    label: Annotated[str, typer.Argument(metavar="LABEL", help="What the code is called.")],
    project: ProjectOption = None,
    file: FileOption = None,
    code_id: Annotated[
        str, typer.Option("--id", metavar="ID", help="Its id. Left out: made of the label.", show_default=False)
    ] = "",
    under: Annotated[
        str | None, typer.Option("--under", metavar="CODE", help="Its parent. Left out: it comes at top level.")
    ] = None,
    definition: Annotated[
        str, typer.Option("--definition", metavar="TEXT", help="What it stands for.", show_default=False)
    ] = "",
    example: Annotated[
        list[str] | None, typer.Option("--example", metavar="TEXT", help="A comment that has it; may be repeated.")
    ] = None,
    keyword: Annotated[
        list[str] | None, typer.Option("--keyword", metavar="WORD", help="A word that speaks for it; may be repeated.")
    ] = None,
    question: Annotated[
        list[str] | None,
        typer.Option("--question", metavar="ID", help="A question it applies to; may be repeated. Left out: all."),
    ] = None,
) -> None:
    """Add a code at the end of the framework, or of the codes below another one; prints its id.

    The file keeps its comments and its layout, and the code is written as those beside it are.

    Example: coder codebook add "Toilets" --definition "Wants toilets, or cleaner ones." --keyword "toilet*"
    """
    from coder.workflow.edit_codebook import adding

    label = label.strip()
    code = Code(
        id=code_id,
        label=label,
        definition=definition,
        examples=tuple(example or ()),
        keywords=tuple(keyword or ()),
        questions=tuple(question) if question else None,
    )
    edited = _edit(project, file, adding(code, under))
    made = next(each.code.id for each in edited.codebook.placed.values() if each.code.label == label)
    write(f"{made}\n")
    say(f"Added '{label}'{f' below {under}' if under else ''} to {edited.file}.")


def example(
    code: CodeArgument,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A comment that has the code.")],
    project: ProjectOption = None,
    file: FileOption = None,
) -> None:
    """Add an example to a code. Take out what tells who wrote it: the framework is kept and shown with it.

    Example: coder codebook example staff-present "There was nobody at the desk."
    """
    from coder.codebook.editing import add_to_list

    edited = _edit(project, file, partial(add_to_list, code_id=code, field="examples", text=text))
    count = len(edited.codebook.placed[code].code.examples)
    say(f"'{code}' has {plural(count, 'example')} in {edited.file}.")


def retire(
    code: CodeArgument,
    project: ProjectOption = None,
    file: FileOption = None,
    replaced_by: Annotated[
        str | None, typer.Option("--replaced-by", metavar="OTHER", help="The code that it counts as from now on.")
    ] = None,
) -> None:
    """Retire a code: it is given no more, and what was decided stays.

    Example: coder codebook retire staff-present --replaced-by staff-attitude
    """
    from coder.codebook.editing import retire as retire_code

    edited = _edit(project, file, partial(retire_code, code_id=code, replaced_by=replaced_by))
    other = edited.codebook.placed[code].code.replaced_by
    say(f"'{code}' is retired{f' and counts as {other}' if other else ''} in {edited.file}.")


def _edit(project: Path | None, file: Path | None, edit: "Edit") -> "Edited":
    """Make an edit in the file named, or else in the project's."""
    from coder.workflow.edit_codebook import Edited, edit_file, edit_project

    if file is None:
        edited = edit_project(find_project(project), edit)
        for notice in edited.notices:
            say(f"note: {notice}")
        return edited
    if project is not None:
        raise UsageError("--project and --codebook both say which framework is meant.", "Give one of the two.")
    return Edited(edit_file(file, edit), file, ())
