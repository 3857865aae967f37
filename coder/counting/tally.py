"""One pass over the comments, from which every count is read off."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from coder.domain.codebook import Codebook, Role
from coder.domain.results import CountBasis, CountedComment

_REMEMBERED = 1 << 16


class Coding(NamedTuple):
    """What a set of standing codes comes to under the codebook as it is now."""

    own: frozenset[str]
    """The codes, each replaced one by its replacement; may hold ids the codebook does not know."""
    net: frozenset[str]
    """The codes of the codebook among them, and every code above those."""
    non_substantive: bool
    """Whether there are codes and all of them have that role."""


def resolver(codebook: Codebook) -> Callable[[tuple[str, ...]], Coding]:
    """A function from standing codes as stored to the coding that counts; it remembers what it has seen."""
    silent = {code for code, entry in codebook.placed.items() if entry.code.role is Role.NON_SUBSTANTIVE}
    lines = {code: (code, *codebook.ancestors(code)) for code in codebook.placed}
    standing_in = lru_cache(_REMEMBERED)(codebook.standing_in)

    @lru_cache(_REMEMBERED)
    def resolve(codes: tuple[str, ...]) -> Coding:
        own = frozenset(map(standing_in, codes))
        net = frozenset(above for code in own for above in lines.get(code, ()))
        return Coding(own, net, bool(own) and own <= silent)

    return resolve


@dataclass(slots=True)
class Side:
    """What people confirmed, or what the machine applied, on one question."""

    comments: int = 0
    """Comments decided so, less the non-substantive."""
    respondents: set[int] = field(default_factory=set)
    """Who made a comment decided so, non-substantive ones included."""
    own: Counter[str] = field(default_factory=Counter)
    """Code to the comments that carry it."""
    net: Counter[str] = field(default_factory=Counter)
    """Code to the comments that carry it or a code below it."""
    silent: Counter[str] = field(default_factory=Counter)
    """The same, of the non-substantive comments only."""
    mentioned_by: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    """Code to the respondents of its net."""

    def add(self, people: Sequence[int], coding: Coding) -> None:
        """Count comments that carry the same codes, given who made each of them."""
        count = len(people)
        self.respondents.update(people)
        for code in coding.own:
            self.own[code] += count
        for code in coding.net:
            self.net[code] += count
            self.mentioned_by[code].update(people)
            if coding.non_substantive:
                self.silent[code] += count
        if not coding.non_substantive:
            self.comments += count


@dataclass(slots=True)
class QuestionTally:
    """All comments on one question. Its respondents, (wave, id), are numbered from 0: numbers make quick sets."""

    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    """Everyone who gave a response with any content."""
    comments: int = 0
    """Comments, less those whose standing coding is non-substantive."""
    non_substantive: int = 0
    """Comments whose standing coding is non-substantive."""
    undecided: set[int] = field(default_factory=set)
    """Who made a comment that nobody has decided."""
    confirmed: Side = field(default_factory=Side)
    machine: Side = field(default_factory=Side)

    def add(self, made_by: Sequence[tuple[str, str]], coding: Coding | None, by_machine: bool) -> None:
        """Count comments that carry the same codes, given who made each of them; no coding: nobody has decided."""
        numbers = self.numbers
        people = [numbers.setdefault(person, len(numbers)) for person in made_by]
        if coding is None:
            self.undecided.update(people)
        else:
            (self.machine if by_machine else self.confirmed).add(people, coding)
        if coding is not None and coding.non_substantive:
            self.non_substantive += len(people)
        else:
            self.comments += len(people)

    @property
    def base(self) -> int:
        """How many gave a response with any content."""
        return len(self.numbers)

    def side(self, basis: CountBasis) -> Side:
        """What was decided in that way."""
        return self.machine if basis is CountBasis.MACHINE else self.confirmed

    def decided_wholly(self, basis: CountBasis) -> set[int]:
        """Respondents all of whose comments were decided in that way, non-substantive ones included."""
        other = self.confirmed if basis is CountBasis.MACHINE else self.machine
        return self.side(basis).respondents - self.undecided - other.respondents


def tally(codebook: Codebook, comments: Iterable[CountedComment]) -> dict[str, QuestionTally]:
    """The comments by open question, in question order; comments on other questions are left out."""
    alike: dict[tuple[str, tuple[str, ...] | None, bool], list[tuple[str, str]]] = defaultdict(list)
    for comment in comments:
        key = (comment.question, comment.codes, comment.by_machine)
        alike[key].append((comment.wave, comment.respondent))
    tallies = {question.id: QuestionTally() for question in codebook.open_questions}
    resolve = resolver(codebook)
    for (question, codes, by_machine), made_by in alike.items():
        if question in tallies:
            tallies[question].add(made_by, None if codes is None else resolve(codes), by_machine)
    return tallies
