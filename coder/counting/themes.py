"""Standing codes of an open question as items that groups can be compared on."""

from collections import Counter
from collections.abc import Iterable

import numpy as np

from coder.counting.asked import Asked, Item, ItemKind, Numbers, People
from coder.counting.tally import Coding, resolver
from coder.domain.codebook import Codebook, Question, Role
from coder.domain.results import CountBasis, CountedComment

_ROLE_RANK = {Role.THEME: 0, Role.OTHER: 1, Role.NON_SUBSTANTIVE: 2}


def themes_of(
    codebook: Codebook,
    question: Question,
    comments: Iterable[CountedComment],
    people: People,
    *,
    basis: CountBasis = CountBasis.CONFIRMED,
) -> Asked:
    """An open question: an item for each code that applies to it or was mentioned, nets after DESIGN.md section 3.

    The base is whom a person has read whole; for basis `machine`, who stands whole as the machine coded them. Only
    those of the base are counted as mentioning a code, so that a count divided by its base is the percentage beside
    it; mentions and comments are of everyone.
    """
    found = _Found(codebook, people, basis is CountBasis.MACHINE)
    for comment in comments:
        if comment.question == question.id:
            found.add(comment)
    base = found.base()
    shown = [
        code
        for code, entry in codebook.placed.items()
        if found.net.get(code) or (question.id in entry.questions and not entry.code.retired)
    ]
    places = {code: place for place, code in enumerate(shown)}
    items = []
    for place, code in enumerate(shown):
        entry = codebook.placed[code]
        mentions = found.counts(found.net.get(code))
        items.append(
            Item(
                key=code,
                label=entry.code.label,
                kind=ItemKind.THEME,
                who=(mentions > 0) & base,
                mentions=mentions,
                depth=entry.depth,
                rank=(_ROLE_RANK[entry.code.role], place),
                parts=tuple(places[child.id] for child in entry.code.codes if child.id in places),
            )
        )
    return Asked(
        question=question.id,
        text=question.text,
        open=True,
        answered=people.flags(found.answered),
        base=base,
        items=tuple(items),
        basis=basis,
        comments=found.counts(found.comments),
    )


class _Found:
    """What the comments on a question come to, respondent by respondent."""

    def __init__(self, codebook: Codebook, people: People, machine: bool) -> None:
        self._people = people
        self._machine = machine
        self._resolve = resolver(codebook)
        self.answered: set[int] = set()
        self._counting: set[int] = set()
        self._otherwise: set[int] = set()
        self.comments: Counter[int] = Counter()
        self.net: dict[str, Counter[int]] = {}

    def add(self, comment: CountedComment) -> None:
        """Count one comment."""
        number = self._people.numbers[comment.wave, comment.respondent]
        self.answered.add(number)
        if comment.codes is None or comment.by_machine is not self._machine:
            self._otherwise.add(number)
            return
        self._counting.add(number)
        coding: Coding = self._resolve(comment.codes)
        if not coding.non_substantive:
            self.comments[number] += 1
        for code in coding.net:
            self.net.setdefault(code, Counter())[number] += 1

    def base(self) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        """Whom percentages are of."""
        return self._people.flags(self._counting - self._otherwise)

    def counts(self, found: Counter[int] | None) -> Numbers:
        """The counts as a row, (people,)."""
        row = np.zeros(len(self._people), dtype=np.int64)
        if found:
            row[np.fromiter(found.keys(), dtype=np.int64)] = np.fromiter(found.values(), dtype=np.int64)
        return row
