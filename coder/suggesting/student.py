"""A learner that the framework's own best guesses teach: it carries them over to texts that say it in other words."""

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from coder.suggesting.arrays import Flags, Floats

TOP_SHARE = 0.01
"""The share of the background taken as examples of each code,"""
FEWEST_EXAMPLES = 8
"""but at least so many,"""
MOST_SHARE = 0.1
"""of which a small background gives at most this share."""
_BIAS_PENALTY = 0.02
_ROUNDS = 60
_Singles = npt.NDArray[np.float32]


class Student:
    """One-vs-rest logistic regression on vectors, all codes in one optimisation."""

    def __init__(self, coefficients: Floats, intercepts: Floats) -> None:
        self._coefficients = coefficients
        self._intercepts = intercepts

    @classmethod
    def taught_by(cls, scores: Floats, vectors: Floats, among: Flags) -> "Student":
        """Taught by the highest scores of each code among the items it applies to.

        Args:
            scores: (items, codes).
            vectors: (items, dimensions).
            among: Whether a code applies to an item, (items, codes).
        """
        count = len(scores)
        examples = max(1, int(TOP_SHARE * count), min(FEWEST_EXAMPLES, int(MOST_SHARE * count)))
        best = np.argsort(-np.where(among, scores, -np.inf), axis=0, kind="stable")[:examples]
        targets = np.zeros(scores.shape, dtype=np.float32)
        np.put_along_axis(targets, best, 1.0, axis=0)
        return cls(*_fit(vectors.astype(np.float32), (targets * among).astype(np.float32)))

    def __call__(self, vectors: Floats) -> Floats:
        """Log-odds that each code applies, (items, codes)."""
        return np.asarray(vectors @ self._coefficients + self._intercepts, dtype=np.float64)


def _fit(rows: _Singles, targets: _Singles) -> tuple[Floats, Floats]:
    """Coefficients (dimensions, codes) and intercepts (codes,) of the least penalised logistic loss, by L-BFGS."""
    size, codes = rows.shape[1], targets.shape[1]
    shares = (targets.sum(axis=0) + 0.5) / (len(rows) + 1)
    start = np.log(shares / (1 - shares)).astype(np.float32)

    def loss(flat: Floats) -> tuple[float, Floats]:
        table = flat.astype(np.float32).reshape(size + 1, codes)
        slopes, bias = table[:size], table[size]
        logits = rows @ slopes + (bias + start)
        decay = np.exp(-np.abs(logits))
        losses = np.log1p(decay) + np.maximum(logits, 0) - targets * logits
        errors = np.where(logits >= 0, 1 / (1 + decay), decay / (1 + decay)) - targets
        gradient = np.vstack([rows.T @ errors + slopes, errors.sum(axis=0) + _BIAS_PENALTY * bias])
        penalty = 0.5 * (slopes**2).sum() + 0.5 * _BIAS_PENALTY * (bias**2).sum()
        return float(losses.sum(dtype=np.float64) + penalty), gradient.ravel().astype(np.float64)

    options = {"maxiter": _ROUNDS, "maxcor": 8, "gtol": 1e-3}
    best = minimize(loss, np.zeros((size + 1) * codes), jac=True, method="L-BFGS-B", options=options).x
    table = best.reshape(size + 1, codes)
    return table[:size], table[size] + start
