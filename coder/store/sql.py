"""Small helps for writing SQL."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from sqlalchemy import Connection, Integer, Row, Select, Table, cast, func, select, text

T = TypeVar("T")

# The number of type arguments that SQLAlchemy's classes take differs between 2.0 and 2.1.
if TYPE_CHECKING:
    AnySelect: TypeAlias = Select[*tuple[Any, ...]]
    AnyRow: TypeAlias = Row[*tuple[Any, ...]]
else:
    AnySelect, AnyRow = Select, Row

CHUNK = 5_000
"""Rows handled together where a statement takes any number."""

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

NAMES = 900
"""Names in one IN list: SQLite before 3.32 takes 999 variables."""


def listed(numbers: Collection[int]) -> AnySelect:
    """The numbers as a subquery: one variable, however many they are."""
    values = func.json_each(json.dumps(list(numbers))).table_valued("value")
    return select(cast(values.c.value, Integer))


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """The items in lists of at most `size`."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def next_id(connection: Connection, table: Table) -> int:
    """The first id the table never gave; it holds until the writing transaction ends."""
    last = connection.execute(text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": table.name}).scalar()
    return 1 + int(last or 0)


def now() -> str:
    """The time, as stored."""
    return stamp(datetime.now(UTC))


def stamp(at: datetime) -> str:
    """A time as stored: ISO 8601 in UTC."""
    if at.tzinfo is None:
        raise ValueError("a time without a time zone")
    return at.astimezone(UTC).isoformat()


def dump(value: object) -> str:
    """JSON as stored: compact, and readable in any script."""
    return "[]" if value == () else _ENCODER.encode(value)


def insert_rows(connection: Connection, table: Table, names: Sequence[str], rows: Sequence[tuple[object, ...]]) -> None:
    """Insert many rows, their values in the order of the names, without a dictionary for each."""
    if rows:
        statement = table.insert().compile(dialect=connection.dialect, column_keys=list(names))
        connection.exec_driver_sql(str(statement), list(rows))


@lru_cache(maxsize=4096)
def codes_of(stored: str) -> tuple[str, ...]:
    """The codes in a stored list."""
    return tuple(json.loads(stored))
