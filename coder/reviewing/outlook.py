"""What a sitting sees beyond the response in front, and how the person gets about in it."""

from collections.abc import Collection, Mapping, Sequence

from coder.reviewing.context import Context, context
from coder.reviewing.corrected import Lookback, lately
from coder.reviewing.desk import Desk
from coder.reviewing.filters import Filter, Matching, reason_of
from coder.reviewing.finding import Found, next_of, positions
from coder.reviewing.order import FILE
from coder.reviewing.place import Whereabouts
from coder.reviewing.surroundings import Surroundings


class Outlook:
    """Context, filters, orders of work, counts and news."""

    def __init__(
        self,
        desk: Desk,
        where: Whereabouts,
        around: Surroundings,
        order: str = FILE.chosen,
        watched: Sequence[str] = (),
    ) -> None:
        """Look about.

        Args:
            desk: the store, the framework and the coder.
            where: what is in front.
            around: what can be looked up.
            order: the name of the order of work that the sitting began with.
            watched: the codes whose counts are always shown.
        """
        self._desk = desk
        self._where = where
        self._around = around
        self._watched = tuple(watched)
        self._matching: Matching | None = None
        self.order_name = order
        self._lookback = Lookback(lambda most: around.recent(desk.coder, most))
        where.follow(self._follow)

    @property
    def orders(self) -> tuple[str, ...]:
        """The names of the orders of work."""
        return self._around.orders

    @property
    def filtered(self) -> Filter | None:
        """What is asked of the responses that are gone through; None: nothing."""
        return self._matching.wanted if self._matching is not None else None

    def context(self) -> Context | None:
        """What stands around the response in front; None: there is none."""
        here, queue = self._where.here, self._where.queue
        if here is None:
            return None
        places = (queue.neighbour(here.position, by) for by in (-1, +1))
        before, after = (queue.key(place) if place is not None else None for place in places)
        profile = self._around.profile(here.key)
        return context(self._desk.store, self._desk.codebook, here.key, profile, (before, after))

    def go_to(self, query: str) -> Found:
        """Show the next response that is meant by a number, an id or words; asked again, the one after that."""
        found = positions(query, self._where.queue, self._around.saying)
        if not found:
            return Found(0, 0)
        index = next_of(found, self._where.position)
        self._where.show(found[index])
        return Found(len(found), index + 1)

    def filter(self, wanted: Filter | None) -> int:
        """Go through the responses that match, and no others; returns how many do.

        Where none does, everything stays as it was. A response that stops matching stays among them until the filter is
        set anew, so that one can go back to it; one that begins to match once something is decided on it joins them.
        """
        if not wanted:
            self._matching = None
            self._where.go_through(None)
            return len(self._where.queue)
        self._around.refuse_filter()
        book = self._desk.codebook
        codes = {book.standing_in(one) for code in wanted.codes for one in (code, *book.descendants(code))}
        matching = Matching(wanted, codes, self._around)
        queue = self._where.queue
        keys = [key for key in queue.keys if any(self._matches(matching, one) for one in queue.comments_of(key))]
        if keys:
            self._matching = matching
            self._where.go_through(keys, reason_of(wanted.said(self._label)), lambda one: self._matches(matching, one))
        return len(keys)

    def fields(self) -> Mapping[str, Sequence[str]]:
        """The fields of the profiles with their values."""
        return self._around.fields()

    def coders(self) -> Sequence[str]:
        """Everybody who has decided something."""
        return self._around.coders()

    def change_order(self, name: str) -> str:
        """Go on in another order of work with what is still open; returns what there is to say of it."""
        found = self._around.order(name)
        self._where.start_over(found)
        self.order_name = name
        return " ".join((f"Order of work: {name}.", *found.notices))

    def live_counts(self) -> tuple[tuple[str, str, int], ...]:
        """Code, label and mentions: the codes watched, then those mentioned most on the question in front."""
        here = self._where.here
        return self._where.counts.shown(here.key.question, self._watched) if here is not None else ()

    def news(self) -> str:
        """What the person should hear of, once; mostly empty."""
        return self._around.news()

    @property
    def corrected(self) -> tuple[int, int]:
        """Of the latest decisions that had codes pre-selected: how many gave other codes, and how many there are."""
        return lately(self._lookback.made)

    def _follow(self, comments: Collection[int]) -> None:
        """Something was decided on comments, or taken back."""
        self._lookback.is_stale = True
        matching, queue = self._matching, self._where.queue
        if matching is not None:
            for comment in comments:
                if comment in queue and self._matches(matching, comment):
                    queue.also(queue.response_of(comment))

    def _matches(self, matching: Matching, comment: int) -> bool:
        codes = self._where.counts.codes_of(comment)
        standing = None if codes is None else [self._desk.codebook.standing_in(code) for code in codes]
        return matching.of(self._where.queue.response_of(comment), comment, standing)

    def _label(self, code: str) -> str:
        placed = self._desk.codebook.placed.get(code)
        return placed.code.label if placed is not None else code
