"""What the page sends, checked: a page that is not ours could send anything."""

import json
from dataclasses import dataclass
from typing import Any

from coder.serving.process import ReviewProcess

_LARGEST = 1000
"""Cells; no screen is wider or higher."""


@dataclass(frozen=True, slots=True)
class Size:
    """A screen, in cells."""

    width: int
    height: int


USUAL = Size(80, 24)


def size(width: object, height: object) -> Size:
    """The size that the page says it has, or the usual one where it says nothing of use."""
    try:
        cells = [int(str(side)) for side in (width, height)]
    except ValueError:
        return USUAL
    return Size(*cells) if all(1 <= side <= _LARGEST for side in cells) else USUAL


async def pass_on(text: str, process: ReviewProcess) -> str | None:
    """Do what a message of the page asks; returns the answer, if there is one. Anything unknown is passed over."""
    match _read(text):
        case ["stdin", str(keys)]:
            await process.type(keys)
        case ["resize", {"width": int(width), "height": int(height)}]:
            new = size(width, height)
            await process.resize(new.width, new.height)
        case ["focus"]:
            await process.focus(focused=True)
        case ["blur"]:
            await process.focus(focused=False)
        case ["ping", str(stamp)]:
            return json.dumps(["pong", stamp])
    return None


def _read(text: str) -> Any:  # noqa: ANN401 - whatever JSON can be
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
