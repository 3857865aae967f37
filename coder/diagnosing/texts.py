"""Texts compared by their words."""

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")

SHORT_WORDS, SHORT_LETTERS = 3, 12
"""A text with fewer words and fewer letters says too little to be the beginning of a code."""
ALIKE = 0.6
"""The share of their words that two examples may not have in common."""
_PLAIN_WORDS = range(4, 41)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")


def words(text: str) -> list[str]:
    """The words of a text in small letters."""
    return [word.replace("’", "'") for word in _WORD.findall(text.lower())]


def same(text: str) -> str:
    """The text without case, punctuation and spacing: what two texts that say the same have in common."""
    return _NOT_ALPHANUMERIC.sub(" ", text.casefold()).strip() or text.strip()


def varied(items: Iterable[T], key: Callable[[T], str], most: int) -> list[T]:
    """The first items, without those that have most of their words in common with one before (Jaccard)."""
    found: list[tuple[frozenset[str], T]] = []
    for item in items:
        here = frozenset(words(key(item)))
        if len(found) == most:
            break
        if all(here != other and len(here & other) < ALIKE * len(here | other) for other, _ in found):
            found.append((here, item))
    return [item for _, item in found]


def is_short(text: str) -> bool:
    """Whether a text is an `n/a` or the like."""
    found = words(text)
    return len(found) < SHORT_WORDS and sum(map(len, found)) < SHORT_LETTERS


def is_plain(text: str) -> bool:
    """Whether a text has an ordinary length, so that it makes an example."""
    return len(words(text)) in _PLAIN_WORDS
