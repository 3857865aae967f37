"""Which response is in front of the person, how they came to it, and where they go next."""

from collections.abc import Sequence

from coder.domain.decision import Decision, standing
from coder.domain.response import ResponseKey
from coder.reviewing.desk import Desk
from coder.reviewing.loaded import Loaded, load
from coder.reviewing.order import BY_HAND, Order, Plan, Reason
from coder.reviewing.queue import Queue

PLANNED = 200
"""Responses that are ordered anew after a decision; those after them wait."""


class Whereabouts:
    """Goes through the queue, and reads what is shown when it is shown."""

    def __init__(self, desk: Desk, queue: Queue, plan: Plan | None) -> None:
        """Start at the first response with an undecided comment."""
        self._desk = desk
        self.queue = queue
        self._plan = plan
        self._to_plan = False
        """Whether something was decided since the last plan."""
        self._led: dict[ResponseKey, Reason] = {}
        """The responses that the order has led to in this sitting; to any other the person went by hand."""
        self._loaded: Loaded | None = None
        self._finished = False
        self.show_next_open(after=-1)

    @property
    def here(self) -> Loaded | None:
        """The response in front; None when nothing is left to decide, apart from what was skipped."""
        return None if self._finished else self._loaded

    def reorder(self, order: Order) -> None:
        """Go on in a new order; what is shown now stays in front."""
        self.queue.reorder(order, after=self._loaded.position if self._loaded is not None else -1)

    def reason(self, here: Loaded) -> Reason:
        """Why a response is in front."""
        placed = self.queue.reason(here.position)
        return self._led.get(here.key, placed if placed.by_hand_too else BY_HAND)

    def was_led_to(self, here: Loaded) -> bool:
        """Whether the order has led to a response in this sitting."""
        return here.key in self._led

    def decided(self) -> None:
        """Something was decided: what comes next is planned anew before the next response."""
        self._to_plan = True

    def advance(self, here: Loaded) -> None:
        """Go to the next open comment: of this response, else of the next."""
        later = [*range(here.focus + 1, len(here.comments)), *range(here.focus)]
        for index in later:
            if self.queue.is_open(here.comments[index].id):
                here.focus = index
                return
        if self._plan is not None and self._to_plan:
            self.reorder(self._plan(self.queue.upcoming(after=here.position, most=PLANNED)))
            self._to_plan = False
        self.show_next_open(after=here.position)

    def show_next_open(self, *, after: int) -> None:
        """Show the next response with an open comment; one that somebody else has decided meanwhile is passed by."""
        while (position := self.queue.next_open(after)) is not None:
            here = self.show(position)
            if self.queue.is_open(here.focused.id):
                self._led[here.key] = self.queue.reason(position)
                return
            after = position
        self._finished = True

    def show(self, position: int) -> Loaded:
        """Show a response, with its first open comment in focus."""
        here = load(self._desk.store, self._desk.codebook, self.queue.key(position), position)
        self.queue.hold(position, [comment.id for comment in here.comments])
        for comment in here.comments:
            self.queue.mark(comment.id, decided=here.standing(comment.id) is not None)
        is_open = [self.queue.is_open(comment.id) for comment in here.comments]
        here.focus = is_open.index(True) if True in is_open else 0
        self._loaded, self._finished = here, False
        return here

    def go_to(self, comment: int) -> Loaded:
        """Show a comment's response with the comment in focus."""
        here = self.show(self.queue.position(comment))
        here.focus = here.index(comment)
        return here

    def move(self, by: int) -> bool:
        """Look at a neighbouring response, decided or not; returns whether there was one to move to."""
        if self._loaded is None:
            return False
        position = self._loaded.position if self._finished and by < 0 else self._loaded.position + by
        if (self._finished and by > 0) or not 0 <= position < len(self.queue):
            return False
        self.show(position)
        return True

    def recheck(self, comments: Sequence[int]) -> None:
        """Note which of some comments are decided by now."""
        found: dict[int, list[Decision]] = {}
        for decision in self._desk.store.decisions(comments):
            found.setdefault(decision.comment, []).append(decision)
        for comment in comments:
            stands = standing(found.get(comment, []))
            self.queue.mark(comment, decided=stands is not None and not stands.by_machine)
