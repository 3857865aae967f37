"""Which cells of a table must not be published, so that no small group of respondents can be told from it.

A count from 1 to threshold - 1 is small, and so is a base less its count. A small cell is left out, and with it the
next smallest of its row until whoever knows everything that is published, the totals too, can only place it within a
range as wide as the threshold, or as wide as the totals leave it (`bounds`). Totals of everyone are published by
`coder count` too, so they stay.
"""

from collections.abc import Iterable

import numpy as np

from coder.counting.bounds import BASES, ITEMS, SIZES, Counts, Hidden, Place, Published, Range, Reader

THRESHOLD = 5
_SLACK = 1e-5
"""How exactly a range is found."""


def suppressed(table: Published, threshold: int = THRESHOLD) -> Hidden:
    """The cells to leave out; a group too small to be named loses its whole column."""
    hidden = sensitive(table.counts, threshold)
    told = [(int(row), int(column)) for row, column in np.argwhere(hidden)]
    if table.counts.shape[1] < 2 or not told:
        return hidden
    while True:
        hidden[:, hidden[BASES] | hidden[SIZES]] = True
        hidden[:, 0] = False
        told = _told(table, hidden, threshold, told)  # what is safe stays so: nothing is shown again
        partners = _partners(table, hidden, told)
        if not partners:
            return _without_idle(table, hidden, threshold)
        for cell in partners:
            hidden[cell] = True


def sensitive(counts: Counts, threshold: int) -> Hidden:
    """The cells that are small, or leave a small rest of their base; sizes and bases only where they are small."""
    small = (counts > 0) & (counts < threshold)
    rest = counts[BASES] - counts
    rest[:ITEMS] = 0
    found: Hidden = small | ((rest > 0) & (rest < threshold))
    found[:, 0] = False
    return found


def _told(table: Published, hidden: Hidden, threshold: int, small: list[Place]) -> list[Place]:
    """Those of the small cells that can still be placed too narrowly."""
    widths = _widths(Reader(table, hidden).ranges(small))
    narrow = [cell for cell in small if widths[cell] < threshold - _SLACK]
    utmost: dict[Place, float] = {}
    for groups in (True, False):
        cells = [cell for cell in narrow if (cell[0] < ITEMS) is groups]
        if cells:
            utmost |= _widths(Reader(table, _utmost(hidden, 0 if groups else ITEMS)).ranges(cells))
    return [cell for cell in narrow if widths[cell] < min(threshold, utmost[cell]) - _SLACK]


def _widths(ranges: dict[Place, Range]) -> dict[Place, float]:
    return {cell: high - low for cell, (low, high) in ranges.items()}


def _utmost(hidden: Hidden, first: int) -> Hidden:
    """The most that can be left out of the rows from one on; what the totals tell then, nobody can help."""
    most = hidden.copy()
    most[first:, 1:] = True
    return most


def _partners(table: Published, hidden: Hidden, told: Iterable[Place]) -> list[Place]:
    """A further cell for each row with a small one that can be told; sizes and bases go together."""
    found: dict[int, Place] = {}
    for cell in told:
        if max(cell[0], BASES) not in found and (partner := _next_smallest(table, hidden, cell)) is not None:
            found[max(cell[0], BASES)] = partner
    return list(found.values())


def _without_idle(table: Published, hidden: Hidden, threshold: int) -> Hidden:
    """Without the cells that were left out in vain: whoever can tell them anyway learns nothing from seeing them."""
    beside = hidden & ~sensitive(table.counts, threshold) & ~(hidden[BASES] | hidden[SIZES])
    widths = _widths(Reader(table, hidden).ranges([(int(row), int(column)) for row, column in np.argwhere(beside)]))
    kept = hidden.copy()
    for cell, width in widths.items():
        kept[cell] = width > _SLACK
    return kept


def _next_smallest(table: Published, hidden: Hidden, cell: Place) -> Place | None:
    """The smallest published cell of its row, a zero last; else of its column, else of all rows that hang together."""
    row, column = cell
    groups = range(1, table.counts.shape[1])
    linked = {row} if row < ITEMS else _linked(table, row)
    for near in (
        [(row, other) for other in groups],
        [(other, column) for other in linked],
        [(other, group) for other in linked for group in groups],
    ):
        candidates = [at for at in near if not hidden[at]]
        if candidates:
            return min(candidates, key=lambda at: (table.counts[at] == 0, int(table.counts[at]), at))
    return None


def _linked(table: Published, row: int) -> set[int]:
    """The items that something known ties to this one, directly or by others."""
    found, new = {row}, True
    while new:
        new = False
        for known in table.known:
            items = {one for one in known.rows if one >= ITEMS}
            if items & found and not items <= found:
                found, new = found | items, True
    return found
