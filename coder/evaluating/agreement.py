"""How far the codes that a model assigns are those that people gave."""

import numpy as np

from coder.evaluating.judged import Flags, Floats

CUTS = 60
"""Thresholds tried for the best single one."""
_FEWEST, _MOST = 0.25, 4.0
"""They assign from so many to so many times the codes that people gave."""


def micro_f1(given: Flags, assigned: Flags) -> float:
    """F1 of all pairs of response and code pooled: 2 TP / (given + assigned); 0 where both are empty."""
    total = int(given.sum() + assigned.sum())
    return 2.0 * float((given & assigned).sum()) / total if total else 0.0


def macro_f1(given: Flags, assigned: Flags) -> float | None:
    """F1 of each code, mean over codes, each of which somebody gave; None without codes."""
    if not given.shape[1]:
        return None
    return float((2.0 * (given & assigned).sum(axis=0) / (given.sum(axis=0) + assigned.sum(axis=0))).mean())


def samples_f1(given: Flags, assigned: Flags) -> float:
    """F1 of each response's codes, mean over responses, each of which has a code."""
    return float((2.0 * (given & assigned).sum(axis=1) / (given.sum(axis=1) + assigned.sum(axis=1))).mean())


def best_micro_f1(given: Flags, scores: Floats) -> float:
    """The highest micro-F1 that one threshold for all codes reaches, chosen with hindsight.

    It compares rankings whatever a model assigns. The thresholds are the scores at which from 0.25 to 4 times as many
    codes are assigned as people gave.
    """
    known = np.sort(scores[np.isfinite(scores)])[::-1]
    if not len(known):
        return 0.0
    counts = np.geomspace(_FEWEST, _MOST, CUTS) * given.sum()
    places = {min(max(round(float(count)), 1), len(known)) - 1 for count in counts}
    return max(micro_f1(given, scores >= known[place]) for place in sorted(places))


def count_error(given: Flags, assigned: Flags) -> float:
    """How far the totals are off if nobody reviews: |assigned - given| in % of responses, mean over all codes."""
    return float(100.0 * np.abs(assigned.sum(axis=0) - given.sum(axis=0)).mean() / len(given))
