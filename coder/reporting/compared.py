"""Groups of respondents side by side: tables of percentages with their bases, and scales as bars in pieces."""

from collections.abc import Sequence

from coder.domain.text import plural
from coder.reporting.blocks import Block, Column, Heading, Row, Stack, StackedChart, Table
from coder.reporting.cells import Cell, Count, Mark, Marked, Percent, Statistic, Text, percent_text
from coder.reporting.closed import anchor
from coder.reporting.findings import Compared, ComparedRow, Group, Share

EVERYONE = "All"
BASE = "Base (people)"
LOW_BASE = 30
LEFT_OUT = f"{Mark.CONFIDENTIAL} left out"
MOST_LEFT_OUT = 20.0
"""Percent of a group; where more is left out, its bar would show nothing."""


def compared_blocks(found: Compared, caption: str) -> list[Block]:
    """A question by group: a heading, a picture where its answers are a scale, and the table.

    Args:
        found: the figures.
        caption: what the question is called in the report, such as `Question 1`.
    """
    table = compared_table(found, caption)
    blocks: list[Block] = [Heading(3, f"By group: {found.by_text}")]
    chart = scale_chart(found, caption, table)
    return [*blocks, *([chart] if chart else []), table]


def compared_table(found: Compared, caption: str) -> Table:
    """Percentages, a column for each group and a row for each theme or answer, with the bases in the first row."""
    tested = any(row.p_value is not None for row in found.rows)
    columns = [Column(key="label", heading="Theme" if found.open else "Answer", numeric=False)]
    columns += [Column(key=group.name, heading=_heading(group)) for group in found.groups]
    columns += [Column(key="p", heading="p, corrected")] if tested else []
    base = [_base(group) for group in found.groups] + ([Marked(Mark.NOT_APPLICABLE)] if tested else [])
    rows = [Row(key="(base)", cells=(Text(BASE), *base), base=True)]
    shown = [row for row in found.rows if not found.open or _told(row)]
    rows += [_row(row, tested) for row in shown]
    return Table(
        id=f"groups-{anchor(found.question)}-{anchor(found.by)}",
        caption=f"{caption}, in % of each group ({found.by_text})",
        base=(
            "Base: people in each group whose answer has been read whole."
            if found.open
            else "Base: people in each group who answered."
        ),
        columns=tuple(columns),
        rows=tuple(rows),
        notes=tuple(_notes(found, shown, tested=tested)),
    )


def scale_chart(found: Compared, caption: str, table: Table) -> StackedChart | None:
    """Bars in pieces, one for each group; None where the answers are no scale or a share of a group is left out."""
    options = [row for row in found.rows if not row.net]
    known = [
        (f"{_heading(group)} ({group.base:,})", shares)
        for at, group in enumerate(found.groups)
        if group.base and (shares := _shares(options, at))
    ]
    if not found.scale or len(known) < 2:
        return None
    lacking = any(shares[-1] > 0 for _, shares in known)
    names = (*(row.label for row in options), *((LEFT_OUT,) if lacking else ()))
    stacks = [Stack(label=label, shares=shares[: len(names)]) for label, shares in known]
    return StackedChart(
        id=f"chart-{table.id}",
        caption=f"{caption}, in % of each group ({found.by_text}; the number who answered in brackets)",
        alt="Bars in pieces. " + " ".join(_spoken(stack, names) for stack in stacks),
        options=names,
        stacks=tuple(stacks),
        table=table.id,
    )


def _spoken(stack: Stack, options: Sequence[str]) -> str:
    pieces = ", ".join(f"{name} {percent_text(share)}" for name, share in zip(options, stack.shares, strict=True))
    return f"{stack.label}: {pieces}."


def _shares(options: Sequence[ComparedRow], at: int) -> tuple[float, ...]:
    """The shares of a group and, last, what of the whole is left out of the table; none where that is most of it."""
    shares = [row.shares[at].percent or 0.0 for row in options]
    left_out = 100 - sum(shares)
    if left_out > MOST_LEFT_OUT:
        return ()
    return (*shares, left_out if any(row.shares[at].percent is None for row in options) else 0.0)


def _heading(group: Group) -> str:
    return f"{group.name} {Mark.LOW_BASE}" if group.low_base else group.name


def _base(group: Group) -> Cell:
    return Marked(Mark.CONFIDENTIAL) if group.base is None else Count(group.base)


def _row(row: ComparedRow, tested: bool) -> Row:
    p: tuple[Cell, ...] = ()
    if tested:
        p = (Marked(Mark.NOT_AVAILABLE) if row.p_value is None else Statistic(row.p_value),)
    return Row(
        key=row.key,
        cells=(Text(row.label), *(_share(one) for one in row.shares), *p),
        depth=row.depth,
        net=row.net,
    )


def _share(share: Share) -> Cell:
    if share.count is None:
        return Marked(Mark.CONFIDENTIAL)
    return Marked(Mark.NOT_APPLICABLE) if share.percent is None else Percent(share.percent)


def _told(row: ComparedRow) -> bool:
    """Whether a theme is mentioned, and the table says how often for at least one group."""
    everyone, *groups = row.shares
    return everyone.count != 0 and any(share.count is not None for share in groups)


def _notes(found: Compared, shown: Sequence[ComparedRow], *, tested: bool) -> list[str]:
    said = []
    if found.unstated:
        said.append(f"{EVERYONE}: everyone whose group is shown; people who did not say theirs are left out.")
    if any(group.low_base for group in found.groups):
        said.append(f"{Mark.LOW_BASE}: fewer than {LOW_BASE} people, so a few answers would change the figure much.")
    untold = [row for row in found.rows if row not in shown and row.shares[0].count != 0]
    if untold:
        themes = plural(len(untold), "further theme is", "further themes are")
        said.append(f"{themes} left out: too few people in the groups mentioned them to say how many.")
    left_out = sum(share.count is None for row in shown for share in row.shares)
    if left_out and found.threshold is not None:
        said.append(
            f"{Mark.CONFIDENTIAL}: {plural(left_out, 'figure')} left out: counts below {found.threshold}, and others "
            "from which they could be worked out."
        )
    if tested:
        said.append(
            "p: how often groups that do not differ would differ as much by chance, corrected over the table (Holm). "
            "People chose for themselves whether to respond, so this is no statement about others."
        )
    return said
