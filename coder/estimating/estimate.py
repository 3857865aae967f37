"""Estimates how many of the responses to a question, or of some of them, carry each code.

A response is of one of three kinds. Those outside the audit's frame that people have read are known. Of the frame, the
audit is a simple random sample: it says how many carry a code, and what people have read of the frame besides says how
few and how many there can be at most, nothing more, because they chose it. Responses outside the frame that nobody has
read whole (they came later, or somebody had begun them) are in no sample: the limits count all of them as without the
code, and all of them as with it.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from coder.estimating.answers import Answers, Flags, Whole
from coder.estimating.cells import choose_cuts
from coder.estimating.limits import Counts, Floats
from coder.estimating.mentions import MentionStrata, mention_totals
from coder.estimating.strata import Strata, Totals, joined, totals

SMALL = 30
"""Sampled responses below which scores are left aside and limits are exact."""
PARTS = 3
"""Strata at most."""
Parts = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimates:
    """What is estimated of responses; arrays of shape (codes,), nan where nothing can be said."""

    base: int
    """Responses."""
    frame: int
    """Those of them that the audit was drawn from,"""
    sampled: int
    """and read."""
    unknown: int
    """Those outside the frame that nobody has read whole."""
    respondents: Totals
    """Responses that carry each code."""
    mentions: Totals
    """Comments that carry each code; limits are nan where too few were sampled."""
    own_mentions: Floats
    """Comments that carry the code itself."""
    substantive: Floats
    """Comments that carry it, less the non-substantive."""
    comments: float
    """Comments, less the non-substantive."""
    found: Counts
    """Sampled responses that carry each code."""
    strata: Strata
    """How the frame was divided for each code,"""
    left: Counts
    """and how many responses of each stratum nobody has read whole, (codes, strata)."""


def estimate(answers: Answers, *, error: float, exact: bool = False) -> Estimates:
    """Estimate how many of the responses carry each code.

    Any part of the respondents can be estimated by giving their rows only, since who is in it is known of everybody.

    Args:
        answers: The responses to one question, all of them or those of a group.
        error: How often an interval may miss: 0.05 for 95 %.
        exact: Never more often than that; otherwise about as often, and shorter.
    """
    inside, outside = answers.of(answers.frame), answers.of(~answers.frame)
    sampled = int(inside.sampled.sum())
    parts = _parts(inside, sampled, error, exact)
    strata = _strata(inside, parts)
    everybody = _Everybody(inside, outside)
    silent = _mentions(inside, inside.silent[:, None], np.zeros((len(inside.frame), 1), dtype=np.int8), error)
    return Estimates(
        base=len(answers.frame),
        frame=len(inside.frame),
        sampled=sampled,
        unknown=int((~outside.read).sum()),
        respondents=everybody.respondents(totals(strata, error=error, exact=exact or sampled < SMALL)),
        mentions=everybody.mentions(_mentions(inside, inside.mentions, parts, error), outside.mentions),
        own_mentions=everybody.mentions(_mentions(inside, inside.own, parts, error), outside.own).estimate,
        substantive=everybody.mentions(
            _mentions(inside, inside.substantive, parts, error), outside.substantive
        ).estimate,
        comments=float(answers.comments.sum() - everybody.silent(silent)),
        found=inside.carries[inside.sampled].sum(axis=0),
        strata=strata,
        left=_summed(~inside.read[:, None], parts),
    )


def _parts(inside: Answers, sampled: int, error: float, exact: bool) -> Parts:
    """The stratum of each response of the frame for each code, (responses, codes)."""
    parts = np.zeros(inside.carries.shape, dtype=np.int8)
    if inside.scores is None or sampled < SMALL:
        return parts
    for code, scores in enumerate(inside.scores.T):
        cuts = choose_cuts(scores, sampled, error=error, exact=exact)
        part = np.searchsorted(-np.array(cuts), -scores, side="left")
        parts[:, code] = joined(np.bincount(part[inside.sampled], minlength=PARTS))[part]
    return parts


def _strata(inside: Answers, parts: Parts) -> Strata:
    among = inside.sampled
    return Strata(
        size=_summed(1, parts),
        sampled=_summed(1, parts[among]),
        found=_summed(inside.carries[among], parts[among]),
        sure=inside.carries.sum(axis=0),
        possible=(inside.carries | ~inside.read[:, None]).sum(axis=0),
    )


def _mentions(inside: Answers, values: Whole, parts: Parts, error: float) -> Totals:
    """The total of values over the frame, which are numbers of comments in each response; (responses, columns)."""
    among = inside.sampled
    known, its_parts = values[among], parts[among]
    return mention_totals(
        MentionStrata(
            size=_summed(1, parts),
            sampled=_summed(1, its_parts),
            carrying=_summed(known > 0, its_parts),
            mentions=_summed(known, its_parts),
            squares=_summed(known.astype(np.int64) ** 2, its_parts),
            sure=values.sum(axis=0),
            possible=values.sum(axis=0) + inside.unread.sum(),
        ),
        error=error,
    )


def _summed(values: Whole | Flags | int, parts: Parts) -> Counts:
    """Sums by stratum; (responses, columns) -> (columns, strata)."""
    sums = [np.where(parts == part, values, 0).sum(axis=0, dtype=np.int64) for part in range(PARTS)]
    return np.stack(sums, axis=-1)


class _Everybody:
    """Adds what is outside the frame to what is estimated of it."""

    def __init__(self, inside: Answers, outside: Answers) -> None:
        self._inside = inside
        self._outside = outside
        self._unsaid = ~outside.read[:, None] & ~outside.carries
        self._blank = not inside.sampled.any() and not inside.read.all()

    def respondents(self, found: Totals) -> Totals:
        """How many responses carry each code."""
        unsaid = self._unsaid.sum(axis=0)
        return self._added(found, self._outside.carries.sum(axis=0), like_frame=unsaid, most=unsaid)

    def mentions(self, found: Totals, known: Whole) -> Totals:
        """How many comments do, given those known outside, (responses, codes)."""
        return self._added(
            found, known.sum(axis=0), like_frame=self._unsaid.sum(axis=0), most=self._outside.unread.sum()
        )

    def silent(self, found: Totals) -> float:
        """How many comments are non-substantive."""
        known, unread = self._outside.silent.sum(keepdims=True), (~self._outside.read).sum(keepdims=True)
        return float(self._added(found, known, like_frame=unread, most=unread).estimate[0])

    def _added(self, found: Totals, known: Counts, *, like_frame: Counts, most: Counts) -> Totals:
        """With those known, and those that may carry it or not: the estimate takes these to be like the frame."""
        among = len(self._inside.frame)
        rate = found.estimate / among if among else np.where(like_frame > 0, np.nan, 0.0)
        estimate = np.where(self._blank, np.nan, found.estimate + known + like_frame * rate)
        return Totals(estimate=estimate, low=found.low + known, high=found.high + known + most)
