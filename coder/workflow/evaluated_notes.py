"""What a person should know before trusting the figures of an evaluation, in words."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from coder.auditing.certify import error_per_test
from coder.auditing.exact import items_needed
from coder.domain.codebook import Codebook
from coder.domain.text import plural
from coder.evaluating.calibration import Calibration
from coder.evaluating.curve import Run
from coder.evaluating.judged import OFTEN
from coder.evaluating.ranking import FIRST
from coder.suggesting.words import normal
from coder.workflow.evaluated_audit import AuditPlan, audit_looks, audit_sizes
from coder.workflow.evaluated_responses import ReadResponses

FEW = 300
"""Tested responses below which it is said how little a figure says."""
NAMED = 5
"""Codes named in a sentence; of more, how many there are."""
WORST = 3
"""Codes named as the worst calibrated."""
MUCH = 0.1
"""Share by which scores may be too high or too low on the whole without a word."""
SURPRISING = 3.0
"""Standard deviations from which chance is no explanation, with some dozens of codes."""
_ROUGHLY = 1.96 * 0.5
"""Half the width of a 95 % interval of a share near one half, times the root of the number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataNotes:
    """What is evaluated on."""

    read: ReadResponses
    test: Sequence[int]
    """Places of the responses that are tested."""
    rest: Sequence[int]
    """Places of those to learn from."""
    codebook: Codebook
    budgets: Sequence[int | None]
    audit: AuditPlan


def data_notes(about: DataNotes) -> Iterator[str]:
    """What follows from the data alone."""
    if about.read.unread:
        yield (
            f"{plural(about.read.unread, 'response')} left out: no person has decided them, or not all of their "
            "comments."
        )
    most = len(about.rest)
    beyond = [f"{asked:,}" for asked in about.budgets if asked is not None and asked > most]
    if beyond:
        stand = "stands" if len(beyond) == 1 else "stand"
        yield f"With {plural(most, 'response')} to learn from, {' and '.join(beyond)} {stand} for all of them."
    yield from _few(about)
    yield from _codes(about)
    yield from _audits(about)


def _few(about: DataNotes) -> Iterator[str]:
    responses = about.read.responses
    tested = [responses[place] for place in about.test]
    coded = sum(bool(response.codes) for response in tested)
    if coded < FEW:
        yield (
            f"Only {plural(coded, 'coded response')} to test on: with so few, a share such as hit1 is uncertain by "
            f"about {_ROUGHLY / sqrt(coded):.2f} either way."
        )
    texts = {(responses[place].key.question, normal(responses[place].text)) for place in about.rest}
    same = sum((response.key.question, normal(response.text)) in texts for response in tested)
    if same:
        yield (
            "Tested responses with the same text as one to learn from, but for case, spacing and punctuation, which "
            f"they follow as they would in real work: at least {same} of {len(tested)}. Those with nearly the same "
            "text, or only some comments the same, come on top."
        )


def _codes(about: DataNotes) -> Iterator[str]:
    usable = [code for code, placed in about.codebook.placed.items() if placed.code.codable and not placed.code.retired]
    if len(usable) <= FIRST:
        yield f"With {plural(len(usable), 'code')} to choose from, recall3 says nothing."
    counts = Counter(code for place in about.test for code in about.read.responses[place].codes)
    rare = [code for code in usable if counts[code] < OFTEN]
    if rare:
        yield (
            f"{plural(len(rare), 'code')} on fewer than {OFTEN} of the tested responses, so left out of mAP and "
            f"macroF1: {_named(rare)}."
        )
    outside = Counter(
        code
        for place in about.test
        for code in about.read.responses[place].codes
        if about.read.responses[place].key.question not in about.codebook.placed[code].questions or code not in usable
    )
    if outside:
        yield (
            "Given on the tested responses, but never to be suggested (outside the code's questions, retired, or not "
            f"codable): {_named(list(outside))}. That is {plural(outside.total(), 'code')} that count as missed."
        )


def _audits(about: DataNotes) -> Iterator[str]:
    if not about.audit.size:
        return
    tested = [about.read.responses[place] for place in about.test]
    sizes = audit_sizes(tested, about.audit.size)
    cut = [f"{question} ({size})" for question, size in sizes.items() if size < about.audit.size]
    fewer = [
        f"{question} ({looks})"
        for question, looks in audit_looks(tested, about.audit).items()
        if looks < about.audit.looks
    ]
    if cut:
        yield (
            f"The simulated audits of {_named(cut)} are smaller than {about.audit.size}: half of the question's tested "
            "responses are kept to see what certificates are worth. Small audits certify little."
        )
    if fewer:
        yield (
            f"The simulated audits have fewer than {plural(about.audit.looks, 'look')} at {_named(fewer)}: more would "
            "take over half of the question's tested responses. With fewer looks, each of them may err more."
        )


def result_notes(runs: Sequence[tuple[Run, Sequence[tuple[str, Calibration]]]]) -> Iterator[str]:
    """What the figures themselves warn of, at the greatest number of reviewed responses."""
    run, codes = max(runs, key=lambda one: (one[0].reviewed, -one[0].seed))
    ece, chance = run.figures["ece"], run.figures["ece_chance"]
    if ece is not None and chance is not None and chance > ece / 2:
        yield (
            f"Of an ECE of {ece:.3f}, about {chance:.3f} is to be expected by chance from so few pairs, however well "
            "calibrated the scores."
        )
    expected, found = run.figures["pairs_expected"] or 0.0, run.figures["pairs_found"] or 0.0
    if abs(expected - found) > MUCH * expected:
        yield (
            f"After {plural(run.reviewed, 'response')} the scores expect {expected:,.0f} codes where people gave "
            f"{found:,.0f}: they are too {'high' if expected > found else 'low'} on the whole."
        )
    worst = sorted(((_surprise(one), code, one) for code, one in codes), key=lambda found: -found[0])
    said = [
        f"{code} (expected on {one.expected:.0f} of {plural(one.pairs, 'response')}, found on {one.found})"
        for surprise, code, one in worst[:WORST]
        if surprise > SURPRISING
    ]
    if said:
        yield f"Worst calibrated after {plural(run.reviewed, 'response')}: {'; '.join(said)}."


def certificate_notes(runs: Sequence[Run], plan: AuditPlan, looks: Collection[int]) -> Iterator[str]:
    """Why nothing was certified, where nothing was.

    Args:
        runs: What was found.
        plan: What was to be certified.
        looks: How many looks the audits had, of which each bears its part of the error.
    """
    certified = [run.figures["certified"] for run in runs if run.figures["certified"] is not None]
    if certified and not any(certified):
        had = sorted(set(looks) or {plan.looks})
        needed = {one: items_needed(1, plan.precision, error_per_test(plan.confidence, one)) for one in had}
        takes = " or ".join(f"{items} in an audit of {plural(one, 'look')}" for one, items in needed.items())
        yield (
            f"No simulated audit certified a code. A precision of {plan.precision:g} with a confidence of "
            f"{plan.confidence:g} takes about so many audited responses that would get the code, all but one of them "
            f"rightly: {takes}. A larger --audit or a lower --precision shows what would do."
        )


def _surprise(one: Calibration) -> float:
    """How far a code is from being as frequent as its scores expect, in standard deviations of a binomial."""
    spread = sqrt(one.expected * (1 - one.expected / one.pairs))
    return abs(one.found - one.expected) / spread if spread else 0.0


def _named(names: Sequence[str]) -> str:
    shown = ", ".join(names[:NAMED])
    return f"{shown} and {len(names) - NAMED} more" if len(names) > NAMED else shown
