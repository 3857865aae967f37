"""Agreement on one code, given or not, from sums over units; all figures follow from the sums.

A unit that m >= 2 raters judged, of whom r gave the code, adds its terms. With two raters and a 2x2 table of a
(both gave it), b and c (one did) and d (neither), the figures are the usual ones.
"""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from coder.agreeing.units import Unit

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


class Term(IntEnum):
    """What is summed."""

    UNITS = 0
    AGREEING = 1
    """The share of pairs of raters that say the same."""
    SHARE = 2
    """r / m."""
    BOTH = 3
    """r (r - 1): ordered pairs of raters who both gave it."""
    EITHER = 4
    """r (m - 1): ordered pairs of which the first gave it."""
    SPLIT = 5
    """2 r (m - r) / (m - 1): Krippendorff's coincidences of different values."""
    ONES = 6
    VALUES = 7
    FIRST = 8
    """Whether the first rater gave it; with two raters only."""
    SECOND = 9


class Figures(NamedTuple):
    """Five figures, each of the shape of the sums without their last axis; nan where one is undefined."""

    percent: Floats
    """Agreement in percent, 0 to 100."""
    kappa: Floats
    ac1: Floats
    positive: Floats
    """0 to 1."""
    alpha: Floats


def ratings(units: Sequence[Unit], codes: Sequence[str]) -> tuple[Flags, Flags]:
    """Which rater gave each unit each code, (raters, units, codes), and which judged it, (raters, units)."""
    places = {code: place for place, code in enumerate(codes)}
    raters = len(units[0].given) if units else 0
    gave = np.zeros((raters, len(units), len(codes)), dtype=np.bool_)
    judged = np.zeros((raters, len(units)), dtype=np.bool_)
    for row, unit in enumerate(units):
        for rater, given in enumerate(unit.given):
            if given is not None:
                judged[rater, row] = True
                gave[rater, row, [places[code] for code in given]] = True
    return gave, judged


def sums(gave: Flags, judged: Flags, applies: Flags, owners: Any) -> Floats:  # noqa: ANN401 - scipy has no types
    """The terms of each code summed over the units of each cluster, (clusters, codes, terms).

    Args:
        gave: Which rater gave each unit each code, (raters, units, codes).
        judged: Which rater judged each unit, (raters, units).
        applies: Whether a code can be given to a unit, (units, codes); nothing is added where it cannot.
        owners: 1 for the cluster of each unit, (clusters, units), sparse.
    """
    m = judged.sum(axis=0, dtype=np.float64)[:, None]
    r = gave.sum(axis=0, dtype=np.float64)
    counts = applies & (m >= 2)
    found = np.empty((owners.shape[0], gave.shape[2], len(Term)))
    with np.errstate(divide="ignore", invalid="ignore"):
        for term in Term:
            found[:, :, term] = owners @ np.where(counts, _term(term, gave, r, m), 0.0)
    return found


def _term(term: Term, gave: Flags, r: Floats, m: Floats) -> Floats:
    """A term of each unit and code, (units, codes), from how many gave it and how many judged, (units, 1)."""
    match term:
        case Term.UNITS:
            return np.ones_like(r)
        case Term.AGREEING:
            return (r * (r - 1) + (m - r) * (m - r - 1)) / (m * (m - 1))
        case Term.SHARE:
            return r / m
        case Term.BOTH:
            return r * (r - 1)
        case Term.EITHER:
            return r * (m - 1)
        case Term.SPLIT:
            return 2 * r * (m - r) / (m - 1)
        case Term.ONES:
            return r
        case Term.VALUES:
            return np.broadcast_to(m, r.shape)
        case Term.FIRST | Term.SECOND:
            rater = 0 if term is Term.FIRST else 1
            return gave[rater].astype(np.float64) if len(gave) == 2 else np.full_like(r, np.nan)


def figures(of: Floats) -> Figures:
    """The figures that follow from sums, (..., terms).

    percent: the mean share of agreeing pairs, p_o. kappa: (p_o - p_e) / (1 - p_e), p_e from each rater's own share
    (Cohen 1960), two raters only. ac1: the same with p_e = 2 p (1 - p), p the mean share of raters (Gwet 2008).
    positive: 2a / (2a + b + c) (Cicchetti and Feinstein 1990). alpha: 1 - (n - 1) D / (2 n1 n0), D the coincidences of
    different values, n values of which n1 are given and n0 are not (Krippendorff 2011).
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        observed, by_raters, by_gwet = _chances(of)
        ones, values = of[..., Term.ONES], of[..., Term.VALUES]
        return Figures(
            percent=100.0 * observed,
            kappa=_beyond(observed, by_raters),
            ac1=_beyond(observed, by_gwet),
            positive=of[..., Term.BOTH] / of[..., Term.EITHER],
            alpha=1.0 - (values - 1) * of[..., Term.SPLIT] / (2.0 * ones * (values - ones)),
        )


def pooled(of: Floats) -> Figures:
    """The figures of all codes together from the sums of each, (..., codes, terms); codes without units count nothing.

    kappa and ac1: the mean observed agreement and the mean of what chance makes, over codes, put into the same formula
    (de Vries, Elliott, Kanouse and Teleki 2008). positive: the pairs of all codes together, which between two raters
    is micro-averaged F1. There is no pooled percent or alpha: whole sets of codes are compared instead.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        observed, by_raters, by_gwet = (_mean(one) for one in _chances(of))
        positive = of[..., Term.BOTH].sum(axis=-1) / of[..., Term.EITHER].sum(axis=-1)
        nothing = np.full_like(positive, np.nan)
        return Figures(nothing, _beyond(observed, by_raters), _beyond(observed, by_gwet), positive, nothing)


def _chances(of: Floats) -> tuple[Floats, Floats, Floats]:
    """Observed agreement, and what chance would make of it by Cohen and by Gwet."""
    units = of[..., Term.UNITS]
    first, second, share = (of[..., term] / units for term in (Term.FIRST, Term.SECOND, Term.SHARE))
    return (
        of[..., Term.AGREEING] / units,
        first * second + (1 - first) * (1 - second),
        2 * share * (1 - share),
    )


def _mean(of_codes: Floats) -> Floats:
    """The mean over codes, (..., codes), leaving out those without units."""
    known = np.isfinite(of_codes)
    return np.asarray(np.where(known, of_codes, 0.0).sum(axis=-1) / known.sum(axis=-1))


def _beyond(observed: Floats, chance: Floats) -> Floats:
    found = (observed - chance) / (1 - chance)
    return np.where(np.abs(1 - chance) > 1e-12, found, np.nan)
