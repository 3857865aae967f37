"""Takes over suggestions that were fitted anew while a review went on, and tells the person of it."""

from collections.abc import Callable, Sequence

from coder.domain.decision import Decision
from coder.domain.text import plural
from coder.reviewing.corrected import LATELY, first_right, is_better
from coder.workflow.live import LiveSuggestions
from coder.workflow.refitting import Refitting


class Renewing:
    """Has suggestions fitted anew when it is time; what is in front of the person stays until they move on."""

    def __init__(self, live: LiveSuggestions, refitting: Refitting, recent: Callable[[], Sequence[Decision]]) -> None:
        """Renew suggestions.

        Args:
            live: those of the sitting.
            refitting: has them fitted.
            recent: reads the person's latest decisions, the oldest first.
        """
        self._live = live
        self._refitting = refitting
        self._recent = recent

    def news(self) -> str:
        """That suggestions were renewed, once, and how they did lately; asked after every key."""
        renewed = self._refitting.renewed()
        if renewed is None:
            if self._live.learnt is not None:
                self._refitting.consider(*self._live.learnt)
            return ""
        self._live.renew()
        return told(renewed.learnt, first_right(self._recent()))


def told(learnt: int, right: tuple[int, int] | None) -> str:
    """What there is to say of new suggestions.

    That they improved is said only where the first suggestion held more often than before by more than chance.

    Args:
        learnt: the decisions that taught them.
        right: in how many of the latest decisions the first suggestion held, and in how many of as many before.
    """
    taught = f"learnt from {plural(learnt, 'decision')}"
    if right is None:
        return f"suggestions renewed: {taught}"
    now, before = right
    how = "improved" if is_better(now, before, LATELY) else "renewed"
    lately = f"first suggestion right in {now} of the last {LATELY}, {before} of the {LATELY} before"
    return f"suggestions {how}: {taught} ({lately})"
