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
    ordinary length that stand by themselves; of equals, one of another group of respondents than those picked before,
    in other words than theirs, and in the words that tell the theme from all others; what is still equal stays in the
    order given. Within a theme no two quotes are of one respondent or nearly the same, and no
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


class _Worth(NamedTuple):
    """What a comment is worth as a quote, whatever else is quoted; the smaller, the better."""

    unmarked: bool
    continues: bool
    several: bool
    named: bool
    unusual: int
    untypical: float


class _Ranked(NamedTuple):
    """A comment fit to be quoted."""

    worth: _Worth
    place: int
    candidate: Candidate


def _ranked(
    fit: Sequence[Candidate], words: Mapping[int, frozenset[str]], everywhere: Mapping[str, float]
) -> list[_Ranked]:
    here = _shares([words[candidate.comment] for candidate in fit])

    def worth(candidate: Candidate) -> _Worth:
        length = len(candidate.text.split())
        unusual = max(0, SHORT - length, length - LONG)
        own = words[candidate.comment]
        typical = sum(here[word] - everywhere[word] for word in sorted(own)) / max(1, len(own))
        if _HANGS.match(candidate.text):
            unusual += _HANGING
        continues = _CONTINUES.match(candidate.text) is not None
        named = may_name_somebody(candidate.text)
        return _Worth(not candidate.marked, continues, candidate.codes > 1, named, unusual, -round(typical, 9))

    return sorted(_Ranked(worth(candidate), place, candidate) for place, candidate in enumerate(fit))


def _pick(
    ranked: Iterable[_Ranked], words: Mapping[int, frozenset[str]], quoted: Collection[int], n: int
) -> list[Candidate]:
    """The best, then each time the best of what is left, that which is like what is picked after its equals."""
    picked: list[Candidate] = []
    left = [one for one in ranked if one.candidate.comment not in quoted]
    while left and len(picked) < n:
        best = min(left, key=lambda one: _beside(one, picked, words))
        left.remove(best)
        if propose(best.candidate.text):
            continue
        picked.append(best.candidate)
        mine = words[best.candidate.comment]
        left = [
            one
            for one in left
            if one.candidate.respondent != best.candidate.respondent and not _alike(words[one.candidate.comment], mine)
        ]
    return picked


def _beside(
    one: _Ranked, picked: Sequence[Candidate], words: Mapping[int, frozenset[str]]
) -> tuple[tuple[bool, bool, bool, bool, int], bool, float, float, int]:
    """What a comment is worth beside those that are picked: of equals, one of another group, in other words."""
    group_has = bool(one.candidate.group) and any(one.candidate.group == other.group for other in picked)
    own = words[one.candidate.comment]
    alike = max((_in_common(own, words[other.comment]) for other in picked), default=0.0)
    return one.worth[:5], group_has, round(alike, 1), one.worth.untypical, one.place


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two comments have most of their words in common."""
    return _in_common(one, other) >= _ALIKE


def _in_common(one: frozenset[str], other: frozenset[str]) -> float:
    """The words of two comments that both have, as a share of those that either has (Jaccard), 0 to 1."""
    return len(one & other) / max(1, len(one | other))
