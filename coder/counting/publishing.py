"""A table of groups as it may be published: without the cells from which somebody could be told."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from coder.counting.asked import Asked, ItemKind
from coder.counting.bounds import BASES, ITEMS, Published, Sum
from coder.counting.crosstabs import Cell, Note, Table
from coder.counting.suppression import THRESHOLD, suppressed


def published(table: Table, threshold: int = THRESHOLD) -> Table:
    """The table with small cells left out, and as many others as are needed so that nothing gives them back.

    Mentions are left out of every cell: a respondent can make several. Weighted figures are left out of every row
    that lacks a cell, since weights known to a reader would be further equations.
    """
    if table.grouping is None or not table.rows:
        return table
    hidden = suppressed(as_published(table), threshold)
    rows = []
    for cells, gone in zip(table.rows, hidden[ITEMS:], strict=True):
        lacking = bool(gone.any())
        rows.append(
            tuple(
                _shown(cell, hide=bool(gone[at]), base=not hidden[BASES, at], weights=not lacking)
                for at, cell in enumerate(cells)
            )
        )
    return replace(table, rows=tuple(rows))


def as_published(table: Table) -> Published:
    """The counts of a table, and what a reader knows of them."""
    first = table.rows[0]
    counts = [[cell.in_group or 0 for cell in first], [cell.base or 0 for cell in first]]
    counts += [[cell.respondents or 0 for cell in row] for row in table.rows]
    disjoint = table.grouping is None or table.grouping.disjoint
    return Published(np.array(counts, dtype=np.int64), disjoint, tuple(_relations(table.asked)))


def withheld(table: Table) -> int:
    """How many cells are left out."""
    return sum(cell.note is Note.CONFIDENTIAL for row in table.rows for cell in row)


def _shown(cell: Cell, *, hide: bool, base: bool, weights: bool) -> Cell:
    cell = replace(cell, mentions=None, comments=None, weighted=cell.weighted if weights else None)
    if not base:
        cell = replace(cell, base=None, in_group=None)
    return replace(cell, respondents=None, percent=None, note=Note.CONFIDENTIAL) if hide else cell


def _relations(asked: Asked) -> Iterator[Sum]:
    """What holds between the rows of any such question: nets and their parts, options and their base."""
    single = [at + ITEMS for at, item in enumerate(asked.items) if item.kind in (ItemKind.OPTION, ItemKind.UNKNOWN)]
    if single and asked.complete:
        most = 0.0 if asked.one_each else np.inf
        yield Sum((*single, BASES), (*[1] * len(single), -1), 0.0, most)
    for at, item in enumerate(asked.items):
        parts = tuple(part + ITEMS for part in item.parts)
        if not parts:
            continue
        if item.kind is ItemKind.NET:
            least = 0.0 if asked.one_each else -np.inf
            yield Sum((at + ITEMS, *parts), (1, *[-1] * len(parts)), least, 0.0)
        if not asked.one_each:
            yield from (Sum((part, at + ITEMS), (1, -1), -np.inf, 0.0) for part in parts)
