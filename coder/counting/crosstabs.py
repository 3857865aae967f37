"""Tables of groups: how many of each group gave each answer or mention each theme, with the base beside it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from coder.counting.asked import Asked, Flags, Item, ItemKind, People
from coder.counting.groups import Grouping
from coder.counting.weights import effective_base, wilson
from coder.domain.results import CountBasis

LOW_BASE = 30
"""A percentage of fewer respondents than this comes with a caution."""


class Note(StrEnum):
    """What there is to say of a figure, in the shorthand of published tables."""

    CONFIDENTIAL = "[c]"
    """Left out, so that nobody can be told from it."""
    LOW_BASE = "[low base]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighted:
    """The same cell with each respondent counted by their weight."""

    base: float
    respondents: float
    percent: float | None
    effective_base: float
    """Kish's effective number of respondents."""
    low: float | None
    """95 % score interval of the percentage, from 0 to 100, with the effective base."""
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """An answer or theme in a group. A figure that is None is not given: there is nothing to divide by, or `note`."""

    question: str
    kind: ItemKind
    item: str
    """A code's id, or the words of an answer."""
    label: str
    depth: int
    by: str | None
    group: str | None
    """None: everyone."""
    respondents: int | None
    """Those of the base who gave the answer or mention the theme."""
    percent: float | None
    base: int | None
    """Who answered the question; of an open question, whom of them a person has read (or the machine coded) whole."""
    in_group: int | None
    """Respondents in the group, whether they answered or not."""
    basis: CountBasis | None = None
    """Whose codes; None for closed questions, which nobody codes."""
    mentions: int | None = None
    comments: int | None = None
    weighted: Weighted | None = None
    note: Note | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A question by group: a row of cells for each item, the cell of everyone first."""

    asked: Asked
    grouping: Grouping | None
    rows: tuple[tuple[Cell, ...], ...]


def table(asked: Asked, people: People, grouping: Grouping | None = None, *, weighted: bool = False) -> Table:
    """Count a question for everyone and for each group.

    Args:
        asked: the question.
        people: everyone.
        grouping: the groups; None: everyone only.
        weighted: put weighted figures beside the counts; there must be weights.
    """
    columns = _columns(people, grouping)
    return Table(asked, grouping, tuple(_row(asked, item, columns, people, grouping, weighted) for item in asked.items))


def only(found: Table, place: int) -> Table:
    """The table of one of its rows, as if the question had no other answer."""
    item = replace(found.asked.items[place], parts=())
    return Table(
        replace(found.asked, items=(item,), one_each=False, complete=False), found.grouping, (found.rows[place],)
    )


def in_published_order(found: Table) -> Table:
    """The table as a published list has it: themes by the respondents who mention them, nets and options as they are.

    A framework whose codes stand below others stays a tree.
    """
    items = found.asked.items
    if not found.asked.open or any(item.depth for item in items):
        return found
    order = sorted(range(len(items)), key=lambda at: (items[at].rank[0], -int(items[at].who.sum()), items[at].rank[1]))
    asked = replace(found.asked, items=tuple(items[at] for at in order))
    return Table(asked, found.grouping, tuple(found.rows[at] for at in order))


def _columns(people: People, grouping: Grouping | None) -> list[tuple[str | None, Flags]]:
    everyone = grouping.everyone if grouping else np.ones(len(people), dtype=bool)
    groups = zip(grouping.names, grouping.members, strict=True) if grouping else ()
    return [(None, everyone), *groups]


def _row(
    asked: Asked,
    item: Item,
    columns: Sequence[tuple[str | None, Flags]],
    people: People,
    grouping: Grouping | None,
    weighted: bool,
) -> tuple[Cell, ...]:
    cells = []
    for group, members in columns:
        base, who = asked.base & members, item.who & members
        size, count = int(base.sum()), int(who.sum())
        cells.append(
            Cell(
                question=asked.question,
                kind=item.kind,
                item=item.key,
                label=item.label,
                depth=item.depth,
                by=grouping.by if grouping else None,
                group=group,
                respondents=count,
                percent=100 * count / size if size else None,
                base=size,
                in_group=int(members.sum()),
                basis=asked.basis,
                mentions=None if item.mentions is None else int(item.mentions[members].sum()),
                comments=None if asked.comments is None else int(asked.comments[members].sum()),
                weighted=_weighted(people, base, who) if weighted else None,
                note=Note.LOW_BASE if size < LOW_BASE else None,
            )
        )
    return tuple(cells)


def _weighted(people: People, base: Flags, who: Flags) -> Weighted:
    weights = people.weights
    if weights is None:
        raise ValueError("nobody has a weight")
    whole, part, effective = float(weights[base].sum()), float(weights[who].sum()), effective_base(weights[base])
    share = min(part / whole, 1.0) if whole else None
    low, high = (None, None) if share is None else (100 * end for end in wilson(share, effective))
    return Weighted(
        base=whole,
        respondents=part,
        percent=None if share is None else 100 * share,
        effective_base=effective,
        low=low,
        high=high,
    )
