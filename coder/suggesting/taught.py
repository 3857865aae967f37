"""The framework and what people decided, joined into one probability for each code."""

from collections.abc import Sequence

import numpy as np

from coder.domain.codebook import Codebook
from coder.suggesting.arrays import Floats, squash
from coder.suggesting.framework import FrameworkScorer
from coder.suggesting.items import Item, Learnt
from coder.suggesting.learner import teach
from coder.suggesting.learnt import given_codes, level_shifts
from coder.suggesting.scope import Scope

TRUST = 2.0
"""The number of items carrying a code at which its regression counts as much as the framework."""


class TaughtScorer:
    """Probabilities that move from the framework's to the learner's as a code gathers items.

    p = w q + (1 - w) squash(z + d) with z the framework's log-odds, d the shift that gives them the level found among
    the decided items, q the regression's probability and w = m / (m + TRUST) for a code that m items carry.
    """

    def __init__(self, codebook: Codebook, codes: Sequence[str], framework: FrameworkScorer, learnt: Learnt) -> None:
        vectors = np.asarray(learnt.vectors, dtype=np.float64)
        among = Scope(codebook).open_to(learnt.items)
        given = given_codes(codebook, codes, learnt)
        self.counts = tuple(int(count) for count in (given & among).sum(axis=0))
        self._framework = framework
        self._shifts = level_shifts(framework.logits(learnt.items, vectors), given, among)
        self._learner = teach(learnt.items, vectors, given, among, [question.id for question in codebook.questions])
        carried = np.array(self.counts, dtype=np.float64)
        self._weights = carried / (carried + TRUST)

    def probabilities(self, items: Sequence[Item], vectors: Floats) -> Floats:
        """Probability that each code applies, (items, codes). Each row depends on its own item only."""
        prior = squash(self._framework.logits(items, vectors) + self._shifts)
        learnt = self._learner.probabilities(items, vectors)
        return np.where(np.isnan(learnt), prior, self._weights * learnt + (1 - self._weights) * prior)
