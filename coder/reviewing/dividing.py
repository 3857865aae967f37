"""Splits and merges comments: the new ones are undecided, and have the codes of the old ones selected beforehand."""

from collections.abc import Sequence

from coder.domain.decision import Purpose
from coder.domain.response import Span, without
from coder.domain.step import NewComments, StepKind
from coder.errors import InputError
from coder.reviewing.desk import Desk
from coder.reviewing.drafts import Drafts
from coder.reviewing.loaded import Loaded
from coder.reviewing.place import Whereabouts
from coder.reviewing.steps import Steps


def may_divide(desk: Desk) -> bool:
    """Whether comments may be split and merged: a check of what others decided would take it out of force."""
    return desk.purpose is Purpose.CODING and desk.read_only is None


def merge_offer(here: Loaded) -> int | None:
    """The neighbour that the comment in focus may be one with: both carry the same codes, with no word between them."""
    made = here.standing(here.focused.id)
    if made is None or not made.codes:
        return None
    for place in (here.focus - 1, here.focus + 1):
        if not 0 <= place < len(here.comments):
            continue
        other = here.standing(here.comments[place].id)
        if other is not None and set(other.codes) == set(made.codes) and _touches(here, place):
            return place
    return None


class Dividing:
    """Divides the response in front anew; it is in the store when a method returns."""

    def __init__(self, desk: Desk, where: Whereabouts, drafts: Drafts, steps: Steps) -> None:
        self._desk = desk
        self._where = where
        self._drafts = drafts
        self._steps = steps

    def split(self, here: Loaded, at: int) -> bool:
        """Split the comment in focus at an offset of the response; returns whether there are words on both sides."""
        self.refuse()
        span = here.focused.span
        if not span.start < at < span.end:
            return False
        parts = [part for cut in ((span.start, at), (at, span.end)) for part in without(Span(*cut), (), here.text)]
        if len(parts) < 2 or not all(_has_words(part.of(here.text)) for part in parts):
            return False
        self._divide(here, StepKind.SPLIT, range(here.focus, here.focus + 1), parts)
        return True

    def merge(self, here: Loaded, by: int) -> bool:
        """Make the comment in focus one with the one before (-1) or after it (+1); returns whether there is one."""
        self.refuse()
        other = here.focus + by
        if by not in (-1, 1) or not 0 <= other < len(here.comments):
            return False
        first, last = sorted((here.focus, other))
        whole = Span(here.comments[first].span.start, here.comments[last].span.end)
        self._divide(here, StepKind.MERGE, range(first, last + 1), [whole])
        return True

    def _divide(self, here: Loaded, kind: StepKind, old: range, new: Sequence[Span]) -> None:
        gone = [here.comments[place].id for place in old]
        spans = [one.span for one in here.comments]
        spans[old.start : old.stop] = new
        division = NewComments(tuple(one.id for one in here.comments), tuple(spans))
        self._steps.take(kind, here, self._desk.clock(), division=division)
        touched = [self._drafts.touched(comment) for comment in gone]
        selected = [self._drafts.selected(here, here.comments[place]) for place in old]
        there = self._where.reload(gone[0])
        if there is not None and any(codes is not None for codes in touched):
            for place in range(old.start, old.start + len(new)):
                self._drafts.put(there.comments[place].id, (code for codes in selected for code in codes))

    def refuse(self) -> None:
        """Raise an InputError, or a ProjectError, where nothing is split and merged in this sitting."""
        self._desk.refuse_reader()
        if self._desk.purpose is not Purpose.CODING:
            raise InputError(
                f"Comments are split and merged while coding, not in a sitting of {self._desk.purpose}.",
                "It would take what others decided on them out of the count. Flag the comment instead.",
            )


def _touches(here: Loaded, place: int) -> bool:
    first, last = (here.comments[one] for one in sorted((here.focus, place)))
    return not _has_words(here.text[first.span.end : last.span.start])


def _has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)
