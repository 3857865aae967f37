"""Kernel ridge regression of all codes at once, with what each decided item would get had it not been decided."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.linalg import lapack

from coder.suggesting.arrays import Floats

RIDGE = 0.1
"""Added to the diagonal, which is 1."""


@dataclass(frozen=True)
class Ridge:
    """What a fit leaves."""

    weights: Floats
    """What each decided item adds to the score of one that is wholly like it, (decided, codes)."""
    held_out: Floats
    """The departure from the prevalence that each decided item gets from the others, (decided, codes)."""


def fit(kernel: Floats, departures: Floats, twins: Sequence[npt.NDArray[np.intp]]) -> Ridge:
    """Fit departures from the prevalence; the kernel is overwritten.

    With A = kernel + RIDGE and a = A^-1 y, the departure that item i gets from the others is y_i - a_i / (A^-1)_ii;
    items of a group g are held out together, and get y_g - ((A^-1)_gg)^-1 a_g.

    Args:
        kernel: (decided, decided), of either precision.
        departures: (decided, codes).
        twins: Groups of items with the same text, which would give each other's codes away.
    """
    kernel[np.diag_indices(len(kernel))] += RIDGE
    inverse = _inverse(kernel)
    weights = inverse @ departures.astype(inverse.dtype)
    errors = weights / np.diag(inverse)[:, None]
    for group in twins:
        errors[group] = np.linalg.solve(inverse[np.ix_(group, group)], weights[group])
    return Ridge(weights.astype(np.float64), departures - errors)


def _inverse(matrix: Floats) -> Floats:
    """The inverse of a symmetric positive definite matrix, by its Cholesky factor."""
    single = matrix.dtype == np.float32
    factorise, invert = (lapack.spotrf, lapack.spotri) if single else (lapack.dpotrf, lapack.dpotri)
    factor, failed = factorise(matrix.T, lower=1, clean=1, overwrite_a=1)
    if failed:
        raise np.linalg.LinAlgError("the kernel is not positive definite")
    half, _ = invert(factor, lower=1, overwrite_c=1)
    whole = np.tril(half)
    whole += np.tril(half, -1).T
    return np.asarray(whole)
