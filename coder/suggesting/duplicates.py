"""Comments that say the same as decided ones, which follow them."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from coder.suggesting.arrays import Flags, Floats
from coder.suggesting.items import Item
from coder.suggesting.words import normal

DOUBT = 0.5
"""n decisions on a text outweigh the model as n to DOUBT."""


class Duplicates:
    """The decided texts, found again whatever their case, spacing and punctuation."""

    def __init__(self, items: Sequence[Item], given: Flags) -> None:
        self._given = given
        self._rows: dict[tuple[str, str], list[int]] = defaultdict(list)
        for row, item in enumerate(items):
            self._rows[_key(item)].append(row)

    def follow(self, items: Sequence[Item], scores: Floats) -> Floats:
        """Scores drawn to the decisions on the same text to the same question, (items, codes).

        For n of them with a share q carrying a code: w q + (1 - w) p, w = n / (n + DOUBT).
        """
        found = scores.copy()
        for row, item in enumerate(items):
            if same := self._rows.get(_key(item)):
                weight = len(same) / (len(same) + DOUBT)
                found[row] = weight * self._given[same].mean(axis=0) + (1 - weight) * scores[row]
        return found


def twin_groups(items: Sequence[Item]) -> list[npt.NDArray[np.intp]]:
    """The places of items with the same text, whatever the question; only of texts that occur more than once."""
    rows: dict[str, list[int]] = defaultdict(list)
    for row, item in enumerate(items):
        rows[normal(item.text)].append(row)
    return [np.array(same, dtype=np.intp) for same in rows.values() if len(same) > 1]


def _key(item: Item) -> tuple[str, str]:
    return item.question, normal(item.text)
