"""What a sitting can be told beyond the response in front: profiles, what a filter asks for, other orders, news."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from coder.domain.decision import Decision
from coder.domain.response import ResponseKey
from coder.errors import UsageError
from coder.reviewing.filters import Facts
from coder.reviewing.order import FILE, Ordered


class Surroundings(Facts, Protocol):
    """Looks up what is asked for, in the whole of what is reviewed."""

    @property
    def orders(self) -> tuple[str, ...]:
        """The names of the orders of work."""

    def refuse_filter(self) -> None:
        """Raise a UsageError where what is reviewed has to be read as it comes."""

    def order(self, name: str) -> Ordered:
        """An order of work, made of what is known by now; a CoderError says why there is none."""

    def profile(self, key: ResponseKey) -> Mapping[str, str]:
        """What is known of a respondent."""

    def fields(self) -> Mapping[str, Sequence[str]]:
        """The fields of the profiles with their values."""

    def coders(self) -> Sequence[str]:
        """Everybody who has decided something."""

    def recent(self, coder: str, most: int) -> Sequence[Decision]:
        """The latest decisions of a coder that stand, the oldest first."""

    def news(self) -> str:
        """What the person should hear of once; mostly empty."""


class Bare:
    """Responses of which nothing else is known: there are no profiles, and no other order than that of the file."""

    orders: tuple[str, ...] = (FILE.chosen,)

    def refuse_filter(self) -> None:
        """Refuse none."""

    def order(self, name: str) -> Ordered:
        """The order of the file."""
        if name not in self.orders:
            raise UsageError(f"There is no order of work '{name}'.", f"The orders are {', '.join(self.orders)}.")
        return Ordered(None)

    def profile(self, key: ResponseKey) -> Mapping[str, str]:
        """Nothing."""
        return {}

    def fields(self) -> Mapping[str, Sequence[str]]:
        """None."""
        return {}

    def coders(self) -> Sequence[str]:
        """Nobody."""
        return ()

    def recent(self, coder: str, most: int) -> Sequence[Decision]:
        """None."""
        return ()

    def news(self) -> str:
        """None."""
        return ""

    def suggested(self, codes: Collection[str], first: int) -> Collection[int]:
        """None."""
        return ()

    def uncertain(self) -> Collection[int]:
        """None."""
        return ()

    def flagged(self) -> Collection[int]:
        """None."""
        return ()

    def decided_by(self, coder: str) -> Collection[int]:
        """None."""
        return ()

    def grouped(self, name: str, value: str) -> Collection[tuple[str, str]]:
        """Nobody."""
        return ()

    def saying(self, words: str) -> Collection[ResponseKey]:
        """None."""
        return ()
