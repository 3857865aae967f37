"""The name a person codes by, remembered on their own account and not in the project file, which may be shared."""

import os
from pathlib import Path

from coder.domain.decision import is_machine

_MOST_BYTES = 1000


def settings_folder() -> Path | None:
    """Where a person's settings are kept; None where the account has no place for any.

    `coder` in %APPDATA% on Windows; elsewhere in $XDG_CONFIG_HOME, or in ~/.config where that is not an absolute path.
    """
    folder = Path(os.environ.get("APPDATA" if os.name == "nt" else "XDG_CONFIG_HOME", ""))
    if os.name != "nt" and not folder.is_absolute():
        folder = Path(os.path.expanduser("~"), ".config")  # noqa: PTH111  (Path.home fails where there is none)
    return folder / "coder" if folder.is_absolute() else None


def name_file() -> Path | None:
    """Where the name is kept; None where the account has no folder for settings."""
    folder = settings_folder()
    return folder / "name" if folder is not None else None


def remembered_name() -> str:
    """The name that was given last; empty where there is none, or none that can be used."""
    file = name_file()
    try:
        text = file.read_bytes()[:_MOST_BYTES].decode() if file is not None else ""
    except (OSError, ValueError):
        return ""
    name = text.strip()
    return name if name.isprintable() and not is_machine(name) else ""


def remember_name(name: str) -> None:
    """Keep a name for the next time; where that fails, it is asked again then."""
    file = name_file()
    if file is None or name == remembered_name():
        return
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(name.encode())
    except (OSError, ValueError):
        return
