"""Opens a project together with the codebook that is to be used with it."""

import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from coder.codebook.read import parse_codebook, read_codebook, read_source
from coder.domain.codebook import Codebook
from coder.domain.units import Unit
from coder.errors import CodebookError, InputError, ProjectError
from coder.store.project import Project

ENDING = ".coder"
"""How the name of a project file ends; commands find the one in a folder by it."""
PATIENCE = 1.0
"""Seconds to wait for another process before a changed codebook is used without being stored."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An open project and its codebook."""

    project: Project
    codebook: Codebook
    notices: tuple[str, ...] = ()
    """What the person should know, such as a codebook file that could not be used."""
    source: str | None = None
    """The YAML of the codebook; None where a stored version stands in for the file."""


def create_project(path: Path, codebook_path: Path, unit: Unit) -> Codebook:
    """Make a project file for a framework, and store the framework's first version in it.

    Raises:
        InputError: its name does not end as that of a project file.
    """
    if path.suffix != ENDING:
        better = shlex.quote(f"{path}{ENDING}")
        raise InputError(f"The name of a project file ends in {ENDING}, and '{path}' does not.", f"Name it {better}.")
    codebook = read_codebook(codebook_path)
    with Project.create(path, codebook_path=codebook_path, unit=unit) as project:
        project.save_codebook(read_source(codebook_path), codebook.content_hash, codebook.version)
    return codebook


@contextmanager
def open_project(path: Path, *, read_only: bool = False, out: Path | None = None) -> Iterator[Opened]:
    """Open a project; a changed and valid codebook file is stored as a new version.

    An invalid or missing file falls back to the last stored version, with a notice. A project opened for reading is
    written only to store such a change; where that cannot be, the change is used all the same, with a notice.

    Args:
        path: the project file.
        read_only: refuse every other write.
        out: a file that is to be written; refused if it is the project or its codebook.

    Raises:
        InputError: the project cannot be opened, no version of its codebook can be used, or `out` is one of the two.
    """
    with Project.open(path, read_only=read_only) as project:
        if out is not None:
            keep_inputs(out, path, project.codebook_path)
        opened = _with_codebook(project)
        yield replace(opened, notices=(*opened.notices, *_keep_version(opened, read_only)))


def keep_inputs(out: Path, *inputs: Path) -> None:
    """Refuse to write over a file that is being read.

    Raises:
        InputError: the output is one of the inputs.
    """
    for one in inputs:
        if _is_same(out, one):
            raise InputError(f"{out} is in use here, and would be written over.", "Choose another name.")


def _is_same(first: Path, second: Path) -> bool:
    try:
        return first.samefile(second)
    except (OSError, ValueError):  # one of them is not there, or cannot be
        return False


def _with_codebook(project: Project) -> Opened:
    try:
        source = read_source(project.codebook_path)
        return Opened(project, parse_codebook(source, str(project.codebook_path)), source=source)
    except CodebookError as error:
        return _stored_codebook(project, error)


def _keep_version(opened: Opened, read_only: bool) -> tuple[str, ...]:
    """Store the codebook if it is new to the project; returns a notice where that cannot be."""
    project, codebook = opened.project, opened.codebook
    if opened.source is None or codebook.content_hash == project.codebook_hash():
        return ()
    if not read_only:
        project.save_codebook(opened.source, codebook.content_hash, codebook.version)
        return ()
    try:
        with Project.open(project.path, patience=PATIENCE) as writer:
            writer.save_codebook(opened.source, codebook.content_hash, codebook.version)
    except ProjectError as error:
        return (f"The codebook has changed; it is used as it is now, but not stored as a new version: {error.message}",)
    return ()


def _stored_codebook(project: Project, error: CodebookError) -> Opened:
    source = project.codebook_source()
    if source is None:
        raise ProjectError(f"The codebook cannot be used, and {project.path} has no stored version: {error.message}")
    notice = f"The codebook file cannot be used, so its last stored version is: {error.message}"
    return Opened(project, parse_codebook(source, "the stored codebook"), (notice,))
