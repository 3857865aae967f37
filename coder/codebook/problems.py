"""What is wrong with a framework, with the line it is on and how to mend it."""

from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches

_LONGEST_SHOWN = 80
# Guessing compares with every known word: these keep hostile files from taking minutes.
_LONGEST_GUESSED = 60
_MOST_KNOWN = 5_000
_MOST_GUESSES = 50


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a framework, or doubtful in it."""

    file: str
    line: int
    what: str
    todo: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}; {self.todo}"


class Problems:
    """Collects the problems of one file, so that all of them are told at once."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._found: list[Problem] = []
        self._guesses_left = _MOST_GUESSES

    def add(self, line: int, what: str, todo: str) -> None:
        """Note a problem on a line, the first line being 1."""
        self._found.append(Problem(self._file, line, what, todo))

    def in_order(self) -> tuple[Problem, ...]:
        """All problems from the top of the file to its end."""
        return tuple(sorted(self._found, key=lambda problem: problem.line))

    def guess(self, word: str, known: Collection[str]) -> str | None:
        """The known word that was probably meant; none for long words, long lists and after many guesses."""
        if len(word) > _LONGEST_GUESSED or len(known) > _MOST_KNOWN or self._guesses_left == 0:
            return None
        self._guesses_left -= 1
        by_plain = {_plain(each): each for each in sorted(known)}
        near = get_close_matches(_plain(word), by_plain, 1)
        return by_plain[near[0]] if near else None


def shown(text: str) -> str:
    """A text from the file as it stands in a message: on one line and not too long."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_SHOWN else line[:_LONGEST_SHOWN] + "..."


def _plain(word: str) -> str:
    return word.casefold().replace("_", "-")
