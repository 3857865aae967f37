"""Tables and data on stdout, as `--format` asks."""

import csv
import json
import sys
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Literal

from coder.cli.streams import writing_output
from coder.domain.text import display, inert_cell

Cell = str | int | float | bool | None
Record = Mapping[str, Cell]


class Format(StrEnum):
    """How a table is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def write(text: str) -> None:
    """Write to stdout, as it is."""
    with writing_output():
        sys.stdout.write(text)


def write_line(text: str, *, err: bool = False) -> None:
    """Write text for people as a line of its own, inert, however long it is."""
    line = display(text, lines=False) + "\n"
    if err:
        sys.stderr.write(line)
    else:
        write(line)


def print_records(records: Sequence[Record], form: Format, *, columns: Sequence[str], title: str = "") -> None:
    """Print records with these columns: a table for people, or CSV or JSON (every field) for programs."""
    if form is Format.JSON:
        write(json.dumps([dict(record) for record in records], ensure_ascii=False, indent=1) + "\n")
    elif form is Format.CSV:
        _print_csv(records, columns)
    else:
        print_table(columns, [[_shown(record.get(column)) for column in columns] for record in records], title=title)


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]], *, title: str = "", err: bool = False) -> None:
    """Print a table for people; all text in it is shown inert."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from coder.cli.console import Console

    if title:
        write_line(title, err=err)  # a title of the table's own would be wrapped to its width
    table = Table(box=box.SIMPLE_HEAD)
    for index, column in enumerate(columns):
        numeric = bool(rows) and all(_looks_numeric(row[index]) for row in rows)
        justify: Literal["left", "right"] = "right" if numeric else "left"
        heading = Text(display(column.replace("_", " "), lines=False), overflow="fold")
        table.add_column(heading, justify=justify, overflow="fold")
    for row in rows:
        table.add_row(*(Text(display(cell, lines=False), overflow="fold") for cell in row))
    with writing_output():
        Console(stderr=err, highlight=False).print(table)


def _print_csv(records: Sequence[Record], columns: Sequence[str]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    with writing_output():
        writer.writerow(columns)
        for record in records:
            writer.writerow([_csv_cell(record.get(column)) for column in columns])


def _csv_cell(value: Cell) -> Cell:
    return inert_cell(value) if isinstance(value, str) else value


def _shown(value: Cell) -> str:
    if value is None:
        return "-"
    return f"{value:.1f}" if isinstance(value, float) else str(value)


def _looks_numeric(cell: str) -> bool:
    return cell == "-" or cell.replace(",", "").replace(".", "", 1).replace("%", "").isdigit()
