"""Codes whose wording attracts comments that people do not give them."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from coder.diagnosing.judged import Example, Judged, examples
from coder.diagnosing.rates import wilson
from coder.domain.codebook import Codebook

FEWEST = 3
"""Comments a code was taken out of before it is reported."""
SHARE = 1 / 3
"""The share of the comments it was selected for beforehand, from which on a code is reported."""
MOST_PULLS = 4
FEWEST_PULLED = 2
"""Removed comments that a piece of wording must have drawn; a keyword is told from the first on."""


class Wording(NamedTuple):
    """A piece of a code's wording."""

    kind: str
    """`keyword`, `example`, `include`, `definition`."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pull:
    """A piece of wording, and how many comments it drew to the code."""

    kind: str
    text: str
    removed: int
    """Comments that people did not give the code."""
    kept: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Instead:
    """A code that comments carry for which another was selected."""

    code: str
    comments: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Attraction:
    """A code that was selected beforehand and often not given."""

    code: str
    preselected: int
    """Decided comments that the suggestions had it for."""
    removed: int
    """Those of them that people did not give it."""
    shown: int
    """Those of `preselected` on which the person saw it; the others were decided without, and the wording was asked
    afterwards."""
    low: float
    """The 95 % Wilson interval of removed / preselected, in 0..1."""
    high: float
    pulls: tuple[Pull, ...]
    """The wording that drew most of the removed comments."""
    instead: tuple[Instead, ...]
    """What the removed comments carry, most frequent first; nothing where no code applied."""
    examples: tuple[Example, ...]

    @property
    def rate(self) -> float:
        """The share that was removed, in 0..1."""
        return self.removed / self.preselected


def attractions(
    codebook: Codebook,
    judged: Sequence[Judged],
    reasons: Mapping[tuple[int, str], Sequence[Wording]],
    most_examples: int = 3,
) -> list[Attraction]:
    """The codes that people took out of many of the comments they were selected for, the surest first.

    Args:
        codebook: The framework.
        judged: The decided comments.
        reasons: What of a code's wording speaks for it in a comment, by comment and code.
        most_examples: How many comments to show for each code.
    """
    order = {code: place for place, code in enumerate(codebook.placed)}
    by_code: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        for code in one.preselected or ():
            by_code[code].append(one)
    found = []
    for code in sorted(by_code.keys() & order, key=order.__getitem__):
        removed = [one for one in by_code[code] if code not in one.given]
        if len(removed) >= FEWEST and len(removed) >= SHARE * len(by_code[code]):
            low, high = wilson(len(removed), len(by_code[code]))
            found.append(
                Attraction(
                    code=code,
                    preselected=len(by_code[code]),
                    removed=len(removed),
                    shown=sum(one.shown for one in by_code[code]),
                    low=low,
                    high=high,
                    pulls=_pulls(code, by_code[code], reasons),
                    instead=_instead(removed, order),
                    examples=examples(removed, order, most_examples),
                )
            )
    return sorted(found, key=lambda one: (-one.low, -one.removed))


def _pulls(
    code: str, judged: Sequence[Judged], reasons: Mapping[tuple[int, str], Sequence[Wording]]
) -> tuple[Pull, ...]:
    """The pieces of wording that drew removed comments, those that did so most first."""
    removed: Counter[Wording] = Counter()
    kept: Counter[Wording] = Counter()
    for one in judged:
        (kept if code in one.given else removed).update(set(reasons.get((one.comment, code), ())))
    telling = [piece for piece, times in removed.items() if times >= FEWEST_PULLED or piece.kind == "keyword"]
    ranked = sorted(telling, key=lambda piece: (kept[piece] - removed[piece], -removed[piece], piece))
    return tuple(
        Pull(kind=piece.kind, text=piece.text, removed=removed[piece], kept=kept[piece])
        for piece in ranked[:MOST_PULLS]
    )


def _instead(removed: Sequence[Judged], order: Mapping[str, int]) -> tuple[Instead, ...]:
    counts = Counter(code for one in removed for code in one.given)
    ranked = sorted(counts, key=lambda code: (-counts[code], order.get(code, len(order)), code))
    return tuple(Instead(code=code, comments=counts[code]) for code in ranked)
