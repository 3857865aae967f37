"""Estimates as rows of a table."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from coder.counting.tiers import tiers
from coder.domain.codebook import Codebook, Role
from coder.domain.estimates import Estimate
from coder.domain.results import QuestionTotals, Tier
from coder.estimating.estimate import Estimates
from coder.estimating.strata import Totals

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateOptions:
    """How to estimate."""

    exact: bool = False
    """Limits that never miss more often than they say, and are wider."""
    margin: float | None = None
    """Percentage points either way for which to say how many more responses to read."""
    top: int = 3
    also: int = 10


@dataclass(frozen=True, slots=True)
class More:
    """How many more responses to read for each code, -1 where it takes none or cannot be had so; (codes,)."""

    in_audit: Numbers
    in_new_audit: Numbers


def estimate_rows(
    codebook: Codebook,
    codes: Sequence[str],
    found: Estimates,
    total: QuestionTotals,
    *,
    options: EstimateOptions,
    provisional: bool,
    unsaid: Collection[str] = (),
    more: More | None = None,
) -> list[Estimate]:
    """A row for each code; nothing is said of the codes that are `unsaid`.

    Codes are estimated one by one, so that a code may come out above the one it stands below, by a little; the estimate
    of the latter, not its limits, then becomes as large.
    """
    found = replace(
        found,
        respondents=_nested(codebook, codes, found.respondents),
        mentions=_nested(codebook, codes, found.mentions),
    )
    own = {code: _said(found.own_mentions, place) for place, code in enumerate(codes) if code not in unsaid}
    ranks = _ranks(codebook, own, options)
    return [
        _row(codebook, code, place, found, total, ranks.get(code), provisional, code in unsaid, more)
        for place, code in enumerate(codes)
    ]


def _nested(codebook: Codebook, codes: Sequence[str], found: Totals) -> Totals:
    """The totals with no estimate below that of a code further down the tree, as far as its own limits go."""
    places = {code: place for place, code in enumerate(codes)}
    estimate = found.estimate.copy()
    for code in reversed(codes):
        parent = codebook.placed[code].parent
        if parent in places:
            above = places[parent]
            most = found.high[above] if not np.isnan(found.high[above]) else np.inf
            estimate[above] = max(estimate[above], min(estimate[places[code]], most))
    return replace(found, estimate=estimate)


def _ranks(codebook: Codebook, own: dict[str, float | None], options: EstimateOptions) -> dict[str, Tier]:
    """The tier of each code by its own mentions as a table shows them, in whole numbers."""
    shown = {code: int(value + 0.5) for code, value in own.items() if value is not None}
    return tiers(codebook, shown, top=options.top, also=options.also)


def _row(
    codebook: Codebook,
    code: str,
    place: int,
    found: Estimates,
    total: QuestionTotals,
    tier: Tier | None,
    provisional: bool,
    unsaid: bool,
    more: More | None,
) -> Estimate:
    entry = codebook.placed[code]

    def said(values: Floats) -> float | None:
        return None if unsaid else _said(values, place)

    def percent(values: Floats) -> float | None:
        value = said(values)
        return 100 * value / found.base if value is not None and found.base else None

    silent = entry.code.role is Role.NON_SUBSTANTIVE
    substantive, comments = said(found.substantive), None if np.isnan(found.comments) else found.comments
    return Estimate(
        question=total.question,
        code=code,
        label=entry.code.label,
        parent=entry.parent,
        mentions=said(found.mentions.estimate),
        own_mentions=said(found.own_mentions),
        respondents=said(found.respondents.estimate),
        percent_of_comments=100 * substantive / comments
        if substantive is not None and comments and not silent
        else None,
        percent_of_respondents=percent(found.respondents.estimate),
        base=found.base,
        comments=comments,
        read_respondents=total.read_respondents,
        read_comments=total.read_comments,
        tier=tier,
        low=said(found.respondents.low),
        high=said(found.respondents.high),
        percent_low=percent(found.respondents.low),
        percent_high=percent(found.respondents.high),
        mentions_low=said(found.mentions.low),
        mentions_high=said(found.mentions.high),
        provisional=provisional,
        audited=found.sampled,
        more_in_audit=None if more is None or unsaid else _told(more.in_audit, place),
        new_audit=None if more is None or unsaid else _told(more.in_new_audit, place),
    )


def _said(values: Floats, place: int) -> float | None:
    value = float(values[place])
    return None if np.isnan(value) else value


def _told(values: Numbers, place: int) -> int | None:
    return int(values[place]) if values[place] >= 0 else None
