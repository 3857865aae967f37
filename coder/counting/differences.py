"""Whether groups differ by more than chance would, with tests that suit few respondents."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.stats import MonteCarloMethod, chi2_contingency, fisher_exact

from coder.counting.crosstabs import Table
from coder.counting.groups import NOT_STATED

SEED = 20
RESAMPLES = 9_999
_EXPECTED = 5
"""Expected counts from which on the chi-square distribution will do (Cochran 1954)."""

Counts = npt.NDArray[np.int64]


def difference(table: Table, row: int) -> float | None:
    """The p-value of a row: that groups which do not differ would differ as much or more; not corrected.

    Respondents are the units. Who did not say which group they are in is left out, and so are groups without a base.
    None: there is nothing to compare, or somebody is in several groups.
    """
    grouping = table.grouping
    if grouping is None or not grouping.disjoint:
        return None
    cells = [table.rows[row][at] for at, name in enumerate(grouping.names, start=1) if NOT_STATED not in name]
    gave = [cell.respondents or 0 for cell in cells]
    rest = [(cell.base or 0) - count for cell, count in zip(cells, gave, strict=True)]
    return independence(np.array([gave, rest], dtype=np.int64))


def holm(p_values: Sequence[float | None]) -> list[float | None]:
    """The p-values corrected for their number by Holm's step-down method (1979); None stays and is not counted."""
    order = sorted((p, at) for at, p in enumerate(p_values) if p is not None)
    corrected: list[float | None] = [None] * len(p_values)
    highest = 0.0
    for rank, (p, at) in enumerate(order):
        highest = max(highest, min(1.0, p * (len(order) - rank)))
        corrected[at] = highest
    return corrected


def independence(counts: Counts) -> float | None:
    """The p-value of a table of counts, (2, groups); None where a margin is empty.

    Pearson's chi-square where at least 5 are expected in every cell; else Fisher's exact test, of more than two
    groups (Freeman and Halton 1951) with the p-value simulated from 9,999 tables with a fixed seed.
    """
    counts = counts[:, counts.sum(axis=0) > 0]
    if counts.shape[1] < 2 or not counts.sum(axis=1).all():
        return None
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / counts.sum()
    if expected.min() >= _EXPECTED:
        return float(chi2_contingency(counts, correction=False).pvalue)
    if counts.shape[1] == 2:
        return float(fisher_exact(counts).pvalue)
    method = MonteCarloMethod(n_resamples=RESAMPLES, rng=np.random.default_rng(SEED))
    return float(fisher_exact(counts, method=method).pvalue)
