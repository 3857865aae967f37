"""Going to any response: what a person typed, and which responses it means."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from coder.domain.response import ResponseKey
from coder.reviewing.queue import Queue

_ID = "id "


@dataclass(frozen=True, slots=True)
class Found:
    """How many responses were meant, and which of them is in front now."""

    count: int
    shown: int
    """From 1; 0: none, everything is as it was."""


def positions(query: str, queue: Queue, saying: Callable[[str], Collection[ResponseKey]]) -> list[int]:
    """The positions of the responses that are meant, in the order of work.

    A number is one in the order of work, as far as that goes; `id X`, or what is the id of a respondent, means their
    responses; anything else means the responses that say all of these words.

    Args:
        query: what was typed.
        queue: the responses.
        saying: finds those that say some words.
    """
    query = query.strip()
    if query.casefold().startswith(_ID):
        return _of(query[len(_ID) :].strip(), queue)
    number = queue.ranked(int(query) - 1) if query.isascii() and query.isdigit() else None
    if number is not None:
        return [number]
    if found := _of(query, queue):
        return found
    places = map(queue.position_of, saying(query)) if query else ()
    return sorted(place for place in places if place is not None)


def _of(respondent: str, queue: Queue) -> list[int]:
    """The responses of a respondent; whatever the letters' case, where there is none with the very id."""
    keys = queue.sitting_order
    exact = [place for place, key in enumerate(keys) if key.respondent == respondent]
    wanted = respondent.casefold()
    return exact or [place for place, key in enumerate(keys) if key.respondent.casefold() == wanted]


def next_of(found: list[int], here: int) -> int:
    """The index of the first position after this one; at the end the search goes on from the start."""
    return next((index for index, place in enumerate(found) if place > here), 0)
