"""The full frequency table of a question: a tree, the most mentioned first on every level."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from coder.domain.codebook import Codebook, Role
from coder.domain.results import CountBasis, Frequency, QuestionTotals
from coder.reporting.parts import Row, Table
from coder.reporting.wording import MACHINE_LABEL, is_read, percent, table_base


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
    return Table(
        heading="All themes",
        caption=f"Question {number}: all themes.",
        base=table_base(totals, CountBasis.CONFIRMED),
        columns=_columns(rows, of_comments, of_people),
        rows=_rows(codebook, rows),
    )


def machine_table(codebook: Codebook, rows: Sequence[Frequency], totals: QuestionTotals, number: int) -> Table:
    """The table of what the machine applied and no person has read: the themes it found, and no others."""
    found = [row for row in rows if row.mentions]
    return Table(
        heading="Themes found by machine",
        caption=f"Question {number}: themes {MACHINE_LABEL}.",
        base=table_base(totals, CountBasis.MACHINE),
        columns=_columns(found, "% of these comments", "% of these people"),
        rows=_rows(codebook, found),
    )


def _columns(rows: Sequence[Frequency], of_comments: str, of_people: str) -> tuple[str, ...]:
    own = ("Its own mentions",) if _parents(rows) else ()
    return ("Theme", "Mentions", *own, of_comments, "People", of_people)


def _rows(codebook: Codebook, rows: Sequence[Frequency]) -> tuple[Row, ...]:
    parents = _parents(rows)
    return tuple(
        Row(
            label=row.label,
            depth=depth,
            net=row.code in parents,
            cells=(
                f"{row.mentions:,}",
                *((f"{row.own_mentions:,}",) if parents else ()),
                percent(row.percent_of_comments),
                f"{row.respondents:,}",
                percent(row.percent_of_respondents),
            ),
        )
        for row, depth in _tree(codebook, rows)
        if codebook.placed[row.code].code.role is not Role.NON_SUBSTANTIVE
    )


def _parents(rows: Sequence[Frequency]) -> frozenset[str]:
    """The codes that stand above another row; only they are nets here."""
    return frozenset({row.code for row in rows} & {row.parent for row in rows if row.parent})


def _tree(codebook: Codebook, rows: Sequence[Frequency]) -> Iterator[tuple[Frequency, int]]:
    """The rows with their depth, each below its parent; a row whose parent has none stands at top level."""
    parents = _parents(rows)
    below: defaultdict[str | None, list[Frequency]] = defaultdict(list)
    for row in rows:
        below[row.parent if row.parent in parents else None].append(row)

    def rank(row: Frequency) -> tuple[bool, int]:
        return codebook.placed[row.code].code.role is Role.OTHER, -row.mentions

    def walk(parent: str | None, depth: int) -> Iterator[tuple[Frequency, int]]:
        for row in sorted(below[parent], key=rank):
            yield row, depth
            yield from walk(row.code, depth + 1)

    yield from walk(None, 0)
