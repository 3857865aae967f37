"""Whether scores are probabilities: of what is scored 0.3, people should have given three in ten.

Only pairs of response and code with some chance are looked at: there are so many hopeless ones that they would hide
all else. Bins hold equal numbers of pairs; pairs of equal score stay together, so that no order of the file matters.
"""

from dataclasses import dataclass

import numpy as np

from coder.evaluating.judged import Flags, Floats, Ints, Judged

FLOOR = 0.05
"""Pairs scored lower are left out."""
BINS = 10
PAIRS_PER_BIN = 20
"""The bins of one code hold at least so many."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Pairs of about the same score."""

    low: float
    high: float
    pairs: int
    expected: float
    """Mean score."""
    found: float
    """Share that people gave."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """How scores compare with what people gave; figures are None where no pair is scored FLOOR or more."""

    pairs: int
    expected: float
    """Pairs that the scores expect to be given: their sum."""
    found: int
    """Pairs that people gave."""
    ece: float | None
    """Expected calibration error: sum over bins of n_b/n |found_b - expected_b|."""
    ece_chance: float | None
    """What perfectly calibrated scores would show by chance on so few pairs."""
    brier: float | None
    """Mean of (score - given)^2."""
    brier_skill: float | None
    """1 - brier / (brier of always forecasting the share given); above 0 is better than that. None if that is 0."""
    bins: tuple[Bin, ...]


def calibration(judged: Judged) -> Calibration:
    """Over all pairs of response and applicable code scored FLOOR or more."""
    chosen = judged.scores >= FLOOR
    return of_pairs(judged.scores[chosen], judged.given[chosen], BINS)


def by_code(judged: Judged) -> list[Calibration]:
    """The same of each code, in fewer bins where it has few pairs."""
    return [
        of_pairs(scores[chosen], given[chosen], int(np.clip(chosen.sum() // PAIRS_PER_BIN, 1, BINS)))
        for scores, given in zip(judged.scores.T, judged.given.T, strict=True)
        for chosen in [scores >= FLOOR]
    ]


def skill_by_code(judged: Judged) -> float | None:
    """The Brier skill against a harder forecast: always the share of the pair's own code."""
    chosen = judged.scores >= FLOOR
    counts = chosen.sum(axis=0)
    shares = (judged.given & chosen).sum(axis=0) / np.maximum(counts, 1)
    reference = float((counts * shares * (1 - shares)).sum())
    misses = float(((judged.scores - judged.given)[chosen] ** 2).sum())
    return 1.0 - misses / reference if reference else None


def of_pairs(scores: Floats, given: Flags, bins: int) -> Calibration:
    """Of any pairs, (pairs,) each."""
    pairs = len(scores)
    if not pairs:
        return Calibration(
            pairs=0, expected=0.0, found=0, ece=None, ece_chance=None, brier=None, brier_skill=None, bins=()
        )
    grouped = _bins(scores, bins)
    held = [np.flatnonzero(grouped == one) for one in np.unique(grouped)]
    made = tuple(_bin(scores[rows], given[rows]) for rows in held)
    share, brier = float(given.mean()), float(((scores - given) ** 2).mean())
    reference = share * (1 - share)
    return Calibration(
        pairs=pairs,
        expected=float(scores.sum()),
        found=int(given.sum()),
        ece=sum(one.pairs * abs(one.found - one.expected) for one in made) / pairs,
        ece_chance=sum(_chance(scores[rows]) for rows in held) / pairs,
        brier=brier,
        brier_skill=1.0 - brier / reference if reference else None,
        bins=made,
    )


def _bins(scores: Floats, bins: int) -> Ints:
    """The bin of each pair, by the number of pairs that score lower."""
    lower = np.searchsorted(np.sort(scores), scores, side="left")
    return np.asarray(lower * bins // len(scores), dtype=np.int64)


def _bin(scores: Floats, given: Flags) -> Bin:
    return Bin(float(scores.min()), float(scores.max()), len(scores), float(scores.mean()), float(given.mean()))


def _chance(scores: Floats) -> float:
    """n_b E|found - expected| if every score is right, by the normal approximation: sqrt(2/pi sum p (1 - p))."""
    return float(np.sqrt(2.0 / np.pi * (scores * (1.0 - scores)).sum()))
