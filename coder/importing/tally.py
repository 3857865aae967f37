"""Adds up what became of every row of a file."""

from collections import Counter
from dataclasses import dataclass, field

from coder.domain.coded import CodedRow
from coder.domain.text import plural
from coder.importing.responses import ImportedRow
from coder.importing.rows import Skipped


@dataclass(kw_only=True)
class Tally:
    """What became of the rows of a file; `add` is called with everything that a reader gives."""

    header_end: int
    """The number of the last header row (`table.first_row - 1`)."""
    last_row: int = 0
    with_responses: int = 0
    """Rows that brought at least one response, or a coding of one."""
    without_responses: int = 0
    """Rows that brought a respondent and no response."""
    responses: int = 0
    blank_cells: Counter[str] = field(default_factory=Counter)
    """Blank answers by question."""
    skipped: Counter[str] = field(default_factory=Counter)
    """Rows skipped, by reason."""

    @property
    def rows(self) -> int:
        """Rows below the header, from the number of the last one: counted apart from what became of them."""
        return max(0, self.last_row - self.header_end)

    def add(self, item: ImportedRow | CodedRow | Skipped) -> None:
        """Count one row."""
        self.last_row = max(self.last_row, item.row)
        if isinstance(item, Skipped):
            self.skipped[item.kind] += 1
        elif isinstance(item, CodedRow):
            self.with_responses += 1
        else:
            self.with_responses += bool(item.responses)
            self.without_responses += not item.responses
            self.responses += len(item.responses)
            self.blank_cells.update(item.blank)

    def sentence(self) -> str:
        """What became of the rows, in words."""
        parts = [f"{self.with_responses:,} with responses", f"{self.without_responses:,} without any"]
        parts += [f"{number:,} skipped ({reason})" for reason, number in self.skipped.items()]
        return f"{plural(self.rows, 'row')} read: {', '.join(parts)}."

    def adds_up(self) -> bool:
        """Whether every row of the file is accounted for exactly once."""
        return self.rows == self.with_responses + self.without_responses + self.skipped.total()
