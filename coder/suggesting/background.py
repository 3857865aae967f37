"""The background: a sample of texts nobody coded, against which codes are compared.

Everything that is learnt from texts alone is learnt from this sample and never from the texts that happen to be scored
together, so that a stream, its chunks and its shards get the same scores.
"""

import hashlib
from collections.abc import Iterable
from heapq import heapify, heappushpop

from coder.suggesting.items import Item

MOST = 2000
"""Items in a background: enough that the figures of a code hardly move with more, few enough to be embedded twice."""
FEWEST = 50
"""A background smaller than this is filled up with the framework's own wording."""


def choose(items: Iterable[Item], most: int = MOST) -> list[Item]:
    """The different items with the smallest hashes, in the order of the hashes; at most so many are kept in memory.

    The choice depends on what the items say, not on their order nor on how often one is repeated, and a larger one
    contains a smaller one.
    """
    heap: list[tuple[int, Item]] = []
    kept: set[Item] = set()
    for item in items:
        if item in kept or most < 1:
            continue
        entry = (-digest(item), item)
        kept.add(item)
        if len(heap) < most:
            heap.append(entry)
            if len(heap) == most:
                heapify(heap)
        else:
            kept.discard(heappushpop(heap, entry)[1])
    return [item for _, item in sorted(heap, reverse=True)]


def digest(item: Item) -> int:
    """A number that scatters items evenly, the same on every machine."""
    said = f"{item.question}\0{item.text}".encode(errors="surrogatepass")
    return int.from_bytes(hashlib.blake2b(said, digest_size=8).digest())
