"""Responses from wide and long files, row by row; every row of the file comes out as brought in or as skipped."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from coder.domain.codebook import Codebook, QuestionKind
from coder.domain.response import Respondent, Response, ResponseKey
from coder.errors import TableError
from coder.importing.profile import ImportProfile
from coder.importing.roles import Layout, Role
from coder.importing.rows import BLANK_ROW, RowReader, Skipped, Unknowns, key_digest, near, text_digest
from coder.importing.source import Cells
from coder.importing.tables import Table

_TEXT_BITS = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedRow:
    """What a row brings in: a respondent, and responses to open questions."""

    row: int
    respondent: Respondent
    """Answers to closed questions stand in the profile under the question's id."""
    responses: tuple[Response, ...] = ()
    blank: tuple[str, ...] = ()
    """Ids of the open questions that the row leaves blank."""


def read_responses(
    table: Table, profile: ImportProfile, codebook: Codebook, wave: str = ""
) -> Iterator[ImportedRow | Skipped]:
    """Read a wide or long file, one result for each row of it.

    Args:
        table: the file.
        profile: what its columns are.
        codebook: the questions.
        wave: the wave of rows that do not name one.

    Raises:
        TableError: a row cannot be read, gives a response a second text, or answers an unknown question.
    """
    reader = RowReader(table, profile, codebook, wave)
    yield from _read_wide(reader) if profile.layout is Layout.WIDE else _read_long(reader)


def _read_wide(reader: RowReader) -> Iterator[ImportedRow | Skipped]:
    columns = [(plan.question or "", plan.index) for plan in reader.profile.all(Role.OPEN)]
    seen = _Seen(reader)
    for row, cells in reader.rows():
        respondent = _respondent(reader, row, cells)
        if respondent is None:
            yield Skipped(row, BLANK_ROW)
            continue
        filled = [(question, cells[index]) for question, index in columns if cells[index].strip()]
        answered = [Response(ResponseKey(respondent.wave, respondent.id, q), text) for q, text in filled]
        blank = tuple(question for question, index in columns if not cells[index].strip())
        yield seen.sift(row, ImportedRow(row=row, respondent=respondent, responses=tuple(answered), blank=blank))


def _read_long(reader: RowReader) -> Iterator[ImportedRow | Skipped]:
    seen = _Seen(reader)
    unknown = Unknowns()
    for row, cells in reader.rows():
        respondent = _respondent(reader, row, cells)
        if respondent is None:
            yield Skipped(row, BLANK_ROW)
            continue
        question = reader.question(cells)
        if question is None:
            name = reader.cell(cells, Role.QUESTION)
            unknown.add(row, name, near(name, sorted(reader.codebook.question_ids)))
            continue
        if unknown:
            continue
        text = reader.cell(cells, Role.TEXT)
        found = ImportedRow(row=row, respondent=respondent)
        if question.kind is not QuestionKind.OPEN:
            answers = {**respondent.profile, question.id: text} if text.strip() else respondent.profile
            yield replace(found, respondent=replace(respondent, profile=answers))
        elif not text.strip():
            yield replace(found, blank=(question.id,))
        else:
            key = ResponseKey(respondent.wave, respondent.id, question.id)
            yield seen.sift(row, replace(found, responses=(Response(key, text),)))
    refuse_unknown_questions(reader, unknown)


def refuse_unknown_questions(reader: RowReader, unknown: Unknowns) -> None:
    """Report the questions that the codebook does not have.

    Raises:
        TableError: there are some.
    """
    if unknown:
        raise TableError(
            f"{reader.table.path} answers questions that the codebook does not have:\n{unknown.lines()}",
            f"The codebook's questions: {', '.join(question.id for question in reader.codebook.questions)}.",
        )


def _respondent(reader: RowReader, row: int, cells: Cells) -> Respondent | None:
    """The respondent of a row; None in a blank row."""
    respondent_id = reader.respondent(row, cells)
    if respondent_id is None:
        return None
    return Respondent(
        id=respondent_id,
        wave=reader.wave(cells),
        profile=reader.answers(cells),
        weight=reader.weight(row, cells),
    )


class _Seen:
    """The responses met so far, as digests."""

    def __init__(self, reader: RowReader) -> None:
        self._reader = reader
        self._rows: dict[bytes, int] = {}  # digest of the key -> row number and digest of the text, in one integer

    def sift(self, row: int, found: ImportedRow) -> ImportedRow | Skipped:
        """The row without the responses that an earlier row brought; skipped where none is left.

        Raises:
            TableError: an earlier row has another text for a response.
        """
        new: list[Response] = []
        earlier = 0
        for response in found.responses:
            text = text_digest(response.text)
            known = self._rows.setdefault(key_digest(response.key), row << _TEXT_BITS | text)
            if known >> _TEXT_BITS == row:
                new.append(response)
            elif known & ((1 << _TEXT_BITS) - 1) == text:
                earlier = known >> _TEXT_BITS
            else:
                raise self._conflict(row, known >> _TEXT_BITS, response.key)
        if found.responses and not new:
            return Skipped(row, f"same as row {earlier}", same_as=earlier)
        return found if len(new) == len(found.responses) else replace(found, responses=tuple(new))

    def _conflict(self, row: int, earlier: int, key: ResponseKey) -> TableError:
        return self._reader.error(
            row,
            f"gives respondent '{key.respondent}' another response to {key.question} than row {earlier}",
            "Ids that stand for several people: use row numbers with --id row. "
            "Several rounds of asking: name them in a column 'wave'.",
        )
