"""Agreement on whole sets of codes: the share of equal ones, and Krippendorff's alpha with MASI distance."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from coder.agreeing.masi import distances, masi
from coder.agreeing.units import Codes, Unit

Floats = npt.NDArray[np.float64]


MOST_COMPARED = 1000
"""Different sets up to which each sample compares all of them with all."""
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class SetSums:
    """What the figures follow from, by cluster."""

    counts: Any
    """How often each set was given, (clusters, sets), sparse."""
    apart: Floats | None
    """The distance of each set to each, (sets, sets); None: there are too many."""
    typical: Floats
    """The sum of the distances of each set to all values, (sets,)."""
    within: Floats
    """For each cluster the distances within its units, over ordered pairs of raters, each unit's over m - 1."""
    equal: Floats
    """For each cluster the shares of pairs of raters that gave equal sets, over its units."""
    units: Floats

    def percent(self, times: Floats) -> Floats:
        """The units on which raters gave equal sets, in percent, where clusters count so often, (samples, clusters)."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(100.0 * (times @ self.equal) / (times @ self.units))

    def alpha(self, times: Floats) -> Floats:
        """1 - D_o / D_e where clusters count so often, (samples, clusters); nan where D_e is 0.

        D_o is the mean distance within units, D_e that of any two of the n values: sum of n_g n_h d_gh over n (n - 1)
        (Krippendorff 2011; with MASI distance, Passonneau 2006).
        """
        counts = np.asarray(times @ self.counts)
        values = counts.sum(axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            expected = self._between(counts) / (values - 1)
            return np.where(expected > 1e-12, 1.0 - (times @ self.within) / expected, np.nan)

    def _between(self, counts: Floats) -> Floats:
        """The sum of n_g n_h d_gh for the counts of each sample, (samples, sets).

        Where the sets are many, what is quadratic in how far the counts n are from those observed, c, is left out:
        2 n'Dc - c'Dc in place of n'Dn. It is of the order of one in the number of respondents.
        """
        if self.apart is not None:
            return np.asarray(((counts @ self.apart) * counts).sum(axis=1))
        observed = np.asarray(self.counts.sum(axis=0)).ravel()
        return np.asarray(2.0 * (counts @ self.typical) - observed @ self.typical)


def set_sums(units: Sequence[Unit], clusters: npt.NDArray[np.intp], count: int) -> SetSums:
    """Sums over the units of each of so many clusters; `clusters` says whose each unit is."""
    places: dict[Codes, int] = {}
    within, equal = np.zeros(count), np.zeros(count)
    rows, columns = [], []
    for unit, cluster in zip(units, clusters, strict=True):
        gave = [given for given in unit.given if given is not None]
        pairs = list(combinations(gave, 2))
        within[cluster] += 2 * sum(masi(one, other) for one, other in pairs) / (len(gave) - 1)
        equal[cluster] += sum(one == other for one, other in pairs) / len(pairs)
        rows += [cluster] * len(gave)
        columns += [places.setdefault(given, len(places)) for given in gave]
    sets = list(places)
    counts = csr_array((np.ones(len(rows)), (rows, columns)), shape=(count, len(sets)))
    observed = np.asarray(counts.sum(axis=0)).ravel()
    apart = distances(sets, sets) if len(sets) <= MOST_COMPARED else None
    starts = range(0, len(sets), _AT_ONCE)
    typical = [distances(sets[start : start + _AT_ONCE], sets) @ observed for start in starts]
    units_of = np.bincount(clusters, minlength=count).astype(np.float64)
    return SetSums(counts, apart, np.concatenate(typical), within, equal, units_of)
