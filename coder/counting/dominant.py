"""What each group says most: the theme or answer that most of its respondents gave."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coder.counting.asked import Asked, Flags, Item, ItemKind
from coder.counting.bounds import SIZES, Published
from coder.counting.crosstabs import Table
from coder.counting.groups import Grouping
from coder.counting.suppression import suppressed

MOST_TIED = 3
"""More that tie, and none of them is dominant."""


@dataclass(frozen=True, slots=True)
class Dominant:
    """The most frequent in a group; ties stay together."""

    labels: tuple[str, ...]
    """Empty: nobody said anything, or too many tie."""
    respondents: int
    """How many gave each of them."""
    tied: int
    """How many items they gave as often."""


def dominant(asked: Asked, among: Flags) -> Dominant:
    """The items that most of these respondents gave.

    A parent always leads its children, so codes with children stand back, and so do nets, codes with the role `other`
    and those without substance.

    Args:
        asked: the question that says what.
        among: the respondents, (people,).
    """
    counts = {item.label: int((item.who & among).sum()) for item in asked.items if _stands(item)}
    most = max(counts.values(), default=0)
    labels = tuple(label for label, count in counts.items() if count == most and most)
    return Dominant(labels if len(labels) <= MOST_TIED else (), most, len(labels))


def leading(
    asked: Asked,
    groups: Grouping,
    compared: Table | None,
    sizes: Sequence[int | None],
    threshold: int | None,
    own: Table | None = None,
) -> tuple[Dominant | None, ...]:
    """What everyone and each group says most; among those who gave one answer, where one is compared.

    For publication, those of groups that are small or left out are None, and so are those whose number the table of
    their own question leaves out; and then everyone's too, which would help to find them.

    Args:
        asked: the question that says what.
        groups: the groups.
        compared: the table of the one answer.
        sizes: of everyone, then of each group; None: withheld.
        threshold: from which on counts are published; None: it is not for publication.
        own: the table of the question that says what, as it is published.
    """
    gave = groups.everyone if compared is None else compared.asked.items[0].who
    found = [dominant(asked, gave & of) for of in (groups.everyone, *groups.members)]
    if threshold is None:
        return tuple(found)
    cells = [] if compared is None else compared.rows[0]
    hidden = [
        one.respondents < threshold
        or sizes[at] is None
        or bool(cells and cells[at].respondents is None)
        or (own is not None and _left_out(own, one, at))
        for at, one in enumerate(found)
    ]
    hidden[0] = any(hidden)
    return tuple(None if hide else one for one, hide in zip(found, hidden, strict=True))


def group_sizes(groups: Grouping, tables: Sequence[Table], threshold: int | None) -> tuple[int | None, ...]:
    """The size of everyone and of each group; for publication, None where it is small or would give one back."""
    if tables and tables[0].rows:
        return tuple(cell.in_group for cell in tables[0].rows[0])
    sizes = np.array([groups.everyone.sum(), *groups.members.sum(axis=1)])
    if threshold is None:
        return tuple(int(size) for size in sizes)
    hidden = suppressed(Published(np.array([sizes, sizes]), groups.disjoint, ()), threshold)[SIZES]
    return tuple(None if gone else int(size) for size, gone in zip(sizes, hidden, strict=True))


def _left_out(own: Table, found: Dominant, column: int) -> bool:
    """Whether a published table leaves out what is dominant in one of its columns."""
    return any(row[column].label in found.labels and row[column].respondents is None for row in own.rows)


def _stands(item: Item) -> bool:
    return item.kind is not ItemKind.NET and not item.parts and (item.kind is not ItemKind.THEME or item.rank[0] == 0)
