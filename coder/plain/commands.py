"""Reads a typed line as a command of the table of keys; forgiving about form, and never guessing what is meant."""

import re
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches

from coder.domain.text import display
from coder.reviewing.key_table import REVIEW_KEYS

_BEGINNINGS = {
    word: key.action for key in REVIEW_KEYS if key.typed is not None and key.typed.more for word in key.typed.words
}
_WORDS = {word: key.action for key in REVIEW_KEYS if key.typed is not None for word in key.typed.words}
_NUMBERS = re.compile(r"[\d\s,;]+")
_FOCUS = re.compile(r"(?:c|comment)\s*(\d{1,9})")
_LONGEST_QUOTED = 40


@dataclass(frozen=True, slots=True)
class Command:
    """What was typed: an action of the table, with what it is about."""

    action: str
    text: str = ""
    """What to search for, or what followed the word."""
    numbers: tuple[int, ...] = ()
    """Codes to pick, or the comment to go to."""


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """A line that is no command."""

    why: str
    """What is wrong and what to type instead, in a sentence."""


def parse(line: str) -> Command | NotUnderstood:
    """The command that a line stands for; letters may be capitals, and digits may stand together or apart."""
    typed = unicodedata.normalize("NFKC", line.removeprefix("\ufeff").rstrip("\r\n"))
    said = typed.strip().casefold()
    if typed and not said:
        return NotUnderstood("A blank does nothing: an empty line confirms, s skips.")
    if said in _WORDS:
        return Command(_WORDS[said])
    if said.startswith("/"):
        return Command("search", text=typed.strip()[1:].strip())
    if _NUMBERS.fullmatch(said):
        return _picked([int(digit) for digit in said if digit.isdecimal()])
    word, _, rest = typed.strip().partition(" ")
    if word.casefold() in _BEGINNINGS:
        return Command(_BEGINNINGS[word.casefold()], text=rest.strip())
    if focused := _FOCUS.fullmatch(said):
        return Command("focus", numbers=(int(focused[1]),))
    return NotUnderstood(_advice(said))


def _picked(digits: list[int]) -> Command | NotUnderstood:
    if not digits:
        return NotUnderstood("Type the numbers of codes, as in 1 3.")
    if 0 in digits:
        return NotUnderstood("0 says that no code applies, and stands alone; other digits select codes, 1 to 9.")
    if len(set(digits)) < len(digits):
        return NotUnderstood("The same number is there twice.")
    return Command("pick", numbers=tuple(digits))


def _advice(said: str) -> str:
    if said in ("c", "comment"):
        return "c wants the number of a comment, as in c 2; clear takes every code out of the selection."
    is_short = len(said) <= _LONGEST_QUOTED
    shown = display(said if is_short else said[:_LONGEST_QUOTED] + "…", lines=False)
    known = [word for word in _WORDS if word]
    near = get_close_matches(said[:_LONGEST_QUOTED], known, 1) or [word for word in said.split()[:1] if word in known]
    if near:
        return f"There is no command “{shown}”; did you mean {near[0]}?"
    if is_short and said.isprintable() and any(letter.isalpha() for letter in said):
        return f"There is no command “{shown}”; /{shown} searches the codes, ? lists the commands."
    return f"There is no command “{shown}”; ? lists the commands."
