"""Creating a project file: whole or not at all, and never in the place of another."""

import os
import secrets
from datetime import UTC, datetime
from pathlib import Path

from coder import __version__
from coder.domain.units import Unit
from coder.errors import ProjectError
from coder.store import meta
from coder.store.connection import PATIENCE, Database, Mode
from coder.store.faults import in_words
from coder.store.migrating import upgrade


def create_file(path: Path, codebook_path: Path, unit: Unit) -> None:
    """Write a new project beside its final place, then put it there under its name."""
    _refuse_taken(path)
    if not path.parent.is_dir():
        raise ProjectError(f"There is no folder {path.parent}.", "Create the folder first.")
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    with in_words(path):
        try:
            _fill(draft, path, codebook_path, unit)
            _place(draft, path)
        finally:
            draft.unlink(missing_ok=True)


def stored_codebook_path(project: Path, codebook: Path) -> str:
    """The codebook's path relative to the project file, with `/`; absolute where it is on another drive."""
    target = codebook.absolute().parent.resolve() / codebook.name
    try:
        return Path(os.path.relpath(target, project.absolute().parent.resolve())).as_posix()
    except ValueError:
        return target.as_posix()


def _fill(draft: Path, path: Path, codebook_path: Path, unit: Unit) -> None:
    database = Database(draft, Mode.CREATE, PATIENCE)
    facts = {
        meta.UNIT: unit.value,
        meta.CODEBOOK_PATH: stored_codebook_path(path, codebook_path),
        meta.TEXT_KEY: secrets.token_hex(32),
        meta.CREATED: datetime.now(UTC).isoformat(),
        meta.PROGRAM: __version__,
    }
    try:
        with database.writing() as connection:
            upgrade(connection)
            for key, value in facts.items():
                meta.write(connection, key, value)
    finally:
        database.close()


def _place(draft: Path, path: Path) -> None:
    try:
        os.link(draft, path)
    except FileExistsError:
        _refuse_taken(path)
        raise
    except OSError:  # a file system without hard links: claim the name, then move over it
        try:
            path.touch(exist_ok=False)
        except FileExistsError:
            _refuse_taken(path)
            raise
        draft.replace(path)
    _flush_folder(path.parent)


def _refuse_taken(path: Path) -> None:
    if os.path.lexists(path):
        raise ProjectError(f"{path} exists already, and is never overwritten.", "Choose another name, or delete it.")


def _flush_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
