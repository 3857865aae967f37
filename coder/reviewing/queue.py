"""The order of work: responses in import order, and which of their comments are still undecided.

A comment is decided once a person's decision stands; what a machine applied is still to be confirmed.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from coder.domain.response import ResponseKey
from coder.domain.results import CountedComment


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
    """The responses to review, in import order; it follows what is decided and skipped while the session runs."""

    def __init__(self, comments: Iterable[CountedComment]) -> None:
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
        self._keys: Sequence[ResponseKey] = tuple(self._comments)
        self._positions = {
            comment: position for position, key in enumerate(self._keys) for comment in self._comments[key]
        }
        self._totals = Counter(self._keys[position].question for position in self._positions.values())
        self._decided_of = Counter(self._keys[self._positions[comment]].question for comment in self._decided)

    def __len__(self) -> int:
        return len(self._keys)

    def __contains__(self, comment: object) -> bool:
        return comment in self._positions

    @property
    def ids(self) -> frozenset[int]:
        """Ids of all comments."""
        return frozenset(self._positions)

    def key(self, position: int) -> ResponseKey:
        """The response at a position."""
        return self._keys[position]

    def position(self, comment: int) -> int:
        """The position of a comment's response."""
        return self._positions[comment]

    def is_open(self, comment: int) -> bool:
        """Whether a comment is still to be decided in this round: neither decided nor skipped."""
        return comment not in self._decided and comment not in self.skipped

    def next_open(self, after: int) -> int | None:
        """The first position after this one with an open comment; at the end the search goes on from the start."""
        for position in chain(range(after + 1, len(self)), range(min(after + 1, len(self)))):
            if any(self.is_open(comment) for comment in self._comments[self._keys[position]]):
                return position
        return None

    def hold(self, position: int, comments: Sequence[int]) -> None:
        """Note the comments a response has now: it may have been divided anew since the queue was made."""
        key = self._keys[position]
        before = self._comments[key]
        if before == list(comments):
            return
        for gone in set(before).difference(comments):
            self.mark(gone, decided=False)
            self.skipped.discard(gone)
            del self._positions[gone]
        self._positions.update(dict.fromkeys(comments, position))
        self._comments[key] = list(comments)
        self._totals[key.question] += len(comments) - len(before)

    def mark(self, comment: int, *, decided: bool) -> None:
        """Note whether a comment is decided."""
        if comment not in self._positions or decided == (comment in self._decided):
            return
        question = self._keys[self._positions[comment]].question
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
            return Tally(len(self._decided), len(self._positions))
        return Tally(self._decided_of[question], self._totals[question])

    def tallies(self) -> dict[str, Tally]:
        """How much is decided of each question, in the order the questions first appear."""
        return {question: self.tally(question) for question in self._totals}
