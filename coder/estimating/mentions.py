"""Totals of mentions: responses are sampled, and each brings as many as it has comments with the code.

Comments of one response are no independent items, so responses with the code are counted first, and then how many
mentions each of them brings.
"""

from dataclasses import dataclass

import numpy as np
from scipy.stats import t

from coder.estimating.limits import Counts, Floats, limits
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

    In a stratum, T_c responses carry it and bring m_c mentions each. Both are estimated, T_c with limits l_c and u_c as
    for respondents, m_c with t s_c / sqrt(x_c) either way from its x_c sampled responses. MOVER joins them (Zou and
    Donner 2008): with M = sum T_c m_c,
    low = M - sqrt(sum (m_c (T_c - l_c))^2 + (T_c t s_c / sqrt(x_c))^2 (1 - n_c / N_c)), and high alike with u_c - T_c.
    """
    there = strata.size > 0
    mean, spread = _of_carrying(strata)
    share = np.divide(strata.carrying, strata.sampled, out=np.zeros(strata.size.shape), where=strata.sampled > 0)
    carrying = strata.size * share
    least, most = np.zeros_like(strata.size), np.zeros_like(strata.size)
    least[there], most[there] = limits(strata.size[there], strata.sampled[there], strata.carrying[there], error=error)
    left = np.maximum(1 - strata.sampled / np.maximum(strata.size, 1), 0.0)
    together = strata.carrying.sum(axis=-1)
    reach = t.ppf(1 - error / 2, np.maximum(together - 1, 1))[..., None] * np.sqrt(
        spread / np.maximum(strata.carrying, 1)
    )
    varying = (carrying * reach) ** 2 * left
    estimate = (strata.size * strata.mentions / np.maximum(strata.sampled, 1)).sum(axis=-1)
    low = estimate - np.sqrt(((mean * (carrying - least)) ** 2 + varying).sum(axis=-1))
    high = estimate + np.sqrt(((mean * (most - carrying)) ** 2 + varying).sum(axis=-1))
    sure, possible = strata.sure, strata.possible
    unsaid = (together < FEWEST) & (sure < possible)
    return Totals(
        estimate=np.clip(estimate, sure, possible),
        low=np.where(unsaid, np.nan, np.clip(low, sure, possible)),
        high=np.where(unsaid, np.nan, np.clip(high, sure, possible)),
    )


def _of_carrying(strata: MentionStrata) -> tuple[Floats, Floats]:
    """The mean and the variance of mentions of responses that carry the code; of all strata where one has below two."""
    number, mentions, squares = strata.carrying, strata.mentions, strata.squares
    few = number < 2
    number = np.maximum(np.where(few, number.sum(axis=-1, keepdims=True), number), 1)
    mentions = np.where(few, mentions.sum(axis=-1, keepdims=True), mentions)
    squares = np.where(few, squares.sum(axis=-1, keepdims=True), squares)
    mean = mentions / number
    return mean, np.maximum(squares - mentions * mean, 0.0) / np.maximum(number - 1, 1)
