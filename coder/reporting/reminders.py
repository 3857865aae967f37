"""Places for the author's own words that are still empty."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from coder.reporting.blocks import AuthorStub, Block, Bullets, Part, Report, blocks_of


def reminders_of(report: Report) -> list[AuthorStub]:
    """Every place that is still empty, in order."""
    return [block for block in blocks_of(report) if isinstance(block, AuthorStub)]


def without_reminders(parts: Iterable[Part]) -> Iterator[Part]:
    """The parts without empty places; a part that has nothing else is left out."""
    for part in parts:
        blocks = tuple(_without(block) for block in part.blocks if not isinstance(block, AuthorStub))
        if blocks:
            yield replace(part, blocks=blocks)


def _without(block: Block) -> Block:
    if not isinstance(block, Bullets):
        return block
    return Bullets(
        tuple(
            replace(item, blocks=tuple(inner for inner in item.blocks if not isinstance(inner, AuthorStub)))
            for item in block.items
        )
    )
