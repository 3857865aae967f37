"""Ids that are fit for anchors and unique in a report, whatever questions and columns are called."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from coder.reporting.blocks import BarChart, Block, Part, StackedChart, Table


def with_unique_ids(parts: Iterable[Part]) -> list[Part]:
    """The parts, tables and pictures with a number after an id that was there before; pictures keep their tables."""
    taken: set[str] = set()
    found = []
    for part in parts:
        part = replace(part, id=_free(part.id, taken))
        found.append(replace(part, blocks=tuple(_blocks(part.blocks, taken))))
    return _with_tables(found)


def _blocks(blocks: tuple[Block, ...], taken: set[str]) -> Iterator[Block]:
    """A picture stands before its table where both are renamed together."""
    renamed: dict[str, str] = {}
    for at, block in enumerate(blocks):
        if isinstance(block, StackedChart):
            following = blocks[at + 1] if at + 1 < len(blocks) else None
            if isinstance(following, Table) and following.id == block.table:
                renamed[following.id] = _free(following.id, taken)
                block = replace(block, table=renamed[following.id])
            yield replace(block, id=_free(block.id, taken))
        elif isinstance(block, Table):
            name = renamed.pop(block.id, None) or _free(block.id, taken)
            yield replace(block, id=name)
        elif isinstance(block, BarChart):
            yield replace(block, id=_free(block.id, taken))
        else:
            yield block


def _free(name: str, taken: set[str]) -> str:
    free, number = name, 1
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    taken.add(free)
    return free


def _with_tables(parts: list[Part]) -> list[Part]:
    """A picture whose table was left out of the report names none."""
    tables = {block.id for part in parts for block in part.blocks if isinstance(block, Table)}
    return [
        replace(
            part,
            blocks=tuple(
                replace(block, table="")
                if isinstance(block, BarChart | StackedChart) and block.table not in tables
                else block
                for block in part.blocks
            ),
        )
        for part in parts
    ]
