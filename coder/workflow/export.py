"""`coder export`: everything coded so far, as a coded-responses file that reads back to the same counts."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from coder.domain.coded import CodedRow
from coder.domain.decision import Purpose
from coder.domain.response import Comment, ResponseKey, is_whole
from coder.exporting.coded import coded_columns, coded_record
from coder.exporting.writer import open_writer
from coder.store.project import Project
from coder.workflow.project import open_project


@dataclass(frozen=True, slots=True)
class ExportSummary:
    """What was written."""

    responses: int
    rows: int
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What one coder gave a comment, or a whole response, for one purpose."""

    coder: str
    purpose: Purpose
    codes: tuple[str, ...]


Latest = Mapping[int, list[Judged]]
"""By comment, or by response: each coder's latest for each purpose, in the order they were made."""


def export_project(path: Path, out: Path) -> ExportSummary:
    """Write each comment's latest decision per coder and purpose, or one row with `decided` 0."""
    with open_project(path, read_only=True, out=out) as opened:
        project = opened.project
        people = {(one.wave, one.id): one for one in project.respondents()}
        columns = coded_columns(
            dict.fromkeys(name for person in people.values() for name in person.profile),
            waves=any(wave for wave, _ in people),
            weights=any(person.weight is not None for person in people.values()),
        )
        responses = project.responses()
        rows = 0
        with open_writer(out, columns.names) as writer:
            for row in _rows(project):
                person = people[row.key.wave, row.key.respondent]
                writer.write(coded_record(replace(row, profile=person.profile, weight=person.weight), columns))
                rows += 1
        return ExportSummary(len(responses), rows, opened.notices)


def _rows(project: Project) -> Iterator[CodedRow]:
    comments: dict[ResponseKey, list[Comment]] = defaultdict(list)
    for comment in project.comments():
        comments[comment.response].append(comment)
    decided, checks = _decided(project), _response_checks(project)
    for response in project.responses():
        unread = CodedRow(key=response.key, text=response.text, coder="", decided=False)
        mine = comments.get(response.key, [])
        undivided = len(mine) == 1 and is_whole(mine[0].span, response.text)
        for comment in mine:
            yield from _coded(replace(unread, span=None if undivided else comment.span), decided.get(comment.id, []))
        if not mine:
            yield unread
        for judged in checks.get(response.id, []):
            yield from _coded(unread, [judged])


def _coded(unread: CodedRow, judged: list[Judged]) -> Iterator[CodedRow]:
    if not judged:
        yield unread
    for one in judged:
        yield replace(unread, decided=True, codes=one.codes, coder=one.coder, purpose=one.purpose)


def _decided(project: Project) -> Latest:
    latest: dict[int, dict[tuple[str, Purpose], Judged]] = defaultdict(dict)
    for decision in project.decisions():
        _put(latest[decision.comment], Judged(decision.coder, decision.purpose, decision.codes))
    return {comment: list(judged.values()) for comment, judged in latest.items()}


def _response_checks(project: Project) -> Latest:
    latest: dict[int, dict[tuple[str, Purpose], Judged]] = defaultdict(dict)
    for response, check in project.response_checks():
        _put(latest[response], Judged(check.coder, check.purpose, check.codes))
    return {response: list(judged.values()) for response, judged in latest.items()}


def _put(latest: dict[tuple[str, Purpose], Judged], judged: Judged) -> None:
    # Taken out and put back, so that the rows stand in the order of the latest decisions.
    latest.pop((judged.coder, judged.purpose), None)
    latest[judged.coder, judged.purpose] = judged
