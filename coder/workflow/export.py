"""`coder export`: everything coded so far, as a coded-responses file that reads back to the same counts."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coder.domain.coded import CodedRow
from coder.domain.decision import Decision
from coder.domain.response import Comment, Respondent, ResponseKey
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


def export_project(path: Path, out: Path) -> ExportSummary:
    """Write each comment's latest decision per coder and purpose, or one row with `decided` 0."""
    with open_project(path) as opened:
        project = opened.project
        profiles = {(one.wave, one.id): one for one in project.respondents()}
        names = list(dict.fromkeys(name for one in profiles.values() for name in one.profile))
        columns = coded_columns(waves=any(wave for wave, _ in profiles), profile=names)
        rows = 0
        with open_writer(out, columns.names) as writer:
            for row in _rows(project, profiles):
                writer.write(coded_record(row, columns))
                rows += 1
        return ExportSummary(len(project.responses()), rows, opened.notices)


def _rows(project: Project, profiles: dict[tuple[str, str], Respondent]) -> Iterator[CodedRow]:
    comments: dict[ResponseKey, list[Comment]] = defaultdict(list)
    for comment in project.comments():
        comments[comment.response].append(comment)
    decided: dict[int, dict[tuple[str, str], Decision]] = defaultdict(dict)
    for decision in project.decisions():
        latest = decided[decision.comment]
        # Taken out and put back, so that the order of the rows is the order of the latest decisions.
        latest.pop((decision.coder, decision.purpose), None)
        latest[decision.coder, decision.purpose] = decision
    for response in project.responses():
        base = CodedRow(
            key=response.key,
            text=response.text,
            decided=False,
            profile=profiles[response.key.wave, response.key.respondent].profile,
        )
        yield from _response_rows(base, comments.get(response.key, []), decided)
    # NOTE: response-level checks are appended by the caller's store, see `response_checks`.
