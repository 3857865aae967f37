"""What an answer to a closed question says: the options chosen, and words that are none of them."""

import re
import unicodedata
from collections.abc import Iterable

_BETWEEN = re.compile(r"[;|\r\n]")
_COMMA = re.compile(r",\s*")
_DIGITS = re.compile(r"(\d+)")

_FIRST = ("under ", "below ", "less than ", "up to ", "younger than ", "<")
_LAST = ("other", "don't know", "not sure", "prefer not", "rather not", "unknown", "not stated", "no answer")


def folded(text: str) -> str:
    """The text as answers are compared: case, width of letters and white space make no difference."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts 5-9 before 10-14, and does not mind case."""
    pieces = _DIGITS.split(folded(text))
    return tuple((0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in pieces if piece)


def sensibly(text: str) -> tuple[int, tuple[tuple[int, int, str], ...]]:
    """A key for values without an order of their own: `under 18` first, then natural order, `Don't know` last."""
    plain = folded(text).replace("’", "'")
    return 0 if plain.startswith(_FIRST) else 2 if plain.startswith(_LAST) else 1, natural(text)


class Answers:
    """Reads the answers to a question or the values of a profile column; it remembers what it has read."""

    def __init__(self, options: Iterable[str], *, several: bool) -> None:
        """Take the options.

        Args:
            options: as the framework writes them; an answer that is none of them is kept in its own words.
            several: whether an answer can name more than one.
        """
        self._options = {folded(option): option for option in options}
        self._several = several
        self._wordings = dict(self._options)
        self._read: dict[str, tuple[str, ...]] = {}

    def chosen(self, answer: str) -> tuple[str, ...]:
        """What an answer names, each once, in the order written; nothing where it is blank.

        Several are parted by `;`, `|` or a line break, and by commas where every part is an option.
        """
        if answer not in self._read:
            self._read[answer] = tuple(dict.fromkeys(map(self._named, self._parts(answer))))
        return self._read[answer]

    def unknown(self, named: str) -> bool:
        """Whether that is none of the options."""
        return folded(named) not in self._options

    def _parts(self, answer: str) -> list[str]:
        if not self._several or not self.unknown(answer):
            return [answer] if answer.strip() else []
        parts = (part for part in _BETWEEN.split(answer) if part.strip())
        return [piece for part in parts for piece in self._between_commas(part)]

    def _between_commas(self, part: str) -> list[str]:
        pieces = [piece for piece in _COMMA.split(part) if piece.strip()]
        return [part] if not self.unknown(part) or any(map(self.unknown, pieces)) else pieces

    def _named(self, part: str) -> str:
        """The option; words that are none, as they were first written, without white space around them."""
        return self._wordings.setdefault(folded(part), " ".join(part.split()))
