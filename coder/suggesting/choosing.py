"""From comments to responses."""

from collections.abc import Sequence

import numpy as np

from coder.suggesting.arrays import Flags, Floats


def response_assigned(assigned_by_comment: Flags, groups: Sequence[int]) -> Flags:
    """The codes of each response: those that any of its comments was assigned.

    Args:
        assigned_by_comment: (comments, codes).
        groups: The response of each comment, counted from 0.
    """
    assigned = np.zeros((_count(groups), assigned_by_comment.shape[1]), dtype=bool)
    np.logical_or.at(assigned, np.asarray(groups, dtype=np.intp), assigned_by_comment)
    return assigned


def lift(scores: Floats, groups: Sequence[int]) -> Floats:
    """Probability that at least one comment of a response carries a code.

    The mean of two bounds: the largest score (comments that say the same) and 1 - prod(1 - p) (comments that are
    independent). Shapes: (comments, codes) -> (responses, codes); nan where a code does not apply or a response has
    no comment.
    """
    responses = _count(groups)
    places = np.asarray(groups, dtype=np.intp)
    largest = np.full((responses, scores.shape[1]), -np.inf)
    none = np.ones((responses, scores.shape[1]))
    np.maximum.at(largest, places, scores)
    np.multiply.at(none, places, 1.0 - scores)
    largest[np.isneginf(largest)] = np.nan
    return np.asarray((largest + 1.0 - none) / 2.0, dtype=np.float64)


def _count(groups: Sequence[int]) -> int:
    return max(groups, default=-1) + 1
