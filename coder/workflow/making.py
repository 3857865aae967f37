"""How the coding of a project was done, as far as its report says it."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from coder import __version__
from coder.agreeing.comparing import main
from coder.agreeing.units import Comparison, Kind
from coder.domain.codebook import Codebook
from coder.domain.decision import Decision, standing
from coder.reporting.findings import Agreed, Certified, Making, Read, Sent
from coder.store.project import Project
from coder.workflow.audited import batches
from coder.workflow.copied import same_texts
from coder.workflow.project import Opened

if TYPE_CHECKING:
    from coder.agreeing.measured import Measured

RESAMPLES = 200
"""Samples of respondents for the interval of agreement in a report."""


def making_of(
    opened: Opened,
    questions: Collection[str],
    made: Mapping[int, Sequence[Decision]],
    *,
    name_coders: bool,
    consent: str,
    withheld: int,
) -> Making:
    """Read it, but for agreement, which is measured when nobody has to wait for it (`agreed_of`).

    Args:
        opened: the project.
        questions: the open questions reported on.
        made: every decision that stands, by comment.
        name_coders: whether the report says who coded.
        consent: the column that says who may be quoted; empty: nobody was asked.
        withheld: comments that may not be quoted.
    """
    project, codebook = opened.project, opened.codebook
    decided = Counter(coder for several in made.values() for coder in {one.coder for one in several})
    machine = {one.coder for several in made.values() for one in several if one.by_machine}
    shown = [one for several in made.values() if (one := _in_view(several)) is not None]
    return Making(
        date=datetime.now(UTC).astimezone().date(),
        program=f"coder {__version__}",
        people=tuple(sorted((coder, number) for coder, number in decided.items() if coder not in machine)),
        machines=tuple(sorted((coder, number) for coder, number in decided.items() if coder in machine)),
        shown=len(shown),
        as_selected=sum(map(_as_selected, shown)),
        reading=tuple(_reading(project, made, questions)),
        certified=tuple(_certified(project, codebook, questions)),
        sent=tuple(
            Sent(question=one.question, submissions=one.submissions, distinct=one.distinct, copied=one.copied)
            for one in same_texts(project, questions)
        ),
        name_coders=name_coders,
        consent=consent,
        withheld=withheld,
    )


def _in_view(several: Sequence[Decision]) -> Decision | None:
    """The first decision of a person, if suggestions were in view."""
    first = next((one for one in several if not one.by_machine), None)
    return first if first is not None and first.suggested else None


def _as_selected(decision: Decision) -> bool:
    return {one.code for one in decision.suggested if one.assigned} == set(decision.codes)


def _reading(project: Project, made: Mapping[int, Sequence[Decision]], questions: Collection[str]) -> list[Read]:
    """In which orders the responses to each question were read: by the decision that counts on their first comment."""
    orders: dict[str, dict[tuple[str, str], str]] = {question: {} for question in questions}
    for comment in project.comments(questions):
        stands = standing([one for one in made.get(comment.id, ()) if not one.by_machine])
        if stands is not None:
            who = (comment.response.wave, comment.response.respondent)
            orders[comment.response.question].setdefault(who, _order(stands))
    return [
        Read(question=question, orders=dict(sorted(Counter(found.values()).items(), key=lambda one: -one[1])))
        for question, found in orders.items()
        if found
    ]


def _order(decision: Decision) -> str:
    """`random` of `random 17`, `by hand` as it is; empty for what was imported."""
    return decision.chosen if decision.chosen == "by hand" else decision.chosen.partition(" ")[0]


def _certified(project: Project, codebook: Codebook, questions: Collection[str]) -> list[Certified]:
    found = []
    for audit in project.audits():
        looks = project.audit_looks(audit.id)
        if not looks or audit.question not in questions:
            continue
        codes = dict.fromkeys(
            codebook.standing_in(str(one["code"]))
            for look in looks
            for one in look.findings
            if one["threshold"] is not None
        )
        if codes:
            read = sum(item.batch <= looks[-1].number for item in batches(project, audit).released)
            found.append(
                Certified(
                    question=audit.question,
                    audited=read,
                    codes=tuple(codes),
                    precision=looks[-1].precision,
                    confidence=looks[-1].confidence,
                )
            )
    return found


def agreed_of(codebook: Codebook, comparisons: Sequence[Comparison], questions: Collection[str]) -> tuple[Agreed, ...]:
    """How far coders agree: of each kind of comparison the one that says most."""
    if not comparisons:
        return ()
    from coder.agreeing.measured import measure  # noqa: PLC0415  (it brings scipy; only what was coded twice needs it)

    offered = {question: [code.id for code in codebook.assignable(question)] for question in questions}
    shown = [found for kind in Kind if (found := main(comparisons, kind)) is not None]
    return tuple(_agreement(measure(one, offered, resamples=RESAMPLES)) for one in shown)


def _agreement(one: "Measured") -> Agreed:
    overall = one.overall
    return Agreed(
        kind=one.comparison.kind.value,
        raters=one.comparison.raters,
        units=overall.units,
        whole=one.comparison.of == "response",
        respondents=overall.respondents,
        percent=overall.percent.value,
        kappa=overall.kappa.value,
        alpha=overall.alpha.value,
        alpha_low=overall.alpha.low,
        alpha_high=overall.alpha.high,
    )
