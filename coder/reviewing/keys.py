"""What an action of a review is: its keys on the screen, and the words typed for it in plain mode.

Keys are written as a person would: the character itself, or a name such as `enter`, `pageup` or `ctrl+r`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

DIGITS = tuple("123456789")
_NAMED = {
    "enter": "Enter",
    "space": "Space",
    "tab": "Tab",
    "backspace": "⌫",
    "delete": "Del",
    "insert": "Ins",
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "comma": ",",
    **{f"f{number}": f"F{number}" for number in range(1, 13)},
}
_SYNONYMS = {"return": "enter", "blank": "space", "pgup": "pageup", "pgdn": "pagedown", "del": "delete", ",": "comma"}
_SENT_AS_ANOTHER = frozenset("hijm")
"""Terminals send Ctrl with these letters as Backspace, Tab and Enter."""
_TAKEN = frozenset("cq")
"""Ctrl with these stops the review, whatever else is remapped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """How the same is done in plain mode, where a line is typed and ended with Enter."""

    words: tuple[str, ...] = ()
    """Any of which is the whole line, or begins it where `more` is true; none where the line has a form of its own."""
    shown: str
    """The line as a person reads it."""
    help: str = ""
    """A sentence for plain mode's help; empty: the key's own."""
    more: bool = False
    """Whether more may follow the word, such as a memo's text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What a key does on the review screen."""

    action: str
    name: str
    """What a person's own table of keys calls it."""
    group: str
    """What it belongs to, for the help."""
    keys: tuple[str, ...] = ()
    """Any of which will do; none where the screen needs no key for it."""
    label: str = ""
    """One or two words for the key bar."""
    help: str
    """A sentence for the help screen."""
    in_bar: bool = True
    keep: bool = False
    """Whether the key bar shows it however narrow the screen is."""
    passes_key: bool = False
    """Whether the action is told which of the keys was pressed; then they cannot be remapped."""
    typed: Typed | None = None
    """How plain mode has it; None: it has no need of it."""

    @property
    def shown(self) -> str:
        """The keys as a person reads them."""
        return "1-9" if self.keys == DIGITS else " ".join(map(shown, self.keys))

    @property
    def first(self) -> str:
        """The key that the key bar names."""
        return self.shown if self.passes_key else " ".join(map(shown, self.keys[:1]))


def key_for(keys: Sequence[Key], action: str) -> str:
    """The first key of an action as a person reads it; where they gave it none, what it is called."""
    key = next(key for key in keys if key.action == action)
    return key.first or f"({key.label})"


def shown(key: str) -> str:
    """A key as a person reads it."""
    if key.startswith("ctrl+"):
        return f"Ctrl+{key[-1].upper()}"
    return _NAMED.get(key, key)


def as_key(text: str) -> str | None:
    """The key that a person's words name; None where terminals do not send it, or not reliably."""
    name = _SYNONYMS.get(text.casefold(), text.casefold())
    if name in _NAMED:
        return name
    modifier, _, letter = name.partition("+")
    if modifier == "ctrl" and len(letter) == 1 and letter.isascii() and letter.isalpha():
        return None if letter in _SENT_AS_ANOTHER | _TAKEN else name
    return text if len(text) == 1 and text.isprintable() and not text.isspace() else None


def remapped(keys: Sequence[Key], own: Mapping[str, tuple[str, ...]]) -> tuple[Key, ...]:
    """The table with a person's own keys for the actions that they name."""
    return tuple(replace(key, keys=own[key.name]) if key.name in own else key for key in keys)
