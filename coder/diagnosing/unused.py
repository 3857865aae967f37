"""Codes that nobody uses, and whether that is because they are rare."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from coder.diagnosing.judged import Example, Judged, examples
from coder.diagnosing.rates import rule_of_three
from coder.domain.codebook import Codebook, Role

LEAST_READ = 30
"""Comments read in a code's questions before its absence says anything: then it is in one of ten at most."""
REJECTED = 2
"""Comments it was selected for and taken out of, from which on a code is known and not wanted."""


class Cause(StrEnum):
    """Why nobody may have used a code."""

    REJECTED = "suggested and removed"
    NEVER_SUGGESTED = "never suggested"
    RARE = "probably rare"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unused:
    """A code without standing codes."""

    code: str
    cause: Cause
    read: int
    """Comments people decided in its questions."""
    at_most: float
    """The share of comments that may carry it all the same, in 0..1: the rule of three, if those read are a random
    part."""
    removed: int
    """Decided comments it was selected for beforehand."""
    waiting: int
    """Undecided comments it is selected for."""
    examples: tuple[Example, ...]
    """Of the comments it was taken out of, else of those that wait."""


def unused_codes(
    codebook: Codebook,
    judged: Sequence[Judged],
    waiting: Mapping[str, Sequence[Judged]],
    questions: Sequence[str],
    most_examples: int = 3,
) -> list[Unused]:
    """The codes that no person gave any of enough comments; those that are known and not wanted come first.

    A code above one that is used is no matter of concern, nor is one that stands for having said nothing.

    Args:
        codebook: The framework.
        judged: The decided comments of these questions.
        waiting: The undecided comments that each code is selected for, the surest first; `given` is empty.
        questions: Only codes that apply to one of them.
        most_examples: How many comments to show for each code.
    """
    order = {code: place for place, code in enumerate(codebook.placed)}
    found = []
    for code in _without_mentions(codebook, judged, questions):
        read = _read(codebook, code, judged, questions)
        if len(read) < LEAST_READ:
            continue
        removed = [one for one in read if code in (one.preselected or ())]
        held = waiting.get(code, ())
        found.append(
            Unused(
                code=code,
                cause=_cause(len(removed), len(held)),
                read=len(read),
                at_most=rule_of_three(len(read)),
                removed=len(removed),
                waiting=len(held),
                examples=examples(removed or held, order, most_examples),
            )
        )
    causes = list(Cause)
    return sorted(found, key=lambda one: (causes.index(one.cause), -one.removed, -one.read, order[one.code]))


def too_few_read(codebook: Codebook, judged: Sequence[Judged], questions: Sequence[str]) -> list[str]:
    """The codes in whose questions too little is read to say that nobody uses them."""
    unused = _without_mentions(codebook, judged, questions)
    return [code for code in unused if len(_read(codebook, code, judged, questions)) < LEAST_READ]


def _without_mentions(codebook: Codebook, judged: Sequence[Judged], questions: Sequence[str]) -> list[str]:
    """In codebook order."""
    used = {code for one in judged for code in one.given}
    assignable = {code.id for question in questions for code in codebook.assignable(question)}
    return [
        code
        for code, entry in codebook.placed.items()
        if code in assignable - used
        and not codebook.descendants(code) & used
        and entry.code.role is not Role.NON_SUBSTANTIVE
    ]


def _read(codebook: Codebook, code: str, judged: Sequence[Judged], questions: Sequence[str]) -> list[Judged]:
    where = codebook.placed[code].questions & set(questions)
    return [one for one in judged if one.question in where]


def _cause(removed: int, waiting: int) -> Cause:
    if removed >= REJECTED:
        return Cause.REJECTED
    return Cause.RARE if removed + waiting else Cause.NEVER_SUGGESTED
