"""Names for the arrays that suggesting passes around, and the functions all its parts need."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Vectors = npt.NDArray[np.floating]


def squash(logits: Floats) -> Floats:
    """The logistic function 1 / (1 + exp(-x)), without overflow."""
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * logits)), dtype=np.float64)


def logit(probabilities: Floats) -> Floats:
    """The inverse of `squash`, for probabilities kept a hair away from 0 and 1."""
    safe = np.clip(probabilities, 1e-9, 1 - 1e-9)
    return np.asarray(np.log(safe) - np.log1p(-safe), dtype=np.float64)


def exponential(likeness: Floats) -> Floats:
    """The kernel exp(k - 1), less what it is at k = 0, scaled to 1 at k = 1.

    The exponential makes products of features count. Nothing more may be subtracted: the matrix would not be positive
    definite, and a fit on it collapses.
    """
    floor = np.exp(-1.0)
    return np.asarray((np.exp(likeness - 1.0) - floor) / (1.0 - floor))


def unit(rows: Floats) -> Floats:
    """Each row scaled to length 1; a row of zeros stays one."""
    lengths = np.sqrt((rows * rows).sum(axis=-1, keepdims=True))
    return np.asarray(rows / np.maximum(lengths, 1e-9), dtype=np.float64)
