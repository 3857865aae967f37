"""What the model sees of items: their vectors, and those of their clauses."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from coder.suggesting.arrays import Flags, Floats, Vectors
from coder.suggesting.items import Item
from coder.suggesting.scope import Scope
from coder.suggesting.words import clauses

Encode = Callable[[Sequence[str]], Vectors]
"""Turns texts into vectors of length 1, (texts, dimensions)."""


@dataclass(frozen=True)
class Seen:
    """Items with all that is compared of them."""

    items: Sequence[Item]
    vectors: Floats
    """(items, dimensions)."""
    owners: npt.NDArray[np.intp]
    """The item that each clause belongs to, ascending; items of one clause only have none here."""
    clauses: Floats
    """The vectors of the clauses, (clauses, dimensions)."""
    among: Flags
    """Whether each code applies to each item, (items, codes)."""


def see(items: Sequence[Item], vectors: Vectors, encode: Encode, scope: Scope) -> Seen:
    """Embed what is missing: the clauses of items that make several points."""
    parts = [(row, clause) for row, item in enumerate(items) for clause in clauses(item.text)]
    rows = np.asarray(vectors, dtype=np.float64)
    found = np.asarray(encode([clause for _, clause in parts]), dtype=np.float64) if parts else rows[:0]
    owners = np.array([row for row, _ in parts], dtype=np.intp)
    return Seen(items, rows, owners, found, scope.open_to(items))
