"""The texts of a framework that comments are compared with."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from coder.domain.codebook import Code, Codebook

_REFERRAL = re.compile(
    r"\s+(?:[-–—:,]\s*|\()(?:use|see|code (?:as|to|under)|goes? (?:to|under))\s+\S+.*$", re.IGNORECASE
)
_HEADING = re.compile(r"\[[^\]]*:\]")
_ABBREVIATION = re.compile(r"\be\.g\.|\bi\.e\.|\betc\.?|\bNOTE:|\bNB:")
_BETWEEN_PHRASES = re.compile(
    r"[,.;:()/\"‘’“”]|\bor\b|\band\b|\bincluding\b|\bincludes\b|\bincorporates\b|\bsuch as\b|\brelating to\b"
    r"|\brelate to\b|\breference\b|\bmentions?\b|\bregarding\b"
)
_PHRASE_WORDS = 12
_PHRASE_LETTERS = 3


class Source(StrEnum):
    """The part of a code that a prototype comes from."""

    DEFINITION = "definition"
    PHRASE = "phrase"
    INCLUDE = "include"
    KEYWORD = "keyword"
    EXAMPLE = "example"
    EXCLUDE = "exclude"
    COUNTEREXAMPLE = "counterexample"

    @property
    def negative(self) -> bool:
        """Whether resembling it speaks against the code."""
        return self in (Source.EXCLUDE, Source.COUNTEREXAMPLE)


@dataclass(frozen=True, slots=True)
class Prototype:
    """A text that stands for what a code is about, or, if its source is negative, for what it is not about."""

    code: int
    """The code's place among the assignable codes."""
    text: str
    source: Source


def assignable_codes(codebook: Codebook) -> tuple[Code, ...]:
    """The codes that can be suggested, in codebook order: codable, not retired."""
    return tuple(entry.code for entry in codebook.placed.values() if entry.code.codable and not entry.code.retired)


def prototypes(codebook: Codebook) -> list[Prototype]:
    """The prototypes of all assignable codes, code by code; every code has at least the one of its label."""
    found: list[Prototype] = []
    for place, code in enumerate(assignable_codes(codebook)):
        seen: set[tuple[str, bool]] = set()
        for text, source in _of_code(code):
            if (text, source.negative) not in seen:
                seen.add((text, source.negative))
                found.append(Prototype(place, text, source))
    return found


def prototype_texts(codebook: Codebook) -> list[str]:
    """What must be embedded of the framework, each text once."""
    return list(dict.fromkeys(prototype.text for prototype in prototypes(codebook)))


def definition_of(code: Code) -> str:
    """The definition without the headings in square brackets that some frameworks repeat in every code."""
    return _HEADING.sub("", code.definition).strip()


def _of_code(code: Code) -> Iterator[tuple[str, Source]]:
    definition = definition_of(code)
    yield f"{code.label}. {definition}" if definition else code.label, Source.DEFINITION
    yield from ((f"{code.label}: {phrase}", Source.PHRASE) for phrase in _phrases(definition))
    yield from ((f"{code.label}: {phrase}", Source.INCLUDE) for phrase in code.include if phrase.strip())
    words = (keyword.replace("*", "").strip() for keyword in code.keywords)
    yield from ((f"{code.label}: {word}", Source.KEYWORD) for word in words if word)
    yield from ((text, Source.EXAMPLE) for text in code.examples if text.strip())
    for phrase in code.exclude:
        if topic := _REFERRAL.sub("", phrase).strip():
            yield topic, Source.EXCLUDE
    yield from ((text, Source.COUNTEREXAMPLE) for text in code.counterexamples if text.strip())


def _phrases(definition: str) -> Iterator[str]:
    """The short pieces that a definition lists."""
    for piece in _BETWEEN_PHRASES.split(_ABBREVIATION.sub(",", definition)):
        phrase = piece.strip(" '-")
        if 1 <= len(phrase.split()) <= _PHRASE_WORDS and len(phrase) >= _PHRASE_LETTERS:
            yield phrase
