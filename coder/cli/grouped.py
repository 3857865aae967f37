"""Tables of answers and groups, as they are printed."""

from collections.abc import Sequence
from dataclasses import asdict
from shutil import get_terminal_size
from textwrap import shorten
from typing import TYPE_CHECKING

from coder.cli.output import Format, Record, print_records, print_table, write_line
from coder.domain.text import plural

if TYPE_CHECKING:
    from coder.counting.crosstabs import Cell, Table

WEIGHTED = (
    *("weighted_respondents", "weighted_percent", "weighted_base", "effective_base"),
    *("weighted_low", "weighted_high"),
)
COLUMNS = (
    *("question", "kind", "item", "label", "basis", "by", "group", "respondents", "percent", "base", "in_group"),
    *("mentions", "comments", "note"),
)
EVERYONE = "all"
LOW_BASE = 30
INDENT = "  "
LEAST = 24
WIDEST_HEADING = 12
GAP = 3
LONGEST = 72
_NAMES = {"respondents": "weighted_respondents", "percent": "weighted_percent", "base": "weighted_base"}
_NAMES |= {"low": "weighted_low", "high": "weighted_high"}


def record(cell: "Cell", **more: str | float | int | None) -> Record:
    """A cell as a flat record; a group that is None is everyone."""
    flat = asdict(cell)
    weighted = flat.pop("weighted")
    del flat["depth"]
    if weighted is not None:
        flat |= {_NAMES.get(name, name): value for name, value in weighted.items()}
    return flat | more


def print_cells(records: Sequence[Record], form: Format, *, weighted: bool, more: Sequence[str] = ()) -> None:
    """Print cells for programs, a row each."""
    columns = (*COLUMNS, *(WEIGHTED if weighted else ()), *more)
    print_records([{name: one.get(name) for name in columns} for one in records], form, columns=columns)


def print_by_group(table: "Table", p_values: Sequence[float | None] = ()) -> None:
    """Print a question with its groups side by side."""
    title = heading(table)
    if not table.rows:
        write_line(f"{title}: no answers")
        return
    shown = [at for at, row in enumerate(table.rows) if not table.asked.open or _said(row)]
    if not shown:
        write_line(f"{title}: nothing is mentioned")
        return
    first = table.rows[0]
    columns = ["", *(cell.group or EVERYONE for cell in first), *(["p"] if p_values else [])]
    rows = [["base", *(base_of(cell.base) for cell in first), *(["-"] if p_values else [])]]
    rows += [
        [_label(table.rows[at][0]), *map(_share, table.rows[at]), *([_p(p_values[at])] if p_values else [])]
        for at in shown
    ]
    _print_in_blocks(columns, rows, title)


def print_questions(tables: Sequence["Table"], p_values: Sequence[Sequence[float | None]] = ()) -> None:
    """Print one answer to several questions with the groups side by side, a row for each question."""
    columns = ["", *(cell.group or EVERYONE for cell in tables[0].rows[0]), *(["p"] if p_values else [])]
    rows = [
        [
            shorten(f"{one.asked.question}: {one.asked.text}", LONGEST, placeholder=" …"),
            *(_share(cell, of=True) for cell in one.rows[0]),
            *([_p(p_values[at][0])] if p_values else []),
        ]
        for at, one in enumerate(tables)
    ]
    _print_in_blocks(columns, rows, f"% {tables[0].rows[0][0].label} (respondents/base)")


def print_values(table: "Table", *, weighted: bool, respondents: int, profile: bool) -> None:
    """Print a question without groups: No. and %, who did not answer below."""
    if not table.rows:
        write_line(f"{table.asked.question}: no answers")
        return
    base = table.rows[0][0].base or 0
    columns = ["answer", "No.", "%", *(["weighted No.", "weighted %", "95 % from", "to"] if weighted else [])]
    rows = [_value(row[0], weighted) for row in table.rows]
    if respondents > base:
        rows.append(["not stated", f"{respondents - base:,}", "-", *(["-"] * 4 if weighted else [])])
    name = table.asked.text if profile else f"{table.asked.question}: {table.asked.text}"
    print_table(columns, rows, title=f"{name} (base: {plural(base, 'person', 'people')} who answered)")


def heading(table: "Table") -> str:
    """What a table is about, and whose codes it has where they are a machine's."""
    machine = "; found by machine, what it missed is not counted" if table.asked.basis == "machine" else ""
    return f"{table.asked.question}: {table.asked.text}{machine}"


def share(cell: "Cell") -> str:
    """The percentage of a cell, or why there is none."""
    if cell.percent is None:
        return cell.note if cell.note is not None and cell.respondents is None else "-"
    return f"{cell.percent:.1f}%"


def weighted_share(cell: "Cell") -> str:
    """The weighted percentage of a cell."""
    return "-" if cell.weighted is None or cell.weighted.percent is None else f"{cell.weighted.percent:.1f}%"


def _print_in_blocks(columns: Sequence[str], rows: Sequence[Sequence[str]], title: str) -> None:
    """Print a table whose columns may not fit beside each other: as many at a time as do, the labels before each."""
    room = get_terminal_size().columns - LEAST - GAP
    widths = [max(min(len(name), WIDEST_HEADING), *(len(row[at]) for row in rows)) for at, name in enumerate(columns)]
    blocks: list[list[int]] = [[]]
    for at in range(1, len(columns)):
        if blocks[-1] and sum(widths[one] + GAP for one in [*blocks[-1], at]) > room:
            blocks.append([])
        blocks[-1].append(at)
    for number, block in enumerate(blocks):
        shown = [0, *block]
        part = [[row[at] for at in shown] for row in rows]
        print_table([columns[at] for at in shown], part, title="" if number else title)


def _said(row: Sequence["Cell"]) -> bool:
    return bool(row[0].respondents or row[0].mentions)


def base_of(base: int | None) -> str:
    """A base, with a caution where it is low; one that is left out is None."""
    if base is None:
        return "[c]"
    return f"{base:,} [low base]" if base < LOW_BASE else f"{base:,}"


def _label(cell: "Cell") -> str:
    kind = {"net": " (net)", "unknown": " (not an option)"}.get(cell.kind, "")
    return INDENT * cell.depth + cell.label + kind


def _share(cell: "Cell", *, of: bool = False) -> str:
    if cell.respondents is None or cell.percent is None:
        return share(cell)
    count = f"{cell.respondents:,}/{cell.base:,}" if of else f"{cell.respondents:,}"
    weighted = f", weighted {weighted_share(cell)}" if cell.weighted is not None else ""
    return f"{share(cell)} ({count}){weighted}"


def _value(cell: "Cell", weighted: bool) -> list[str]:
    row = [_label(cell), f"{cell.respondents or 0:,}", share(cell)]
    if not weighted or cell.weighted is None:
        return row
    found = cell.weighted
    ends = ["-" if end is None else f"{end:.1f}" for end in (found.low, found.high)]
    return [*row, f"{found.respondents:,.1f}", weighted_share(cell), *ends]


def _p(p_value: float | None) -> str:
    if p_value is None:
        return "-"
    return "<0.001" if p_value < 0.001 else f"{p_value:.3f}"
