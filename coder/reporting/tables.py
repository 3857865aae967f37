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
    rows = _themes(codebook, rows)
    of_comments, of_people = "% of comments", "% of people"
    if not is_read(totals):
        of_comments, of_people = "% of comments read", "% of people read in full"
    return Table(
        heading="All themes",
        caption=f"Question {number}: all themes.",
        base=table_base(totals, CountBasis.CONFIRMED),
        columns=_columns(codebook, rows, of_comments, of_people),
        rows=_rows(codebook, rows),
    )


def machine_table(codebook: Codebook, rows: Sequence[Frequency], totals: QuestionTotals, number: int) -> Table:
    """The table of what the machine applied and no person has read: the themes it found, and no others."""
    found = [row for row in _themes(codebook, rows) if row.mentions]
    return Table(
        heading="Themes found by machine",
        caption=f"Question {number}: themes {MACHINE_LABEL}.",
        base=table_base(totals, CountBasis.MACHINE),
        columns=_columns(codebook, found, "% of these comments", "% of these people"),
        rows=_rows(codebook, found),
    )


def _themes(codebook: Codebook, rows: Sequence[Frequency]) -> list[Frequency]:
    """The rows without the non-substantive codes, which are no themes and have no place in the tree."""
    return [row for row in rows if codebook.placed[row.code].code.role is not Role.NON_SUBSTANTIVE]


def _columns(codebook: Codebook, rows: Sequence[Frequency], of_comments: str, of_people: str) -> tuple[str, ...]:
    own = ("Its own mentions",) if any(_above(codebook, rows).values()) else ()
    return ("Theme", "Mentions", *own, of_comments, "People", of_people)


def _rows(codebook: Codebook, rows: Sequence[Frequency]) -> tuple[Row, ...]:
    parents = set(_above(codebook, rows).values()) - {None}
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
    )


def _above(codebook: Codebook, rows: Sequence[Frequency]) -> dict[str, str | None]:
    """Each row's code with the nearest code above it that has a row; only codes above another row are nets here."""
    here = {row.code for row in rows}
    return {row.code: next((code for code in codebook.ancestors(row.code) if code in here), None) for row in rows}


def _tree(codebook: Codebook, rows: Sequence[Frequency]) -> Iterator[tuple[Frequency, int]]:
    """The rows with their depth, each below the nearest row above it in the codebook, else at top level."""
    above = _above(codebook, rows)
    below: defaultdict[str | None, list[Frequency]] = defaultdict(list)
    for row in rows:
        below[above[row.code]].append(row)

    def rank(row: Frequency) -> tuple[bool, int]:
        return codebook.placed[row.code].code.role is Role.OTHER, -row.mentions

    def walk(parent: str | None, depth: int) -> Iterator[tuple[Frequency, int]]:
        for row in sorted(below[parent], key=rank):
            yield row, depth
            yield from walk(row.code, depth + 1)

    yield from walk(None, 0)
