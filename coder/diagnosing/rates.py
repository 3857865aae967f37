"""Rates with what they may be."""

from math import sqrt

_Z = 1.959964
"""The normal deviate of a two-sided 95 % interval."""


def wilson(count: int, total: int) -> tuple[float, float]:
    """The 95 % Wilson interval of a share, both ends in 0..1; of nothing, anything.

    (p + z²/2n ± z sqrt(p (1 - p) / n + z²/4n²)) / (1 + z²/n), p = count / total (Wilson 1927).
    """
    if not total:
        return 0.0, 1.0
    share, square = count / total, _Z * _Z / total
    centre, reach = share + square / 2, _Z * sqrt(share * (1 - share) / total + square / (4 * total))
    low, high = (centre - reach) / (1 + square), (centre + reach) / (1 + square)
    return (low if count else 0.0), (high if count < total else 1.0)


def rule_of_three(total: int) -> float:
    """The share below which something lies with 95 % confidence that did not turn up in `total` random draws: 3/n."""
    return min(1.0, 3 / total) if total else 1.0
