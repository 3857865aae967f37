"""`coder count --basis estimated --by NAME`: estimates of groups of respondents."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from coder.counting.frequency import totals
from coder.counting.groups import grouping, parse_groups
from coder.domain.estimates import Estimate, EstimateSource
from coder.domain.results import CountedComment
from coder.estimating.estimate import SMALL
from coder.workflow.estimate import estimators
from coder.workflow.estimated_rows import EstimateOptions
from coder.workflow.estimator import Estimator
from coder.workflow.project import Opened, open_project
from coder.workflow.tabled import Tabled

WIDEST = 30.0
"""Percentage points from end to end of an interval beyond which a figure of a group is not to be relied on."""


@dataclass(frozen=True, slots=True)
class GroupEstimate:
    """What is estimated of a code in a group."""

    group: str
    row: Estimate

    @property
    def reliable(self) -> bool:
        """Whether enough of the group was read to print a figure: 30 responses, and an interval that tells."""
        low, high = self.row.percent_low, self.row.percent_high
        return self.row.read_respondents >= SMALL and low is not None and high is not None and high - low <= WIDEST


@dataclass(frozen=True, slots=True)
class GroupSummary:
    """Estimates by group, what they rest on, and what the person should know."""

    by: str
    groups: tuple[str, ...]
    rows: list[GroupEstimate]
    sources: list[EstimateSource]
    notices: tuple[str, ...]


def estimate_groups(
    path: Path,
    by: str,
    options: EstimateOptions,
    *,
    joined: Sequence[str] = (),
    questions: Collection[str] | None = None,
) -> GroupSummary:
    """Estimate every group of respondents from what was audited of it.

    Args:
        path: The project.
        by: A closed question or a column of the profile.
        options: How to estimate.
        joined: Groups to make of several values, as `coder crosstab --group` takes them.
        questions: Ids of the questions; None: all.

    Raises:
        InputError: nothing can be estimated, or there is no such question or column.
        UsageError: a group is no value.
    """
    with open_project(path, read_only=True) as opened, opened.project.snapshot():
        tabled = Tabled(opened)
        asked = tabled.grouped_by(by)
        made = grouping(asked, parse_groups(asked, joined))
        people = tabled.people.respondents
        members = {
            name: {(people[place].wave, people[place].id) for place in flags.nonzero()[0]}
            for name, flags in zip(made.names, made.members, strict=True)
        }
        found = estimators(opened, options, questions=questions)
        rows = [
            GroupEstimate(name, row)
            for one in found.made
            for name, who in members.items()
            for row in _rows(opened, one, who)
        ]
        return GroupSummary(made.by, made.names, rows, [one.source for one in found.made], found.notices)


def _rows(opened: Opened, estimator: Estimator, who: Collection[tuple[str, str]]) -> list[Estimate]:
    comments: list[CountedComment] = [one for one in estimator.comments if (one.wave, one.respondent) in who]
    total = next(one for one in totals(opened.codebook, comments) if one.question == estimator.question)
    return estimator.rows(total, who)
