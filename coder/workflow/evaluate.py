"""`coder evaluate`: how well suggestions would have done on responses that are coded already."""

from dataclasses import dataclass, field
from pathlib import Path

from coder.codebook.read import read_codebook
from coder.domain.text import plural
from coder.domain.units import Unit
from coder.embedding.loading import DEFAULT_MODEL, load_encoder
from coder.errors import InputError
from coder.evaluating.curve import Point, points
from coder.evaluating.drawing import held_out
from coder.workflow.audited import check_targets
from coder.workflow.coded_file import read_coded_file
from coder.workflow.evaluated_audit import audit_looks
from coder.workflow.evaluated_notes import DataNotes, certificate_notes, data_notes, result_notes
from coder.workflow.evaluated_responses import ReadResponses, read_responses
from coder.workflow.evaluated_runs import Evaluated, Evaluation, Plan
from coder.workflow.progress import Progress, silent
from coder.workflow.simulation import Simulation
from coder.workflow.vectors import CachingEncoder

MOST_TEXTS = 1_000_000
"""Vectors kept: those of every text of the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluateOptions:
    """How a file is evaluated."""

    plan: Plan = field(default_factory=Plan)
    test: float = 1 / 3
    """Share of the respondents whose responses are held out."""
    unit: Unit = Unit.COMMENT
    model: str | None = None
    allow_download: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluateSummary:
    """What was found."""

    tested: int
    """Responses."""
    learnable: int
    """Responses there are to learn from."""
    runs: tuple[Evaluated, ...]
    points: tuple[Point, ...]
    notices: tuple[str, ...]


def evaluate_file(
    source: Path, codebook_path: Path, options: EvaluateOptions, *, progress: Progress = silent
) -> EvaluateSummary:
    """Hold a part of the responses out, teach with more and more of the others, and compare.

    Raises:
        InputError: there are no codes to compare with, or too few respondents to hold some out.
    """
    plan = options.plan
    check_targets(plan.audit.precision, plan.audit.confidence)
    codebook = read_codebook(codebook_path)
    coded = read_coded_file(source, codebook)
    read = read_responses(coded.rows, codebook, options.unit, progress)
    test, rest = _split(source, read, options.test)
    loaded = load_encoder(options.model or DEFAULT_MODEL, allow_download=options.allow_download)
    encoder = CachingEncoder(loaded, most=MOST_TEXTS)
    simulation = Simulation(codebook, encoder, read.responses, test)
    simulation.embed(progress)
    runs = tuple(Evaluation(codebook, read.responses, test, rest, simulation, plan).runs(progress))
    looks = audit_looks([read.responses[place] for place in test], plan.audit).values()
    about = DataNotes(read=read, test=test, rest=rest, codebook=codebook, budgets=plan.budgets, audit=plan.audit)
    return EvaluateSummary(
        tested=len(test),
        learnable=len(rest),
        runs=runs,
        points=tuple(points(one.run for one in runs)),
        notices=(
            *coded.notices,
            *data_notes(about),
            *result_notes([(one.run, one.codes) for one in runs]),
            *certificate_notes([one.run for one in runs], plan.audit, looks),
        ),
    )


def _split(source: Path, read: ReadResponses, share: float) -> tuple[list[int], list[int]]:
    """The places of the responses that are tested, and of those that teach."""
    responses = read.responses
    if not any(response.codes for response in responses):
        raise InputError(
            f"{source} has no response to which a person gave a code, so there is nothing to compare with.",
            "Codes by a machine, and rows with 0 in 'decided', do not count.",
        )
    people = [response.key.respondent for response in responses]
    if len(set(people)) < 2:
        raise InputError(
            f"{source} has the coded responses of one respondent; some are to teach and others to test.",
            "Evaluate a file with at least two respondents, better with some hundreds.",
        )
    held = held_out(people, share)
    test = [place for place, person in enumerate(people) if person in held]
    if not any(responses[place].codes for place in test):
        raise InputError(
            f"Of {source}, {plural(len(test), 'response')} would be held out, and none of them has a code.",
            "Hold out more of them with a greater --test.",
        )
    return test, [place for place, person in enumerate(people) if person not in held]
