"""Which codes apply to which comments."""

from collections.abc import Sequence

import numpy as np

from coder.domain.codebook import Codebook
from coder.suggesting.arrays import Flags
from coder.suggesting.items import Item
from coder.suggesting.prototypes import assignable_codes


class Scope:
    """Says of comments which of the assignable codes apply to their question."""

    def __init__(self, codebook: Codebook) -> None:
        self._scopes = [codebook.placed[code.id].questions for code in assignable_codes(codebook)]
        self._questions = [question.id for question in codebook.questions]

    def open_to(self, items: Sequence[Item]) -> Flags:
        """Whether each code applies to the question of each item, (items, codes)."""
        flags = np.zeros((len(items), len(self._scopes)), dtype=bool)
        known: dict[str, Flags] = {}
        for row, item in enumerate(items):
            if item.question not in known:
                known[item.question] = np.array([item.question in scope for scope in self._scopes], dtype=bool)
            flags[row] = known[item.question]
        return flags

    def by_question(self) -> Flags:
        """Whether each code applies to each question of the codebook, (questions, codes)."""
        return self.open_to([Item(question, "") for question in self._questions])
