"""SHA-256 of files, and what of a folder differs from what is expected."""

import hashlib
from collections.abc import Mapping
from pathlib import Path


def file_hash(path: Path) -> str:
    """SHA-256 (hex) of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def first_missing(folder: Path, files: Mapping[str, str]) -> str | None:
    """The first of the files, in order of their names, that the folder lacks."""
    return next((name for name in sorted(files) if not (folder / name).is_file()), None)


def first_different(folder: Path, files: Mapping[str, str]) -> str | None:
    """The first of the files, in order of their names, whose content is not the expected one."""
    return next((name for name in sorted(files) if file_hash(folder / name) != files[name]), None)


def first_unknown(folder: Path, known: frozenset[str]) -> str | None:
    """The first file below the folder that is not known; a loader might read it."""
    return next((name for name in _names(folder) if name not in known), None)


def pins_fingerprint(files: Mapping[str, str]) -> str:
    """A short hash over the names and hashes of files."""
    lines = "".join(f"{name} {files[name]}\n" for name in sorted(files))
    return hashlib.sha256(lines.encode("utf-8", "surrogateescape")).hexdigest()[:12]


def folder_fingerprint(folder: Path) -> str:
    """A short hash over the names and contents of all files below a folder that a user chose."""
    return pins_fingerprint({name: file_hash(folder / name) for name in _names(folder)})


def _names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
