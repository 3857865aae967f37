"""Coded responses from a file: a row is what one coder gave one comment, or one whole response."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from coder.domain.codebook import Codebook, QuestionKind
from coder.domain.coded import CodedRow
from coder.domain.decision import IMPORTED_CODER, Purpose
from coder.domain.response import ResponseKey, Span
from coder.errors import TableError
from coder.importing.profile import ImportProfile
from coder.importing.responses import refuse_unknown_questions
from coder.importing.roles import Role
from coder.importing.rows import (
    BLANK_ROW,
    NO_RESPONSE,
    RowReader,
    Skipped,
    Unknowns,
    key_digest,
    near,
    text_digest,
)
from coder.importing.source import Cells
from coder.importing.tables import Table


def read_coded(
    table: Table, profile: ImportProfile, codebook: Codebook, wave: str = ""
) -> Iterator[CodedRow | Skipped]:
    """Read a coded file, one result for each row of it, in file order.

    Args:
        table: the file.
        profile: what its columns are.
        codebook: the questions and codes.
        wave: the wave of rows that do not name one.

    Raises:
        TableError: a row cannot be read, uses a code or question that there is not, has offsets outside the text,
            overlaps another comment of the response, or gives a response a second text.
    """
    reader = RowReader(table, profile, codebook, wave)
    codes = _Codes(codebook)
    questions = Unknowns()
    seen: dict[bytes, _Response] = {}
    for row, cells in reader.rows():
        respondent = reader.respondent(row, cells)
        if respondent is None:
            yield Skipped(row, BLANK_ROW)
            continue
        question = reader.question(cells)
        given = codes.read(row, reader.cell(cells, Role.CODES))
        if question is None:
            name = reader.cell(cells, Role.QUESTION)
            questions.add(row, name, near(name, sorted(codebook.question_ids)))
            continue
        if question.kind is not QuestionKind.OPEN:
            raise reader.error(row, f"codes question {question.id}, which is {question.kind}: only open ones are coded")
        if questions or codes.unknown:
            continue
        key = ResponseKey(reader.wave(cells), respondent, question.id)
        coded = _coded_row(reader, row, cells, key, given)
        if coded is None:
            yield Skipped(row, NO_RESPONSE)
            continue
        seen.setdefault(key_digest(key), _Response(row, text_digest(coded.text))).check(reader, coded)
        yield coded
    refuse_unknown_questions(reader, questions)
    codes.refuse_unknown(reader)


def _coded_row(reader: RowReader, row: int, cells: Cells, key: ResponseKey, codes: tuple[str, ...]) -> CodedRow | None:
    """The row as a coding; None where there is no response and hence nothing to code."""
    text = reader.cell(cells, Role.TEXT)
    if not text.strip():
        if codes:
            raise reader.error(row, "has codes and no text", "Fill in the response, or delete the codes.")
        return None
    return CodedRow(
        key=key,
        text=text,
        codes=codes,
        coder=reader.cell(cells, Role.CODER).strip() or IMPORTED_CODER,
        purpose=_purpose(reader, row, cells),
        decided=_decided(reader, row, cells, codes),
        span=_span(reader, row, cells, text),
        profile=reader.answers(cells),
        weight=reader.weight(row, cells),
        row=row,
    )


def _purpose(reader: RowReader, row: int, cells: Cells) -> Purpose:
    said = reader.cell(cells, Role.PURPOSE).strip()
    try:
        return Purpose(said.casefold()) if said else Purpose.CODING
    except ValueError:
        raise reader.error(
            row, f"has the purpose '{said}'", f"A purpose is one of {', '.join(Purpose)}, or left blank."
        ) from None


def _decided(reader: RowReader, row: int, cells: Cells, codes: tuple[str, ...]) -> bool:
    said = reader.cell(cells, Role.DECIDED).strip()
    if said not in ("", "0", "1"):
        raise reader.error(row, f"has '{said}' in 'decided'", "Write 1 where it was read, 0 where not yet.")
    if said == "0" and codes:
        raise reader.error(row, "has codes and 0 in 'decided'", "Write 1 where it was read, or delete the codes.")
    return said != "0"


def _span(reader: RowReader, row: int, cells: Cells, text: str) -> Span | None:
    start, end = (reader.cell(cells, role).strip() for role in (Role.START, Role.END))
    if not start and not end:
        return None
    if not (_is_offset(start) and _is_offset(end)):
        raise reader.error(row, f"has the offsets '{start}' and '{end}'", "Both are whole numbers, or both are blank.")
    first, last = int(start), int(end)
    if not first < last <= len(text):
        raise reader.error(
            row,
            f"has the offsets {first} to {last}, and its text has {len(text):,} characters",
            "Offsets count characters (Unicode code points) from 0; the end is the first character after the comment.",
        )
    return Span(first, last)


def _is_offset(said: str) -> bool:
    return said.isascii() and said.isdigit() and len(said) < 12


@dataclass(slots=True)
class _Response:
    """What earlier rows said of a response."""

    row: int
    text: int
    """Digest of its text."""
    comments: list[tuple[Span, int]] = field(default_factory=list)
    """Its comments in order, each with the first row that has it."""

    def check(self, reader: RowReader, coded: CodedRow) -> None:
        """Refuse a row that contradicts the earlier ones; remember its comment."""
        if text_digest(coded.text) != self.text:
            raise reader.error(
                coded.row,
                f"gives respondent '{coded.key.respondent}' another text for {coded.key.question} than row {self.row}",
                "All rows of one response repeat its full text unchanged.",
            )
        if coded.span is not None:
            self._place(reader, coded.row, coded.span)

    def _place(self, reader: RowReader, row: int, span: Span) -> None:
        at = bisect_left(self.comments, span, key=lambda comment: comment[0])
        for other, earlier in self.comments[max(0, at - 1) : at + 1]:
            if other == span:
                return
            if other.start < span.end and span.start < other.end:
                raise reader.error(
                    row,
                    f"is the comment {span.start} to {span.end}, which overlaps {other.start} to {other.end} "
                    f"of row {earlier}",
                    "The comments of a response do not overlap.",
                )
        self.comments.insert(at, (span, row))


class _Codes:
    """Reads cells of codes, and gathers what are none."""

    def __init__(self, codebook: Codebook) -> None:
        self.unknown = Unknowns()
        self._placed = codebook.placed
        self._labels = {entry.code.label.casefold().strip(): id_ for id_, entry in codebook.placed.items()}
        self._read: dict[str, tuple[str, ...]] = {}

    def read(self, row: int, cell: str) -> tuple[str, ...]:
        """The code ids in a cell, each once."""
        known = self._read.get(cell)
        if known is not None:
            return known
        codes = tuple(dict.fromkeys(code for part in cell.split("|") if (code := part.strip())))
        strange = [code for code in codes if code not in self._placed]
        for code in strange:
            self.unknown.add(row, code, self._said(code))
        if not strange and len(self._read) < 100_000:
            self._read[cell] = codes
        return codes

    def _said(self, code: str) -> str:
        if by_label := self._labels.get(code.casefold()):
            return f": write the id '{by_label}'"
        return near(code, list(self._placed))

    def refuse_unknown(self, reader: RowReader) -> None:
        """Report the codes that there are not."""
        if self.unknown:
            raise TableError(
                f"{reader.table.path} has codes that cannot be used:\n{self.unknown.lines()}",
                "Codes are ids of the codebook, joined by |. Add them to the codebook, or correct the file.",
            )
