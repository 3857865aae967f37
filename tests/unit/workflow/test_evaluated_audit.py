import numpy as np
import pytest

from coder.domain.units import Unit
from coder.evaluating.judged import Judged
from coder.workflow.evaluated_audit import AuditPlan, audit_sizes, simulated_audit
from coder.workflow.simulation import Scores
from tests.unit.workflow.evaluated import BOOK, read, row

CODES = list(BOOK.placed)
PEOPLE = 300


def world(wrong=0.0, question="q1"):
    """Parking is on half of the responses, and so scored on them; on a share of these people left it out."""
    rng = np.random.default_rng(3)
    suggested = np.arange(PEOPLE) % 2 == 0
    given = suggested & (rng.random(PEOPLE) >= wrong)
    responses = read(
        [row(n, f"number {n}", *(["parking"] if has else []), question=question) for n, has in enumerate(given)]
    ).responses
    scores = np.full((PEOPLE, len(CODES)), -np.inf)
    scores[:, :3] = 0.01
    scores[:, 0] = np.where(suggested, 0.9, 0.02)
    flags = np.zeros(scores.shape, dtype=bool)
    flags[:, 0] = given
    return responses, Scores(scores[:, :3], range(PEOPLE), tuple(CODES[:3]), Judged(flags, scores, scores > 0.5))


def test_a_code_that_is_always_right_is_certified_and_does_the_work():
    found = simulated_audit(BOOK, *world(), AuditPlan(size=100), 0)
    assert [(one.question, one.code, one.threshold) for one in found.certified] == [("q1", "parking", 0.9)]
    assert found.audited == 100
    assert found.applied == found.given > 80
    assert (found.share, found.precision, found.false) == (1, 1, 0)


def test_a_code_that_is_often_wrong_is_not():
    found = simulated_audit(BOOK, *world(wrong=0.4), AuditPlan(size=100), 0)
    assert found.certified == ()
    assert (found.applied, found.share, found.precision) == (0, 0, None)
    assert found.tested == 3


def test_a_certificate_that_the_rest_belies_is_called_false():
    plan = AuditPlan(size=100, precision=0.9, confidence=0.5)
    found = [simulated_audit(BOOK, *world(wrong=0.12), plan, seed) for seed in range(20)]
    belied = [one for audit in found for one in audit.certified if one.false]
    assert belied
    assert all(one.right / one.applied < 0.9 for one in belied)
    assert all(one.right / one.applied >= 0.9 for audit in found for one in audit.certified if not one.false)


def test_an_audit_takes_at_most_half_of_a_question():
    responses, scores = world()
    assert audit_sizes(responses, 100) == {"q1": 100}
    assert audit_sizes(responses, 1000) == {"q1": 150}
    assert audit_sizes(responses[:1], 1000) == {"q1": 0}
    assert simulated_audit(BOOK, responses, scores, AuditPlan(size=1000), 0).audited == 150


def test_seeds_draw_different_audits_and_the_same_again():
    responses, scores = world(wrong=0.05)
    found = [simulated_audit(BOOK, responses, scores, AuditPlan(size=60), seed) for seed in (0, 0, 1)]
    assert found[0] == found[1]
    assert found[0].given != found[2].given


def test_a_response_is_wrong_where_one_of_its_comments_is():
    text = "Dear parking. Kind staff."
    rows = []
    for n in range(PEOPLE):
        rows += [row(n, text, "parking", span=(0, 13)), row(n, text, "staff", span=(14, 25))]
    responses = read(rows, Unit.COMMENT).responses
    comments = np.tile([[0.9, 0.1, 0.01], [0.9, 0.9, 0.01]], (PEOPLE, 1))
    flags = np.tile([True, True, False, False], (PEOPLE, 1))
    judged = Judged(flags, np.tile([0.9, 0.9, 0.01, -np.inf], (PEOPLE, 1)), flags)
    groups = [n for n in range(PEOPLE) for _ in range(2)]
    found = simulated_audit(BOOK, responses, Scores(comments, groups, tuple(CODES[:3]), judged), AuditPlan(size=100), 0)
    assert [one.code for one in found.certified] == ["staff"]
    assert found.share == pytest.approx(0.5)
