"""Ids for new codes, from their labels."""

import re
import unicodedata
from collections.abc import Collection

LONGEST = 40
"""Characters of an id before the number that sets it apart."""

_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


def propose_id(label: str, taken: Collection[str]) -> str:
    """An id that is not taken, made of the letters and digits of a label; `code` for a label that has none."""
    plain = _whole_words("-".join(re.findall(r"[a-z0-9]+", _ascii(label)))) or "code"
    number, found = 1, plain
    while found in taken:
        number += 1
        found = f"{plain}-{number}"
    return found


def _ascii(label: str) -> str:
    """The label in small letters without accents and apostrophes."""
    letters = re.sub(r"['’]", "", label.casefold()).translate(_LETTERS)
    return "".join(one for one in unicodedata.normalize("NFKD", letters).casefold() if not unicodedata.combining(one))


def _whole_words(words: str) -> str:
    """As many words, joined by hyphens, as an id may have; of a first word that is too long, its beginning."""
    if len(words) <= LONGEST:
        return words
    return words[: LONGEST + 1].rpartition("-")[0] or words[:LONGEST]
