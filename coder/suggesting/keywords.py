"""Keywords of codes found in comments: words, phrases, and `*` for any letters."""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from coder.domain.codebook import Code

_WORD = re.compile(r"\w+")
_PREFIX = 2
"""Letters by which keywords are looked up before their pattern is tried."""


class Hit(NamedTuple):
    """A keyword of a code in a text."""

    code: int
    keyword: str
    start: int
    end: int


class KeywordIndex:
    """Finds the keywords of all codes in a text without trying every pattern."""

    def __init__(self, codes: Sequence[Code]) -> None:
        self._patterns: dict[str, list[tuple[int, str, re.Pattern[str]]]] = defaultdict(list)
        for place, code in enumerate(codes):
            for keyword in dict.fromkeys(code.keywords):
                if pattern := _pattern(keyword):
                    self._patterns[_bucket(keyword)].append((place, keyword, pattern))

    def hits(self, text: str) -> list[Hit]:
        """The first place of each keyword in the text, by code, then by place."""
        if not self._patterns:
            return []
        lower = text.lower()
        found: list[Hit] = []
        for bucket in {"", *(word[:length] for word in _WORD.findall(lower) for length in range(1, _PREFIX + 1))}:
            for place, keyword, pattern in self._patterns.get(bucket, ()):
                if match := pattern.search(text):
                    found.append(Hit(place, keyword, match.start(), match.end()))
        return sorted(found, key=lambda hit: (hit.code, hit.start, hit.end, hit.keyword))


def _pattern(keyword: str) -> re.Pattern[str] | None:
    """The keyword as a pattern that matches whole words; None if it has no letter."""
    if not _WORD.search(keyword):
        return None
    words = (r"\w*".join(_letters(part) for part in word.split("*")) for word in keyword.split())
    return re.compile(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)", re.IGNORECASE)


def _letters(part: str) -> str:
    return "['’]".join(re.escape(letters) for letters in re.split("['’]", part))


def _bucket(keyword: str) -> str:
    """The first letters that any match starts a word with; empty where a wildcard comes too early to say."""
    first = _WORD.match(keyword.lower())
    if first is None:
        return ""
    whole = first.end() == len(keyword) or keyword[first.end()] != "*"
    return first[0][:_PREFIX] if whole or len(first[0]) >= _PREFIX else ""
