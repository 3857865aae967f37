"""`coder batch`: codes a file of responses without a project, a chunk at a time.

The file is read twice: first for a background sample, by which codes are compared, then to be coded.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from coder.codebook.read import read_codebook
from coder.domain.codebook import Codebook
from coder.domain.coded import CodedRow
from coder.domain.response import Span
from coder.domain.units import Unit
from coder.embedding.encoder import Encoder
from coder.embedding.loading import DEFAULT_MODEL, load_encoder
from coder.errors import InputError
from coder.exporting.coded import coded_columns, coded_record
from coder.exporting.scores import SCORE_COLUMNS, score_record
from coder.exporting.writer import open_writer
from coder.importing.profile import ImportProfile
from coder.importing.roles import Role
from coder.importing.tally import Tally
from coder.suggesting.arrays import Flags, Floats
from coder.suggesting.choosing import response_assigned
from coder.suggesting.limits import Answers, Basis
from coder.suggesting.model import Item, SuggestionModel, build
from coder.suggesting.whole import code_responses
from coder.workflow.coded_file import read_coded_file
from coder.workflow.dividing import Divide, divider
from coder.workflow.limits import limit_notices
from coder.workflow.progress import Progress, silent
from coder.workflow.reading import ReadingOptions, open_reading
from coder.workflow.responses_in import Answer, answers_in
from coder.workflow.teaching import Lesson, learnt, lessons_from_rows
from coder.workflow.usual import elsewhere_notices, responses_of_file, usual
from coder.workflow.vectors import CachingEncoder

CHUNK = 500
"""Responses in memory at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchOptions:
    """How a file is coded."""

    unit: Unit = Unit.COMMENT
    all_scores: bool = False
    learn_from: Path | None = None
    profile: Path | None = None
    background: Path | None = None
    """Responses that show what is usual; None: those that are coded."""
    save_background: Path | None = None
    """Where to keep a sample of those that does the same."""
    model: str | None = None
    allow_download: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchSummary:
    """What was written."""

    responses: int
    rows: int
    coder: str
    notices: tuple[str, ...]


def batch_file(
    source: Path, codebook_path: Path, out: Path, options: BatchOptions, *, progress: Progress = silent
) -> BatchSummary:
    """Code a file of responses and write the coded file, or every score.

    Memory is bounded for CSV and Parquet: responses are read, coded and written a chunk at a time.
    """
    read = (source, codebook_path, options.learn_from, options.profile, options.background)
    for written in (out, *([options.save_background] if options.save_background else [])):
        _refuse_to_overwrite(written, read)
    codebook = read_codebook(codebook_path)
    reading = open_reading(source, codebook, ReadingOptions(profile=options.profile))
    profile = reading.accepted()
    encoder = CachingEncoder(load_encoder(options.model or DEFAULT_MODEL, allow_download=options.allow_download))
    divide = divider(options.unit)
    own = (response for _, response in answers_in(reading, profile, codebook))
    shown = own if options.background is None else responses_of_file(options.background, codebook)
    background = usual(shown, divide, save=options.save_background)
    lessons, notices = _lessons(codebook, options.learn_from)
    scorer = build(
        codebook, encoder.encode, learnt(lessons, encoder), background=background, encoder=encoder.fingerprint
    )
    chunk_coder = _ChunkCoder(codebook, encoder, scorer, divide, options)
    responses = rows = 0
    tally = Tally(header_end=reading.table.first_row - 1)
    with open_writer(out, chunk_coder.columns(profile)) as writer:
        for chunk in _chunks(answers_in(reading, profile, codebook, tally)):
            for record in chunk_coder.records(chunk):
                writer.write(record)
                rows += 1
            responses += len(chunk)
            progress("Coding", responses, 0)
    said = _limits(chunk_coder, background, lessons, options)
    told = (tally.sentence(), *_dropped(profile), *reading.notes, *reading.proposal.doubts, *notices, *said)
    return BatchSummary(responses=responses, rows=rows, coder=scorer.coder, notices=told)


def _refuse_to_overwrite(out: Path, inputs: Sequence[Path | None]) -> None:
    for given in inputs:
        if given is not None and out.exists() and given.exists() and out.samefile(given):
            raise InputError(f"{out} is a file to read from, so it is not written over.", "Choose another --out.")


