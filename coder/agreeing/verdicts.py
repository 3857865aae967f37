"""What the figures of a code say in words, and by which rule."""

from enum import StrEnum

from coder.agreeing.measured import Agreement
from coder.agreeing.resampling import FEWEST_CLUSTERS

FEWEST = 10
"""Comments to which at least one of the raters gave a code, below which nothing is said of it;"""
TENTATIVE, RELIABLE = 0.667, 0.8
"""and the alphas from which Krippendorff (2004) would draw tentative conclusions, and rely on a variable."""


class Verdict(StrEnum):
    """What there is to say of a code."""

    GOOD = "good"
    BORDERLINE = "borderline"
    VAGUE = "vague code"
    WEAK = "weak machine"
    EITHER = "vague code or weak machine"
    FEW = "too few"
    NONE = ""
    """Nobody judged it."""


RULE = (
    f"The rule: alpha from {RELIABLE:g} is good, from {TENTATIVE:g} borderline. Below that a code is vague where "
    "people disagree; where people agree and the machine does not, the machine is weak. Too few: fewer than "
    f"{FEWEST} comments to which anybody gave it, comments of fewer than {FEWEST_CLUSTERS} people, or an interval that "
    f"reaches from below {TENTATIVE:g} to above {RELIABLE:g}."
)


def level(found: Agreement | None) -> Verdict:
    """How well raters agree on a code: good, borderline, vague, or too few to say."""
    if found is None or not found.units:
        return Verdict.NONE
    alpha, one_sided = found.alpha, found.both in (0, found.carrying)
    if found.carrying < FEWEST or found.respondents < FEWEST_CLUSTERS:
        return Verdict.FEW
    if alpha.value is None or (alpha.low is None and not one_sided):
        return Verdict.FEW
    if alpha.low is not None and alpha.high is not None and alpha.low < TENTATIVE and alpha.high > RELIABLE:
        return Verdict.FEW
    if alpha.value >= RELIABLE:
        return Verdict.GOOD
    return Verdict.BORDERLINE if alpha.value >= TENTATIVE else Verdict.VAGUE


def verdict(people: Agreement | None, machine: Agreement | None) -> Verdict:
    """What a code's figures say: of people among themselves, then of a person and the machine."""
    among_people, with_machine = level(people), level(machine)
    if among_people in (Verdict.VAGUE, Verdict.BORDERLINE):
        return among_people
    if with_machine is Verdict.VAGUE:
        return Verdict.WEAK if among_people is Verdict.GOOD else Verdict.EITHER
    return among_people if among_people is not Verdict.NONE else with_machine
