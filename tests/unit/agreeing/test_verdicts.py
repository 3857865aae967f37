"""What is said of a code in words."""

import pytest

from coder.agreeing.measured import measure
from coder.agreeing.units import Unit
from coder.agreeing.verdicts import FEWEST, Verdict, level, verdict
from tests.unit.agreeing.published import comparison, table


def figures(*cells):
    return measure(comparison(table(*cells)), {"q": ["x"]}, resamples=300).of("x")


GOOD, VAGUE, BORDERLINE = figures(120, 5, 5, 120), figures(60, 60, 60, 60), figures(350, 70, 70, 510)
WIDE, RARE, PERFECT = figures(10, 2, 2, 20), figures(4, 3, 2, 200), figures(30, 0, 0, 70)


@pytest.mark.parametrize(
    ("people", "machine", "said"),
    [
        (GOOD, GOOD, Verdict.GOOD),
        (GOOD, VAGUE, Verdict.WEAK),
        (GOOD, RARE, Verdict.GOOD),
        (PERFECT, None, Verdict.GOOD),
        (VAGUE, GOOD, Verdict.VAGUE),
        (BORDERLINE, VAGUE, Verdict.BORDERLINE),
        (RARE, VAGUE, Verdict.EITHER),
        (None, VAGUE, Verdict.EITHER),
        (None, GOOD, Verdict.GOOD),
        (WIDE, None, Verdict.FEW),
        (RARE, None, Verdict.FEW),
        (None, None, Verdict.NONE),
    ],
)
def test_verdicts(people, machine, said):
    assert verdict(people, machine) is said


def test_the_fewest_comments():
    assert level(figures(FEWEST - 1, 0, 0, 100)) is Verdict.FEW
    assert level(figures(FEWEST, 0, 0, 100)) is Verdict.GOOD
    assert level(figures(0, FEWEST, 0, 0)) is Verdict.VAGUE


def test_the_fewest_people():
    rows = [Unit(one.id, ("", str(one.id % 9)), one.question, one.given) for one in table(30, 0, 0, 70)]
    assert level(measure(comparison(rows), {"q": ["x"]}, resamples=300).of("x")) is Verdict.FEW
