"""The full frequency table of a question: a tree, the most mentioned first on every level."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

from coder.domain.codebook import Codebook, Role
from coder.domain.estimates import Estimate, EstimateSource
from coder.domain.results import CountBasis, Frequency, QuestionTotals
from coder.domain.text import plural
from coder.reporting.blocks import Column, Row, Table
from coder.reporting.cells import About, Cell, Count, Interval, Mark, Marked, Percent, Text
from coder.reporting.wording import MACHINE_LABEL, is_read, people, table_base

THEME = Column(key="label", heading="Theme", numeric=False)


class _Coded(Protocol):
    @property
    def code(self) -> str:
        """Id of the code."""

    @property
    def label(self) -> str:
        """What it is called."""

    @property
    def mentions(self) -> float | None:
        """Comments carrying it or a code below it."""


C = TypeVar("C", bound=_Coded)


def confirmed_table(codebook: Codebook, rows: Sequence[Frequency], totals: QuestionTotals, number: int) -> Table:
    """The table of everything people counted on a question.

    Args:
        codebook: where roles and the order of equals are.
        rows: the question's confirmed rows in published order.
        totals: the question's figures.
        number: the question's number in the report.
    """
    of_comments, of_people = "% of comments", "% of people"
    if not is_read(totals):
        of_comments, of_people = "% of comments read", "% of people read in full"
    return _frequencies(
        codebook,
        _themes(codebook, rows),
        ids=("themes", f"Question {number}: all themes"),
        question=totals.question,
        base=table_base(totals, CountBasis.CONFIRMED),
        headings=(of_comments, of_people),
    )


def machine_table(codebook: Codebook, rows: Sequence[Frequency], totals: QuestionTotals, number: int) -> Table:
    """The table of what the machine applied and no person has read: the themes it found, and no others."""
    return _frequencies(
        codebook,
        [row for row in _themes(codebook, rows) if row.mentions],
        ids=("machine", f"Question {number}: themes {MACHINE_LABEL}"),
        question=totals.question,
        base=table_base(totals, CountBasis.MACHINE),
        headings=("% of these comments", "% of these people"),
    )


def estimates_table(codebook: Codebook, rows: Sequence[Estimate], source: EstimateSource, number: int) -> Table:
    """The table of what an audit lets be said of all responses: the themes of which anything can be."""
    found = [row for row in _themes(codebook, rows) if row.respondents]
    with_mentions = any(row.mentions_low is not None for row in found)
    confidence = f"{100 * source.confidence:g}%"
    columns = [
        THEME,
        Column(key="respondents", heading="People (estimate)"),
        Column(key="interval", heading=f"{confidence} interval"),
        Column(key="percent_of_respondents", heading="% of people (estimate)"),
        Column(key="percent_interval", heading=f"{confidence} interval of the %"),
        Column(key="mentions", heading="Mentions (estimate)"),
        *([Column(key="mentions_interval", heading=f"{confidence} interval of mentions")] if with_mentions else []),
    ]

    def cells(row: Estimate) -> tuple[Cell, ...]:
        return (
            _about(row.respondents),
            _interval(row.low, row.high),
            _percent(row.percent_of_respondents),
            _interval(row.percent_low, row.percent_high, percent=True),
            _about(row.mentions),
            *((_interval(row.mentions_low, row.mentions_high),) if with_mentions else ()),
        )

    return Table(
        id=f"estimates-{source.question}",
        caption=f"Question {number}: estimates for everyone who responded",
        base=f"Base: {people(source.base)}.",
        columns=tuple(columns),
        rows=_rows(codebook, found, cells),
    )


def _frequencies(
    codebook: Codebook,
    rows: Sequence[Frequency],
    *,
    ids: tuple[str, str],
    question: str,
    base: str,
    headings: tuple[str, str],
) -> Table:
    nets = any(_above(codebook, rows).values())
    columns = (
        THEME,
        Column(key="mentions", heading="Mentions"),
        *((Column(key="own_mentions", heading="Its own mentions"),) if nets else ()),
        Column(key="percent_of_comments", heading=headings[0]),
        Column(key="respondents", heading="People"),
        Column(key="percent_of_respondents", heading=headings[1]),
    )

    def cells(row: Frequency) -> tuple[Cell, ...]:
        return (
            Count(row.mentions),
            *((Count(row.own_mentions),) if nets else ()),
            _percent(row.percent_of_comments),
            Count(row.respondents),
            _percent(row.percent_of_respondents),
        )

    return Table(
        id=f"{ids[0]}-{question}", caption=ids[1], base=base, columns=columns, rows=_rows(codebook, rows, cells)
    )


def _themes(codebook: Codebook, rows: Sequence[C]) -> list[C]:
    """The rows without the non-substantive codes, which are no themes and have no place in the tree."""
    return [row for row in rows if codebook.placed[row.code].code.role is not Role.NON_SUBSTANTIVE]


def _percent(value: float | None) -> Cell:
    return Marked(Mark.NOT_APPLICABLE) if value is None else Percent(value)


def _about(value: float | None) -> Cell:
    return Marked(Mark.NOT_AVAILABLE) if value is None else About(value)


def _interval(low: float | None, high: float | None, *, percent: bool = False) -> Cell:
    return Marked(Mark.NOT_AVAILABLE) if low is None or high is None else Interval(low, high, percent)


def _rows(codebook: Codebook, rows: Sequence[C], cells: Callable[[C], tuple[Cell, ...]]) -> tuple[Row, ...]:
    parents = set(_above(codebook, rows).values()) - {None}
    return tuple(
        Row(
            key=row.code,
            cells=(Text(row.label), *cells(row)),
            depth=depth,
            net=row.code in parents,
        )
        for row, depth in _tree(codebook, rows)
    )


def _above(codebook: Codebook, rows: Sequence[C]) -> dict[str, str | None]:
    """Each row's code with the nearest code above it that has a row; only codes above another row are nets here."""
    here = {row.code for row in rows}
    return {row.code: next((code for code in codebook.ancestors(row.code) if code in here), None) for row in rows}


def _tree(codebook: Codebook, rows: Sequence[C]) -> Iterator[tuple[C, int]]:
    """The rows with their depth, each below the nearest row above it in the codebook, else at top level."""
    above = _above(codebook, rows)
    below: defaultdict[str | None, list[C]] = defaultdict(list)
    for row in rows:
        below[above[row.code]].append(row)

    def rank(row: C) -> tuple[bool, float]:
        return codebook.placed[row.code].code.role is Role.OTHER, -(row.mentions or 0)

    def walk(parent: str | None, depth: int) -> Iterator[tuple[C, int]]:
        for row in sorted(below[parent], key=rank):
            yield row, depth
            yield from walk(row.code, depth + 1)

    yield from walk(None, 0)


def share_of_comments(row: Frequency) -> float:
    """Its own mentions as a percentage of the comments read, 0 to 100."""
    return 100 * row.own_mentions / row.read_comments if row.read_comments else 0.0


def unfound(codebook: Codebook, rows: Sequence[Estimate]) -> str:
    """A sentence on the themes of which an audit found nothing; empty where there are none."""
    none = [row for row in _themes(codebook, rows) if row.respondents == 0]
    if not none:
        return ""
    most = max(row.high or 0 for row in none)
    return (
        f"Nothing was found of {plural(len(none), 'other theme')}; at most {people(round(most))} mentioned any of them."
    )
