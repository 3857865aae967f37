"""Comments that say the same as decided ones, or all but the same, which follow them."""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from coder.suggesting.arrays import Flags, Floats
from coder.suggesting.items import Item
from coder.suggesting.words import normal, turns

DOUBT = 0.5
"""n decisions on a text outweigh the model as n to DOUBT,"""
NEAR_DOUBT = 1.0
"""and n on texts that are nearly the same as n to NEAR_DOUBT."""
NEAR = 0.8
"""Mean cosine of words and of letter groups from which texts are nearly the same: on the development sets people coded
pairs beyond it alike as often as they coded one text alike twice;"""
NEAR_WORDS = 5
"""if they have so many words; in a shorter text every word makes a difference."""


class Duplicates:
    """The decided texts, found again whatever their case, spacing and punctuation, or with a word changed."""

    def __init__(self, items: Sequence[Item], given: Flags) -> None:
        self._given = given
        self._items = items
        self._rows: dict[tuple[str, str], list[int]] = defaultdict(list)
        for row, item in enumerate(items):
            self._rows[_key(item)].append(row)

    def follow(self, items: Sequence[Item], scores: Floats, words: Floats | None = None) -> Floats:
        """Scores drawn to the decisions on the same text to the same question, (items, codes).

        For n of them with a share q carrying a code: w q + (1 - w) p, w = n / (n + DOUBT); where there are none, the
        same of nearly the same texts with NEAR_DOUBT.

        Args:
            items: What is scored.
            scores: p, (items, codes).
            words: `Likeness.words` to the first of the decided items, (items, decided), where it is known.
        """
        found = scores.copy()
        near = set() if words is None else set(np.flatnonzero((words >= 2 * NEAR).max(axis=1, initial=False)).tolist())
        for row, item in enumerate(items):
            same, doubt = self._rows.get(_key(item), []), DOUBT
            if not same and row in near and words is not None:
                same, doubt = self._nearly_same(item, np.flatnonzero(words[row] >= 2 * NEAR)), NEAR_DOUBT
            if same:
                weight = len(same) / (len(same) + doubt)
                found[row] = weight * self._given[same].mean(axis=0) + (1 - weight) * scores[row]
        return found

    def _nearly_same(self, item: Item, candidates: npt.NDArray[np.intp]) -> list[int]:
        return [
            int(row)
            for row in candidates
            if self._items[row].question == item.question and exchangeable(self._items[row].text, item.text)
        ]


def exchangeable(one: str, other: str) -> bool:
    """Whether two texts that are alike in words may be taken for the same."""
    long_enough = min(len(normal(one).split()), len(normal(other).split())) >= NEAR_WORDS
    return long_enough and turns(one) == turns(other)


@lru_cache(maxsize=4096)
def _key(item: Item) -> tuple[str, str]:
    return item.question, normal(item.text)
