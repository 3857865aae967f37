"""Text from outside made harmless: shown on a terminal, written to a CSV cell."""

import re
import unicodedata

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_INERT = re.compile(r"''*[=+\-@\t\r]")
_CONTROL_PICTURES = 0x2400
_JOINERS = "\u200c\u200d"  # they join letters and emoji, and do nothing else


def display(text: str, *, lines: bool = True) -> str:
    """The text with every character that could act on a terminal replaced by a visible picture.

    Escape sequences, C0 and C1 controls and bidirectional controls become inert. Line feeds and tabs stay when
    `lines` is true and become spaces otherwise. Never store the result: offsets refer to the original, and
    the result has the same length so that they fit it too.
    """
    return "".join(_shown(character, lines) for character in text)


def _shown(character: str, lines: bool) -> str:
    if character in "\n\t":
        return character if lines else " "
    if character.isprintable() or character in _JOINERS:
        return character
    code = ord(character)
    if code < 0x20:
        return chr(_CONTROL_PICTURES + code)
    if code == 0x7F:
        return "\u2421"
    return " " if unicodedata.category(character).startswith("Z") else "\ufffd"


def inert_cell(text: str) -> str:
    """The text as it stands in a CSV cell: what a spreadsheet could take for a formula gets one more `'`."""
    return "'" + text if _FORMULA.match(text) else text


def from_cell(text: str) -> str:
    """The text that a CSV cell stands for: the reverse of `inert_cell`."""
    return text[1:] if _INERT.match(text) else text


def mentions(count: int) -> str:
    """A count of mentions in words: `1 mention`, `2 mentions`."""
    return plural(count, "mention")


def plural(count: int, noun: str, nouns: str = "") -> str:
    """A count with its noun: `1 comment`, `1,204 comments`."""
    return f"{count:,} {noun if count == 1 else nouns or noun + 's'}"
