"""Draws a simple random sample of whole responses, in the order in which it is read.

The order is random too, so that the first responses of it are a simple random sample themselves: an audit that may be
topped up is drawn whole, in batches whose sizes are fixed before anybody has read one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coder.errors import InputError

MOST = 0.5
"""The share of the frame that batches after the first may fill up: what is drawn is no longer open to the machine."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A response of the sample."""

    response: int
    batch: int
    """Which look it is read for, counted from 1."""
    inclusion: float
    """Probability with which any response of the frame is among the batches up to this one."""


def draw(frame: Sequence[int], *, size: int, looks: int, seed: int) -> tuple[Drawn, ...]:
    """Draw up to `looks` batches of `size` responses, without replacement; fewer batches from a small frame.

    Args:
        frame: The responses that can be drawn; their order does not matter.
        size: Responses per batch.
        looks: How often the audit may be looked at: the number of batches.
        seed: Fixes the sample.

    Returns:
        The sample in the order of reading.

    Raises:
        InputError: nobody-has-read responses are too few to leave any to the machine.
    """
    if size >= len(frame):
        raise InputError(
            f"An audit of {size} responses leaves nothing to code by machine: {len(frame)} are unread.",
            "Ask for a smaller --size, or read them all with `coder review`.",
        )
    batches = max(1, min(looks, int(MOST * len(frame)) // size))
    order = np.random.default_rng(seed).permutation(len(frame))[: batches * size]
    known = sorted(frame)
    return tuple(
        Drawn(known[int(index)], place // size + 1, (place // size + 1) * size / len(frame))
        for place, index in enumerate(order)
    )
