"""The texts of a framework that comments are compared with."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from coder.domain.codebook import Code, Codebook

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\s-\s|;\s")
_REFERRAL = re.compile(
    r"\s+(?:[-–—:,]\s*|\()(?:use|see|code (?:as|to|under)|goes? (?:to|under))\s+\S+.*$", re.IGNORECASE
)
_SENTENCE_WORDS = 3
_QUOTED = re.compile(r"(?<!\w)['‘\"“]([^'\"”’]{3,60})['’\"”](?!\w)")


class Source(StrEnum):
    """The part of a code that a prototype comes from."""

    LABEL = "label"
    DEFINITION = "definition"
    INCLUDE = "include"
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
    return [
        Prototype(place, text, source)
        for place, code in enumerate(assignable_codes(codebook))
        for text, source in dict.fromkeys(_of_code(code))
    ]


def prototype_texts(codebook: Codebook) -> list[str]:
    """What must be embedded of the framework, each text once."""
    return list(dict.fromkeys(prototype.text for prototype in prototypes(codebook)))


def _of_code(code: Code) -> Iterator[tuple[str, Source]]:
    yield code.label, Source.LABEL
    if code.definition.strip():
        yield f"{code.label}. {code.definition}", Source.DEFINITION
        yield from ((part, Source.DEFINITION) for part in _parts(code.definition))
    yield from ((f"{code.label}: {phrase}", Source.INCLUDE) for phrase in code.include if phrase.strip())
    yield from ((text, Source.EXAMPLE) for text in code.examples if text.strip())
    for phrase in code.exclude:
        if topic := _REFERRAL.sub("", phrase).strip():
            yield topic, Source.EXCLUDE
    yield from ((text, Source.COUNTEREXAMPLE) for text in code.counterexamples if text.strip())


def _parts(definition: str) -> Iterator[str]:
    """The sentences of a definition, and the words it quotes."""
    sentences = [sentence.strip() for sentence in _SENTENCE_END.split(definition)]
    yield from (sentence for sentence in sentences if len(sentence.split()) >= _SENTENCE_WORDS)
    yield from _QUOTED.findall(definition)
