"""Totals of mentions: responses are sampled, and each brings as many as it has comments with the code.

Comments of one response are no independent items, so the variance is that between responses.
"""

from dataclasses import dataclass

import numpy as np
from scipy.stats import t

from coder.estimating.limits import Counts
from coder.estimating.strata import Totals

FEWEST = 30
"""Sampled responses with the code below which there are no limits: the normal theory does not hold for fewer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionStrata:
    """What the strata of a code hold."""

    size: Counts
    """Responses of each, (..., strata)."""
    sampled: Counts
    """(..., strata)"""
    carrying: Counts
    """Sampled responses with at least one mention, (..., strata)."""
    mentions: Counts
    """In the sampled responses together, (..., strata)."""
    squares: Counts
    """The sum over the sampled responses of their mentions squared, (..., strata)."""
    sure: Counts
    """Mentions known of in all strata, in sampled responses and others, (...)."""
    possible: Counts
    """The most there can be: those known of, and every comment that nobody has read, (...)."""


def mention_totals(strata: MentionStrata, *, error: float) -> Totals:
    """How many mentions there are; limits are nan where too few responses with the code were sampled.

    T = sum N_c mean_c, V = sum N_c^2 (1 - n_c/N_c) s_c^2 / n_c, limits T -+ t sqrt(V) with as many degrees of
    freedom as there are sampled responses less strata (Cochran 1977, section 5A), bounded by what is known.
    """
    number = np.maximum(strata.sampled, 1)
    mean = strata.mentions / number
    spread = (strata.squares - strata.mentions * mean) / np.maximum(strata.sampled - 1, 1)
    estimate = (strata.size * mean).sum(axis=-1)
    left = np.maximum(1 - strata.sampled / np.maximum(strata.size, 1), 0.0)
    variance = (strata.size**2 * left * np.maximum(spread, 0.0) / number).sum(axis=-1)
    freedom = strata.sampled.sum(axis=-1) - (strata.size > 0).sum(axis=-1)
    reach = t.ppf(1 - error / 2, np.maximum(freedom, 1)) * np.sqrt(variance)
    sure, possible = strata.sure, strata.possible
    unsaid = (strata.carrying.sum(axis=-1) < FEWEST) & (sure < possible)
    return Totals(
        estimate=np.clip(estimate, sure, possible),
        low=np.where(unsaid, np.nan, np.clip(estimate - reach, sure, possible)),
        high=np.where(unsaid, np.nan, np.clip(estimate + reach, sure, possible)),
    )
