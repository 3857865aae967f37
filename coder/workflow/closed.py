"""`coder count --closed` and `--profile`: how often each answer to a closed question was given, and who answered."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from coder.counting.crosstabs import Table, table
from coder.workflow.project import open_project
from coder.workflow.tabled import Tabled


@dataclass(frozen=True, slots=True)
class ClosedSummary:
    """A table for each closed question or column of the profile."""

    tables: tuple[Table, ...]
    respondents: int
    """In the project."""
    notices: tuple[str, ...]


def count_closed(
    path: Path,
    *,
    questions: Collection[str] | None = None,
    profile: Sequence[str] = (),
    weighted: bool = False,
) -> ClosedSummary:
    """Count the answers to closed questions, or with `profile` the values of those columns and questions."""
    with open_project(path, read_only=True) as opened:
        tabled = Tabled(opened)
        said = tabled.weighing() if weighted else []
        if profile:
            asked = [tabled.grouped_by(name) for name in profile]
        else:
            asked = [tabled.asked(question) for question in tabled.chosen(questions, tabled.closed_questions())]
        tables = tuple(table(one, tabled.people, weighted=weighted) for one in asked)
        return ClosedSummary(tables, len(tabled.people), (*opened.notices, *said))
