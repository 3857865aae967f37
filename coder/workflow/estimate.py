"""`coder count --basis estimated`: what an audit lets be said of all responses."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from coder.counting.frequency import totals
from coder.domain.estimates import Estimate, EstimateSource
from coder.domain.published import ordered
from coder.domain.results import CountedComment, QuestionTotals
from coder.errors import InputError
from coder.estimating.planning import enough_for_any
from coder.workflow.count import chosen_questions, counting_notices
from coder.workflow.estimated_rows import EstimateOptions
from coder.workflow.estimator import ERROR, Estimator
from coder.workflow.project import Opened, open_project


@dataclass(frozen=True, slots=True)
class EstimateSummary:
    """The estimates, what they rest on, and what the person should know."""

    estimates: list[Estimate]
    """In codebook order."""
    published: list[Estimate]
    """The same rows in the order of a published list."""
    sources: list[EstimateSource]
    totals: list[QuestionTotals]
    notices: tuple[str, ...]


def estimate_project(
    path: Path, options: EstimateOptions, *, questions: Collection[str] | None = None
) -> EstimateSummary:
    """Estimate how many said something with each code.

    Raises:
        InputError: no question that was asked for has an audit of which anything is read.
    """
    with open_project(path, read_only=True) as opened, opened.project.snapshot():
        return estimate_opened(opened, options, questions=questions)


def estimate_opened(
    opened: Opened, options: EstimateOptions, *, questions: Collection[str] | None = None
) -> EstimateSummary:
    """Estimate in a project that is open already; a question that cannot be estimated is passed over, with a notice.

    Raises:
        InputError: none can.
    """
    found = estimators(opened, options, questions=questions)
    totals_of = {total.question: total for total in found.totals}
    rows = [row for one in found.made for row in one.rows(totals_of[one.question])]
    sources = [one.source for one in found.made]
    return EstimateSummary(rows, ordered(rows, opened.codebook), sources, found.totals, found.notices)


@dataclass(frozen=True, slots=True)
class Estimators:
    """What can be estimated."""

    made: list[Estimator]
    totals: list[QuestionTotals]
    """Of every question asked for."""
    notices: tuple[str, ...]


def estimators(opened: Opened, options: EstimateOptions, *, questions: Collection[str] | None = None) -> Estimators:
    """What estimates each of the questions asked for that can be estimated.

    Raises:
        InputError: none can.
    """
    wanted = chosen_questions(opened, questions)
    stored = opened.project.counted_comments()
    comments = [comment for comment in stored if comment.question in wanted]
    found = [total for total in totals(opened.codebook, comments) if total.question in wanted]
    made: list[Estimator] = []
    refused: list[InputError] = []
    for total in found:
        try:
            if total.base:
                made.append(Estimator(opened, total.question, _of(comments, total.question), options))
        except InputError as error:
            refused.append(_with_plan(error, total, options))
    if refused and not made:
        raise refused[0]
    notices = [*opened.notices, *counting_notices(opened.codebook, stored, comments)]
    notices += [notice for one in made for notice in one.notices()]
    return Estimators(made, found, (*notices, *(f"{one.message} {one.hint}" for one in refused)))


def _with_plan(error: InputError, total: QuestionTotals, options: EstimateOptions) -> InputError:
    """The error, with the size of an audit that would be enough, where a margin was asked for."""
    if options.margin is None:
        return error
    unread = total.base - total.read_respondents
    size = enough_for_any(unread, margin=options.margin * total.base / 100, error=ERROR)
    return InputError(
        error.message,
        f"{error.hint} `coder audit draw --looks 1 --size {size}` is enough for ±{options.margin:g} points, however "
        "many people say it.",
    )


def _of(comments: Collection[CountedComment], question: str) -> list[CountedComment]:
    return [comment for comment in comments if comment.question == question]
