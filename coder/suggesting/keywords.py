"""Keywords of codes found in comments: words, phrases, and `*` for any letters."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from coder.domain.codebook import Code

_WORD = re.compile(r"\w+")
_SPOKEN = re.compile(r"[\w'’]+")
_CLAUSE_END = re.compile(r"[.;!?\n]|\bbut\b", re.IGNORECASE)
_DENIALS = frozenset(
    (
        *("no", "not", "never", "nor", "neither", "without", "hardly", "cannot", "nobody", "nothing"),
        *("cant", "dont", "doesnt", "didnt", "isnt", "wasnt", "arent", "werent", "wont", "wouldnt", "couldnt"),
        *("shouldnt", "hasnt", "havent", "hadnt", "aint"),
    )
)
DENIAL_REACH = 3
"""Words before a keyword among which a denial takes its meaning away."""
_ANY_LETTERS = r"\w{0,40}"
_TEXTS_KEPT = 4096
"""Texts whose keywords are kept: those of a chunk are asked for to score it, and again for the reasons."""
_WORDS_KEPT = 50_000
_Entry = tuple[int, str, re.Pattern[str]]


class Hit(NamedTuple):
    """A keyword of a code in a text."""

    code: int
    keyword: str
    start: int
    end: int


class KeywordIndex:
    """Finds the keywords of all codes in a text, trying only the patterns whose first letters are in it."""

    def __init__(self, codes: Sequence[Code]) -> None:
        self._patterns: dict[str, list[_Entry]] = defaultdict(list)
        for place, code in enumerate(codes):
            for keyword in dict.fromkeys(code.keywords):
                if pattern := _pattern(keyword):
                    self._patterns[_first(keyword)].append((place, keyword, pattern))
        self._lengths = sorted({len(first) - 1 for first in self._patterns if first.endswith("*")} - {0})
        self._firsts_of_known = lru_cache(maxsize=_WORDS_KEPT)(self._firsts_of)
        self._hits_of_known = lru_cache(maxsize=_TEXTS_KEPT)(self._hits_of)

    def hits(self, text: str) -> Sequence[Hit]:
        """The first place of each keyword in the text where nothing denies it, by code, then by place."""
        return self._hits_of_known(text) if self._patterns else ()

    def _hits_of(self, text: str) -> tuple[Hit, ...]:
        found: list[Hit] = []
        for place, keyword, pattern in self._candidates(text.lower()):
            if match := next((one for one in pattern.finditer(text) if not _denied(text, one.start())), None):
                found.append(Hit(place, keyword, match.start(), match.end()))
        return tuple(sorted(found, key=lambda hit: (hit.code, hit.start, hit.end, hit.keyword)))

    def _candidates(self, lower: str) -> Iterator[_Entry]:
        words = set(_WORD.findall(lower))
        for first in {"*"}.union(*map(self._firsts_of_known, words)):
            yield from self._patterns.get(first, ())

    def _firsts_of(self, word: str) -> tuple[str, ...]:
        """The first words, and first letters with `*`, of keywords that begin as this word does."""
        starts = [word, *(word[:length] + "*" for length in self._lengths if length <= len(word))]
        return tuple(first for first in starts if first in self._patterns)


def _denied(text: str, start: int) -> bool:
    """Whether one of the last words before a place, in the same clause, is a denial: `not at all friendly`."""
    clause = _CLAUSE_END.split(text[:start])[-1]
    before = [word.lower().replace("’", "'") for word in _SPOKEN.findall(clause)[-DENIAL_REACH:]]
    return any(word in _DENIALS or word.endswith("n't") for word in before)


def _pattern(keyword: str) -> re.Pattern[str] | None:
    """The keyword as a pattern that matches whole words; None if it has no letter."""
    if not _WORD.search(keyword):
        return None
    words = (_ANY_LETTERS.join(_letters(part) for part in word.split("*")) for word in keyword.split())
    return re.compile(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)", re.IGNORECASE)


def _letters(part: str) -> str:
    return "['’]".join(re.escape(letters) for letters in re.split("['’]", part))


def _first(keyword: str) -> str:
    """The word that any match starts with, or its first letters and `*`."""
    lower = keyword.lower()
    first = _WORD.match(lower)
    if first is None:
        return "*"
    return first[0] if lower[first.end() : first.end() + 1] != "*" else first[0] + "*"
