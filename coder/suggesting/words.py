"""Texts taken apart: words, stems, clauses, and what makes two texts the same."""

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’])+")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_CLAUSE_END = re.compile(r"[.;!?\n]+|//|,?\s+\b(?:but|however|although|also)\b\s+", re.IGNORECASE)
_CLAUSE_WORDS = 3
_NOT_ALPHANUMERIC = re.compile(r"[\W_]+")
_TURN = re.compile(r"\d+|\b\w+n['’]t\b|\b(?:not|no|never|none|nor|neither|nothing|nobody|without|cannot|hardly)\b")
_ENDINGS = (
    *("ations", "ation", "ingly", "ings", "ing", "edly", "ities", "ity", "iness", "ness", "ments", "ment"),
    *("ies", "ied", "ers", "er", "est", "ed", "es", "ly", "s", "y", "e"),
)
"""The first that fits is cut off."""
_STEM_LETTERS = 3
_COMMON_WORDS = (
    "the a an of to in and or is are was were be been it its this that which for with on at by from as not no they "
    "their them he she his her you your i my me we our us do does did have has had will would can could should about "
    "any all how what when where who whose if than then so such other something someone etc eg ie incl including "
    "includes include mention mentions mentioned comment comments respondent response code people person relating "
    "related relate reference references specific"
)
"""Words that say nothing of a topic, in English and in the language of coding frameworks."""
_COMMON = frozenset(_COMMON_WORDS.split())


def words(text: str) -> set[str]:
    """The different words of a text, in small letters."""
    return set(_WORD.findall(text.lower()))


def stems(text: str) -> set[str]:
    """The different words of a text without their endings, less those that every text has."""
    return {_stem(word) for word in _LETTERS.findall(text.lower()) if word not in _COMMON}


def stem_places(text: str) -> dict[str, tuple[int, int]]:
    """Where each of a text's stems first occurs, as offsets of the whole word."""
    found: dict[str, tuple[int, int]] = {}
    for match in _LETTERS.finditer(text):
        word = match[0].lower()
        if word not in _COMMON:
            found.setdefault(_stem(word), match.span())
    return found


def clauses(text: str) -> list[str]:
    """The parts of a text that each say something, where there are several; none where it is all one."""
    parts = [part.strip(" ,-") for part in _CLAUSE_END.split(text)]
    found = [part for part in parts if len(part.split()) >= _CLAUSE_WORDS]
    return found if len(found) > 1 else []


def normal(text: str) -> str:
    """The text without case, punctuation and spacing; texts alike in this are decided alike."""
    return _NOT_ALPHANUMERIC.sub(" ", text.casefold()).strip() or text.strip()


def turns(text: str) -> list[str]:
    """The words of a text that turn its meaning when they change: negations and numbers, in their order."""
    return [found if found.isdigit() else "not" for found in _TURN.findall(text.casefold())]


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _STEM_LETTERS:
            word = word[: -len(ending)]
            break
    doubled = len(word) > _STEM_LETTERS + 1 and word[-1] == word[-2]
    return word[:-1] if doubled else word
