"""What was found at each number of reviewed responses, over all draws: the learning curve."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One draw of reviewed responses, and what the model learnt from it was worth."""

    order: str
    budget: str
    """As it was asked for."""
    reviewed: int
    """Responses the model learnt from."""
    seed: int
    repeated: bool
    """Whether an earlier seed drew the same responses: only the audit was drawn anew."""
    figures: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Spread:
    """The mean of a figure over the draws that have it, and how far apart they lie."""

    mean: float | None
    sd: float | None
    """Standard deviation; None where every draw is the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A point of the curve: the runs of one order at one number of reviewed responses."""

    order: str
    budget: str
    reviewed: int
    draws: int
    """Different draws."""
    figures: Mapping[str, Spread]


def points(runs: Iterable[Run]) -> list[Point]:
    """The points of the curve, in the order in which the runs first reach them."""
    groups: dict[tuple[str, str], list[Run]] = {}
    for run in runs:
        groups.setdefault((run.order, run.budget), []).append(run)
    return [_point(same) for same in groups.values()]


def _point(runs: Sequence[Run]) -> Point:
    draws = sum(not run.repeated for run in runs)
    names = dict.fromkeys(name for run in runs for name in run.figures)
    first = runs[0]
    return Point(
        order=first.order,
        budget=first.budget,
        reviewed=first.reviewed,
        draws=draws,
        figures={name: _spread([run.figures.get(name) for run in runs], draws) for name in names},
    )


def _spread(values: Sequence[float | None], draws: int) -> Spread:
    known = [value for value in values if value is not None]
    if not known:
        return Spread(None, None)
    sd = float(np.std(known, ddof=1)) if draws > 1 and len(known) > 1 else None
    return Spread(float(np.mean(known)), sd)
