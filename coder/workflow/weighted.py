"""`coder count --weighted`: the frequency tables with each respondent counted by their weight beside them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from coder.counting.asked import Asked, Floats
from coder.counting.weights import effective_base, wilson
from coder.domain.results import CountBasis
from coder.workflow.count import CountSummary, count_opened
from coder.workflow.project import open_project
from coder.workflow.tabled import Tabled


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightedFrequency:
    """What a row of the frequency table comes to with weights; mentions are never weighted."""

    weighted_base: float
    """Weights of the respondents who gave a response with any content."""
    weighted_read_respondents: float
    """Of those whom percentages are of."""
    weighted_respondents: float
    weighted_percent_of_respondents: float | None
    effective_base: float
    """How many respondents of equal weight those read are worth (Kish)."""
    weighted_low: float | None
    """95 % score interval of the weighted percentage, with the effective base."""
    weighted_high: float | None


Weighted = Mapping[tuple[str, str], WeightedFrequency]
"""By question and code."""


def count_weighted(
    path: Path, *, basis: CountBasis, questions: Collection[str] | None, top: int, also: int
) -> tuple[CountSummary, Weighted, list[str]]:
    """Count the mentions of every code, weigh the respondents, and say what there is to say of the weights."""
    with open_project(path, read_only=True) as opened, opened.project.snapshot():
        tabled = Tabled(opened, basis)
        said = tabled.weighing()
        summary = count_opened(opened, basis=basis, questions=questions, top=top, also=also)
        shown = {row.question for row in summary.frequencies}
        asked = [tabled.asked(question) for question in opened.codebook.open_questions if question.id in shown]
        weights = tabled.people.weights
        found = {} if weights is None else {key: row for one in asked for key, row in _rows(one, weights).items()}
        return summary, found, said


def _rows(asked: Asked, weights: Floats) -> dict[tuple[str, str], WeightedFrequency]:
    base, read = float(weights[asked.answered].sum()), float(weights[asked.base].sum())
    effective = effective_base(weights[asked.base])
    rows = {}
    for item in asked.items:
        mentioned = float(weights[item.mentions > 0].sum()) if item.mentions is not None else 0.0
        share = min(float(weights[item.who].sum()) / read, 1.0) if read else None
        low, high = (None, None) if share is None else (100 * end for end in wilson(share, effective))
        rows[asked.question, item.key] = WeightedFrequency(
            weighted_base=base,
            weighted_read_respondents=read,
            weighted_respondents=mentioned,
            weighted_percent_of_respondents=None if share is None else 100 * share,
            effective_base=effective,
            weighted_low=low,
            weighted_high=high,
        )
    return rows
