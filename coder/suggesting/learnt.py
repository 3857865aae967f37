"""Decisions as the learner needs them: which item carries which code, in an order that does not matter."""

import numpy as np

from coder.domain.codebook import Codebook
from coder.suggesting.arrays import Flags
from coder.suggesting.background import digest
from coder.suggesting.items import Learnt


def given_codes(codebook: Codebook, codes: tuple[str, ...], learnt: Learnt) -> Flags:
    """Whether each item was given each code, (items, codes); a replaced code teaches its replacement."""
    places = {code: place for place, code in enumerate(codes)}
    given = np.zeros((len(learnt.items), len(codes)), dtype=bool)
    for row, names in enumerate(learnt.codes):
        for name in names:
            place = places.get(codebook.standing_in(name))
            if place is not None:
                given[row, place] = True
    return given


def in_hashed_order(learnt: Learnt) -> Learnt:
    """The same decisions, ordered by what they say: the same whatever order they were made in."""
    order = sorted(
        range(len(learnt.items)),
        key=lambda row: (digest(learnt.items[row]), sorted(learnt.codes[row]), learnt.response_level[row]),
    )
    return Learnt(
        items=[learnt.items[row] for row in order],
        vectors=np.asarray(learnt.vectors)[order],
        codes=[learnt.codes[row] for row in order],
        response_level=[learnt.response_level[row] for row in order],
    )
