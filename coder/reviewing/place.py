"""Which response is in front of the person, how they came to it, and where they go next."""

from collections.abc import Callable, Collection, Mapping, Sequence

from coder.domain.decision import Decision, standing
from coder.domain.response import ResponseKey
from coder.errors import ProjectError
from coder.reviewing.counts import Counts
from coder.reviewing.desk import Desk
from coder.reviewing.loaded import Loaded, load
from coder.reviewing.order import BY_HAND, Order, Ordered, Plan, Reason
from coder.reviewing.queue import Queue

PLANNED = 200
"""Responses that are ordered anew after a decision; those after them wait."""


class Whereabouts:
    """Goes through the queue, and reads what is shown when it is shown."""

    def __init__(self, desk: Desk, queue: Queue, counts: Counts, plan: Plan | None) -> None:
        """Start at the first response with an undecided comment."""
        self._desk = desk
        self.queue = queue
        self.counts = counts
        self._followers: list[Callable[[Collection[int]], None]] = []
        self._filtered: Reason | None = None
        """Why responses are shown while only some are gone through."""
        self._wanted: Callable[[int], bool] | None = None
        self._plan = plan
        self._to_plan = False
        """Whether something was decided since the last plan."""
        self._led: dict[ResponseKey, Reason] = {}
        """The responses that the order has led to in this sitting; to any other the person went by hand."""
        self._loaded: Loaded | None = None
        self._finished = False
        self._left: int | None = None
        """The comment from which the person went on last."""
        self.show_next_open(after=-1)

    @property
    def here(self) -> Loaded | None:
        """The response in front; None when nothing is left to decide, apart from what was skipped."""
        return None if self._finished else self._loaded

    @property
    def position(self) -> int:
        """Where in the queue the person is; -1: nothing has been shown yet."""
        return self._loaded.position if self._loaded is not None else -1

    def follow(self, follower: Callable[[Collection[int]], None]) -> None:
        """Tell the follower of comments whose standing codes may have changed."""
        self._followers.append(follower)

    def stands(self, codes: Mapping[int, Collection[str] | None]) -> None:
        """Note the codes that people gave comments by now; None: undecided."""
        known = {comment: found for comment, found in codes.items() if comment in self.queue}
        for comment, found in known.items():
            self.queue.mark(comment, decided=found is not None)
            self.counts.put(comment, self.queue.response_of(comment).question, found)
        for follower in self._followers:
            follower(known)

    def go_through(
        self,
        keys: Collection[ResponseKey] | None,
        why: Reason | None = None,
        wanted: Callable[[int], bool] | None = None,
    ) -> None:
        """Go through some responses only, or through all again; one of them comes in front, if there is none yet.

        Args:
            keys: the responses; None: all.
            why: the reason for which they are shown.
            wanted: tells the comments for whose sake they are.
        """
        self.queue.only(keys)
        self._filtered, self._wanted = why, wanted
        if self._finished or (keys is not None and self._loaded is not None and self._loaded.key not in keys):
            if self.queue.next_open(self.position) is not None or not keys:
                self.show_next_open(after=self.position)
            else:
                self._lead(self.queue.ranked(self.queue.rank(self.position)) or self.queue.ranked(0) or 0)

    def start_over(self, ordered: Ordered) -> None:
        """Go on in another order of work with what is still open; what is shown now stays in front."""
        self.queue.start_over(ordered.order, after=self.position)
        self._plan = ordered.plan

    def reread(self, here: Loaded) -> None:
        """Go on after a comment that had been decided before: to the next one of those gone through, open or not."""
        if here.focus + 1 < len(here.comments):
            here.focus += 1
        elif (position := self.queue.neighbour(here.position, +1)) is not None:
            self._lead(position)
        else:
            self.advance(here)

    @property
    def is_filtered(self) -> bool:
        """Whether only some responses are gone through."""
        return self._filtered is not None

    def _lead(self, position: int) -> None:
        here = self.show(position)
        self._led[here.key] = self._why(position)

    def _why(self, position: int) -> Reason:
        placed = self.queue.reason(position)
        return placed if self._filtered is None or placed.by_hand_too else self._filtered

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
        self._left = here.focused.id
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
                self._led[here.key] = self._why(position)
                return
            after = position
        self._finished = True

    def show(self, position: int) -> Loaded:
        """Show a response with its first open comment in focus, of those wanted if there is one.

        Where all are decided, it is the one wanted, else the one from which the person went on last.
        """
        here = load(self._desk.store, self._desk.codebook, self.queue.key(position), position)
        self.hold(here)
        ids = [comment.id for comment in here.comments]
        wanted = [one for one in ids if self._wanted is not None and self._wanted(one)]
        left = [one for one in ids if one == self._left]
        best = next(filter(self.queue.is_open, (*wanted, *ids)), None) or next(iter((*wanted, *left, *ids)))
        here.focus = ids.index(best)
        self._loaded, self._finished = here, False
        return here

    def hold(self, here: Loaded) -> None:
        """Note the comments that a response has by now, and what people gave them."""
        ids = [comment.id for comment in here.comments]
        for gone in set(self.queue.comments_of(here.key)).difference(ids):
            self.counts.put(gone, here.key.question, None)
        self.queue.hold(here.position, ids)
        found = {comment: here.standing(comment) for comment in ids}
        self.stands({comment: None if made is None else made.codes for comment, made in found.items()})

    def go_to_response(self, key: ResponseKey, comment: int) -> Loaded:
        """Show a response with one of its comments, or what took its place, in focus."""
        position = self.queue.position_of(key)
        assert position is not None
        here = self.show(position)
        here.focus = here.index(comment)
        return here

    def catch_up(self, comments: Collection[int]) -> None:
        """Note how responses are by now: something could not be written, perhaps because others were first."""
        keys = {self.queue.response_of(one) for one in comments if one in self.queue}
        here = self.here
        try:
            stored = self._desk.store.response_texts({*keys, *(() if here is None else (here.key,))})
            found: dict[ResponseKey, list[int]] = {}
            for one in self._desk.store.comments(responses=[text.id for text in stored.values()]):
                found.setdefault(one.response, []).append(one.id)
            for key, ids in found.items():
                position = self.queue.position_of(key)
                if position is not None and (here is None or key != here.key):
                    for gone in set(self.queue.comments_of(key)).difference(ids):
                        self.counts.put(gone, key.question, None)
                    self.queue.hold(position, ids)
                    self.recheck(ids)
            self.reload()
        except ProjectError:
            return  # that the store cannot be read either is said when something is to be read

    def reload(self, comment: int | None = None) -> Loaded | None:
        """Read the response in front again; the same comment stays in focus, or one of its comments comes into it."""
        here = self.here
        return None if here is None else self.go_to_response(here.key, comment or here.focused.id)

    def move(self, by: int) -> bool:
        """Look at a neighbouring response, decided or not; returns whether there was one to move to."""
        if self._loaded is None:
            return False
        back = self._finished and by < 0
        position = self._loaded.position if back else self.queue.neighbour(self._loaded.position, by)
        if (self._finished and by > 0) or position is None:
            return False
        self.show(position)
        return True

    def recheck(self, comments: Sequence[int]) -> None:
        """Note which of some comments are decided by now."""
        found: dict[int, list[Decision]] = {}
        for decision in self._desk.store.decisions(comments):
            found.setdefault(decision.comment, []).append(decision)
        made = {comment: standing(found.get(comment, [])) for comment in comments}
        self.stands({one: None if last is None or last.by_machine else last.codes for one, last in made.items()})
