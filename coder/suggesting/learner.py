"""What people's decisions teach: one logistic regression for each code."""

import warnings
from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_array
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from coder.suggesting.arrays import Flags, Floats, squash
from coder.suggesting.features import Features
from coder.suggesting.items import Item

INVERSE_PENALTY = 10.0
TOLERANCE = 0.01
"""The dual solver at this tolerance gives the figures of the primal one at 1e-4, ten times faster."""
_MOST_ROUNDS = 1000


class Learner:
    """One-vs-rest logistic regression on the items people decided."""

    def __init__(self, features: Features, coefficients: Floats, intercepts: Floats) -> None:
        self._features = features
        self._coefficients = coefficients
        self._intercepts = intercepts

    def probabilities(self, items: Sequence[Item], vectors: Floats) -> Floats:
        """Probability that each code applies, (items, codes); nan for a code that was not learnt."""
        rows = self._features.rows(items, vectors)
        return squash(np.asarray(rows @ self._coefficients.T) + self._intercepts)


def teach(items: Sequence[Item], vectors: Floats, given: Flags, open_to: Flags, questions: Sequence[str]) -> Learner:
    """Fit a code's regression wherever its items differ: some carry it and some do not.

    Args:
        items: What was decided.
        vectors: Their vectors, (items, dimensions).
        given: Whether an item was given a code, (items, codes).
        open_to: Whether a code applies to the item's question, (items, codes); the others teach nothing of the code.
        questions: Ids of the questions, in an order that does not change.
    """
    features = Features(questions)
    features.learn(items)
    rows = features.rows(items, vectors)
    codes = given.shape[1]
    coefficients = np.zeros((codes, rows.shape[1]))
    intercepts = np.full(codes, np.nan)
    for code in range(codes):
        used = np.flatnonzero(open_to[:, code])
        carried = given[used, code]
        if carried.any() and not carried.all():
            coefficients[code], intercepts[code] = _fit(rows[used], carried)
    return Learner(features, coefficients, intercepts)


def _fit(rows: csr_array, carried: Flags) -> tuple[Floats, float]:
    model = LogisticRegression(
        C=INVERSE_PENALTY, solver="liblinear", dual=True, tol=TOLERANCE, max_iter=_MOST_ROUNDS, random_state=0
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(rows, carried)
    return model.coef_[0], float(model.intercept_[0])
