"""Several scores of one code for one comment, joined into a calibrated probability.

A logistic regression over all pairs of decided item and code says what each score is worth; each code then departs
from it as far as its own items bear out. With few decisions the expected coefficients hold, so the framework's scores
fade by themselves as the decisions' scores prove better.
"""

from collections.abc import Callable, Sequence

import numpy as np

from coder.suggesting.arrays import Flags, Floats, logit, squash

# In the order of `features`: main kernel, meaning only, words only, framework, best rival, prevalence, constant.
EXPECTED = np.array([0.5, 0.0, 0.0, 0.9, 0.0, 1.0, 0.0])
"""The coefficients before anything is decided,"""
FIRMNESS = np.array([3.0, 1.0, 1.0, 10.0, 1.0, 10.0, 3.0])
"""how firmly all codes together keep to them (inverse variance),"""
OWN_FIRMNESS = np.array([2.0, 2.0, 2.0, 2.0, 2.0, 2.0])
"""and how firmly each code keeps to what all codes found."""
_OWN = [0, 1, 2, 3, 4, 6]
_PREVALENCE = 5
MOST_PAIRS = 1_000_000
"""Pairs of item and code that are fitted; of more, the first items only, which stand in hashed order."""
_ROUNDS, _OWN_ROUNDS, _HALVINGS = 50, 12, 20


def features(ridge: Sequence[Floats], framework: Floats, prevalence: Floats, among: Flags) -> Floats:
    """The scores of each pair side by side, (items, codes, 7).

    Args:
        ridge: Departures from the prevalence by each kernel, the main one first, each (items, codes).
        framework: The framework's scores, (items, codes).
        prevalence: (codes,).
        among: Whether a code applies to an item, (items, codes).
    """
    spread = np.sqrt(prevalence * (1 - prevalence))
    rival = _best_rival(ridge[0] + prevalence, among)
    odds = np.broadcast_to(logit(prevalence), framework.shape)
    columns = [*(scores / spread for scores in ridge), framework, rival, odds, np.ones_like(framework)]
    return np.stack(columns, axis=2)


def fit(pairs: Floats, given: Flags, among: Flags) -> Floats:
    """The coefficients of each code, (codes, 7).

    Args:
        pairs: What `features` gave for the decided items, each held out.
        given: Whether an item carries a code, (items, codes).
        among: Whether the code applies to it; other pairs teach nothing.
    """
    rows = max(1, MOST_PAIRS // max(1, given.shape[1]))
    pairs, given, among = pairs[:rows], given[:rows], among[:rows]
    common = _common(pairs[among], given[among].astype(np.float64))
    coefficients = np.tile(common, (given.shape[1], 1))
    fixed = pairs[:, :, _PREVALENCE] * common[_PREVALENCE]
    coefficients[:, _OWN] = _own(pairs[:, :, _OWN], given, fixed, among, common[_OWN])
    return coefficients


def probabilities(pairs: Floats, coefficients: Floats) -> Floats:
    """(items, codes, 7) and (codes, 7) -> (items, codes)."""
    return squash(np.einsum("ikm,km->ik", pairs, coefficients))


def _best_rival(scores: Floats, among: Flags) -> Floats:
    """For each pair the highest score among the item's other codes; 0 where there is none."""
    if scores.shape[1] < 2:
        return np.zeros_like(scores)
    known = np.where(among, scores, -np.inf)
    second, best = np.partition(known, -2, axis=1)[:, -2:].T
    rival = np.where(known >= best[:, None], second[:, None], best[:, None])
    return np.where(np.isfinite(rival), rival, 0.0)


def _common(pairs: Floats, carried: Floats) -> Floats:
    """Penalised logistic regression over all pairs, by Newton's method with halved steps."""

    def loss(coefficients: Floats) -> float:
        logits = pairs @ coefficients
        misfit = (np.logaddexp(0, logits) - carried * logits).sum()
        return float(misfit + 0.5 * (FIRMNESS * (coefficients - EXPECTED) ** 2).sum())

    found, old = EXPECTED.copy(), loss(EXPECTED)
    for _ in range(_ROUNDS):
        expected = squash(pairs @ found)
        gradient = pairs.T @ (expected - carried) + FIRMNESS * (found - EXPECTED)
        curvature = (pairs * (expected * (1 - expected))[:, None]).T @ pairs + np.diag(FIRMNESS)
        move = np.linalg.solve(curvature, gradient)
        better = next((one for step in range(_HALVINGS) if loss(one := found - move / 2**step) <= old), None)
        if better is None:
            break
        found, before, old = better, old, loss(better)
        if before - old < 1e-7 * abs(before):
            break
    return found


def _own(pairs: Floats, given: Flags, fixed: Floats, among: Flags, common: Floats) -> Floats:
    """Every code's own coefficients, shrunk to the common ones, all codes in one Newton iteration; (codes, 6)."""
    rows = np.ascontiguousarray(pairs.transpose(1, 0, 2))
    carried, fixed, weight = given.T.astype(np.float64), fixed.T, among.T.astype(np.float64)

    def logits(coefficients: Floats) -> Floats:
        return np.asarray((rows @ coefficients[:, :, None])[:, :, 0] + fixed)

    def loss(coefficients: Floats) -> Floats:
        odds = logits(coefficients)
        misfit = (weight * (np.logaddexp(0, odds) - carried * odds)).sum(axis=1)
        return np.asarray(misfit + 0.5 * ((coefficients - common) ** 2 @ OWN_FIRMNESS))

    found = np.tile(common, (len(rows), 1))
    old = loss(found)
    for _ in range(_OWN_ROUNDS):
        expected = squash(logits(found))
        errors = weight * (expected - carried)
        gradient = (errors[:, None, :] @ rows)[:, 0] + OWN_FIRMNESS * (found - common)
        bends = weight * expected * (1 - expected)
        curvature = (rows * bends[:, :, None]).transpose(0, 2, 1) @ rows + np.diag(OWN_FIRMNESS)
        move = np.asarray(np.linalg.solve(curvature, gradient[:, :, None])[:, :, 0], dtype=np.float64)
        found, new = _no_worse(found, move, old, loss)
        settled = float((old - new).max(initial=0.0)) < 1e-4
        old = new
        if settled:
            break
    return found


def _no_worse(found: Floats, move: Floats, old: Floats, loss: Callable[[Floats], Floats]) -> tuple[Floats, Floats]:
    """Each code's step halved until its loss is not greater than before, or not taken."""
    step = np.ones(len(found))
    for _ in range(_HALVINGS):
        worse = loss(found - step[:, None] * move) > old + 1e-9
        if not worse.any():
            break
        step[worse] /= 2
    else:
        step[worse] = 0.0
    moved = found - step[:, None] * move
    return moved, loss(moved)
