"""The framework's file during a review: changed from inside the loop, and followed when somebody else changes it."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from coder.codebook.editing import add_to_list, retire, set_field
from coder.codebook.read import read_codebook
from coder.domain.codebook import Code, Codebook
from coder.store.project import Project
from coder.workflow.edit_codebook import Edit, adding, edit_codebook
from coder.workflow.project import open_project


@dataclass(frozen=True, slots=True)
class _Seen:
    """What tells that a file is still the one that was read."""

    modified: int
    size: int


class FrameworkFile:
    """The file of a project's framework. Edits take a second or more for a large one: call them where nobody waits.

    Each returns the framework as it is then, stored as a version of the project, and raises what
    `edit_codebook.edit_codebook` raises. They open the project on their own, so any thread will do.
    """

    def __init__(self, project: Path, file: Path) -> None:
        """Follow a file from now on."""
        self.project = project
        self.file = file
        self._seen = self._look()

    @classmethod
    def of(cls, project: Path) -> "FrameworkFile":
        """The file of a project."""
        with Project.open(project, read_only=True) as opened:
            return cls(project, opened.codebook_path)

    def read(self) -> None:
        """Note that the file was read, or written, as it is now."""
        self._seen = self._look()

    def add(self, code: Code, under: str | None) -> Codebook:
        """Add a code, below another one or at top level; its id is made of its label."""
        return self._edit(adding(code, under))

    def define(self, code: str, text: str) -> Codebook:
        """Say what a code stands for."""
        return self._edit(partial(set_field, code_id=code, field="definition", value=text))

    def exemplify(self, code: str, text: str) -> Codebook:
        """Add an example to a code."""
        return self._edit(partial(add_to_list, code_id=code, field="examples", text=text))

    def retire(self, code: str, replaced_by: str | None) -> Codebook:
        """Retire a code; with a replacement it counts as that one."""
        return self._edit(partial(retire, code_id=code, replaced_by=replaced_by))

    def revive(self, code: str) -> Codebook:
        """Bring a retired code back."""

        def edit(source: str, *, name: str) -> str:
            unreplaced = set_field(source, code, "replaced_by", None, name=name)
            return set_field(unreplaced, code, "retired", False, name=name)

        return self._edit(edit)

    def changed(self) -> bool:
        """Whether somebody else has changed the file since it was last read here."""
        return self._look() != self._seen

    def reread(self) -> Codebook:
        """The framework as somebody else left it, stored as a version of the project.

        Raises:
            CodebookError: it cannot be used; the message has a line for each problem.
        """
        self._seen = self._look()
        codebook = read_codebook(self.file)
        with open_project(self.project):
            return codebook

    def _edit(self, edit: Edit) -> Codebook:
        with Project.open(self.project) as project:  # `open_project` would read the framework once more
            codebook = edit_codebook(project, edit)
        self._seen = self._look()
        return codebook

    def _look(self) -> _Seen | None:
        try:
            found = self.file.stat()
        except OSError:
            return None
        return _Seen(found.st_mtime_ns, found.st_size)
