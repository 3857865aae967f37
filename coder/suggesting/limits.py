"""What suggestions could not do with the framework, the comments and the decisions they were made from."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from coder.domain.codebook import Code, Codebook, Role
from coder.suggesting.background import FEWEST
from coder.suggesting.items import Item
from coder.suggesting.prototypes import assignable_codes
from coder.suggesting.scope import Scope
from coder.suggesting.taught import FEWEST_DECIDED
from coder.suggesting.words import normal

LEAST_DECIDED = 10
"""Decided texts from which it is no accident that one code is on all of them, or none on any."""


class Limit(StrEnum):
    """A way in which suggestions can say less than they seem to."""

    NO_CODE = "no code applies"
    ONE_CODE = "one code applies"
    LABELS = "labels only"
    LANGUAGE = "language"
    FEW = "few comments"
    ALIKE = "all responses alike"
    EVERYWHERE = "on every decided text"
    NOWHERE = "no decided text has a code"
    DISPUTED = "coders differ"
    DIFFERENTLY = "one text coded differently"
    UNSURE = "seldom sure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One limit, with what it is about."""

    limit: Limit
    questions: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    count: int = 0
    """Of the questions, codes, comments or texts it is about,"""
    of: int = 0
    """and how many there are of them in all."""


class Answers:
    """How many responses each question has, and whether all of them say the same; as they pass by."""

    def __init__(self) -> None:
        self.count: Counter[str] = Counter()
        self._first: dict[str, str] = {}
        self._several: set[str] = set()

    def add(self, question: str, text: str) -> None:
        """One more response."""
        self.count[question] += 1
        if question not in self._several and self._first.setdefault(question, normal(text)) != normal(text):
            self._several.add(question)

    @property
    def alike(self) -> tuple[str, ...]:
        """The questions with several responses that all say the same."""
        return tuple(one for one, count in self.count.items() if count > 1 and one not in self._several)


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What suggestions were made from, and how often they led to a code."""

    codebook: Codebook
    answers: Answers
    background: Sequence[Item]
    """The different comments by which codes were compared."""
    decided: Sequence[tuple[Item, tuple[str, ...]]] = field(default=())
    """What people decided, with the codes that count."""
    disputed: int = 0
    """Those of them on which several people differ."""
    scored: int = 0
    """Comments that were scored,"""
    bare: int = 0
    """and those of them that were given no code."""


def limits(basis: Basis) -> list[Finding]:
    """What suggestions could not do; each limit at most once."""
    found = [*_of_codes(basis), *_of_comments(basis), *_of_decisions(basis)]
    if assignable_codes(basis.codebook) and 2 * basis.bare > basis.scored:
        found.append(Finding(limit=Limit.UNSURE, count=basis.bare, of=basis.scored))
    return found


def _of_codes(basis: Basis) -> Iterator[Finding]:
    codebook = basis.codebook
    number = {question: len(codebook.assignable(question)) for question in basis.answers.count}
    for limit, codes in ((Limit.NO_CODE, 0), (Limit.ONE_CODE, 1)):
        if few := tuple(question for question, count in number.items() if count == codes):
            yield Finding(limit=limit, questions=few, count=len(few), of=len(number))
    themes = [code for code in assignable_codes(codebook) if code.role is Role.THEME]
    learnt = Counter(code for _, codes in basis.decided for code in codes)
    bare = tuple(code.id for code in themes if _is_label_only(code) and learnt[code.id] < FEWEST_DECIDED)
    if bare and 2 * len(bare) >= len(themes):
        yield Finding(limit=Limit.LABELS, codes=bare, count=len(bare), of=len(themes))
    if themes and codebook.language.lower().replace("_", "-").split("-")[0] not in ("en", "eng", "english"):
        yield Finding(limit=Limit.LANGUAGE)


def _is_label_only(code: Code) -> bool:
    return not (code.definition or code.include or code.examples or code.keywords)


def _of_comments(basis: Basis) -> Iterator[Finding]:
    alike = basis.answers.alike
    if alike:
        yield Finding(limit=Limit.ALIKE, questions=alike, count=sum(basis.answers.count[one] for one in alike))
    reach = Scope(basis.codebook).open_to(basis.background)
    real = int(reach.any(axis=1).sum())
    codes = assignable_codes(basis.codebook)
    scarce = {code.id for code, found in zip(codes, reach.sum(axis=0), strict=True) if found < FEWEST}
    few = tuple(
        question
        for question in basis.answers.count
        if question not in alike and scarce & {code.id for code in basis.codebook.assignable(question)}
    )
    if few:
        yield Finding(
            limit=Limit.FEW, questions=few, count=sum(item.question in few for item in basis.background), of=real
        )


def _of_decisions(basis: Basis) -> Iterator[Finding]:
    codebook, decided = basis.codebook, basis.decided
    on = Counter(code for _, codes in decided for code in set(codes))
    asked = Counter(item.question for item, _ in decided)
    everywhere = []
    for code in assignable_codes(codebook):
        could = sum(asked[question] for question in codebook.placed[code.id].questions)
        if could >= LEAST_DECIDED and on[code.id] == could:
            everywhere.append(code.id)
    if everywhere:
        yield Finding(limit=Limit.EVERYWHERE, codes=tuple(everywhere), count=len(decided))
    if len(decided) >= LEAST_DECIDED and not on:
        yield Finding(limit=Limit.NOWHERE, count=len(decided))
    if basis.disputed:
        yield Finding(limit=Limit.DISPUTED, count=basis.disputed)
    same: dict[tuple[str, str], set[frozenset[str]]] = defaultdict(set)
    for item, codes in decided:
        same[item.question, normal(item.text)].add(frozenset(codes))
    if differently := sum(len(given) > 1 for given in same.values()):
        yield Finding(limit=Limit.DIFFERENTLY, count=differently)
