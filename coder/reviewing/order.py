"""Why a response is shown when it is, and the plain orders of work."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple

from coder.domain.response import ResponseKey


class Reason(NamedTuple):
    """Why a response is shown when it is."""

    chosen: str
    """For counting: kept with every decision (`Decision.chosen`) and never reworded."""
    why: str
    """For the person, in a few words; empty where there is nothing to say."""
    by_hand_too: bool = False
    """Whether it holds as well where the person goes to the response by hand."""


class Place(NamedTuple):
    """A response in an order of work."""

    key: ResponseKey
    reason: Reason


Order = Sequence[Place]
"""Responses in the order in which they are to be shown, each once."""

Plan = Callable[[Sequence[ResponseKey]], Order]
"""Orders responses by what is known by now."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order of work, and what the person should know of it."""

    order: Order | None
    """None: import order."""
    notices: tuple[str, ...] = ()
    plan: Plan | None = None
    """Orders what comes next anew after every response."""


FILE = Reason("file", "")
BY_HAND = Reason("by hand", "you came here yourself")


def in_file_order(keys: Iterable[ResponseKey]) -> Order:
    """The responses as they were imported."""
    return [Place(key, FILE) for key in keys]


def at_random(keys: Iterable[ResponseKey], seed: int) -> Order:
    """The responses in random order.

    Each is sorted by a hash of the seed and its own key. So a later sitting goes on in the same order, whatever has
    been imported, decided or left out since, and what is read at any time is a random sample of the responses that
    were there to read.
    """
    reason = Reason(f"random {seed}", "at random")
    return [Place(key, reason) for key in sorted(keys, key=lambda key: (_drawn(key, seed), key))]


def as_drawn(keys: Iterable[ResponseKey], audit: int) -> Order:
    """The responses of an audit in the order drawn; in whatever order they are read, they belong to it."""
    reason = Reason(f"audit {audit}", "drawn for the audit", by_hand_too=True)
    return [Place(key, reason) for key in keys]


def _drawn(key: ResponseKey, seed: int) -> bytes:
    named = "\0".join((str(seed), *key)).encode(errors="surrogatepass")
    return blake2b(named, digest_size=16).digest()
