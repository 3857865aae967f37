"""Which cells of a table must not be published, so that no small group of respondents can be told from it.

A count from 1 to threshold - 1 is small, and so is a base less its count. A small cell is left out, and with it the
next smallest of its row until whoever knows everything that is published, the totals too, can only place it within a
range as wide as the threshold, or as wide as the totals leave it. What they can know is a linear programme over the
cells: its least and greatest value of a cell are the ends of that range (cell suppression with an audit of its bounds,
Fischetti and Salazar 2001). Totals of everyone are published by `coder count` too, so they stay.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.csgraph import connected_components

THRESHOLD = 5
_SLACK = 1e-6

Counts = npt.NDArray[np.int64]
"""(rows, columns): row 0 the size of each group, row 1 its base, then the items; column 0 everyone, then the groups."""
Hidden = npt.NDArray[np.bool_]
"""(rows, columns): what is not published."""
SIZES, BASES, ITEMS = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Sum:
    """What a reader knows of some rows: `least` <= the rows times their factors <= `most`, in each column."""

    rows: tuple[int, ...]
    factors: tuple[int, ...]
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Published:
    """A table as a reader sees it."""

    counts: Counts
    disjoint: bool
    """Whether groups add up to everyone; else somebody may be in several."""
    known: tuple[Sum, ...]
    """What is known of its rows."""


def suppressed(table: Published, threshold: int = THRESHOLD) -> Hidden:
    """The cells to leave out; a group too small to be named loses its whole column."""
    hidden = np.zeros(table.counts.shape, dtype=bool)
    if table.counts.shape[1] < 2:
        return hidden
    hidden |= sensitive(table.counts, threshold)
    while True:
        hidden[:, hidden[BASES] | hidden[SIZES]] = True
        hidden[:, 0] = False
        more = _more(table, hidden, threshold)
        if not more:
            return _without_idle(table, hidden, threshold)
        for cell in more:
            hidden[cell] = True


def sensitive(counts: Counts, threshold: int) -> Hidden:
    """The cells that are small, or leave a small rest of their base; sizes and bases only where they are small."""
    small = (counts > 0) & (counts < threshold)
    rest = counts[BASES] - counts
    rest[:ITEMS] = 0
    found: Hidden = small | ((rest > 0) & (rest < threshold))
    found[:, 0] = False
    return found


def bounds(table: Published, hidden: Hidden, cell: tuple[int, int]) -> tuple[float, float]:
    """The least and the greatest a cell can be for who knows everything that is published."""
    return _Programme(table, hidden).bounds(cell)


def _more(table: Published, hidden: Hidden, threshold: int) -> list[tuple[int, int]]:
    """A further cell for each small one that can still be told."""
    programme = _Programme(table, hidden)
    utmost = {kind: _Programme(table, _utmost(hidden, kind)) for kind in (BASES, ITEMS)}
    found: dict[tuple[int, int], None] = {}
    for row, column in np.argwhere(sensitive(table.counts, threshold)):
        cell = (int(row), int(column))
        if _group_or_item(cell) in map(_group_or_item, found):
            continue  # its row has just lost another cell, or the table a group: look again afterwards
        width = _width(programme, cell)
        if (
            width >= threshold - _SLACK
            or width >= min(threshold, _width(utmost[min(_group_or_item(cell), ITEMS)], cell)) - _SLACK
        ):
            continue
        partner = _next_smallest(table, hidden, cell)
        if partner is not None:
            found[partner] = None
    return list(found)


def _utmost(hidden: Hidden, first: int) -> Hidden:
    """The most that can be left out; what the totals of everyone tell then, nobody can help."""
    most = hidden.copy()
    most[0 if first == BASES else ITEMS :, 1:] = True
    return most


def _width(programme: "_Programme", cell: tuple[int, int]) -> float:
    low, high = programme.bounds(cell)
    return high - low


def _group_or_item(cell: tuple[int, int]) -> int:
    """The row; one for sizes and bases, which go together."""
    return max(cell[0], BASES)


def _without_idle(table: Published, hidden: Hidden, threshold: int) -> Hidden:
    """Without the cells that were left out in vain: whoever can tell them anyway learns nothing from seeing them."""
    programme, columns = _Programme(table, hidden), hidden[BASES] | hidden[SIZES]
    kept = hidden.copy()
    for row, column in np.argwhere(hidden & ~sensitive(table.counts, threshold) & ~columns):
        low, high = programme.bounds((int(row), int(column)))
        kept[row, column] = high - low > _SLACK
    return kept


def _next_smallest(table: Published, hidden: Hidden, cell: tuple[int, int]) -> tuple[int, int] | None:
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


class _Programme:
    """The linear programme of a reader, parted into what hangs together."""

    def __init__(self, table: Published, hidden: Hidden) -> None:
        self._columns = table.counts.shape[1]
        self._counts = table.counts.ravel().astype(np.float64)
        self._hidden = hidden.ravel()
        self._matrix, self._least, self._most = _assembled(table, self._counts.size)
        unknown = self._matrix[:, self._hidden]
        self._places = np.cumsum(self._hidden) - 1
        known = self._matrix[:, ~self._hidden] @ self._counts[~self._hidden]
        self._least, self._most = self._least - known, self._most - known
        touches = (abs(unknown) > 0).astype(np.int8)
        _, self._parts = connected_components(touches.T @ touches, directed=False)
        self._unknown = unknown.tocsc()

    def bounds(self, cell: tuple[int, int]) -> tuple[float, float]:
        """The least and the greatest value of a cell."""
        at = cell[0] * self._columns + cell[1]
        if not self._hidden[at]:
            return float(self._counts[at]), float(self._counts[at])
        place = self._places[at]
        together = np.flatnonzero(self._parts == self._parts[place])
        matrix = self._unknown[:, together].tocsr()
        used = np.flatnonzero(np.diff(matrix.indptr))
        aim = (together == place).astype(np.float64)
        return self._least_of(aim, matrix[used], used), -self._least_of(-aim, matrix[used], used)

    def _least_of(self, aim: npt.NDArray[np.float64], matrix: csr_matrix, used: npt.NDArray[np.intp]) -> float:
        upper, lower = np.isfinite(self._most[used]), np.isfinite(self._least[used])
        rows = _stacked(matrix, upper, lower)
        limits = np.concatenate([self._most[used][upper], -self._least[used][lower]])
        found = linprog(aim, A_ub=rows, b_ub=limits, bounds=(0, None), method="highs")
        return float(found.fun) if found.status == 0 else -np.inf


def _stacked(matrix: csr_matrix, upper: Hidden, lower: Hidden) -> csr_matrix:
    both = coo_matrix(matrix[upper]), coo_matrix(matrix[lower])
    rows = np.concatenate([both[0].row, both[1].row + int(upper.sum())])
    columns = np.concatenate([both[0].col, both[1].col])
    values = np.concatenate([both[0].data, -both[1].data])
    return csr_matrix((values, (rows, columns)), shape=(int(upper.sum() + lower.sum()), matrix.shape[1]))


def _assembled(table: Published, cells: int) -> tuple[csr_matrix, npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Everything known of the cells: a matrix (constraints, cells) and the least and the most of each product."""
    said = list(_known(table))
    rows = np.repeat(np.arange(len(said)), [len(places) for places, *_ in said])
    columns = np.concatenate([np.array(places) for places, *_ in said])
    values = np.concatenate([np.array(factors, dtype=np.float64) for _, factors, *_ in said])
    matrix = csr_matrix((values, (rows, columns)), shape=(len(said), cells))
    return matrix, np.array([least for *_, least, _ in said]), np.array([most for *_, most in said])


def _known(table: Published) -> Iterator[tuple[Sequence[int], Sequence[int], float, float]]:
    rows, columns = table.counts.shape
    for row in range(rows):
        at = row * columns
        groups = [at + column for column in range(1, columns)]
        yield [at, *groups], [-1] + [1] * len(groups), 0.0, 0.0 if table.disjoint else np.inf
        for group in () if table.disjoint else groups:
            yield [group, at], [1, -1], -np.inf, 0.0
    for column in range(columns):
        yield [BASES * columns + column, SIZES * columns + column], [1, -1], -np.inf, 0.0
        for row in range(ITEMS, rows):
            yield [row * columns + column, BASES * columns + column], [1, -1], -np.inf, 0.0
        for known in table.known:
            yield [row * columns + column for row in known.rows], known.factors, known.least, known.most
