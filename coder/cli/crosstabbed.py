"""Tables of groups, as `coder crosstab` prints them."""

from typing import TYPE_CHECKING

from coder.cli.grouped import (
    EVERYONE,
    base_of,
    heading,
    print_by_group,
    print_cells,
    print_questions,
    record,
    share,
    weighted_share,
)
from coder.cli.output import Format, print_table, write_line

if TYPE_CHECKING:
    from coder.counting.dominant import Dominant
    from coder.workflow.crosstab import CrosstabSummary

DOMINANT = ("dominant", "dominant_respondents")


def print_summary(summary: "CrosstabSummary", answer: str | None, weighted: bool) -> None:
    """Print the tables for people: one answer with the groups below each other, else the groups side by side."""
    if answer is not None and len(summary.tables) > 1:
        print_questions(summary.tables, summary.p_values)
    elif answer is not None or summary.dominant:
        _print_groups(summary, answer, weighted)
    else:
        for at, table in enumerate(summary.tables):
            print_by_group(table, summary.p_values[at] if summary.p_values else ())


def _print_groups(summary: "CrosstabSummary", answer: str | None, weighted: bool) -> None:
    """Print a row for each group, everyone last: its size, who gave the answer, and what most of them say."""
    table = summary.tables[0] if summary.tables else None
    cells = table.rows[0] if table is not None and answer is not None else ()
    names = [EVERYONE, *summary.grouping.names]
    columns = [summary.by, "No."]
    columns += ["answered", f"% {cells[0].label}", "of them", *(["weighted %"] if weighted else [])] if cells else []
    columns += [f"dominant in {summary.dominant_of}"] if summary.dominant else []
    rows = []
    for at in [*range(1, len(names)), 0]:
        size = summary.sizes[at]
        row = [names[at], "[c]" if size is None else f"{size:,}"]
        if cells:
            cell = cells[at]
            count = "[c]" if cell.respondents is None else f"{cell.respondents:,}"
            row += [base_of(cell.base), share(cell), count, *([weighted_share(cell)] if weighted else [])]
        rows.append(row + ([_dominant(summary.dominant[at])] if summary.dominant else []))
    print_table(columns, rows, title="" if table is None else heading(table))
    if summary.p_values:
        write_line(f"p = {summary.p_values[0][0]:.3f}" if summary.p_values[0][0] is not None else "p: not tested")


def _dominant(found: "Dominant | None") -> str:
    if found is None:
        return "[c]"
    if found.labels:
        return f"{', '.join(found.labels)} ({found.respondents}{' each' if len(found.labels) > 1 else ''})"
    return f"none: {found.tied} with {found.respondents} each" if found.tied else "-"


def print_flat(summary: "CrosstabSummary", form: Format, weighted: bool) -> None:
    """Print the cells for programs, a row each."""
    tested, leading = bool(summary.p_values), bool(summary.dominant)
    records = []
    for number, table in enumerate(summary.tables):
        for line, row in enumerate(table.rows):
            p_value = {"p_value": summary.p_values[number][line]} if tested else {}
            for at, cell in enumerate(row):
                records.append(record(cell, **p_value, **(_leading(summary.dominant[at]) if leading else {})))
    more = (*(("p_value",) if tested else ()), *(DOMINANT if leading else ()))
    if leading and not records:
        names = (None, *summary.grouping.names)
        records = [
            {"by": summary.by, "group": name, **_leading(found)}
            for name, found in zip(names, summary.dominant, strict=True)
        ]
    print_cells(records, form, weighted=weighted, more=more)


def _leading(found: "Dominant | None") -> dict[str, str | int | None]:
    if found is None:
        return {"dominant": None, "dominant_respondents": None}
    return {"dominant": "|".join(found.labels) or None, "dominant_respondents": found.respondents or None}
