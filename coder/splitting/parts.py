"""Texts of any length made fit for a parser: short parts of the same offsets, free of what it chokes on."""

import re
from collections.abc import Iterator
from itertools import pairwise

from coder.splitting.layout import layout_cuts

LONGEST_PART = 4_000
_LONGEST_WORD = 60
_MONSTER = re.compile(rf"\S{{{_LONGEST_WORD + 1},}}")
_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_STOP = re.compile(r"[.!?…][\"')\]]*\s")
_SPACE = re.compile(r"\s")
_WORDS = re.compile(r"\S+")
_SIMPLE = re.compile(r"[^.!?…,:]*[.!?…]*\s*")
_SIMPLE_WORDS = 3


def legible(text: str) -> str:
    """The text with everything a parser chokes on replaced by as many harmless characters.

    Control characters and line breaks become spaces; words of absurd length (which cost a tokeniser quadratic time)
    become a row of letters.
    """
    return _MONSTER.sub(lambda match: "x" * len(match[0]), _UNFIT.sub(" ", text))


def parts(text: str) -> Iterator[tuple[int, str]]:
    """The parts of a text that are parsed on their own, each with its offset.

    Items that the layout sets apart are parts; a part too long for a parser ends at a stop, else at a space.
    """
    readable = legible(text)
    cuts = [0, *sorted(layout_cuts(text)), len(text)]
    for start, end in pairwise(cuts):
        while end - start > LONGEST_PART:
            middle = _break(readable, start, start + LONGEST_PART)
            yield start, readable[start:middle]
            start = middle
        if start < end:
            yield start, readable[start:end]


def needs_parsing(part: str) -> bool:
    """Whether a part can be more than one sentence or clause."""
    return len(_WORDS.findall(part)) > _SIMPLE_WORDS or _SIMPLE.fullmatch(part) is None


def _break(text: str, start: int, end: int) -> int:
    """The last place after `start` and up to `end` where a text is best broken."""
    half = (start + end) // 2
    for pattern in (_STOP, _SPACE):
        ends = [match.end() for match in pattern.finditer(text, half, end)]
        if ends:
            return ends[-1]
    return end
