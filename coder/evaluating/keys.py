"""Keys that a reviewer presses, with suggestions and without."""

import numpy as np

from coder.evaluating.judged import Flags, Floats, Ints

CONFIRM, ADD_NEAR, REMOVE = 1, 1, 1
ADD_FAR = 4
"""Search for a code and pick it."""
NEAR = 9
"""Codes that have a key of their own."""


def review_keys(given: Flags, assigned: Flags, places: Ints) -> Floats:
    """Keys for each response: confirm what is suggested, or correct it and confirm; (responses,).

    Args:
        given: What the reviewer ends with, (responses, codes).
        assigned: What is selected beforehand.
        places: The place of each code by its score, 0 the highest.
    """
    add = given & ~assigned
    near, far = add & (places < NEAR), add & (places >= NEAR)
    remove = assigned & ~given
    cost = ADD_NEAR * near.sum(axis=1) + ADD_FAR * far.sum(axis=1) + REMOVE * remove.sum(axis=1)
    return np.asarray(CONFIRM + cost, dtype=np.float64)


def keys_without(given: Flags) -> Floats:
    """Keys for each response where nothing is suggested and every code is searched for; (responses,)."""
    return np.asarray(CONFIRM + ADD_FAR * given.sum(axis=1), dtype=np.float64)
