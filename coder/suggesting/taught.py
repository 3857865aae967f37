"""The framework and what people decided, joined into one probability for each code."""

from collections.abc import Sequence

import numpy as np

from coder.suggesting import ridge, stack
from coder.suggesting.arrays import Flags, Floats
from coder.suggesting.duplicates import Duplicates
from coder.suggesting.framework import Framework, without_decisions
from coder.suggesting.items import Item
from coder.suggesting.kernels import VIEWS, DecidedItems, Lexical, kernel_of
from coder.suggesting.prevalence import prevalence
from coder.suggesting.seen import Seen
from coder.suggesting.twins import twin_groups

MOST_DECIDED = 6000
"""Decided items that are compared with; of more, those with the smallest hashes. All of them count for prevalence and
for duplicates. The time of a fit grows with the cube of the number, its memory with the square."""
FEWEST_DECIDED = 3
"""With fewer, decisions move only the prevalences and their own duplicates."""


class Taught:
    """Probabilities learnt from decided items.

    Codes given to a whole response teach as those of a comment do, with the same weight: the text is longer, and its
    likeness to any one comment the smaller. A code outside the item's question teaches nothing.
    """

    def __init__(
        self, framework: Framework, items: Sequence[Item], vectors: Floats, given: Flags, background: Sequence[Item]
    ) -> None:
        """Learn.

        Args:
            framework: What there is before decisions.
            items: What was decided, in an order that depends on what the items say only.
            vectors: Their vectors, (items, dimensions).
            given: Whether each carries each code, (items, codes).
            background: Texts from which words get their weights, beside those of the decided items.
        """
        among = framework.scope.open_to(items)
        given = given & among
        self._framework = framework
        self._prevalence = prevalence(framework.guessed, given, among)
        self._duplicates = Duplicates(items, given)
        self._weights: list[Floats] = []
        if len(items) >= FEWEST_DECIDED:
            rows = slice(MOST_DECIDED)
            self._fit(items[rows], vectors[rows], given[rows], [item.text for item in background])

    def probabilities(self, seen: Seen) -> Floats:
        """Probability that each code applies, (items, codes). Each row depends on its own item only."""
        scores = self._framework.scores(seen)
        words = None
        if self._weights:
            alike = self._decided.likeness(seen.items, seen.vectors)
            departures = [view.kernel(alike) @ weights for view, weights in zip(VIEWS, self._weights, strict=True)]
            pairs = stack.features(departures, scores, self._prevalence, seen.among)
            found = stack.probabilities(pairs, self._coefficients)
            words = alike.words
        else:
            found = without_decisions(scores, self._prevalence)
        return self._duplicates.follow(seen.items, found, words)

    def _fit(self, items: Sequence[Item], vectors: Floats, given: Flags, background: list[str]) -> None:
        among = self._framework.scope.open_to(items)
        lexical = Lexical([*background, *(item.text for item in items)])
        self._decided = DecidedItems(items, vectors, lexical)
        departures = np.where(among, given - self._prevalence, 0.0)
        alike = self._decided.among_themselves()
        twins = twin_groups(items, alike.words)
        held_out = []
        for view in VIEWS:
            fitted = ridge.fit(kernel_of(view, alike), departures, twins)
            self._weights.append(fitted.weights)
            held_out.append(fitted.held_out)
        pairs = stack.features(held_out, self._framework.scores_of(items, vectors), self._prevalence, among)
        self._coefficients = stack.fit(pairs, given, among)
