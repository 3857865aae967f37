"""Choosing one code out of all."""

from collections.abc import Sequence

from coder.reviewing.session import ReviewSession
from coder.tui.screens.choose import ChooseScreen, Find, Offer


def choosing_code(session: ReviewSession, title: str) -> ChooseScreen:
    """Asks for a code, found by typing."""
    return ChooseScreen(title, finding(session), typed=True)


def finding(session: ReviewSession, *, but: str = "") -> Find:
    """Finds codes as the search of the review does, each by its id; all but one, if that is named."""

    def find(query: str) -> Sequence[Offer]:
        return [
            Offer(hit.code.id, hit.code.label, " · ".join(filter(None, (hit.path, "other question" * hit.elsewhere))))
            for hit in session.search(query)
            if hit.code.id != but
        ]

    return find
