"""Scores brought up to date with the decisions made since they were computed, within milliseconds.

The full model is fitted anew by the next `coder suggest`; until then its scores are moved by a kernel regression on
what it got wrong in the newest decisions. On the development sets this is worth nearly what fitting anew is
(benchmarks/suggestions.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coder.suggesting.arrays import Flags, Floats, exponential, logit, squash
from coder.suggesting.duplicates import Duplicates
from coder.suggesting.items import Item
from coder.suggesting.reasons import ALIKE

MOST = 500
"""The newest decisions that are taken into account; the time of an update grows with the square of their number."""
RIDGE = 0.3
"""Added to the diagonal of the kernel, which is 1."""
STRENGTH = 1.5
"""What a departure of one spread counts, in log-odds."""
PATIENCE = 200.0
"""Decisions after which half of a wrong level of a code's scores is put right."""
_LEAST, _GREATEST = 0.002, 0.5


@dataclass(frozen=True)
class Newest:
    """What was decided since the scores were computed, the oldest first."""

    items: Sequence[Item]
    vectors: Floats
    """(decided, dimensions), each of length 1."""
    before: Floats
    """The scores they had, (decided, codes); nan where a code does not apply."""
    given: Flags
    """Whether each carries each code, (decided, codes)."""
    withdrawn: Flags | None = None
    """Which of them are decisions no longer, though the scores had learnt from one; (decided,)."""


class QuickUpdate:
    """Moves computed scores towards the newest decisions; depends on these alone, not on how they came about.

    So scores after an undo equal those of a log without what was undone.
    """

    def __init__(self, newest: Newest, shares: Floats) -> None:
        """Learn what the scores got wrong.

        With p the scores before, y what was decided, K the kernel of the decided items: W = (K + RIDGE)^-1 (y - p).
        For a decision that was withdrawn, y is what is expected of any comment, the shares.

        Args:
            newest: The newest decisions; of more than MOST, the last.
            shares: The mean score of each code over all comments, (codes,).
        """
        rows = slice(max(0, len(newest.items) - MOST), None)
        self._items, self._vectors, self._given = newest.items[rows], newest.vectors[rows], newest.given[rows]
        among = ~np.isnan(newest.before[rows])
        given, before = self._given & among, np.where(among, newest.before[rows], 0.0)
        shares = np.clip(np.nan_to_num(shares), _LEAST, _GREATEST)
        withdrawn = np.zeros(len(given), dtype=np.bool_) if newest.withdrawn is None else newest.withdrawn[rows]
        targets = np.where(withdrawn[:, None], np.where(among, shares, 0.0), given)
        kernel = self._kernel(self._vectors)
        kernel[np.diag_indices(len(kernel))] += RIDGE
        departures: Floats = targets - before
        self._weights = np.linalg.solve(kernel, departures) if len(kernel) else departures
        self._spreads = np.sqrt(shares * (1.0 - shares))
        expected = before.sum(axis=0) + PATIENCE * shares
        self._shift = np.log((targets.sum(axis=0) + PATIENCE * shares) / expected)
        stands = np.flatnonzero(~withdrawn).tolist()
        self._duplicates = Duplicates([self._items[row] for row in stands], given[stands])

    def scores(self, items: Sequence[Item], vectors: Floats, before: Floats) -> Floats:
        """Each item's scores by now: logit p + STRENGTH k W / spread + shift, and those of its duplicates.

        Args:
            items: What is scored.
            vectors: (items, dimensions), each of length 1.
            before: p, (items, codes); nan where a code does not apply, and then nan in the result.
        """
        if not len(self._vectors):
            return before
        moved = STRENGTH * (self._kernel(vectors) @ self._weights) / self._spreads + self._shift
        found = self._duplicates.follow(items, squash(logit(np.nan_to_num(before)) + moved))
        return np.where(np.isnan(before), np.nan, found)

    def precedents(self, vector: Floats) -> dict[int, str]:
        """For each code that was given, the text it was given to that is most like a comment, if any is like it."""
        alike = self._vectors @ vector
        order = np.argsort(-alike, kind="stable")
        near = order[: int((alike >= ALIKE).sum())]
        found: dict[int, str] = {}
        for row in near.tolist():
            for code in np.flatnonzero(self._given[row]).tolist():
                found.setdefault(code, self._items[row].text)
        return found

    def _kernel(self, vectors: Floats) -> Floats:
        return exponential(np.asarray(vectors @ self._vectors.T, dtype=np.float64))
