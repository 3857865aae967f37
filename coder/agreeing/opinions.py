"""Which decisions on a comment say what a coder thought without seeing what others had given it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coder.domain.decision import Basis, Decision, Purpose, standing

AUDIT = "audit "
"""How the reason begins for which a comment of an audit was read; it is read blind."""


@dataclass(frozen=True, slots=True)
class Again:
    """A coder's coding of a comment, and the same coder's later check."""

    first: Decision
    later: Decision


def independent(made: Iterable[Decision]) -> dict[str, Decision]:
    """What each person gave a comment on their own: their latest such coding, else their latest such check.

    A coding made in a review where another person's codes stood on the comment is a correction, and says nothing of how
    far two people agree: whoever agrees writes nothing. So is everything that person decides on it afterwards, unless
    blind. Adjudications know all opinions and are none.

    Args:
        made: the decisions on a comment that stand, in the order they were made.
    """
    people = [one for one in made if not one.by_machine]
    found: dict[str, Decision] = {}
    influenced: set[str] = set()
    for place, decision in enumerate(people):
        if decision.purpose is Purpose.ADJUDICATION:
            continue
        if not _unseen(decision):
            seen = standing(people[:place])
            if seen is not None and (seen.coder != decision.coder or seen.purpose is Purpose.ADJUDICATION):
                influenced.add(decision.coder)
            if decision.coder in influenced:
                continue
        before = found.get(decision.coder)
        if before is None or before.purpose is decision.purpose or decision.purpose is Purpose.CODING:
            found[decision.coder] = decision
    return found


def corrections(made: Sequence[Decision]) -> int:
    """How many people corrected a comment in view of another's codes, and have no opinion of their own on it."""
    people = {one.coder for one in made if not one.by_machine and one.purpose is not Purpose.ADJUDICATION}
    return len(people - independent(made).keys())


def again(made: Sequence[Decision]) -> list[Again]:
    """For each person who coded a comment and checked it later, the latest check and the last coding before it."""
    found = []
    for coder in dict.fromkeys(one.coder for one in made if not one.by_machine):
        mine = [one for one in made if one.coder == coder]
        later = max((place for place, one in enumerate(mine) if one.purpose is Purpose.CHECK), default=0)
        first = next((one for one in reversed(mine[:later]) if one.purpose is Purpose.CODING), None)
        if first is not None:
            found.append(Again(first, mine[later]))
    return found


def blind(made: Iterable[Decision], *, audited: bool) -> dict[str, Decision]:
    """What each person gave a comment without seeing suggestions: their latest check, or what they read in an audit.

    Args:
        made: the decisions on a comment that stand, in the order they were made.
        audited: whether the comment was drawn for an audit; those are read blind, in the review or elsewhere.
    """
    return {
        one.coder: one
        for one in made
        if not one.by_machine
        and not one.suggested
        and (one.purpose is Purpose.CHECK or (audited and one.purpose is Purpose.CODING))
    }


def _unseen(decision: Decision) -> bool:
    """Whether a person decided without seeing what stood: in another program, as a check, or in an audit."""
    return decision.basis is Basis.IMPORTED or decision.purpose is Purpose.CHECK or decision.chosen.startswith(AUDIT)
