"""Audits in the store: the frame they are drawn from, what they hold, their looks."""

from dataclasses import replace

import pytest

from coder.domain.response import Span
from coder.errors import ProjectError
from coder.store.records import NewDivision
from tests.unit.store.conftest import NOON, TEXTS, audit_of, look, made


@pytest.fixture
def divided(project):
    project.divide([NewDivision(n, (Span(0, len(text)),), "auto", "x") for n, text in enumerate(TEXTS.values(), 1)])
    return project


def test_an_audit_is_read_back_as_it_was_opened(divided):
    number = divided.open_audit(audit_of(3, 1, looks=2))
    (found,) = divided.audits()
    assert (found.id, found.question, found.seed, found.size, found.looks) == (number, "q1", 7, 2, 2)
    assert (found.frame_size, found.precision, found.confidence, found.closed) == (3, 0.9, 0.95, None)
    items = divided.audit_items(number)
    assert [(item.position, item.response, item.batch) for item in items] == [(0, 3, 1), (1, 1, 2)]
    assert [item.inclusion for item in items] == [1 / 3, 2 / 3]


def test_what_a_person_read_is_in_no_frame_and_a_decision_taken_back_was_reading(divided):
    divided.record([made(1, "kind", id="d1"), made(2, "kind", coder="machine:x")])
    assert divided.unread_responses("q1") == [2, 3]
    divided.undo("d1", coder="ann", at=NOON)
    assert divided.unread_responses("q1") == [2, 3]
    assert divided.unread_responses("q2") == []


def test_the_frame_stays_what_it_was_at_the_draw(divided):
    divided.record([made(1, "kind")])
    number = divided.open_audit(audit_of(2))
    divided.record([made(2, "kind"), made(3, "kind")])
    assert divided.audit_frame(number) == [2, 3]
    assert divided.unread_responses("q1") == []


def test_only_open_audits_hold_their_responses(divided):
    first = divided.open_audit(audit_of(2, 3))
    assert divided.open_audit_responses() == {2, 3}
    with pytest.raises(ProjectError, match="open audit"):
        divided.open_audit(audit_of(1))
    divided.close_audit(first)
    divided.close_audit(first)
    assert divided.open_audit_responses() == set()
    divided.open_audit(audit_of(1))
    assert divided.open_audit_responses() == {1}
    assert [audit.closed is None for audit in divided.audits()] == [False, True]


def test_a_response_read_meanwhile_is_not_drawn(divided):
    divided.record([made(2, "kind")])
    with pytest.raises(ProjectError, match="has read"):
        divided.open_audit(audit_of(2))
    assert divided.audits() == []


def test_looks_come_in_order_and_no_more_than_declared(divided):
    number = divided.open_audit(audit_of(1, 2, looks=2))
    with pytest.raises(ProjectError, match="0 of 2"):
        divided.record_look(number, look(2))
    divided.record_look(number, look(1))
    divided.record_look(number, look(2))
    assert divided.audit_looks(number) == [_as_stored(look(1)), _as_stored(look(2))]
    with pytest.raises(ProjectError, match="2 of 2"):
        divided.record_look(number, look(3))


def test_scores_of_the_frame_are_kept_until_a_person_reads_any_of_it(divided):
    number = divided.open_audit(audit_of(2))
    assert divided.audit_scores(number) is None and divided.audit_untouched(number)
    divided.keep_audit_scores(number, ["kind", "slow"], b"first")
    divided.record([made(1, "kind", coder="machine:x")])
    divided.keep_audit_scores(number, ["kind"], b"second")
    divided.record([made(3, "kind", id="d1")])
    divided.undo("d1", coder="ann", at=NOON)
    assert not divided.audit_untouched(number)
    with pytest.raises(ProjectError, match="has read"):
        divided.keep_audit_scores(number, ["kind"], b"third")
    assert divided.audit_scores(number) == (("kind",), b"second")


def test_a_closed_audit_is_looked_at_no_more(divided):
    number = divided.open_audit(audit_of(1))
    divided.close_audit(number)
    with pytest.raises(ProjectError):
        divided.record_look(number, look(1))


def test_an_audit_is_begun_by_what_a_person_does_in_it_after_the_draw(divided):
    divided.record([made(3, "a", coder="machine:m")])
    number = divided.open_audit(audit_of(2, 3))
    assert divided.audit_begun(number) is None
    divided.record([made(3, "b", coder="machine:m"), made(1, "a")])
    assert divided.audit_begun(number) is None
    divided.record([made(3, "a", id="first")])
    begun = divided.last_event()
    assert divided.audit_begun(number) == begun
    divided.undo_many(["first"], coder="ann", at=NOON)
    divided.record([made(3, "a")])
    assert divided.audit_begun(number) == begun


@pytest.mark.parametrize("act", ["record_look", "close_audit", "audit_frame", "audit_begun"])
def test_an_audit_that_does_not_exist_is_said_to(divided, act):
    with pytest.raises(ProjectError, match="no audit 9"):
        getattr(divided, act)(9, *([look(1)] if act == "record_look" else []))


def _as_stored(given):
    return replace(given, findings=list(given.findings))
