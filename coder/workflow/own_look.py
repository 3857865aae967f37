"""Whether a person's screen is light or dark, remembered on their own account."""

import os

from coder.workflow.own_name import settings_folder

_LIGHT, _DARK = "light", "dark"
_LIGHT_BACKGROUNDS = frozenset({"7", "15"})


def is_light() -> bool:
    """Whether the screen is to be light: as it was left, else as the terminal says its background is."""
    folder = settings_folder()
    try:
        said = (folder / "look").read_bytes()[:10].decode().strip() if folder is not None else ""
    except (OSError, ValueError):
        said = ""
    if said in (_LIGHT, _DARK):
        return said == _LIGHT
    return os.environ.get("COLORFGBG", "").rpartition(";")[2] in _LIGHT_BACKGROUNDS


def remember_look(*, light: bool) -> None:
    """Keep it for the next time; where that fails, it is as the terminal says then."""
    folder = settings_folder()
    if folder is None:
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "look").write_bytes((_LIGHT if light else _DARK).encode())
    except OSError:
        return
