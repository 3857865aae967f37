"""Decides for one code from which score on a machine may apply it: learn-then-test on an audit.

**Items.** A response carries at most one item of a code at a threshold: it has one if the code's score reaches the
threshold on any of its comments, and the item is false if the person left the code out on any such comment. Comments
of one response resemble each other, so they are no independent items; whole responses were sampled at random, so
items of responses are a simple random sample of the items of the frame.

**The frame** is what the audit was drawn from, less the batches that are drawn and not read yet: they were chosen at
random, so that what has been read is a simple random sample of the others.

**The claim** is about what the machine would code: the responses of the frame that nobody has read.
With D false items in the frame's pool of M, of which the audit found e among its n and people found f outside it, the
rest R holds D - e - f. The rest misses the precision only if D >= e + f + floor(alpha R) + 1 =: D0, and then
P(Hyp(M, D, n) <= e) <= P(Hyp(M, D0, n) <= e), which is the p-value p. M and D are settled before the draw. So where
the rest misses and p <= delta, also P(Hyp(M, D, n) <= e) <= delta, and the chance of that is at most delta.
This holds at each threshold, however people chose what else they read since the audit was drawn.

**The thresholds** are a grid that follows from the scores of the frame and the size of the sample, never from what was
drawn or how it was coded. They are tested from strict to loose, each at the full error, until one fails (fixed
sequence). The first one is that from which on the audit can be expected to hold enough items to certify with one false
among them.

**What is proved and what is checked.** A false certificate needs the first threshold that misses the precision to pass.
Were it settled before the draw which one that is, as it is for a claim about the whole frame, the error of a
certificate would be at most delta: that is proved. But whether the rest misses depends on what the draw took out of it,
so that which threshold misses first is chosen by lot with the sample, and the proof leaves a gap: proved is only the
sum over the thresholds, delta times their number. That the error stays below delta is checked by simulation: of nested
pools with adverse numbers of false ones, searched at random, none was found in which it did not (the
tests have such pools).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from coder.auditing.exact import Counts, Floats, allowed_false, items_needed, pool_p

STEPS = 24
"""Thresholds tried per code; the pools they cut off grow by equal factors."""
_PLANS = 50
"""Sample sizes tried when looking for the one that would be enough."""
_LARGEST_PLAN = 0.9
"""Share of the frame up to which they go: beyond it, reading everything is the better plan."""


class Verdict(StrEnum):
    """What an audit says about a code."""

    CERTIFIED = "certified"
    MORE = "more audit items"
    WRONG = "too often wrong"
    RARE = "too rare"
    NEVER = "never suggested"
    DONE = "nothing left to code"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is known of one code: the highest scores it has in responses, as listed; a response without it is absent."""

    code: str
    frame_size: int
    """Responses in the frame, without those drawn and not read yet."""
    sample_size: int
    """Responses of the frame that the audit has read."""
    frame: Floats
    """Over all comments of each response of the frame."""
    audited: Floats
    """Likewise, of those the audit has read."""
    wrong: Floats
    """Over the comments on which the person left the code out, of each response the audit has read."""
    wrong_elsewhere: Floats
    """Likewise, of responses of the frame that people have read besides."""
    rest: Floats
    """Over the comments nobody has decided, of each response of the frame that the audit has not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """What an audit says about a code; figures without a threshold are those of the most promising one."""

    code: str
    verdict: Verdict
    threshold: float | None = None
    """Apply the code from this score on; None: do not."""
    audited: int = 0
    """Audited responses in which the code reaches the threshold."""
    false: int = 0
    """Those of them in which the person left it out."""
    rest: int = 0
    """Responses it would be applied to."""
    more: int | None = None
    """About how many more audited responses would be enough, if they turn out like those so far."""


class _Grid(NamedTuple):
    """Counts at each threshold, strict to loose; shape (thresholds,)."""

    thresholds: Floats
    pool: Counts
    audited: Counts
    false: Counts
    false_elsewhere: Counts
    rest: Counts


def error_per_test(confidence: float, looks: int, codes: int = 1) -> float:
    """The error of one look at one code: 1 - confidence, divided between the looks and, familywise, the codes."""
    return (1.0 - confidence) / looks / codes


def certify(evidence: Evidence, *, precision: float, delta: float) -> Certificate:
    """The loosest threshold of a code that is certified, or what is missing.

    Args:
        evidence: What is known of the code.
        precision: The share of the rest's items that must be right.
        delta: The error of this look; P(a threshold is given, and the rest misses the precision) is at most that.
    """
    if not len(evidence.frame):
        return Certificate(code=evidence.code, verdict=Verdict.NEVER)
    grid = _grid(evidence, precision, delta)
    p = _p_values(grid, grid.audited, grid.false, grid.rest, precision)
    failed = np.flatnonzero(p > delta)
    last = (int(failed[0]) if len(failed) else len(p)) - 1
    if last >= 0 and grid.rest[last]:
        return _at(evidence, grid, last, Verdict.CERTIFIED, threshold=float(grid.thresholds[last]))
    if not grid.rest[-1]:
        return _at(evidence, grid, len(p) - 1, Verdict.DONE)
    return _missing(evidence, grid, last + 1, precision, delta)


def _grid(evidence: Evidence, precision: float, delta: float) -> _Grid:
    scores, reach = _frame_scores(evidence)
    start = min(float(_first_pool(evidence, evidence.sample_size, precision, delta)), reach[-1])
    sizes = np.geomspace(start, reach[-1], STEPS)
    sizes[-1] = reach[-1]
    return _counted(evidence, scores, reach, np.unique(np.searchsorted(reach, np.floor(sizes))))


def _frame_scores(evidence: Evidence) -> tuple[Floats, Counts]:
    """Scores of the frame, strict to loose, and how many responses reach each."""
    scores, times = np.unique(evidence.frame, return_counts=True)
    return scores[::-1], np.cumsum(times[::-1])


def _first_pool(evidence: Evidence, sizes: Counts | int, precision: float, delta: float) -> Floats:
    """The pool of the first threshold, for audits of so many responses."""
    return np.asarray((items_needed(1, precision, delta) or 1) * evidence.frame_size / np.asarray(sizes))


def _counted(evidence: Evidence, scores: Floats, reach: Counts, places: npt.NDArray[np.intp]) -> _Grid:
    thresholds = scores[places]
    count = [_reaching(known, thresholds) for known in (evidence.audited, evidence.wrong)]
    others = [_reaching(known, thresholds) for known in (evidence.wrong_elsewhere, evidence.rest)]
    return _Grid(thresholds, reach[places], *count, *others)


def _reaching(scores: Floats, thresholds: Floats) -> Counts:
    return len(scores) - np.searchsorted(np.sort(scores), thresholds, side="left")


def _p_values(grid: _Grid, audited: Counts, false: Counts, rest: Counts, precision: float) -> Floats:
    """The p-value at each threshold; 0 where nothing is left that a machine could get wrong."""
    allowed = np.array([allowed_false(precision, int(items)) for items in rest])
    p = pool_p(false, audited, grid.pool, false + grid.false_elsewhere + allowed + 1)
    return np.where(rest == 0, 0.0, p)


def _at(
    evidence: Evidence, grid: _Grid, index: int, verdict: Verdict, *, threshold: float | None = None, more: int = 0
) -> Certificate:
    return Certificate(
        code=evidence.code,
        verdict=verdict,
        threshold=threshold,
        audited=int(grid.audited[index]),
        false=int(grid.false[index]),
        rest=int(grid.rest[index]),
        more=more or None,
    )


def _missing(evidence: Evidence, grid: _Grid, failed: int, precision: float, delta: float) -> Certificate:
    """Why no threshold is certified, and what would be enough; `failed` is the first threshold that did not pass."""
    if needed := _enough(evidence, grid, precision, delta):
        return _at(evidence, grid, failed, Verdict.MORE, more=needed - evidence.sample_size)
    seen = np.flatnonzero(grid.audited)
    if not len(seen):
        return _at(evidence, grid, len(grid.pool) - 1, Verdict.RARE)
    best = int(seen[np.argmin(grid.false[seen] / grid.audited[seen])])
    too_many = grid.false[best] > allowed_false(precision, int(grid.audited[best]))
    return _at(evidence, grid, best, Verdict.WRONG if too_many else Verdict.RARE)


def _enough(evidence: Evidence, known: _Grid, precision: float, delta: float) -> int | None:
    """The size of the audit that would certify something at the rates seen so far; None: not even the largest.

    It has to pass its first threshold from which on anything is left to code; the larger it is, the stricter that is.
    """
    largest = int(_LARGEST_PLAN * evidence.frame_size)
    if largest <= evidence.sample_size:
        return None
    sizes = np.unique(np.geomspace(evidence.sample_size + 1, largest + 1, _PLANS).astype(np.int64))
    scores, reach = _frame_scores(evidence)
    first = np.searchsorted(reach, np.floor(np.minimum(_first_pool(evidence, sizes, precision, delta), reach[-1])))
    left = int(np.argmax(_reaching(evidence.rest, scores) > 0))
    grid = _counted(evidence, scores, reach, np.maximum(first, left))
    audited = np.maximum(grid.pool * sizes // evidence.frame_size, grid.audited)
    like = np.searchsorted(known.pool, grid.pool)  # the next looser threshold of those that were tried
    rate = known.false[like] / np.maximum(known.audited[like], 1)
    false = np.minimum(np.ceil(audited * rate - 1e-9).astype(np.int64), audited)
    rest = np.maximum(grid.rest - (audited - grid.audited), 0)
    enough = sizes[(_p_values(grid, audited, false, rest, precision) <= delta) & (rest > 0)]
    return int(enough[0]) if len(enough) else None
