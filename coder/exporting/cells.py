"""What the three formats have in common."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

Cell = str | int | float | None
"""None is an empty cell."""


class Sink(Protocol):
    """A table in one format."""

    def write(self, cells: Sequence[Cell], row: object) -> None:
        """Add a row; `row` names it in errors when it is made a string."""

    def finish(self) -> None:
        """Write what is still held back."""

    def abandon(self) -> None:
        """Let go of everything without raising."""


def plain_number(number: float) -> str:
    """The number in digits, without an exponent."""
    return str(number) if isinstance(number, int) else format(Decimal(repr(float(number))), "f")
