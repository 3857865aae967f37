"""`coder evaluate`: how well suggestions would have done on responses that are coded already."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path

from coder.codebook.read import read_codebook
from coder.domain.codebook import Codebook
from coder.domain.units import Unit
from coder.embedding.sentence import DEFAULT_MODEL, load_encoder
from coder.errors import InputError
from coder.evaluating.calibration import Calibration, by_code, calibration, skill_by_code
from coder.evaluating.curve import Point, Run, points
from coder.evaluating.drawing import held_out, shuffled
from coder.evaluating.metrics import measure
from coder.workflow.audited import check_targets
from coder.workflow.coded_file import read_coded_file
from coder.workflow.evaluated_audit import AuditOutcome, AuditPlan, simulated_audit
from coder.workflow.evaluated_notes import DataNotes, data_notes, result_notes
from coder.workflow.evaluated_responses import ReadResponse, ReadResponses, read_responses
from coder.workflow.progress import Progress, silent
from coder.workflow.simulation import Scores, Simulation, Taught
from coder.workflow.vectors import CachingEncoder

MOST_TEXTS = 1_000_000
"""Vectors kept: those of every text of the file."""


class Order(StrEnum):
    """In which order responses are reviewed."""

    RANDOM = "random"
    LEARN = "learn"


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluateOptions:
    """What is simulated."""

    budgets: Sequence[int | None] = (0, 100, 400, None)
    """Numbers of reviewed responses; None: all there are to learn from."""
    orders: Sequence[Order] = (Order.RANDOM,)
    seeds: int = 3
    test: float = 1 / 3
    unit: Unit = Unit.COMMENT
    audit: AuditPlan = field(default_factory=AuditPlan)
    model: str | None = None
    allow_download: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    """A run with what its figures leave out."""

    run: Run
    calibration: Calibration
    codes: tuple[tuple[str, Calibration], ...]
    """The calibration of each code that has pairs."""
    audit: AuditOutcome | None
    """None where nothing is learnt: nobody would code by machine then."""


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
    check_targets(options.audit.precision, options.audit.confidence)
    codebook = read_codebook(codebook_path)
    coded = read_coded_file(source, codebook)
    read = read_responses(coded.rows, codebook, options.unit, progress)
    test, rest = _split(source, read, options.test)
    loaded = load_encoder(options.model or DEFAULT_MODEL, allow_download=options.allow_download)
    encoder = CachingEncoder(loaded, most=MOST_TEXTS)
    simulation = Simulation(codebook, encoder, read.responses, test)
    simulation.embed(progress)
    evaluation = _Evaluation(codebook, read.responses, test, rest, simulation, options)
    runs = tuple(evaluation.runs(progress))
    about = DataNotes(read=read, test=test, rest=rest, codebook=codebook, budgets=options.budgets, audit=options.audit)
    return EvaluateSummary(
        tested=len(test),
        learnable=len(rest),
        runs=runs,
        points=tuple(points(one.run for one in runs)),
        notices=(*coded.notices, *data_notes(about), *result_notes([(one.run, one.codes) for one in runs])),
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
            f"None of the {len(test)} responses of {source} that are held out has a code.",
            "Hold out more of them with a greater --test.",
        )
    return test, [place for place, person in enumerate(people) if person not in held]


class _Evaluation:
    """All budgets, orders and seeds."""

    def __init__(
        self,
        codebook: Codebook,
        responses: Sequence[ReadResponse],
        test: Sequence[int],
        rest: Sequence[int],
        simulation: Simulation,
        options: EvaluateOptions,
    ) -> None:
        self._codebook, self._simulation, self._options = codebook, simulation, options
        self._test = [responses[place] for place in test]
        self._rest = list(rest)
        self._names = [responses[place].name for place in rest]

    def runs(self, progress: Progress) -> Iterator[Evaluated]:
        """Every run, budget by budget."""
        budgets = self._budgets()
        total = len(budgets) * len(self._options.orders) * self._options.seeds
        done = 0
        for order in self._options.orders:
            drawn = [self._draws(order, seed, list(budgets)) for seed in range(self._options.seeds)]
            for number, asked in budgets.items():
                seen: set[Taught] = set()
                for seed in range(self._options.seeds):
                    taught = drawn[seed][number]
                    yield self._run(order, asked, seed, taught, repeated=taught in seen)
                    seen.add(taught)
                    done += 1
                    progress("Evaluating", done, total)

    def _budgets(self) -> dict[int, str]:
        """The numbers of responses to learn from, rising, each with the name it was asked for by."""
        most = len(self._rest)
        asked = {min(most if one is None else one, most): "" for one in self._options.budgets}
        return {number: "all" if number == most else str(number) for number in sorted(asked)}

    def _draws(self, order: Order, seed: int, numbers: Sequence[int]) -> dict[int, Taught]:
        """The responses that are reviewed, for each number of them; a greater number contains a smaller."""
        by_lot = [self._rest[place] for place in shuffled(self._names, seed)]
        if order is Order.RANDOM:
            return {number: frozenset(by_lot[:number]) for number in numbers}
        # What a model is unsure of does not depend on the lot: every seed is the first.
        by_lot = [self._rest[place] for place in shuffled(self._names, 0)] if seed else by_lot
        return self._by_doubt(by_lot, numbers)

    def _by_doubt(self, left: list[int], numbers: Sequence[int]) -> dict[int, Taught]:
        taught: Taught = frozenset()
        found: dict[int, Taught] = {}
        for number in numbers:
            if wanted := number - len(taught):
                doubts = self._simulation.doubts(taught, left)
                unsure = sorted(range(len(left)), key=lambda place: (-doubts[place], place))
                taught |= {left[place] for place in unsure[:wanted]}
                left = [place for place in left if place not in taught]
            found[number] = taught
        return found

    def _run(self, order: Order, asked: str, seed: int, taught: Taught, *, repeated: bool) -> Evaluated:
        scores = self._simulation.scores(taught)
        calibrated = calibration(scores.judged)
        audit = (
            simulated_audit(self._codebook, self._test, scores, self._options.audit, seed)
            if taught and self._options.audit.size
            else None
        )
        figures = _figures(scores, calibrated, audit)
        run = Run(order=order, budget=asked, reviewed=len(taught), seed=seed, repeated=repeated, figures=figures)
        each = zip(self._codebook.placed, by_code(scores.judged), strict=True)
        codes = tuple((code, one) for code, one in each if one.pairs)
        return Evaluated(run=run, calibration=calibrated, codes=codes, audit=audit)


def _figures(scores: Scores, calibrated: Calibration, audit: AuditOutcome | None) -> dict[str, float | None]:
    """All figures of a run, flat; those of an audit are None where there is none."""
    return {
        **asdict(measure(scores.judged)),
        "pairs": calibrated.pairs,
        "ece": calibrated.ece,
        "ece_chance": calibrated.ece_chance,
        "brier": calibrated.brier,
        "brier_skill": calibrated.brier_skill,
        "brier_skill_by_code": skill_by_code(scores.judged),
        "audited": audit and audit.audited,
        "audit_tested": audit and audit.tested,
        "certified": audit and len(audit.certified),
        "machine_applied": audit and audit.applied,
        "machine_share": audit and audit.share,
        "machine_precision": audit and audit.precision,
        "false_certificates": audit and audit.false,
    }
