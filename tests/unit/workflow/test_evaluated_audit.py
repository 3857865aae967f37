from dataclasses import replace

import numpy as np
import pytest

from coder.auditing.certify import certify
from coder.domain.units import Unit
from coder.evaluating.judged import Judged
from coder.workflow.audit import AuditOptions
from coder.workflow.evaluated_audit import AuditPlan, audit_looks, audit_sizes, simulated_audit
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
    found = simulated_audit(BOOK, *world(), AuditPlan(size=100, looks=1), 0)
    assert [(one.question, one.code, one.threshold) for one in found.certified] == [("q1", "parking", 0.9)]
    assert found.audited == 100
    assert found.applied == found.given > 80
    assert (found.share, found.precision, found.false) == (1, 1, 0)


def test_a_code_that_is_often_wrong_is_not():
    found = simulated_audit(BOOK, *world(wrong=0.4), AuditPlan(size=100, looks=1), 0)
    assert found.certified == ()
    assert (found.applied, found.share, found.precision) == (0, 0, None)
    assert found.tested == 3


def test_a_certificate_that_the_rest_belies_is_called_false():
    plan = AuditPlan(size=100, looks=1, precision=0.9, confidence=0.5)
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
    found = simulated_audit(
        BOOK, responses, Scores(comments, groups, tuple(CODES[:3]), judged), AuditPlan(size=100, looks=1), 0
    )
    assert [one.code for one in found.certified] == ["staff"]
    assert found.share == pytest.approx(0.5)


def test_a_pair_that_people_gave_counts_as_theirs_however_its_certificate_calls_it():
    text = "Dear parking. Kind staff."
    rows = []
    for n in range(PEOPLE):
        rows += [row(n, text, "parking", span=(0, 13)), row(n, text, "staff", span=(14, 25))]
    responses = read(rows, Unit.COMMENT).responses
    rng = np.random.default_rng(4)
    both = np.repeat(rng.random(PEOPLE) < 0.06, 2)
    comments = np.tile([[0.9, 0.1, 0.01], [0.01, 0.1, 0.01]], (PEOPLE, 1))
    comments[1::2, 0] = np.where(both[1::2], 0.9, 0.01)
    flags = np.tile([True, True, False, False], (PEOPLE, 1))
    judged = Judged(flags, np.tile([0.9, 0.1, 0.01, -np.inf], (PEOPLE, 1)), flags)
    groups = [n for n in range(PEOPLE) for _ in range(2)]
    plan = AuditPlan(size=100, looks=1, precision=0.8)
    found = simulated_audit(BOOK, responses, Scores(comments, groups, tuple(CODES[:3]), judged), plan, 0)
    [parking] = found.certified
    assert parking.found == parking.applied == PEOPLE - found.audited > parking.right
    assert found.share == pytest.approx(0.5)
    assert found.precision < 1


def test_codes_that_no_machine_may_apply_are_none_of_its_share():
    responses, scores = world()
    old = replace(BOOK, codes=tuple(replace(code, retired=code.id == "staff") for code in BOOK.codes))
    given = [replace(one, lessons=tuple(_also(lesson, "staff", "top") for lesson in one.lessons)) for one in responses]
    plain = simulated_audit(BOOK, responses, scores, AuditPlan(size=100), 0)
    found = simulated_audit(old, given, scores, AuditPlan(size=100), 0)
    assert (found.given, found.share) == (plain.given, plain.share) == (plain.given, 1)


def _also(lesson, *codes):
    return replace(lesson, codes=(*lesson.codes, *codes))


def test_an_audit_has_the_looks_of_a_drawn_one():
    responses, scores = world()
    assert AuditPlan().looks == AuditOptions().looks == 3
    assert audit_looks(responses, AuditPlan(size=50)) == {"q1": 3}
    assert audit_looks(responses, AuditPlan(size=75)) == {"q1": 2}
    assert audit_looks(responses, AuditPlan(size=100)) == {"q1": 1}
    assert audit_looks(responses, AuditPlan(size=0)) == {}
    found = simulated_audit(BOOK, responses, scores, AuditPlan(size=50), 0)
    assert (found.audited, found.looks) == (150, 3)
    assert found.certified[0].applied == found.given


def test_looks_divide_the_error_and_leave_out_what_is_drawn_and_not_read_yet(monkeypatch):
    seen = []

    def spied(evidence, *, precision, delta):
        seen.append((evidence.frame_size, evidence.sample_size, len(evidence.rest), delta))
        return certify(evidence, precision=precision, delta=delta)

    monkeypatch.setattr("coder.workflow.evaluated_audit.certify", spied)
    responses, scores = world()
    simulated_audit(BOOK, responses, scores, AuditPlan(size=40), 0)
    each = pytest.approx(0.05 / 3)
    assert seen[::3] == [(220, 40, 180, each), (260, 80, 180, each), (300, 120, 180, each)]


def test_later_looks_certify_what_the_first_could_not():
    responses, scores = world()
    one = simulated_audit(BOOK, responses, scores, AuditPlan(size=40, looks=1), 0)
    three = simulated_audit(BOOK, responses, scores, AuditPlan(size=40, looks=3), 0)
    assert (one.certified, one.audited) == ((), 40)
    assert ([found.code for found in three.certified], three.audited) == (["parking"], 120)
