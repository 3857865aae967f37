"""The log of decisions, and what it makes of comments."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder.domain.decision import Basis, Purpose, Suggestion, standing
from coder.domain.response import Span
from coder.domain.results import CountedComment
from coder.errors import ProjectError
from coder.store.counted import _winner
from coder.store.records import EventKind, NewDivision
from tests.unit.store.conftest import NOON, made


@pytest.fixture
def divided(project):
    project.divide([NewDivision(1, (Span(0, 15), Span(16, 35)), "auto", "splitter")])
    project.divide([NewDivision(2, (Span(0, 17),), "auto", "splitter")])
    return project


def test_a_decision_comes_back_as_it_was(divided):
    decision = made(
        2, "queue", "a", purpose=Purpose.ADJUDICATION, basis=Basis.SUGGESTION_ACCEPTED,
        at=datetime(2026, 7, 1, 12, tzinfo=timezone(timedelta(hours=1))),
        suggested=(Suggestion("queue", 0.1 + 0.2, assigned=True), Suggestion("a", 1e-9)),
    )  # fmt: skip
    divided.record([decision])
    assert divided.decisions() == [decision]
    (entry,) = divided.log()
    assert (entry.seq, entry.id, entry.kind, entry.comment) == (1, decision.id, EventKind.CODING, 2)
    assert (entry.response_id, entry.suggested, entry.undoes) == (1, decision.suggested, None)
    assert divided.log("ann") == [entry]
    assert divided.log("ben") == []


def test_an_identical_repeat_is_ignored_and_another_is_refused(divided):
    decision = made(1, "kind")
    divided.record([decision, decision])
    divided.record([decision])
    assert divided.decisions() == [decision]
    for other in (replace(decision, codes=("queue",)), replace(decision, comment=2), replace(decision, coder="ben")):
        with pytest.raises(ProjectError, match="in the log already, with other content"):
            divided.record([made(3, "x"), other])
    assert divided.decisions() == [decision]


def test_comments_that_are_not_in_force_take_no_decisions(divided):
    kept = made(1, "kind")
    divided.record([kept])
    divided.divide([NewDivision(1, (Span(0, 35),), "hand", "ann")])
    with pytest.raises(ProjectError, match="Comment 1 is no longer in force"):
        divided.record([made(1, "late")])
    divided.record([kept])
    with pytest.raises(ProjectError, match="no comment 99"):
        divided.record([made(99, "kind")])
    assert len(divided.log()) == 1


def test_a_time_needs_its_zone(divided):
    with pytest.raises(ValueError, match="time zone"):
        divided.record([made(1, at=NOON.replace(tzinfo=None))])


def test_undo_and_redo_are_entries_too(divided):
    divided.record([made(1, "kind", id="d1"), made(1, "queue", id="d2")])
    undo = divided.undo("d2", coder="ben", at=NOON)
    assert [one.id for one in divided.decisions()] == ["d1"]
    with pytest.raises(ProjectError, match="taken back already"):
        divided.undo("d2", coder="ben", at=NOON)
    redo = divided.undo(undo, coder="ben", at=NOON)
    assert [one.id for one in divided.decisions([1])] == ["d1", "d2"]
    assert [(entry.id, entry.undoes, entry.coder) for entry in divided.log()[2:]] == [
        (undo, "d2", "ben"),
        (redo, undo, "ben"),
    ]
    assert divided.log()[3].codes == ("queue",)
    with pytest.raises(ProjectError, match="no decision nobody"):
        divided.undo("nobody", coder="ben", at=NOON)


def test_a_group_is_undone_as_a_whole(divided):
    divided.record([made(1, "kind", id="d1"), made(2, "kind", id="d2")])
    with pytest.raises(ProjectError):
        divided.undo_many(["d1", "nobody"], coder="ann", at=NOON)
    assert len(divided.decisions()) == 2
    events = divided.undo_many(["d2", "d1"], coder="ann", at=NOON)
    assert divided.decisions() == []
    divided.undo_many(events[::-1], coder="ann", at=NOON)
    assert [one.id for one in divided.decisions()] == ["d1", "d2"]


def test_what_is_judged_since_an_event_is_all_that_stands_on_the_comments_it_is_about(divided):
    divided.record([made(1, "kind", id="d1"), made(2, "kind", id="d2")])
    since = divided.last_event()
    assert divided.judged_since(since) == []
    divided.record([made(3, "queue", id="d3"), made(1, "queue", id="d4", coder="machine:m")])
    divided.undo("d3", coder="ann", at=NOON)
    assert [(one.comment, one.coder, one.codes) for one in divided.judged_since(since)] == [
        (1, "ann", ("kind",)),
        (1, "machine:m", ("queue",)),
    ]
    divided.undo("d2", coder="ann", at=NOON)
    assert {one.comment for one in divided.judged_since(since)} == {1}, "of comment 2 nothing stands any more"
    divided.divide([NewDivision(1, (Span(0, 35),), "hand", "ann")])
    assert divided.judged_since(since) == [], "comment 1 is no longer in force"


def test_checks_at_response_level_are_kept_and_not_counted(divided):
    check = made(0, "kind", purpose=Purpose.CHECK)
    divided.record_on_responses([(1, check), (1, check)])
    assert divided.response_checks() == [(1, check)]
    assert divided.decisions() == []
    assert all(counted.codes is None for counted in divided.counted_comments())
    divided.undo(check.id, coder="ann", at=NOON)
    assert divided.response_checks() == []
    with pytest.raises(ProjectError, match="no response 99"):
        divided.record_on_responses([(99, made(0))])


def test_every_comment_is_counted_once(divided):
    divided.record([made(1, "x", coder="machine:m"), made(1, "kind"), made(1, "y", purpose=Purpose.CHECK)])
    divided.record([made(3, coder="machine:m")])

    def comment(number, respondent, codes, by_machine=False):
        return CountedComment(
            comment=number, wave="", respondent=respondent, question="q1", codes=codes, by_machine=by_machine
        )

    assert divided.counted_comments() == divided.counted_comments(["q1"]) == [
        comment(1, "r1", ("kind",)),
        comment(2, "r1", None),
        comment(3, "r2", (), by_machine=True),
        comment(0, "r3", None),
    ]  # fmt: skip
    assert divided.counted_comments(["q2"]) == []


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(["ann", "machine:m"]), st.sampled_from(Purpose)), min_size=1, max_size=6))
def test_the_short_way_to_the_standing_decision_is_the_rule(given_pairs):
    decisions = [made(1, coder=coder, purpose=purpose) for coder, purpose in given_pairs]
    index = _winner(tuple((coder.startswith("machine:"), purpose.value) for coder, purpose in given_pairs))
    assert decisions[index] == standing(decisions)


def test_ten_thousand_at_once(divided):
    many = [made(1 + number % 3, "kind") for number in range(10_000)]
    divided.record(many)
    divided.record(many)
    assert divided.decisions() == many