def _dropped(profile: ImportProfile) -> tuple[str, ...]:
    names = [column.header for column in profile.all(Role.DROP)]
    return (f"Not read, because they look like personal details: {', '.join(names)}.",) if names else ()


class _ChunkCoder:
    """Turns responses into the records of the output file."""

    def __init__(
        self, codebook: Codebook, encoder: Encoder, scorer: SuggestionModel, divide: Divide, options: BatchOptions
    ) -> None:
        self.codebook = codebook
        self._encoder = encoder
        self._scorer = scorer
        self._divide = divide
        self._options = options
        self.answers = Answers()
        """What was coded so far."""
        self.scored = self.bare = 0
        """Comments scored so far, and those of them that were given no code."""

    def columns(self, profile: ImportProfile) -> tuple[str, ...]:
        """The header of the output file."""
        if self._options.all_scores:
            return SCORE_COLUMNS
        kept = [column.question or column.header for column in profile.all(Role.PROFILE, Role.CLOSED)]
        self._coded_columns = coded_columns(
            kept, waves=profile.first(Role.WAVE) is not None, weights=profile.first(Role.WEIGHT) is not None
        )
        return self._coded_columns.names

    def records(self, chunk: Sequence[Answer]) -> Iterator[Sequence[str | int | float | None]]:
        """The records of a chunk of responses, in their order."""
        for _, response in chunk:
            self.answers.add(response.key.question, response.text)
        divisions = list(self._divide([response.text for _, response in chunk]))
        items = [
            Item(response.key.question, span.of(response.text))
            for (_, response), spans in zip(chunk, divisions, strict=True)
            for span in spans
        ]
        groups = [index for index, spans in enumerate(divisions) for _ in spans]
        texts = [Item(response.key.question, response.text) for _, response in chunk]
        _, assigned, lifted = code_responses(self._scorer, self._encoder.encode, texts, items, groups)
        self.scored += len(items)
        self.bare += int((~assigned.any(axis=1)).sum())
        if self._options.all_scores:
            return self._score_records(chunk, lifted, response_assigned(assigned, groups))
        return self._coded_records(chunk, divisions, assigned)

    def _coded_records(
        self, chunk: Sequence[Answer], divisions: Sequence[tuple[Span, ...]], assigned: Flags
    ) -> Iterator[Sequence[str | int | float | None]]:
        position = 0
        for (respondent, response), spans in zip(chunk, divisions, strict=True):
            for span in spans:
                codes = tuple(code for code, given in zip(self._scorer.codes, assigned[position], strict=True) if given)
                row = CodedRow(
                    key=response.key,
                    text=response.text,
                    codes=codes,
                    coder=self._scorer.coder,
                    span=span if self._options.unit is Unit.COMMENT else None,
                    profile=respondent.profile,
                    weight=respondent.weight,
                )
                yield coded_record(row, self._coded_columns)
                position += 1

    def _score_records(
        self, chunk: Sequence[Answer], scores: Floats, assigned: Flags
    ) -> Iterator[Sequence[str | int | float | None]]:
        for index, (_, response) in enumerate(chunk):
            for column, code in enumerate(self._scorer.codes):
                if response.key.question in self.codebook.placed[code].questions:
                    yield score_record(response.key, code, float(scores[index, column]), bool(assigned[index, column]))


def _lessons(codebook: Codebook, learn_from: Path | None) -> tuple[list[Lesson], tuple[str, ...]]:
    if learn_from is None:
        return [], ()
    coded = read_coded_file(learn_from, codebook)
    return lessons_from_rows(coded.rows, codebook), coded.notices


def _limits(
    done: _ChunkCoder, background: Sequence[Item], lessons: Sequence[Lesson], options: BatchOptions
) -> tuple[str, ...]:
    """What suggestions could not do with what was coded, in words."""
    counts = {"scored": done.scored, "bare": done.bare}
    if options.background is None:
        return limit_notices(done.codebook, done.answers, background, lessons, model=options.model, **counts)
    basis = Basis(
        codebook=done.codebook,
        answers=done.answers,
        background=background,
        decided=[(lesson.item, lesson.codes) for lesson in lessons],
        disputed=sum(lesson.disputed for lesson in lessons),
        **counts,
    )
    return elsewhere_notices(basis, options.model)


def _chunks(answers: Iterator[Answer]) -> Iterator[list[Answer]]:
    while chunk := list(islice(answers, CHUNK)):
        yield chunk
