"""How high a model ranks the codes that people gave."""

import numpy as np

from coder.evaluating.judged import Flags, Floats, Ints

FIRST = 3
"""Places that a person sees at a glance."""
_NO_PLACE = 1_000_000


def ranks(scores: Floats) -> Ints:
    """The place of each code in its response, 0 the highest; (responses, codes).

    Codes of equal score stand in the codebook's order; a code that does not apply has a place beyond all others.
    """
    order = np.argsort(-scores, axis=1, kind="stable")
    places = np.empty_like(order)
    np.put_along_axis(places, order, np.arange(scores.shape[1])[None, :].repeat(len(scores), 0), axis=1)
    return np.where(np.isfinite(scores), places, _NO_PLACE)


def first_right(given: Flags, places: Ints) -> float:
    """Share of responses whose highest code is one that people gave."""
    return float((given & (places == 0)).any(axis=1).mean())


def recall_at_first(given: Flags, places: Ints) -> float:
    """Given codes among the first FIRST, of those that could be there; mean over responses, each with a code."""
    found = (given & (places < FIRST)).sum(axis=1)
    return float((found / np.minimum(given.sum(axis=1), FIRST)).mean())


def average_precision(given: Flags, scores: Floats) -> float:
    """Average precision of a ranking of responses by one code: sum over thresholds of (R_t - R_t-1) P_t.

    Args:
        given: Whether each response carries the code, (responses,); at least one does.
        scores: The code's scores, (responses,); responses of equal score are reached together.
    """
    order = np.argsort(-scores, kind="stable")
    sorted_scores, right = scores[order], np.cumsum(given[order])
    ends = np.append(np.flatnonzero(sorted_scores[1:] != sorted_scores[:-1]), len(scores) - 1)
    precision, recall = right[ends] / (ends + 1), right[ends] / right[-1]
    return float((np.diff(recall, prepend=0.0) * precision).sum())


def mean_average_precision(given: Flags, scores: Floats) -> float | None:
    """The mean over codes, (responses, codes) each; None without codes."""
    if not given.shape[1]:
        return None
    return float(np.mean([average_precision(*column) for column in zip(given.T, scores.T, strict=True)]))
