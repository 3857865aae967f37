"""How fast the work goes, breaks left out."""

from datetime import datetime, timedelta

_BREAK = timedelta(minutes=5)
_TOO_EARLY = timedelta(minutes=1)


class Pace:
    """Decisions per hour of work; a gap between two decisions counts for five minutes at most."""

    def __init__(self, started: datetime) -> None:
        self._last = started
        self._worked = timedelta()
        self.decided = 0
        """Decisions made in this session, less those taken back."""

    def mark(self, now: datetime, change: int) -> None:
        """A decision was made (+1) or taken back (-1)."""
        self._worked += min(max(now - self._last, timedelta()), _BREAK)
        self._last = now
        self.decided = max(0, self.decided + change)

    @property
    def per_hour(self) -> float | None:
        """Decisions per hour; None in the first minute, when it would mean nothing."""
        if self._worked < _TOO_EARLY:
            return None
        return self.decided / (self._worked / timedelta(hours=1))
