"""Decisions as the learner needs them: which item carries which code, and how often each is carried."""

from collections.abc import Sequence

import numpy as np

from coder.domain.codebook import Codebook
from coder.suggesting.arrays import Flags, Floats, squash
from coder.suggesting.items import Learnt

HALF = 0.5
_STEPS = 60


def given_codes(codebook: Codebook, codes: Sequence[str], learnt: Learnt) -> Flags:
    """Whether each item was given each code, (items, codes); a replaced code teaches its replacement."""
    places = {code: place for place, code in enumerate(codes)}
    given = np.zeros((len(learnt.items), len(codes)), dtype=bool)
    for row, names in enumerate(learnt.codes):
        for name in names:
            place = places.get(codebook.standing_in(name))
            if place is not None:
                given[row, place] = True
    return given


def level_shifts(logits: Floats, given: Flags, among: Flags) -> Floats:
    """What to add to each code's log-odds so that their mean probability is the share of items that carry it.

    For code k over its n items with m carrying it: the shift d for which mean(squash(z + d)) = (m + 1/2) / (n + 1),
    by bisection. Shapes: (items, codes) three times -> (codes,).
    """
    totals = among.sum(axis=0)
    shares = ((given & among).sum(axis=0) + HALF) / (totals + 1)
    low, high = np.full(len(shares), -50.0), np.full(len(shares), 50.0)
    for _ in range(_STEPS):
        middle = (low + high) / 2
        means = np.where(among, squash(logits + middle), 0.0).sum(axis=0) / np.maximum(totals, 1)
        low, high = np.where(means < shares, middle, low), np.where(means < shares, high, middle)
    return np.where(totals > 0, (low + high) / 2, 0.0)
