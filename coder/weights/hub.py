"""The local cache of the model hub: where it lies and what is in it."""

import os
from pathlib import Path


def cache_folders() -> list[Path]:
    """The folders where hub clients keep what they downloaded, in the order in which they count."""
    home = os.environ.get("HF_HOME") or str(Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache") / "huggingface")
    named = [os.environ.get("HF_HUB_CACHE"), os.environ.get("HUGGINGFACE_HUB_CACHE"), str(Path(home) / "hub")]
    named.append(os.environ.get("SENTENCE_TRANSFORMERS_HOME"))
    return [expanded(Path(folder)) for folder in named if folder]


def expanded(path: Path) -> Path:
    """The path with a leading `~` resolved, where there is a home to resolve it to."""
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def snapshots(hub_name: str) -> list[Path]:
    """The downloaded versions of a model, the current one first."""
    if hub_name.count("/") != 1 or ".." in hub_name:
        return []
    found: list[Path] = []
    for cache in cache_folders():
        model = cache / ("models--" + hub_name.replace("/", "--"))
        current = _current(model)
        versions = sorted(folder for folder in _below(model / "snapshots") if folder.is_dir())
        found += sorted(versions, key=lambda folder, current=current: folder.name != current)  # type: ignore[misc]
    return found


def _current(model: Path) -> str:
    try:
        return (model / "refs" / "main").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _below(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []
