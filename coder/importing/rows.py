"""What every layout's reader shares: the columns of a profile found in a table, and the respondent of a row."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from hashlib import blake2b

from coder.domain.codebook import Codebook, Question
from coder.domain.response import ResponseKey
from coder.errors import TableError
from coder.importing.names import QuestionMatcher
from coder.importing.profile import ImportProfile, placed
from coder.importing.roles import OF_A_QUESTION, Role
from coder.importing.source import Cells
from coder.importing.tables import Table

BLANK_ROW = "blank row"
NO_RESPONSE = "no response"
_LISTED = 20
_LISTED_ROWS = 5


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that brings nothing, and why."""

    row: int
    reason: str
    same_as: int | None = None
    """The earlier row that says the same."""

    @property
    def kind(self) -> str:
        """The reason without row numbers, for counting."""
        return self.reason if self.same_as is None else "same as an earlier row"


class RowReader:
    """Reads a table's rows cell by cell as a profile says."""

    def __init__(self, table: Table, profile: ImportProfile, codebook: Codebook, wave: str) -> None:
        self.table = table
        self.profile = placed(profile, table.header, table.path)
        self.codebook = codebook
        self._wave = wave
        self._matcher = QuestionMatcher(codebook)
        self._places = {plan.role: plan.index for plan in self.profile.columns}
        kept = self.profile.all(Role.PROFILE) + self.profile.all(Role.CLOSED)
        self._kept = [(plan.question or plan.header, plan.index) for plan in kept]
        self._found: dict[str, Question | None] = {}
        self._check_questions()

    def _check_questions(self) -> None:
        named = {plan.question: plan.role for plan in self.profile.all(*OF_A_QUESTION)}
        if self.profile.question is not None:
            named[self.profile.question] = Role.OPEN
        for question_id, role in named.items():
            question = self.codebook.question(question_id or "")
            if question is None:
                raise TableError(
                    f"The import profile for {self.table.path} names the question '{question_id}', "
                    "which the codebook does not have.",
                    f"Its questions: {', '.join(sorted(self.codebook.question_ids))}.",
                )
            if (question in self.codebook.open_questions) != (role is Role.OPEN):
                raise TableError(
                    f"The import profile for {self.table.path} has question '{question_id}' as {role}, "
                    f"and in the codebook it is {question.kind}."
                )

    def rows(self) -> Iterator[tuple[int, Cells]]:
        """The rows of the table."""
        return self.table.rows()

    def cell(self, cells: Cells, role: Role) -> str:
        """The cell in the column with a role; empty where no column has it."""
        index = self._places.get(role)
        return "" if index is None else cells[index]

    def has(self, role: Role) -> bool:
        """Whether a column has a role."""
        return role in self._places

    def respondent(self, row: int, cells: Cells) -> str | None:
        """The respondent's id; None in a row that is blank altogether.

        Raises:
            TableError: the row is not blank, and has no id.
        """
        if not any(cell.strip() for cell in cells):
            return None
        if self.profile.row_ids:
            return str(row)
        found = self.cell(cells, Role.ID)
        if not found.strip():
            raise self.error(row, "has no id", "Fill it in, delete the row, or use row numbers as ids with --id row.")
        return found

    def wave(self, cells: Cells) -> str:
        """The wave: the row's own, else the one given for the whole file."""
        own = self.cell(cells, Role.WAVE)
        return own if own.strip() else self._wave

    def answers(self, cells: Cells) -> dict[str, str]:
        """What the row says about the respondent: profile and closed questions, without the blank ones."""
        return {name: cells[index] for name, index in self._kept if cells[index].strip()}

    def weight(self, row: int, cells: Cells) -> float | None:
        """The respondent's weight.

        Raises:
            TableError: it is not a number from 0 up.
        """
        said = self.cell(cells, Role.WEIGHT).strip()
        if not said:
            return None
        try:
            weight = float(said)
        except ValueError:
            weight = math.nan
        if not 0 <= weight < math.inf or "_" in said:
            raise self.error(row, f"has the weight '{said}', which is not a number from 0 up", "Write it as 1.25.")
        return weight

    def question(self, cells: Cells) -> Question | None:
        """The question of a row of a long or coded file; None: the codebook does not have it."""
        name = self.profile.question or self.cell(cells, Role.QUESTION)
        if name not in self._found and len(self._found) < 10_000:
            self._found[name] = self.codebook.question(name) or self._matcher.exact(name)
        return self._found.get(name)

    def error(self, row: int, what: str, hint: str = "") -> TableError:
        """An error that names the file and the row."""
        return TableError(f"{self.table.path}, row {row}, {what}.", hint)


class Unknowns:
    """Values of a column that mean nothing here, gathered over the whole file so that all are reported at once."""

    def __init__(self) -> None:
        self._rows: dict[str, list[int]] = {}
        self._said: dict[str, str] = {}
        self._more = False

    def __bool__(self) -> bool:
        return bool(self._rows)

    def add(self, row: int, value: str, said: str = "") -> None:
        """Note that a row has a value; `said` is what there is to say about the value."""
        if value not in self._rows and len(self._rows) == _LISTED:
            self._more = True
            return
        rows = self._rows.setdefault(value, [])
        self._said[value] = said
        if len(rows) <= _LISTED_ROWS:
            rows.append(row)

    def lines(self) -> str:
        """A line for each value with the rows it stands in."""
        lines = [f"  '{value}' in {_in_rows(rows)}{self._said[value]}" for value, rows in self._rows.items()]
        return "\n".join(lines + (["  and others"] if self._more else []))


def _in_rows(rows: list[int]) -> str:
    listed = ", ".join(str(row) for row in rows[:_LISTED_ROWS])
    return f"row{'s' if len(rows) > 1 else ''} {listed}{' and others' if len(rows) > _LISTED_ROWS else ''}"


def near(name: str, known: list[str]) -> str:
    """A suggestion in brackets where something known resembles the name."""
    close = get_close_matches(name, known, n=1, cutoff=0.7)
    return f" (did you mean '{close[0]}'?)" if close else ""


def key_digest(key: ResponseKey) -> bytes:
    """16 bytes that stand for a response's key, so that millions of keys fit the memory."""
    return blake2b("\0".join((f"{len(key.wave)},{len(key.respondent)}", *key)).encode(), digest_size=16).digest()


def text_digest(text: str) -> int:
    """A 64-bit number that stands for a text."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")
