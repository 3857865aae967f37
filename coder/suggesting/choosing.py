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
    none = np.ones((_count(groups), scores.shape[1]))
    np.multiply.at(none, np.asarray(groups, dtype=np.intp), 1.0 - scores)
    return np.asarray((largest(scores, groups) + 1.0 - none) / 2.0, dtype=np.float64)


def largest(scores: Floats, groups: Sequence[int]) -> Floats:
    """The largest score of any comment of each response; (comments, codes) -> (responses, codes), nan as in `lift`."""
    found = np.full((_count(groups), scores.shape[1]), -np.inf)
    np.maximum.at(found, np.asarray(groups, dtype=np.intp), scores)
    found[np.isneginf(found)] = np.nan
    return found


def _count(groups: Sequence[int]) -> int:
    return max(groups, default=-1) + 1
