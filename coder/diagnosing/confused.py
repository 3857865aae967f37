"""Codes that are confused with each other: by the suggestions, by two people, or for want of different wording."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations

from coder.diagnosing.chance import Expected, by_chance
from coder.diagnosing.judged import Example, Judged, examples
from coder.diagnosing.texts import same
from coder.domain.codebook import Codebook, Role

FEWEST = 2
"""Different texts on which one code stood in for the other before a pair is reported."""
UNLIKELY = 0.05
"""How probable so many mistakes may at most be by chance."""
ALIKE = 0.8
"""Cosine from which the wording of two codes is nearly the same."""

Pair = tuple[str, str]
"""Two codes, in codebook order."""


class Relation(StrEnum):
    """What the two codes of a pair are to each other."""

    MISTAKEN = "mistaken for each other"
    ALIKE = "worded alike"
    TOGETHER = "given together"


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusion:
    """Two codes, and what speaks for their being confused."""

    code: str
    other: str
    relation: Relation
    code_as_other: int
    """Comments to which people gave `code` and not `other`, while the suggestions had `other` and not `code`."""
    other_as_code: int
    """The same the other way round."""
    expected: float
    """How many of both together chance would make."""
    together: int
    """Comments to which people gave both."""
    coders: int
    """Comments to which one person gave `code` without `other`, and another `other` without `code`."""
    similarity: float | None
    """Cosine of their wording; None where it is not known."""
    shared_keywords: tuple[str, ...]
    examples: tuple[Example, ...]

    @property
    def mistaken(self) -> int:
        """Comments on which the suggestions had one in place of the other."""
        return self.code_as_other + self.other_as_code


@dataclass(slots=True)
class _Evidence:
    as_other: list[Judged] = field(default_factory=list)
    as_code: list[Judged] = field(default_factory=list)
    coders: list[Judged] = field(default_factory=list)
    together: int = 0

    @property
    def all(self) -> list[Judged]:
        return [*self.as_other, *self.as_code, *self.coders]


def confusions(
    codebook: Codebook, judged: Sequence[Judged], similarity: Mapping[Pair, float], most_examples: int = 3
) -> list[Confusion]:
    """The pairs of codes that are confused, the worst first.

    Codes for comments without substance are left out: what they attract is no matter of pairs. Codes that people often
    give together are no confusion: where that happened at least as often as one was taken for the other, the pair
    comes last and is said to be given together.

    Args:
        codebook: The framework.
        judged: The decided comments.
        similarity: The cosine of the wording of pairs that share a question, as far as it is known.
        most_examples: How many comments to show for each pair.
    """
    order = {code: place for place, code in enumerate(codebook.placed)}
    themes = {code for code, entry in codebook.placed.items() if entry.code.role is not Role.NON_SUBSTANTIVE}
    expected = Expected(judged)
    found = []
    evidence = _gather(judged, order)
    pairs = [pair for pair in {*evidence, *similarity} if themes.issuperset(pair)]
    for pair in sorted(pairs, key=lambda one: (order[one[0]], order[one[1]])):
        seen = evidence.get(pair, _Evidence())
        chance, alike = expected.of(*pair), similarity.get(pair)
        relation = _relation(codebook, pair, seen, chance, alike)
        if relation is not None:
            found.append(
                Confusion(
                    code=pair[0],
                    other=pair[1],
                    relation=relation,
                    code_as_other=len(seen.as_other),
                    other_as_code=len(seen.as_code),
                    expected=chance,
                    together=seen.together,
                    coders=len(seen.coders),
                    similarity=alike,
                    shared_keywords=_shared_keywords(codebook, pair),
                    examples=examples(_alternating(seen), order, most_examples),
                )
            )
    return sorted(found, key=_rank)


def _gather(judged: Sequence[Judged], order: Mapping[str, int]) -> dict[Pair, _Evidence]:
    """What each comment says of each pair of codes; a pair stands once, in codebook order."""
    found: dict[Pair, _Evidence] = defaultdict(_Evidence)
    for one in judged:
        for code, other in _swapped(one.given, one.proposed, order):
            first = order[code] < order[other]
            evidence = found[(code, other) if first else (other, code)]
            (evidence.as_other if first else evidence.as_code).append(one)
        for pair in _pairs(one.given, order):
            found[pair].together += 1
        for pair in {pair for mine, yours in combinations(one.by_coder, 2) for pair in _crossed(mine, yours, order)}:
            found[pair].coders.append(one)
    return found


def _swapped(given: frozenset[str], proposed: frozenset[str], order: Mapping[str, int]) -> Iterator[Pair]:
    """Each code that was missed with each that was proposed wrongly."""
    for missed in sorted(given - proposed):
        yield from ((missed, wrong) for wrong in sorted(proposed - given) if missed in order and wrong in order)


def _crossed(mine: frozenset[str], yours: frozenset[str], order: Mapping[str, int]) -> set[Pair]:
    return {
        (code, other) if order[code] < order[other] else (other, code) for code, other in _swapped(mine, yours, order)
    }


def _pairs(codes: frozenset[str], order: Mapping[str, int]) -> Iterator[Pair]:
    yield from combinations(sorted((code for code in codes if code in order), key=order.__getitem__), 2)


def _relation(
    codebook: Codebook, pair: Pair, seen: _Evidence, chance: float, similarity: float | None
) -> Relation | None:
    swapped = [*seen.as_other, *seen.as_code]
    by_machine = _different(swapped) >= FEWEST and by_chance(len(swapped), chance) <= UNLIKELY
    if by_machine or _different(seen.coders) >= FEWEST:
        return Relation.TOGETHER if seen.together >= len(swapped) + len(seen.coders) else Relation.MISTAKEN
    below = pair[1] in codebook.descendants(pair[0]) or pair[0] in codebook.descendants(pair[1])
    return Relation.ALIKE if similarity is not None and similarity >= ALIKE and not below else None


def _different(judged: Sequence[Judged]) -> int:
    return len({same(one.text) for one in judged})


def _alternating(seen: _Evidence) -> list[Judged]:
    """The comments with those of either direction taking turns, so that few examples show both."""
    piles = [pile for pile in (seen.as_other, seen.as_code, seen.coders) if pile]
    longest = max(map(len, piles), default=0)
    return [pile[place] for place in range(longest) for pile in piles if place < len(pile)]


def _shared_keywords(codebook: Codebook, pair: Pair) -> tuple[str, ...]:
    mine, yours = (codebook.placed[code].code.keywords for code in pair)
    known = {keyword.casefold() for keyword in yours}
    return tuple(dict.fromkeys(keyword for keyword in mine if keyword.casefold() in known))


_RELATIONS = list(Relation)


def _rank(found: Confusion) -> tuple[int, float, float]:
    excess = found.mistaken - found.expected + found.coders
    return _RELATIONS.index(found.relation), -excess, -(found.similarity or 0.0)
