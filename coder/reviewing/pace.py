"""How fast the work goes, breaks left out."""

from collections import deque
from datetime import datetime, timedelta

_BREAK = timedelta(minutes=5)
_TOO_EARLY = timedelta(minutes=1)
_STRETCH = 50
"""Steps of the last stretch of work,"""
_FEWEST = 5
"""and how many it takes to say how long the rest will take."""


class Pace:
    """Decisions per hour of work; a gap between two decisions counts for five minutes at most."""

    def __init__(self, started: datetime) -> None:
        self._last = started
        self._worked = timedelta()
        self._stretch: deque[tuple[timedelta, int]] = deque(maxlen=_STRETCH)
        """How long each of the last steps took, and whether it went on (+1) or back (-1); breaks are left out."""
        self.decided = 0
        """Decisions made in this session, less those taken back."""

    def mark(self, now: datetime, change: int) -> None:
        """A decision was made (+1) or taken back (-1)."""
        gap = max(now - self._last, timedelta())
        self._worked += min(gap, _BREAK)
        if gap <= _BREAK:
            self._stretch.append((gap, 1 if change > 0 else -1))
        self._last = now
        self.decided = max(0, self.decided + change)

    def time_left(self, left: int) -> timedelta | None:
        """How long the comments left will take at the pace of the last stretch; None: it is too early to say.

        left x (time of the last 50 steps, breaks left out) / (steps on less steps back). Comments decided together are
        one step there, and those left are taken one by one, so that groups still to come make it shorter.
        """
        steps = sum(change for _, change in self._stretch)
        if steps < _FEWEST:
            return None
        return left * sum((gap for gap, _ in self._stretch), timedelta()) / steps

    @property
    def per_hour(self) -> float | None:
        """Decisions per hour; None in the first minute, when it would mean nothing."""
        if self._worked < _TOO_EARLY:
            return None
        return self.decided / (self._worked / timedelta(hours=1))
