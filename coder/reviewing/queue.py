"""The responses of a sitting in their order of work, and which of their comments are still undecided.

A comment is decided once a person's decision stands; what a machine applied is still to be confirmed.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from coder.domain.response import ResponseKey
from coder.domain.results import CountedComment
from coder.reviewing.order import FILE, Order, Reason, in_file_order


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of how many comments are decided."""

    decided: int
    total: int

    @property
    def left(self) -> int:
        """How many are not decided yet."""
        return self.total - self.decided

    @property
    def share(self) -> float:
        """The decided share, 0 to 1; of nothing: 1."""
        return self.decided / self.total if self.total else 1.0


class Queue:
    """The responses to review, in an order of work; it follows what is decided and skipped while the session runs."""

    def __init__(self, comments: Iterable[CountedComment], order: Order | None = None) -> None:
        """Take in the comments.

        Args:
            comments: every comment to review, in import order.
            order: the order of work; None: import order. Of the responses that it leaves out, those with nothing to
                decide come before all others and the rest come last, in import order.
        """
        self.undivided = 0
        """Responses that have no comments yet, and so cannot be reviewed."""
        self._comments: dict[ResponseKey, list[int]] = {}
        self._decided: set[int] = set()
        self.skipped: set[int] = set()
        for entry in comments:
            if entry.comment == 0:
                self.undivided += 1
                continue
            key = ResponseKey(entry.wave, entry.respondent, entry.question)
            self._comments.setdefault(key, []).append(entry.comment)
            if entry.codes is not None and not entry.by_machine:
                self._decided.add(entry.comment)
        self._reasons: dict[ResponseKey, Reason] = {}
        self._keys = self._placed(in_file_order(self._comments) if order is None else order)
        self._positions = {key: position for position, key in enumerate(self._keys)}
        self._responses = {comment: key for key, several in self._comments.items() for comment in several}
        self._totals = Counter(key.question for key in self._responses.values())
        self._decided_of = Counter(self._responses[comment].question for comment in self._decided)
        self._only: list[int] | None = None
        """The positions that are gone through, ascending; None: all."""

    def __len__(self) -> int:
        return len(self._keys)

    def __contains__(self, comment: object) -> bool:
        return comment in self._responses

    @property
    def ids(self) -> frozenset[int]:
        """Ids of all comments."""
        return frozenset(self._responses)

    def key(self, position: int) -> ResponseKey:
        """The response at a position."""
        return self._keys[position]

    def reason(self, position: int) -> Reason:
        """Why the response at a position stands there."""
        return self._reasons.get(self._keys[position], FILE)

    def position(self, comment: int) -> int:
        """The position of a comment's response."""
        return self._positions[self._responses[comment]]

    def response_of(self, comment: int) -> ResponseKey:
        """The response that a comment belongs to."""
        return self._responses[comment]

    def is_undecided(self, comment: int) -> bool:
        """Whether a comment is here to be decided, skipped or not."""
        return comment in self._responses and comment not in self._decided

    def is_open(self, comment: int) -> bool:
        """Whether a comment is still to be decided in this round: neither decided nor skipped."""
        return comment not in self._decided and comment not in self.skipped

    @property
    def keys(self) -> Sequence[ResponseKey]:
        """All responses, in import order."""
        return list(self._comments)

    @property
    def sitting_order(self) -> Sequence[ResponseKey]:
        """All responses, as they stand."""
        return self._keys

    def position_of(self, key: ResponseKey) -> int | None:
        """The position of a response; None: it is not here."""
        return self._positions.get(key)

    def comments_of(self, key: ResponseKey) -> Sequence[int]:
        """The comments of a response, in the order of the text."""
        return self._comments[key]

    def only(self, keys: Collection[ResponseKey] | None) -> None:
        """Go through these responses alone, in the order in which they stand; None: through all again."""
        self._only = None if keys is None else sorted({self._positions[key] for key in keys if key in self._positions})

    def also(self, key: ResponseKey) -> None:
        """Go through this response too, where only some are gone through."""
        position = self._positions[key]
        if self._only is not None and not self.is_among(position):
            self._only.insert(bisect_left(self._only, position), position)

    @property
    def size(self) -> int:
        """How many responses are gone through."""
        return len(self) if self._only is None else len(self._only)

    def rank(self, position: int) -> int:
        """Which of the responses gone through stands at a position, from 0; where it is none: the next one."""
        return position if self._only is None else bisect_left(self._only, position)

    def ranked(self, rank: int) -> int | None:
        """The position of one of the responses gone through; None: there are not so many."""
        if not 0 <= rank < self.size:
            return None
        return rank if self._only is None else self._only[rank]

    def neighbour(self, position: int, by: int) -> int | None:
        """The position so many responses further on or, below 0, back, of those gone through; None: there is none."""
        if self._only is None:
            return self.ranked(position + by)
        first = bisect_right(self._only, position) - 1 if by > 0 else bisect_left(self._only, position)
        return self.ranked(first + by)

    def next_open(self, after: int) -> int | None:
        """The first position after this one with an open comment; at the end the search goes on from the start."""
        return next((position for position in self._round(after) if self._has_open(self._keys[position])), None)

    def upcoming(self, after: int, most: int) -> list[ResponseKey]:
        """The next responses with an open comment, as they stand."""
        here = self._keys[after]
        found = (key for key in map(self._keys.__getitem__, self._round(after)) if key != here and self._has_open(key))
        return list(islice(found, most))

    def reorder(self, order: Order, *, after: int) -> None:
        """Put what is still open in a new order, beginning after a position; the response at that position stays.

        What is open and not in the order follows it, as it stood. Everything else keeps its position and its reason:
        where only some responses are gone through, all others too.
        """
        first = {place.key: place.reason for place in reversed(order) if self._may_move(place.key, after)}
        still = self._open_until(set(first), after)
        keys = dict.fromkeys(place.key for place in order if place.key in first) | still
        moved = list(zip(keys, still.values(), strict=True))
        for key, slot in moved:
            self._keys[slot] = key
        self._positions.update(moved)
        self._reasons.update(first)

    def _may_move(self, key: ResponseKey, after: int) -> bool:
        position = self._positions.get(key, after)
        return position != after and self._has_open(key) and self.is_among(position)

    def is_among(self, position: int) -> bool:
        """Whether a position is among those gone through."""
        if self._only is None:
            return True
        place = bisect_left(self._only, position)
        return place < len(self._only) and self._only[place] == position

    def _open_until(self, wanted: set[ResponseKey], after: int) -> dict[ResponseKey, int]:
        """The slots of the open responses that come next, as far as the last of those wanted: none behind it moves."""
        found: dict[ResponseKey, int] = {}
        for slot in self._round(after):
            if not wanted:
                break
            key = self._keys[slot]
            if slot != after and self._has_open(key):
                found[key] = slot
                wanted.discard(key)
        return found

    def start_over(self, order: Order | None, *, after: int) -> None:
        """Put all that is still open in another order of work, beginning after a position; None: import order.

        What the order leaves out follows it in import order. The reasons of an earlier order are forgotten, except for
        what is decided or skipped: that was shown for them.
        """
        only, self._only = self._only, None
        kept = None if only is None else [self._keys[position] for position in only]
        places = list(in_file_order(self._comments)) if order is None else list(order)
        named = {place.key for place in places}
        places += [place for place in in_file_order(self._comments) if place.key not in named]
        self.reorder(places, after=after)
        self.only(kept)

    def hold(self, position: int, comments: Sequence[int]) -> None:
        """Note the comments a response has now: it may have been divided anew since the queue was made."""
        key = self._keys[position]
        before = self._comments[key]
        if before == list(comments):
            return
        for gone in set(before).difference(comments):
            self.mark(gone, decided=False)
            self.skipped.discard(gone)
            del self._responses[gone]
        self._responses.update(dict.fromkeys(comments, key))
        self._comments[key] = list(comments)
        self._totals[key.question] += len(comments) - len(before)

    def mark(self, comment: int, *, decided: bool) -> None:
        """Note whether a comment is decided."""
        if comment not in self._responses or decided == (comment in self._decided):
            return
        question = self._responses[comment].question
        if decided:
            self._decided.add(comment)
            self._decided_of[question] += 1
            self.skipped.discard(comment)
        else:
            self._decided.discard(comment)
            self._decided_of[question] -= 1

    def tally(self, question: str | None = None) -> Tally:
        """How much is decided, of one question or of all."""
        if question is None:
            return Tally(len(self._decided), len(self._responses))
        return Tally(self._decided_of[question], self._totals[question])

    def tallies(self) -> dict[str, Tally]:
        """How much is decided of each question, in the order the questions first appear."""
        return {question: self.tally(question) for question in self._totals}

    def _placed(self, order: Order) -> list[ResponseKey]:
        """All responses as the order has them, with those that it leaves out around them; notes the reasons."""
        placed = dict.fromkeys(place.key for place in order if place.key in self._comments)
        self._reasons.update((place.key, place.reason) for place in reversed(order) if place.key in placed)
        others = [key for key in self._comments if key not in placed]
        before = [key for key in others if not self._has_open(key)]
        return [*before, *placed, *(key for key in others if self._has_open(key))]

    def _has_open(self, key: ResponseKey) -> bool:
        return any(self.is_open(comment) for comment in self._comments[key])

    def _round(self, after: int) -> Iterator[int]:
        """All positions that are gone through once, beginning after this one."""
        if self._only is not None:
            first = bisect_right(self._only, after)
            return chain(islice(self._only, first, None), islice(self._only, first))
        return chain(range(after + 1, len(self)), range(min(after + 1, len(self))))
