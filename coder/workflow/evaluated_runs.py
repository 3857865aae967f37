"""All the runs of an evaluation: every number of reviewed responses, in every order, drawn by every seed."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from enum import StrEnum

from coder.domain.codebook import Codebook
from coder.evaluating.calibration import Calibration, by_code, calibration, skill_by_code
from coder.evaluating.curve import Run
from coder.evaluating.drawing import shuffled
from coder.evaluating.metrics import measure
from coder.workflow.evaluated_audit import AuditOutcome, AuditPlan, simulated_audit
from coder.workflow.evaluated_responses import ReadResponse
from coder.workflow.progress import Progress
from coder.workflow.simulation import Scores, Simulation, Taught


class Order(StrEnum):
    """In which order responses are reviewed."""

    RANDOM = "random"
    LEARN = "learn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is simulated."""

    budgets: Sequence[int | None] = (0, 100, 400, None)
    """Numbers of reviewed responses; None: all there are to learn from."""
    orders: Sequence[Order] = (Order.RANDOM,)
    seeds: int = 3
    audit: AuditPlan = field(default_factory=AuditPlan)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    """A run with what its figures leave out."""

    run: Run
    calibration: Calibration
    codes: tuple[tuple[str, Calibration], ...]
    """The calibration of each code that has pairs."""
    audit: AuditOutcome | None
    """None where nothing is learnt: nobody would code by machine then."""


class Evaluation:
    """Teaches with some responses and compares on others, as a plan says."""

    def __init__(
        self,
        codebook: Codebook,
        responses: Sequence[ReadResponse],
        test: Sequence[int],
        rest: Sequence[int],
        simulation: Simulation,
        plan: Plan,
    ) -> None:
        self._codebook, self._simulation, self._plan = codebook, simulation, plan
        self._test = [responses[place] for place in test]
        self._rest = list(rest)
        self._names = [responses[place].name for place in rest]

    def runs(self, progress: Progress) -> Iterator[Evaluated]:
        """Every run, budget by budget."""
        budgets = self._budgets()
        total = len(budgets) * len(self._plan.orders) * self._plan.seeds
        done = 0
        for order in self._plan.orders:
            drawn = self._draws(order, list(budgets))
            for number, asked in budgets.items():
                seen: set[Taught] = set()
                for seed, draws in enumerate(drawn):
                    taught = draws[number]
                    yield self._run(order, asked, seed, taught, repeated=taught in seen)
                    seen.add(taught)
                    done += 1
                    progress("Evaluating", done, total)

    def _budgets(self) -> dict[int, str]:
        """The numbers of responses to learn from, rising, each with the name it was asked for by."""
        most = len(self._rest)
        asked = {min(most if one is None else one, most): "" for one in self._plan.budgets}
        return {number: "all" if number == most else str(number) for number in sorted(asked)}

    def _draws(self, order: Order, numbers: Sequence[int]) -> list[dict[int, Taught]]:
        """The responses that each seed reviews, for each number of them; a greater number contains a smaller.

        What teaches most does not depend on the lot: in that order, every seed reviews the same.
        """
        seeds = self._plan.seeds
        if order is Order.LEARN:
            return [self._by_lessons(numbers)] * seeds
        lots = ([self._rest[place] for place in shuffled(self._names, seed)] for seed in range(seeds))
        return [{number: frozenset(lot[:number]) for number in numbers} for lot in lots]

    def _by_lessons(self, numbers: Sequence[int]) -> dict[int, Taught]:
        """By what teaches most, as a sitting orders it that begins at each number with a model taught so far."""
        taught: Taught = frozenset()
        found: dict[int, Taught] = {}
        for number in numbers:
            if wanted := number - len(taught):
                taught |= set(self._simulation.learn_next(taught, set(self._rest) - taught, wanted))
            found[number] = taught
        return found

    def _run(self, order: Order, asked: str, seed: int, taught: Taught, *, repeated: bool) -> Evaluated:
        scores = self._simulation.scores(taught)
        calibrated = calibration(scores.judged)
        audit = (
            simulated_audit(self._codebook, self._test, scores, self._plan.audit, seed)
            if taught and self._plan.audit.size
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
        "pairs_expected": calibrated.expected,
        "pairs_found": calibrated.found,
        "ece": calibrated.ece,
        "ece_chance": calibrated.ece_chance,
        "brier": calibrated.brier,
        "brier_skill": calibrated.brier_skill,
        "brier_skill_by_code": skill_by_code(scores.judged),
        "audited": audit and audit.audited,
        "audit_looks": audit and audit.looks,
        "audit_tested": audit and audit.tested,
        "certified": audit and len(audit.certified),
        "machine_applied": audit and audit.applied,
        "machine_share": audit and audit.share,
        "machine_precision": audit and audit.precision,
        "false_certificates": audit and audit.false,
    }
