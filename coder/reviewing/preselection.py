"""Which suggestions are selected before the person has pressed a key."""

from collections.abc import Sequence
from dataclasses import dataclass

from coder.domain.decision import Suggestion


@dataclass(frozen=True, slots=True)
class Preselection:
    """Selects the suggestions that score at least `threshold`, best first and never more than `most`."""

    threshold: float = 0.5
    most: int = 3

    def of(self, suggestions: Sequence[Suggestion]) -> tuple[str, ...]:
        """The codes selected from suggestions that come best first."""
        return tuple(found.code for found in suggestions if found.score >= self.threshold)[: self.most]
