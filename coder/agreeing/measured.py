"""Measures a comparison: each code, and all together, with intervals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from coder.agreeing.binary import Figures, Flags, figures, pooled, ratings, sums
from coder.agreeing.resampling import FEWEST_CLUSTERS, RESAMPLES, SEED, draws, interval
from coder.agreeing.units import Comparison, Unit
from coder.agreeing.whole_sets import SetSums, set_sums

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % interval; None where it is undefined, or nothing can be said of its error."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far raters agree on a code, or on all."""

    code: str | None
    """None: all codes together."""
    units: int
    """Judged by at least two, and where the code applies."""
    respondents: int
    carrying: int
    """Units to which at least one rater gave it, or any code."""
    both: int
    """Units to which all who judged them gave it; of all codes: on which all gave the same."""
    first_only: int | None
    """Units to which only the first gave it; None with more than two raters, and of all codes."""
    second_only: int | None
    percent: Estimate
    kappa: Estimate
    ac1: Estimate
    positive: Estimate
    alpha: Estimate


@dataclass(frozen=True, slots=True)
class Measured:
    """A comparison with its figures."""

    comparison: Comparison
    overall: Agreement
    codes: tuple[Agreement, ...]
    """Those that anybody gave or that apply, in codebook order."""

    def of(self, code: str) -> Agreement | None:
        """The figures of a code."""
        return next((one for one in self.codes if one.code == code), None)


def measure(
    comparison: Comparison,
    offered: Mapping[str, Sequence[str]],
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Measured:
    """Measure agreement code by code and overall.

    A code's units are those to whose question it is offered, and those of any other question where somebody gave it: on
    all others everybody agrees by necessity.

    Args:
        comparison: Who judged what.
        offered: The codes that can be given to each question.
        resamples: How many samples of respondents to draw for the intervals.
        seed: What is drawn follows from it.
    """
    units = comparison.units
    codes, applies = _columns(units, offered)
    owners, clusters = _clusters(units)
    gave, judged = ratings(units, codes)
    whose = csr_array((np.ones(len(units)), (owners, np.arange(len(units)))), shape=(clusters, len(units)))
    by_cluster = sums(gave, judged, applies, whose)
    sets = set_sums(units, owners, clusters)
    point = _all_figures(by_cluster, sets, np.ones((1, clusters)))
    samples = [
        _all_figures(by_cluster, sets, times)
        for times in (draws(clusters, resamples, seed) if clusters >= FEWEST_CLUSTERS else ())
    ]
    estimates = _estimates(point, samples)
    counted = [_counted(code, gave[:, :, place], judged, applies[:, place], owners) for place, code in enumerate(codes)]
    everything = _counted_whole(units, clusters)
    return Measured(
        comparison,
        replace(everything, **estimates[-1]),
        tuple(replace(one, **found) for one, found in zip(counted, estimates[:-1], strict=True)),
    )


def _columns(units: Sequence[Unit], offered: Mapping[str, Sequence[str]]) -> tuple[list[str], Flags]:
    """The codes that apply or were given, in the order offered, and where each applies, (units, codes)."""
    asked = dict.fromkeys(unit.question for unit in units)
    used = {(unit.question, code) for unit in units for given in unit.given if given for code in given}
    known = dict.fromkeys(code for codes in offered.values() for code in codes)
    applying = {(question, code) for question in asked for code in offered.get(question, ())} | used
    wanted = {code for _, code in applying}
    codes = [*(code for code in known if code in wanted), *sorted(wanted - known.keys())]
    by_question = {question: [(question, code) in applying for code in codes] for question in asked}
    return codes, np.array([by_question[unit.question] for unit in units], dtype=np.bool_).reshape(len(units), -1)


def _clusters(units: Sequence[Unit]) -> tuple[npt.NDArray[np.intp], int]:
    places: dict[object, int] = {}
    owners = np.array([places.setdefault(unit.cluster, len(places)) for unit in units], dtype=np.intp)
    return owners, len(places)


def _all_figures(by_cluster: Floats, sets: SetSums, times: Floats) -> Floats:
    """The figures of each code, and then of all together, where clusters count so often: (samples, codes + 1, 5)."""
    clusters, codes, width = by_cluster.shape
    drawn = (times @ by_cluster.reshape(clusters, -1)).reshape(len(times), codes, width)
    whole = pooled(drawn)._replace(percent=sets.percent(times), alpha=sets.alpha(times))
    stacked = [np.concatenate([one, all_[:, None]], axis=1) for one, all_ in zip(figures(drawn), whole, strict=True)]
    return np.stack(stacked, axis=-1)


def _estimates(point: Floats, samples: Sequence[Floats]) -> list[dict[str, Any]]:
    """The estimates of each code by their names, and then of all together."""
    drawn = np.concatenate(samples) if samples else np.zeros((0, *point.shape[1:]))
    return [
        {name: _estimate(point[0, place, which], drawn[:, place, which]) for which, name in enumerate(Figures._fields)}
        for place in range(point.shape[1])
    ]


def _estimate(value: float, drawn: Floats) -> Estimate:
    if not np.isfinite(value):
        return Estimate(None)
    found = interval(drawn)
    return Estimate(float(value), *(found or (None, None)))


def _counted(code: str, gave: Flags, judged: Flags, applies: Flags, owners: npt.NDArray[np.intp]) -> Agreement:
    """How many gave a code; who gave it and who judged: (raters, units)."""
    two = len(gave) == 2
    return Agreement(
        code=code,
        units=int(applies.sum()),
        respondents=len(np.unique(owners[applies])),
        carrying=int(gave.any(axis=0).sum()),
        both=int(((gave | ~judged).all(axis=0) & applies).sum()),
        first_only=int((gave[0] & ~gave[1]).sum()) if two else None,
        second_only=int((gave[1] & ~gave[0]).sum()) if two else None,
        **_NOTHING,
    )


def _counted_whole(units: Sequence[Unit], clusters: int) -> Agreement:
    gave = [[given for given in unit.given if given is not None] for unit in units]
    return Agreement(
        code=None,
        units=len(units),
        respondents=clusters,
        carrying=sum(any(one) for one in gave),
        both=sum(len(set(one)) == 1 for one in gave),
        first_only=None,
        second_only=None,
        **_NOTHING,
    )


_NOTHING: dict[str, Any] = dict.fromkeys(Figures._fields, Estimate(None))
