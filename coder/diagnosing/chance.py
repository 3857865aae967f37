"""How often one code would be proposed for another by chance."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from math import exp

from coder.diagnosing.judged import Judged


class Expected:
    """How often chance alone would have one code missed where another is proposed wrongly."""

    def __init__(self, judged: Sequence[Judged]) -> None:
        self._seen: Counter[str] = Counter()
        self._missed: dict[str, Counter[str]] = defaultdict(Counter)
        self._wrong: dict[str, Counter[str]] = defaultdict(Counter)
        for one in judged:
            if one.proposed:
                self._seen[one.question] += 1
                self._missed[one.question].update(one.given - one.proposed)
                self._wrong[one.question].update(one.proposed - one.given)

    def of(self, code: str, other: str) -> float:
        """The sum over the questions, and over both ways, of m f / n.

        m: comments on which the one was missed; f: on which the other was proposed wrongly; n: with a proposal.
        """
        total = 0.0
        for question, seen in self._seen.items():
            missed, wrong = self._missed[question], self._wrong[question]
            total += (missed[code] * wrong[other] + missed[other] * wrong[code]) / seen
        return total


def by_chance(count: int, expected: float) -> float:
    """P(X >= count) for X ~ Poisson(expected)."""
    term, below = exp(-expected), 0.0
    for number in range(count):
        below += term
        term *= expected / (number + 1)
    return max(0.0, 1.0 - below)
