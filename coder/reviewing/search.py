"""Finds codes by what a person types: label first, then keywords and definition, last the letters in order."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from coder.domain.codebook import Code, Codebook, Placed

_LETTERS = 5
"""The rank of a label that has the letters in order, and nothing else to do with what was typed."""
_NO_MATCH = 99


@dataclass(frozen=True, slots=True)
class Hit:
    """A code that was found."""

    code: Code
    path: str
    """The labels above it, outermost first; empty at top level."""
    elsewhere: bool
    """Whether it belongs to other questions than the one being coded."""


@dataclass(frozen=True, slots=True)
class _Entry:
    placed: Placed
    path: str
    label: str
    label_words: tuple[str, ...]
    words: tuple[str, ...]
    prose: str


class CodeSearch:
    """An index over the codes that can be given to a comment; built once, searched at every key."""

    def __init__(self, codebook: Codebook) -> None:
        self._entries = [
            _entry(codebook, placed)
            for placed in codebook.placed.values()
            if placed.code.codable and not placed.code.retired
        ]

    def find(self, query: str, question: str) -> list[Hit]:
        """Codes that match every word of the query, best first; codes of other questions stand after those of this one.

        At the end are those, of any question, that have but the letters of a word in their label. An empty query finds
        every code, in codebook order.
        """
        terms = _fold(query).split()
        ranked: list[tuple[bool, bool, int, int, Hit]] = []
        for order, entry in enumerate(self._entries):
            score, is_vague = _score(entry, terms)
            if score < _NO_MATCH:
                elsewhere = question not in entry.placed.questions
                ranked.append((is_vague, elsewhere, score, order, Hit(entry.placed.code, entry.path, elsewhere)))
        return [hit for *_, hit in sorted(ranked, key=lambda found: found[:4])]


def _entry(codebook: Codebook, placed: Placed) -> _Entry:
    code = placed.code
    above = [codebook.placed[parent].code.label for parent in reversed(codebook.ancestors(code.id))]
    named = _fold(" ".join((code.id.replace("-", " "), *code.keywords))).split()
    label = _fold(code.label)
    prose = _fold(" ".join((code.id, code.definition, *code.include, *above)))
    return _Entry(
        placed, " › ".join(above), label, (*label.split(), *label.replace("-", " ").split()), tuple(named), prose
    )


def _score(entry: _Entry, terms: Sequence[str]) -> tuple[int, bool]:
    """The sum of the terms' ranks, lower is better, and whether one of them was found by its letters only.

    The sum is `_NO_MATCH` or more where a term is not found at all.
    """
    if " ".join(terms) in {entry.label, entry.placed.code.id}:
        return -1, False
    ranks = [_rank(entry, term) for term in terms]
    return sum(ranks), _LETTERS in ranks


def _rank(entry: _Entry, term: str) -> int:
    if entry.label.startswith(term):
        return 0
    if _starts(entry.label_words, term):
        return 1
    if _starts(entry.words, term):
        return 2
    if term in entry.label:
        return 3
    if term in entry.prose:
        return 4
    return _LETTERS if len(term) > 1 and _in_order(term, entry.label) else _NO_MATCH


def _starts(words: Sequence[str], term: str) -> bool:
    return any(word.startswith(term) for word in words)


def _in_order(letters: str, text: str) -> bool:
    rest = iter(text)
    return all(letter in rest for letter in letters)


def _fold(text: str) -> str:
    """The text without case and accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
