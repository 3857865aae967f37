"""Findings of a diagnosis in plain sentences, each with what to do."""

import textwrap
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from coder.cli.advice import for_attracting, for_confused, for_far, for_unused
from coder.domain.text import plural

if TYPE_CHECKING:
    from coder.diagnosing.attracting import Attraction
    from coder.diagnosing.confused import Confusion
    from coder.diagnosing.far import Group
    from coder.diagnosing.judged import Example
    from coder.diagnosing.unused import Unused
    from coder.workflow.diagnose import Diagnosis

MOST_LETTERS = 160
"""What is shown of a comment."""
SAID_ALIKE = 0.6
"""Cosine of two wordings from which it is told."""
INDENT = "   "

Paragraph = tuple[str, str]
"""How a paragraph is indented, and what it says."""


class Writer:
    """Turns findings into paragraphs; the first is the heading."""

    def __init__(self, found: "Diagnosis") -> None:
        self._labels = found.labels
        self._shown = {one.code for one in found.attracting}

    def confused(self, one: "Confusion") -> list[Paragraph]:
        """What speaks for two codes being confused."""
        said = [f"{self._name(one.code)} and {self._name(one.other)}: {one.relation.value}"]
        facts = []
        if mistaken := one.mistaken:
            ways = f" ({one.code_as_other} and {one.other_as_code} in the two directions)" if _both_ways(one) else ""
            facts.append(
                f"In {plural(mistaken, 'comment')} the suggestions had one where people gave the other{ways}; "
                f"chance would make {one.expected:.1f}."
            )
        if one.coders:
            facts.append(f"Two people differed so on {plural(one.coders, 'comment')}.")
        if facts:
            facts.append(
                f"People gave both to {plural(one.together, 'comment')}." if one.together else "Nobody gave both."
            )
        if one.similarity is not None and one.similarity >= SAID_ALIKE:
            facts.append(f"Cosine of label and definition: {one.similarity:.2f}.")
        if one.shared_keywords:
            facts.append(f"Both have the keyword {_listed(one.shared_keywords)}.")
        return self._finding([*said, " ".join(facts)], one.examples, for_confused(one, self._labels), codes=True)

    def attracting(self, one: "Attraction") -> list[Paragraph]:
        """What a code attracts, and by which words."""
        low, high = round(100 * one.low), round(100 * one.high)
        said = [
            self._name(one.code),
            f"People left it out of {one.removed} of the {plural(one.preselected, 'comment')} it was selected for: "
            f"{100 * one.rate:.0f}\u00a0% (95\u00a0% interval {low} to {high}).",
        ]
        if one.instead:
            gave = ", ".join(f"{self._label(other.code)} ({other.comments})" for other in one.instead[:3])
            said.append(f"What these carry: {gave}.")
        paragraphs = self._finding(said, (), "")
        if one.pulls:
            paragraphs.append((INDENT, "What draws comments to it (removed / kept):"))
            paragraphs += [
                (f"{INDENT}{pull.removed:>4} / {pull.kept:<4} ", f"{pull.kind} {_quoted(pull.text)}")
                for pull in one.pulls
            ]
        return [*paragraphs, *self._examples(one.examples, codes=True), _to_do(for_attracting(one))]

    def unused(self, several: Sequence["Unused"]) -> list[list[Paragraph]]:
        """A finding for each cause, with all its codes."""
        return [
            [
                (INDENT, cause.capitalize()),
                *(paragraph for one in codes for paragraph in self._unused(one)),
                _to_do(for_unused(cause)),
            ]
            for cause, codes in _by_cause(several).items()
        ]

    def _unused(self, one: "Unused") -> list[Paragraph]:
        said = f"{self._name(one.code)}: none of {one.read} read, so at most {100 * one.at_most:.1f}\u00a0%"
        if one.removed:
            said += f"; left out of {one.removed} it was selected for"
        if one.waiting:
            said += f"; selected for {one.waiting} not decided yet"
        shown = () if one.code in self._shown else one.examples  # they stand there already
        return [(f"{INDENT}- ", said), *self._examples(shown, codes=bool(one.removed), indent=f"{INDENT}  ")]

    def far(self, one: "Group") -> list[Paragraph]:
        """Comments that no code fits."""
        read = f"; people said of {one.none_applies} of them that no code applies" if one.none_applies else ""
        different = f" in {one.texts} different wordings" if one.texts < one.comments else ""
        said = [
            f"{one.question}: {', '.join(one.words)}",
            f"{plural(one.comments, 'comment')}{different}{read}. The nearest code is mostly "
            f"{self._label(one.nearest)}, with a mean best score of {one.best:.2f}.",
        ]
        return self._finding(said, one.examples, for_far(one, self._labels))

    def _finding(
        self, said: Sequence[str], shown: Sequence["Example"], advice: str, *, codes: bool = False
    ) -> list[Paragraph]:
        paragraphs = [(INDENT, sentence) for sentence in said if sentence]
        paragraphs += self._examples(shown, codes=codes)
        return [*paragraphs, _to_do(advice)] if advice else paragraphs

    def _examples(self, shown: Sequence["Example"], *, codes: bool, indent: str = INDENT) -> Iterator[Paragraph]:
        for one in shown:
            yield f"{indent}* ", f"{_quoted(one.text)} ({one.respondent}, {one.question})"
            if codes:
                gave, proposed = self._codes(one.given), self._codes(one.proposed)
                yield f"{indent}  ", f"people: {gave}; suggested: {proposed}"

    def _codes(self, codes: Sequence[str]) -> str:
        return ", ".join(codes) or "no code"

    def _label(self, code: str) -> str:
        return self._labels.get(code, code)

    def _name(self, code: str) -> str:
        return f"{self._label(code)} [{code}]"


def _by_cause(several: Sequence["Unused"]) -> dict[str, list["Unused"]]:
    found: dict[str, list[Unused]] = {}
    for one in several:
        found.setdefault(one.cause.value, []).append(one)
    return found


def _both_ways(one: "Confusion") -> bool:
    return bool(one.code_as_other and one.other_as_code)


def _to_do(advice: str) -> Paragraph:
    return f"{INDENT}> ", advice


def _quoted(text: str) -> str:
    return f"“{textwrap.shorten(text, MOST_LETTERS, placeholder=' …')}”"


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)
