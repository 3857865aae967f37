"""`coder export --layout wide`: a row per respondent, for statistics programs and pivot tables."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from coder.counting.asked import Asked, Flags
from coder.counting.closed import profile_fields
from coder.domain.results import CountBasis
from coder.exporting.wide import wide_columns, wide_record
from coder.exporting.writer import open_writer
from coder.workflow.export import ExportSummary
from coder.workflow.project import Opened, open_project
from coder.workflow.tabled import Tabled

_PART = 10_000
"""Respondents at a time."""

Given = list[tuple[tuple[str, str], Asked, int]]
"""Question and code of each column, with the question's answers and the code's place among them."""


def export_wide(
    path: Path, out: Path, *, basis: CountBasis = CountBasis.CONFIRMED, texts: bool = True
) -> ExportSummary:
    """Write each respondent with 1 for a code their comments carry, 0 for one they do not, and nothing where unread.

    A parent has 1 where a code below it is given. The mean of such a column is the percentage that `coder count` gives.
    """
    with open_project(path, read_only=True, out=out) as opened:
        with opened.project.snapshot():
            tabled = Tabled(opened, basis)
            said = _texts(opened, tabled) if texts else [{} for _ in tabled.people.respondents]
        people = tabled.people.respondents
        asked = [tabled.asked(question) for question in tabled.codebook.open_questions]
        given: Given = [((one.question, item.key), one, at) for one in asked for at, item in enumerate(one.items)]
        columns = wide_columns(
            profile_fields(tabled.people),
            [one.question for one in asked] if texts else [],
            [pair for pair, _, _ in given],
            waves=any(person.wave for person in people),
            weights=any(person.weight is not None for person in people),
        )
        with open_writer(out, columns.names, decimals=columns.decimals) as writer:
            for person, texts_of, codes in zip(people, said, _given(given, len(people)), strict=True):
                writer.write(wide_record(person, texts_of, codes, columns))
        responses = sum(int(one.answered.sum()) for one in asked)
        return ExportSummary(responses, len(people), (*opened.notices, *_unread(asked)))


def _given(columns: Given, people: int) -> Iterator[tuple[bool | None, ...]]:
    """For each respondent, in order, whether their comments carry each code; None where they are not read."""
    for start in range(0, people, _PART):
        part = slice(start, min(start + _PART, people))
        cells = [_column(one.items[at].who[part], one.base[part]) for _, one, at in columns]
        yield from zip(*cells, strict=True) if cells else ((),) * (part.stop - start)


def _column(who: Flags, base: Flags) -> list[bool | None]:
    column = who.astype(object)
    column[~base] = None
    return list(column)


def _texts(opened: Opened, tabled: Tabled) -> list[dict[str, str]]:
    """The responses of each respondent, by question."""
    said: list[dict[str, str]] = [{} for _ in tabled.people.respondents]
    for response in opened.project.responses():
        key = response.key
        said[tabled.people.numbers[key.wave, key.respondent]][key.question] = response.text
    return said


def _unread(asked: Sequence[Asked]) -> list[str]:
    left = sum(int(one.answered.sum()) - int(one.base.sum()) for one in asked)
    return [f"{left:,} responses are not read whole; their cells are empty."] if left else []
