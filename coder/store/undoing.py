"""What undos take back, in a log of either kind."""

from collections.abc import Hashable, Iterable
from typing import TypeVar

Id = TypeVar("Id", bound=Hashable)


def taken_back(undos: Iterable[tuple[Id, Id]]) -> set[Id]:
    """The ids of the events that undos take back.

    Args:
        undos: the id of each undo and of what it undoes, latest first; an undo that is itself taken back does nothing.
    """
    found: set[Id] = set()
    for event, target in undos:
        if event not in found:
            found.add(target)
    return found
