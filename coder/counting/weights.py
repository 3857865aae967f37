"""What weights do to a percentage, and how sure it is."""

from math import sqrt
from statistics import NormalDist

import numpy as np

from coder.counting.asked import Floats


def effective_base(weights: Floats) -> float:
    """How many unweighted respondents these are worth: (sum w)^2 / sum w^2 (Kish 1965).

    Args:
        weights: (people,), of those in the base.
    """
    squares = float(np.square(weights).sum())
    return float(weights.sum()) ** 2 / squares if squares else 0.0


def wilson(share: float, base: float, confidence: float = 0.95) -> tuple[float, float]:
    """The score interval of a share (Wilson 1927), from 0 to 1; `base` may be an effective one (Franco et al. 2019)."""
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    centre = (share + z * z / (2 * base)) / (1 + z * z / base)
    half = z * sqrt(share * (1 - share) / base + z * z / (4 * base * base)) / (1 + z * z / base)
    return (0.0 if share <= 0 else centre - half), (1.0 if share >= 1 else centre + half)
