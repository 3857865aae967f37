"""Changes a framework's file, which stays the author's: whole, durable, and stored as a version of the project.

An edit is worked out first, which takes seconds for a large framework, and then put in place in milliseconds, if the
file is still what the edit was worked out from; if not, it is worked out anew.
"""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from coder.codebook.editing import add_code, meaning, propose_id
from coder.codebook.read import read_source
from coder.domain.codebook import Code, Codebook
from coder.errors import CodebookError, InputError
from coder.exporting.draft import Draft, file_errors
from coder.store.project import Project
from coder.workflow.project import open_project

ATTEMPTS = 5
"""How often an edit is worked out while somebody else keeps changing the file."""


class Edit(Protocol):
    """A change of a framework's text, such as those in `coder.codebook.editing`."""

    def __call__(self, source: str, *, name: str) -> str:
        """The edited text; `name` is what the file is called in problems."""


@dataclass(frozen=True, slots=True)
class Edited:
    """A project's framework after an edit."""

    codebook: Codebook
    file: Path
    notices: tuple[str, ...]


def edit_project(path: Path, edit: Edit) -> Edited:
    """Change the framework of a project file; see `edit_codebook`."""
    with open_project(path) as opened:
        codebook = edit_codebook(opened.project, edit)
        return Edited(codebook, opened.project.codebook_path, opened.notices)


def edit_codebook(project: Project, edit: Edit) -> Codebook:
    """Change the framework's file beside an open project, and store what it says now as a version; returns it.

    Raises:
        CodebookError: the file is missing or invalid, or the edit would make it so; nothing is changed.
        InputError: the edit cannot be made, or the file or the project not be written.
    """
    return _edit(project.codebook_path, edit, project)


def edit_file(path: Path, edit: Edit) -> Codebook:
    """Change a framework's file that belongs to no project; raises what `edit_codebook` raises."""
    return _edit(path, edit, None)


def adding(code: Code, under: str | None) -> Edit:
    """The edit that adds a code; one whose id is empty is given one made of its label."""

    def edit(source: str, *, name: str) -> str:
        code_id = code.id or propose_id(code.label, meaning(source, name).placed)
        return add_code(source, replace(code, id=code_id), under=under, name=name)

    return edit


def _edit(path: Path, edit: Edit, project: Project | None) -> Codebook:
    for _ in range(ATTEMPTS):
        before = _content(path)
        edited = edit(before.decode(), name=str(path))
        codebook = meaning(edited, str(path))
        drafting = _draft(path, edited) if edited.encode() != before else nullcontext()
        with drafting as draft, project.transaction() if project else nullcontext():
            if _content(path) != before:
                continue
            if project and codebook.content_hash != project.codebook_hash():
                project.save_codebook(edited.removeprefix("\ufeff"), codebook.content_hash, codebook.version)
            if draft:
                draft.publish()
        return codebook
    raise InputError(f"{path} was changed by another program each time it was to be edited.", "Try again.")


@contextmanager
def _draft(path: Path, text: str) -> Iterator[Draft]:
    """The new text of a file, written beside it; gone again unless it is published."""
    draft = Draft(path)
    try:
        with file_errors(path):
            draft.file.write(text.encode())
        yield draft
    finally:
        draft.discard()


def _content(path: Path) -> bytes:
    """The bytes of a framework's file, with its byte order mark and line ends."""
    source = read_source(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise CodebookError(f"The framework {path} has just been taken away.", "Put it back and try again.") from error
    if content.decode(errors="replace").removeprefix("\ufeff") != source:
        raise CodebookError(f"The framework {path} is being changed by another program.", "Try again.")
    return content
