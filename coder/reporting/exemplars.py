"""Exemplars: the comments quoted to stand for a theme, chosen by a rule that anyone can repeat.

The rule is told to readers in `coder.reporting.reading`; change both together.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from coder.domain.personal import propose
from coder.reporting.findings import Quote
from coder.reporting.personal import may_name_somebody, shows_personal_data

Theme = TypeVar("Theme")

SHORT, LONG = 8, 40
"""Words in a comment of ordinary length; others are quoted only when these run out."""
LEAST, MOST = 3, 100
"""Words in a comment that can be quoted at all."""
_MOST_CHARACTERS = 1000
_ALIKE = 0.6
_HANGS = re.compile(
    r"\s*(?:&|(?:and|but|or|so|also|because|which|who|then|by then|he|she|it|they|this|that|these|those)\b)"
    r"|.*[,;:/\-–—]\s*$",
    re.IGNORECASE | re.DOTALL,
)
"""A comment that leans on what was said before or after it."""
_CONTINUES = re.compile(r"\s*(?:&|(?:and|but|or|nor|so|also|because|which|who|then|by then|plus|as well as)\b)")
"""A comment that begins in the middle of a sentence: with a connective in lower case."""
_HANGING = 4
"""What leaning on its surroundings weighs, in words too many or too few."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


class Candidate(NamedTuple):
    """A confirmed comment that carries the theme."""

    comment: int
    respondent: str
    text: str
    """Its words, without what was redacted."""
    codes: int = 1
    """How many codes the comment has."""
    marked: bool = False
    """Whether a person marked it as an exemplar."""
    redacted: bool = False
    """Whether something was taken out of it."""
    group: str = ""
    """The respondent's group, over which quotes are spread; empty where there are none."""


def choose(candidates: Mapping[Theme, Sequence[Candidate]], n: int = 3) -> dict[Theme, tuple[Quote, ...]]:
    """Up to `n` quotes for each theme, best first; a theme without a comment fit to be quoted has none.

    A quote is a whole comment, verbatim but for what was redacted. Comments that show personal data are passed over.
    Comments that a person marked as exemplars come first, whatever their length, then those that do not begin in the
    middle of a sentence, then those with no other code, then those without capitals that may be names, then those of
    ordinary length that stand by themselves, then those in the words that tell the theme from all others; what is
    still equal stays in the order given. Within a theme no two quotes are of one respondent or nearly the same, and no
    comment is quoted twice in a report.
    """
    words = {
        candidate.comment: _words(candidate.text)
        for theme in candidates.values()
        for candidate in theme
        if _fit(candidate)
    }
    everywhere = _shares(words.values())
    quoted: set[int] = set()
    chosen: dict[Theme, tuple[Quote, ...]] = {}
    for theme, offered in candidates.items():
        fit = [candidate for candidate in offered if candidate.comment in words]
        best = _pick(_ranked(fit, words, everywhere), words, quoted, n)
        quoted.update(candidate.comment for candidate in best)
        chosen[theme] = tuple(Quote(one.text, one.comment, one.marked, one.redacted) for one in best)
    return chosen


def withheld(candidates: Mapping[Theme, Sequence[Candidate]]) -> set[int]:
    """The comments that a person marked and that are not quoted, because they show personal data."""
    marked = {candidate for theme in candidates.values() for candidate in theme if candidate.marked}
    return {candidate.comment for candidate in marked if propose(candidate.text)}


def _fit(candidate: Candidate) -> bool:
    if candidate.marked:
        return bool(_words(candidate.text))
    if len(candidate.text) > _MOST_CHARACTERS or not LEAST <= len(candidate.text.split()) <= MOST:
        return False
    return not shows_personal_data(candidate.text)


def _words(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(text))


def _shares(texts: Collection[frozenset[str]]) -> dict[str, float]:
    """Each word with the share of the texts that have it."""
    return {word: count / len(texts) for word, count in Counter(word for text in texts for word in text).items()}


def _ranked(
    fit: Sequence[Candidate], words: Mapping[int, frozenset[str]], everywhere: Mapping[str, float]
) -> list[Candidate]:
    here = _shares([words[candidate.comment] for candidate in fit])

    def rank(candidate: Candidate) -> tuple[bool, bool, bool, bool, int, float]:
        length = len(candidate.text.split())
        unusual = max(0, SHORT - length, length - LONG)
        own = words[candidate.comment]
        typical = sum(here[word] - everywhere[word] for word in sorted(own)) / max(1, len(own))
        if _HANGS.match(candidate.text):
            unusual += _HANGING
        continues = _CONTINUES.match(candidate.text) is not None
        named = may_name_somebody(candidate.text)
        return not candidate.marked, continues, candidate.codes > 1, named, unusual, -round(typical, 9)

    return sorted(fit, key=rank)


def _pick(
    ranked: Iterable[Candidate], words: Mapping[int, frozenset[str]], quoted: Collection[int], n: int
) -> list[Candidate]:
    picked: list[Candidate] = []
    for candidate in ranked:
        if len(picked) == n:
            break
        if candidate.comment in quoted or any(candidate.respondent == one.respondent for one in picked):
            continue
        if any(_alike(words[candidate.comment], words[one.comment]) for one in picked) or propose(candidate.text):
            continue
        picked.append(candidate)
    return picked


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two comments have most of their words in common (Jaccard)."""
    return len(one & other) >= _ALIKE * len(one | other)
