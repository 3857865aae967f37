"""What a reader of a published table can know of the cells that it leaves out: the range of each.

Everything published is an equation or an inequality over the cells: groups add up to everyone, nobody outside the base
gave an answer, a net joins its parts. The least and the greatest value that a cell can have under all of them are two
linear programmes (Fischetti and Salazar 2001, "the auditing phase"); many are solved at once, as blocks of one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog
from scipy.sparse import csr_matrix, identity, kron
from scipy.sparse.csgraph import connected_components

SIZES, BASES, ITEMS = 0, 1, 2
_MOST_VARIABLES = 6_000
"""Of the blocks solved at once; the effort grows faster than their number."""

Counts = npt.NDArray[np.int64]
"""(rows, columns): row 0 the size of each group, row 1 its base, then the items; column 0 everyone, then the groups."""
Hidden = npt.NDArray[np.bool_]
"""(rows, columns): what is not published."""
Place = tuple[int, int]
"""Row and column of a cell."""
Range = tuple[float, float]
_Floats = npt.NDArray[np.float64]


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


class Reader:
    """What somebody can work out who sees a table without its hidden cells."""

    def __init__(self, table: Published, hidden: Hidden) -> None:
        self._table = table
        self._hidden = hidden
        flat, counts = hidden.ravel(), table.counts.ravel().astype(np.float64)
        matrix, least, most = _assembled(table)
        known = matrix[:, ~flat] @ counts[~flat]
        self._least, self._most = least - known, most - known
        self._unknown = matrix[:, flat].tocsc()
        self._places = np.cumsum(flat) - 1
        touches = (abs(self._unknown) > 0).astype(np.int8)
        _, self._parts = connected_components(touches.T @ touches, directed=False)

    def ranges(self, cells: Sequence[Place]) -> dict[Place, Range]:
        """The least and the greatest value of each cell; of one that is published, its value twice."""
        found: dict[Place, Range] = {}
        parts: dict[int, list[Place]] = {}
        for cell in cells:
            if self._hidden[cell]:
                parts.setdefault(int(self._parts[self._place(cell)]), []).append(cell)
            else:
                found[cell] = (float(self._table.counts[cell]),) * 2
        for part, its in parts.items():
            found |= self._of_part(part, its)
        return found

    def _place(self, cell: Place) -> int:
        return int(self._places[cell[0] * self._table.counts.shape[1] + cell[1]])

    def _of_part(self, part: int, cells: Sequence[Place]) -> dict[Place, Range]:
        """The ranges of cells that hang together."""
        variables = np.flatnonzero(self._parts == part)
        matrix = self._unknown[:, variables].tocsr()
        used = np.flatnonzero(np.diff(matrix.indptr))
        programme = _Programme(matrix[used], self._least[used], self._most[used])
        at = np.searchsorted(variables, [self._place(cell) for cell in cells])
        step = max(1, _MOST_VARIABLES // (2 * len(variables)))
        ends = [end for start in range(0, len(cells), step) for end in programme.ends(at[start : start + step])]
        return dict(zip(cells, ends, strict=True))


class _Programme:
    """Constraints on variables from 0 up."""

    def __init__(self, matrix: csr_matrix, least: _Floats, most: _Floats) -> None:
        equal = least == most
        upper, lower = ~equal & np.isfinite(most), ~equal & np.isfinite(least)
        self._equal, self._sums = matrix[equal], most[equal]
        self._limited = csr_matrix(_stacked(matrix[upper], -matrix[lower]))
        self._limits = np.concatenate([most[upper], -least[lower]])

    def ends(self, variables: npt.NDArray[np.intp]) -> list[Range]:
        """The least and the greatest of each variable, all at once: two blocks for each."""
        count, blocks = self._equal.shape[1], 2 * len(variables)
        aim = np.zeros((blocks, count))
        aim[0::2][np.arange(len(variables)), variables] = 1
        aim[1::2][np.arange(len(variables)), variables] = -1
        each = identity(blocks, format="csr")
        done = linprog(
            aim.ravel(),
            A_ub=kron(each, self._limited, format="csr"),
            b_ub=np.tile(self._limits, blocks),
            A_eq=kron(each, self._equal, format="csr"),
            b_eq=np.tile(self._sums, blocks),
            bounds=(0, None),
            method="highs",
        )
        if done.status != 0:
            raise ArithmeticError(f"the bounds of a table cannot be found: {done.message}")
        values = done.x.reshape(blocks, count)
        return [(float(values[2 * at, one]), float(values[2 * at + 1, one])) for at, one in enumerate(variables)]


def _stacked(above: csr_matrix, below: csr_matrix) -> csr_matrix:
    """One matrix on top of the other; either may have no row."""
    data, places = np.concatenate([above.data, below.data]), np.concatenate([above.indices, below.indices])
    ends = np.concatenate([above.indptr, above.indptr[-1] + below.indptr[1:]])
    return csr_matrix((data, places, ends), shape=(above.shape[0] + below.shape[0], above.shape[1]))


def _assembled(table: Published) -> tuple[csr_matrix, _Floats, _Floats]:
    """Everything known of the cells: a matrix (constraints, cells) and the least and the most of each product."""
    said = list(_known(table))
    rows = np.repeat(np.arange(len(said)), [len(places) for places, *_ in said])
    columns = np.concatenate([np.array(places) for places, *_ in said])
    values = np.concatenate([np.array(factors, dtype=np.float64) for _, factors, *_ in said])
    matrix = csr_matrix((values, (rows, columns)), shape=(len(said), table.counts.size))
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
