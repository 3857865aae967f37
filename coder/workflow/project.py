"""Opens a project together with the codebook that is to be used with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from coder.codebook.read import parse_codebook, read_codebook, read_source
from coder.domain.codebook import Codebook
from coder.domain.units import Unit
from coder.errors import CodebookError, ProjectError
from coder.store.project import Project


@dataclass(frozen=True, slots=True)
class Opened:
    """An open project and its codebook."""

    project: Project
    codebook: Codebook
    notices: tuple[str, ...] = ()
    """What the person should know, such as a codebook file that could not be used."""


def create_project(path: Path, codebook_path: Path, unit: Unit) -> Codebook:
    """Make a project file for a framework, and store the framework's first version in it."""
    codebook = read_codebook(codebook_path)
    with Project.create(path, codebook_path=codebook_path, unit=unit) as project:
        project.save_codebook(read_source(codebook_path), codebook.content_hash, codebook.version)
    return codebook


@contextmanager
def open_project(path: Path, *, read_only: bool = False) -> Iterator[Opened]:
    """Open a project; a changed and valid codebook file is stored as a new version.

    An invalid or missing file falls back to the last stored version, with a notice. A project opened for reading
    that cannot be written uses the file as it is.
    """
    with Project.open(path, read_only=read_only) as project:
        codebook, notices = _current_codebook(project, read_only)
        yield Opened(project, codebook, notices)


def _current_codebook(project: Project, read_only: bool) -> tuple[Codebook, tuple[str, ...]]:
    try:
        source = read_source(project.codebook_path)
        codebook = parse_codebook(source, str(project.codebook_path))
    except CodebookError as error:
        return _stored_codebook(project, error)
    if not read_only:
        project.save_codebook(source, codebook.content_hash, codebook.version)
    return codebook, ()


def _stored_codebook(project: Project, error: CodebookError) -> tuple[Codebook, tuple[str, ...]]:
    source = project.codebook_source()
    if source is None:
        raise ProjectError(f"The codebook cannot be used, and {project.path} has no stored version: {error.message}")
    notice = f"The codebook file cannot be used, so its last stored version is: {error.message}"
    return parse_codebook(source, "the stored codebook"), (notice,)
