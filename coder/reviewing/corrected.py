"""How often suggestions held lately, as told by the coder's own decisions."""

from collections.abc import Callable, Sequence
from math import sqrt

from coder.domain.decision import Decision
from coder.reviewing.wordmates import UNREAD

LATELY = 50
"""The decisions that are looked back on."""
READ_BACK = 3 * LATELY
"""Decisions read of the log: some were made with nothing suggested, or on the like of what was read."""
_TAIL = 8
"""Decisions read again after each: most are known."""
CHANCE = 1.64
"""Standard errors that chance alone exceeds in one comparison of twenty (one-sided)."""


def lately(made: Sequence[Decision]) -> tuple[int, int]:
    """Of the latest decisions that had codes pre-selected: how many gave other codes, and how many there are."""
    preselected = [({one.code for one in each.suggested if one.assigned}, set(each.codes)) for each in _read(made)]
    changed = [chosen != codes for chosen, codes in preselected if chosen][-LATELY:]
    return sum(changed), len(changed)


def first_right(made: Sequence[Decision]) -> tuple[int, int] | None:
    """How often the first suggestion held in the LATELY latest decisions, and in as many before; None: too few."""
    found = [each.suggested[0].code in each.codes for each in _read(made) if each.suggested]
    if len(found) < 2 * LATELY:
        return None
    return sum(found[-LATELY:]), sum(found[-2 * LATELY : -LATELY])


def is_better(now: int, before: int, of: int) -> bool:
    """Whether a share rose by more than chance explains: z = (a - b) / sqrt(2 n p (1 - p)), p = (a + b) / 2n."""
    share = (now + before) / (2 * of)
    return now - before > CHANCE * sqrt(2 * of * share * (1 - share))


class Lookback:
    """A coder's latest decisions that stand, as the log tells it, read a few at a time."""

    def __init__(self, recent: Callable[[int], Sequence[Decision]]) -> None:
        """Look back by means of a function that reads so many of the latest, the oldest first."""
        self._recent = recent
        self._made: list[Decision] = []
        self.is_stale = True
        """Whether something was decided or taken back since."""

    @property
    def made(self) -> Sequence[Decision]:
        """At most READ_BACK of them, and at least 2 LATELY if there are so many, the oldest first."""
        if self.is_stale:
            tail = self._recent(_TAIL)
            places = {each.id: place for place, each in enumerate(self._made)}
            known = places.get(tail[0].id) if tail else None
            enough = min(len(self._made), 2 * LATELY)  # fewer are left when much was taken back
            follows = known is not None and known + len(tail) >= enough
            self._made = [*self._made[:known], *tail][-READ_BACK:] if follows else [*self._recent(READ_BACK)]
            self.is_stale = False
        return self._made


def _read(made: Sequence[Decision]) -> list[Decision]:
    """Those that somebody read: one for the like of what was read says nothing new of the suggestions."""
    return [each for each in made if each.chosen not in UNREAD]
