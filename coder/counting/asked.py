"""A question as groups are compared on it: who answered, and who gave each answer or mentions each theme.

Respondents are numbered from 0; a set of them is a row of flags, so that a group's share of it is one product.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
import numpy.typing as npt

from coder.domain.response import Respondent
from coder.domain.results import CountBasis

Flags = npt.NDArray[np.bool_]
"""(people,)."""
Numbers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Who = tuple[str, str]
"""Wave and id: what identifies a respondent."""


class ItemKind(StrEnum):
    """What a row of a table of groups stands for."""

    THEME = "theme"
    OPTION = "option"
    UNKNOWN = "unknown"
    """An answer that is none of the question's options."""
    NET = "net"
    """Options taken together; a parent code is a theme."""


@dataclass(frozen=True)
class People:
    """Everyone in the project, in import order."""

    respondents: Sequence[Respondent]

    def __len__(self) -> int:
        return len(self.respondents)

    @cached_property
    def numbers(self) -> dict[Who, int]:
        """The number of each."""
        return {(one.wave, one.id): number for number, one in enumerate(self.respondents)}

    @cached_property
    def weights(self) -> Floats | None:
        """The weight of each, (people,): 0 for who has none among others that have; None where nobody has any."""
        if all(one.weight is None for one in self.respondents):
            return None
        return np.array([one.weight or 0.0 for one in self.respondents], dtype=np.float64)

    def flags(self, who: Iterable[int]) -> Flags:
        """The set of the respondents with those numbers."""
        flags = np.zeros(len(self), dtype=bool)
        flags[np.fromiter(who, dtype=np.int64)] = True
        return flags


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Item:
    """An option, a net, other words, or a theme."""

    key: str
    """A code's id; the words of an answer."""
    label: str
    kind: ItemKind
    who: Flags
    """Those of the base who gave it, (people,)."""
    mentions: Numbers | None = None
    """How many comments of each respondent carry the code, (people,); None for closed questions."""
    depth: int = 0
    """0 at top level; a code below another has one more."""
    rank: tuple[int, int] = (0, 0)
    """Where a published list has it, the smallest first."""
    parts: tuple[int, ...] = ()
    """Places of the items that this one joins; for a parent code, of its children."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Asked:
    """A question with its answers."""

    question: str
    text: str
    open: bool
    answered: Flags
    """Who gave any answer, (people,)."""
    base: Flags
    """Whom percentages are of, (people,): those who answered; of an open question, those of them who are read."""
    items: tuple[Item, ...]
    one_each: bool = False
    """Whether everyone in the base has exactly one of the options and unknown answers."""
    basis: CountBasis | None = None
    """Whose codes an open question's are."""
    complete: bool = True
    """Whether all answers are among the items."""
    comments: Numbers | None = None
    """How many comments of each respondent count, (people,); None for closed questions."""
