"""`coder count --closed` and `--profile`: how often each answer to a closed question was given, and who answered."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from coder.counting.asked import Asked
from coder.counting.crosstabs import Table, table
from coder.errors import InputError
from coder.workflow.project import open_project
from coder.workflow.tabled import Tabled


@dataclass(frozen=True, slots=True)
class ClosedSummary:
    """A table for each closed question or column of the profile."""

    tables: tuple[Table, ...]
    respondents: int
    """In the project."""
    notices: tuple[str, ...]


ALL = "all"


def count_closed(
    path: Path,
    *,
    questions: Collection[str] | None = None,
    profile: Sequence[str] = (),
    weighted: bool = False,
) -> ClosedSummary:
    """Count the answers to closed questions, or with `profile` the values of those columns and questions.

    `all` in place of a name stands for every single-choice question and every column with few values.
    """
    with open_project(path, read_only=True) as opened:
        tabled = Tabled(opened, closed_only=True)
        said = tabled.weighing() if weighted else []
        if profile:
            asked, left_out = _profile(tabled, profile)
            said += left_out
        else:
            asked = [tabled.asked(question) for question in tabled.chosen(questions, tabled.closed_questions())]
        tables = tuple(table(one, tabled.people, weighted=weighted) for one in asked)
        return ClosedSummary(tables, len(tabled.people), (*opened.notices, *said))


def _profile(tabled: Tabled, names: Sequence[str]) -> tuple[list[Asked], list[str]]:
    """The columns and questions named; where all were asked for, what there is to say of those left out."""
    if tuple(names) != (ALL,) or ALL in tabled.groupings():
        return [tabled.grouped_by(name) for name in names], []
    found, said = [], []
    for name in tabled.profile():
        try:
            found.append(tabled.grouped_by(name))
        except InputError as error:
            said.append(error.message)
    return found, said
