"""Decided items that would give each other's codes away, and so are held out together."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from coder.suggesting.arrays import Floats
from coder.suggesting.duplicates import NEAR, exchangeable
from coder.suggesting.items import Item
from coder.suggesting.words import normal


def twin_groups(items: Sequence[Item], words: Floats | None = None) -> list[npt.NDArray[np.intp]]:
    """The places of items whose texts are the same or nearly, whatever the question; only groups of several.

    Args:
        items: The decided items.
        words: How like each other they are in words and letters, (items, items), as `Likeness.words` has it.
    """
    rows: dict[str, list[int]] = defaultdict(list)
    for row, item in enumerate(items):
        rows[normal(item.text)].append(row)
    groups = list(rows.values())
    if words is not None:
        groups = _joined(groups, items, words)
    return [np.array(same, dtype=np.intp) for same in groups if len(same) > 1]


def _joined(groups: list[list[int]], items: Sequence[Item], words: Floats) -> list[list[int]]:
    """Groups of the same text joined where their texts are nearly the same."""
    firsts = [same[0] for same in groups]
    pairs = [
        (group, other)
        for group, first in enumerate(firsts)
        for other in np.flatnonzero(words[first, firsts[:group]] >= 2 * NEAR)
        if exchangeable(items[first].text, items[firsts[other]].text)
    ]
    if not pairs:
        return groups
    ones, others = np.array(pairs).T
    links = coo_array((np.ones(len(pairs)), (ones, others)), shape=(len(groups), len(groups)))
    joined: dict[int, list[int]] = defaultdict(list)
    for group, label in enumerate(connected_components(links, directed=False)[1]):
        joined[int(label)].extend(groups[group])
    return [sorted(same) for same in joined.values()]
