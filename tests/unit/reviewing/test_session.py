"""The review loop, without a screen."""

import pytest

from coder.domain.decision import Basis, Decision, Purpose
from coder.errors import ProjectError
from coder.reviewing.session import Result, ReviewSession
from tests.unit.reviewing.memory import CODEBOOK, Clock, MemoryStore, example


def start(store: MemoryStore, coder: str = "ann", questions=None) -> ReviewSession:
    return ReviewSession(store, CODEBOOK, coder=coder, clock=Clock(), questions=questions)


def shown(session: ReviewSession) -> tuple[str, int]:
    assert session.current is not None
    return session.current.key.respondent, session.current.focus


def by(coder: str, comment: int, *codes: str, **fields) -> Decision:
    return Decision(
        id=f"{coder}-{comment}-{len(codes)}-{fields.get('purpose', '')}",
        comment=comment,
        coder=coder,
        codes=codes,
        at=Clock()(),
        codebook="x",
        **fields,
    )


def test_the_first_undecided_response_is_shown_with_its_preselection():
    session = start(example())
    item = session.current
    assert item is not None
    assert item.question.id == "q1"
    assert [view.selected for view in item.comments] == [("employee-attitude",), ("speed", "phone")]
    assert [(choice.code.id, choice.selected) for choice in item.choices] == [
        ("employee-attitude", True),
        ("staff-knowledge", False),
    ]


def test_confirming_records_what_was_preselected_as_an_accepted_suggestion():
    store = example()
    session = start(store)
    outcome = session.confirm()
    assert outcome.result is Result.SAVED
    (decision,) = store.decisions()
    assert decision.codes == outcome.codes == ("employee-attitude",)
    assert decision.basis is Basis.SUGGESTION_ACCEPTED
    assert decision.purpose is Purpose.CODING
    assert decision.coder == "ann"
    assert decision.codebook == CODEBOOK.content_hash
    assert decision.at.utcoffset() is not None
    assert [(entry.code, entry.score, entry.evidence) for entry in decision.suggested] == [
        ("employee-attitude", 0.91, ()),
        ("staff-knowledge", 0.2, ()),
    ]
    assert shown(session) == ("r1", 1)


def test_confirming_the_last_comment_moves_to_the_next_response():
    session = start(example())
    session.confirm()
    session.confirm()
    assert shown(session) == ("r2", 0)


def test_a_changed_selection_is_the_persons_own():
    store = example()
    session = start(store)
    assert session.toggle("speed") is True
    session.confirm()
    assert store.decisions()[0].codes == ("employee-attitude", "speed")
    assert store.decisions()[0].basis is Basis.PERSON


def test_a_selection_toggled_back_to_what_was_suggested_is_an_accepted_suggestion():
    store = example()
    session = start(store)
    session.toggle("employee-attitude")
    session.toggle("employee-attitude")
    session.confirm()
    assert store.decisions()[0].basis is Basis.SUGGESTION_ACCEPTED


@pytest.mark.parametrize("empty", ["never selected", "cleared"])
def test_nothing_selected_is_not_recorded_without_intent(empty):
    store = example()
    session = start(store)
    if empty == "cleared":
        session.clear()
    else:
        session.move_response(1)
    where = shown(session)
    assert session.confirm().result is Result.NOTHING_SELECTED
    assert store.entries == []
    assert shown(session) == where


def test_no_code_applies_is_recorded_as_read():
    store = example()
    session = start(store)
    session.no_code_applies()
    assert store.codes_of(1) == ()
    assert store.decisions()[0].basis is Basis.PERSON
    assert shown(session) == ("r1", 1)


def test_clearing_a_decided_comment_and_confirming_is_not_no_code_applies():
    store = example()
    session = start(store)
    session.confirm()
    session.move_focus(-1)
    session.clear()
    assert session.confirm().result is Result.NOTHING_SELECTED
    assert store.codes_of(1) == ("employee-attitude",)


def test_confirming_what_is_already_there_writes_nothing():
    store = example()
    session = start(store)
    session.confirm()
    session.move_focus(-1)
    assert session.confirm().result is Result.KEPT
    assert len(store.entries) == 1
    assert shown(session) == ("r1", 1)


def test_skipping_moves_on_and_comes_back_when_asked():
    store = example()
    session = start(store)
    session.skip()
    assert shown(session) == ("r1", 1)
    session.confirm()
    session.skip()
    session.skip()
    assert session.current is None
    assert session.progress.skipped == 3
    assert session.resume_skipped()
    assert shown(session) == ("r1", 0)
    assert session.progress.skipped == 0
    assert len(store.entries) == 1


def test_undo_goes_back_and_selects_what_was_undone():
    store = example()
    session = start(store)
    session.toggle("speed")
    session.confirm()
    session.confirm()
    assert shown(session) == ("r2", 0)
    made = session.undo()
    assert made is not None and made.comment == 2
    assert shown(session) == ("r1", 1)
    session.undo()
    assert shown(session) == ("r1", 0)
    assert session.current is not None
    assert session.current.focused.selected == ("employee-attitude", "speed")
    assert store.decisions() == []
    assert session.undo() is None


def test_undo_and_redo_reach_across_sessions():
    store = example()
    first = start(store)
    first.confirm()
    first.confirm()
    assert start(store).undo() is not None
    third = start(store)
    assert third.undo() is not None
    assert store.decisions() == []
    fourth = start(store)
    assert fourth.redo() is not None
    assert fourth.redo() is not None
    assert fourth.redo() is None
    assert [decision.comment for decision in store.decisions()] == [1, 2]


def test_a_new_decision_ends_redo():
    session = start(example())
    session.confirm()
    session.undo()
    session.no_code_applies()
    assert session.redo() is None


def test_undo_leaves_other_coders_imports_and_other_questions_alone():
    store = example()
    store.record([by("bob", 1, "speed"), by("ann", 2, "speed", basis=Basis.IMPORTED)])
    store.record([by("ann", 4, "website"), by("ann", 3, "other", purpose=Purpose.CHECK)])
    session = start(store, questions=["q1"])
    assert session.undo() is None


def test_undo_of_one_question_is_replayed_past_later_decisions_on_another():
    store = example()
    store.record([by("ann", 1, "speed"), by("ann", 4, "website")])
    assert start(store, questions=["q1"]).undo() is not None
    made = start(store).undo()
    assert made is not None and made.comment == 4


def test_what_a_person_decided_is_not_asked_again_and_what_a_machine_applied_is():
    store = example()
    store.record([by("bob", 1, "speed"), by("machine:1", 2, "phone", basis=Basis.AUTO)])
    session = start(store)
    assert shown(session) == ("r1", 1)
    item = session.current
    assert item is not None
    assert item.comments[0].decision is not None
    assert item.comments[0].selected == ("speed",)
    assert item.comments[1].decision is None


def test_somebody_elses_decision_made_meanwhile_is_respected():
    store = example()
    session = start(store)
    store.record([by("bob", 3, "other")])
    session.confirm()
    session.confirm()
    assert shown(session) == ("r3", 0)


def test_a_coding_below_an_adjudication_is_saved_and_the_outcome_says_what_stands():
    store = example()
    lead = by("lead", 1, "speed", purpose=Purpose.ADJUDICATION)
    store.record([lead])
    session = start(store)
    session.move_focus(-1)
    session.toggle("speed")
    session.toggle("phone")
    outcome = session.confirm()
    assert (outcome.result, outcome.codes, outcome.stands) == (Result.SAVED, ("phone",), lead)
    assert store.codes_of(1) == ("speed",)
    made = session.undo()
    assert made is not None and session.redo() == made
    assert session.standing_over(made) == lead


def test_the_decision_just_saved_stands_over_a_check_and_an_earlier_coding():
    store = example()
    store.record([by("bob", 1, "speed"), by("cleo", 1, "phone", purpose=Purpose.CHECK)])
    session = start(store)
    session.move_focus(-1)
    session.toggle("phone")
    assert session.confirm().stands is None
    made = session.undo()
    assert made is not None and session.redo() == made
    assert session.standing_over(made) is None


def test_browsing_decides_nothing_and_keeps_what_was_selected():
    store = example()
    session = start(store)
    session.toggle("speed")
    assert session.move_response(1)
    assert shown(session) == ("r2", 0)
    assert session.move_response(1)
    assert not session.move_response(1)
    assert session.move_response(-1)
    assert session.move_response(-1)
    assert not session.move_response(-1)
    assert session.current is not None
    assert session.current.focused.selected == ("employee-attitude", "speed")
    assert store.entries == []


def test_focus_stays_within_the_response():
    session = start(example())
    assert not session.move_focus(-1)
    assert session.move_focus(1)
    assert not session.move_focus(1)
    assert session.focus_on(0)
    assert shown(session) == ("r1", 0)


def test_when_all_is_decided_nothing_is_shown_and_one_can_go_back():
    session = start(example(), questions=["q1"])
    session.confirm()
    session.confirm()
    session.no_code_applies()
    assert session.current is None
    assert session.confirm().result is Result.NOTHING_SELECTED
    assert session.search("staff") == []
    assert not session.toggle("speed")
    session.skip()
    session.clear()
    assert not session.move_response(1)
    assert session.move_response(-1)
    assert shown(session) == ("r2", 0)
    assert session.confirm().result is Result.KEPT
    assert session.current is None
    assert session.undo() is not None
    assert shown(session) == ("r2", 0)


def test_progress_counts_comments():
    session = start(example())
    assert session.progress.overall.total == 4
    assert session.progress.in_question.total == 3
    session.confirm()
    progress = session.progress
    assert (progress.in_question.decided, progress.overall.decided, progress.session) == (1, 1, 1)
    assert progress.in_question.left == 2
    assert progress.per_hour is None
    assert {question: tally.total for question, tally in progress.questions.items()} == {"q1": 3, "q2": 1}
    session.undo()
    assert session.progress.overall.decided == 0
    assert session.progress.session == 0


def test_pace_leaves_breaks_out():
    store, clock = example(), Clock()
    session = ReviewSession(store, CODEBOOK, coder="ann", clock=clock)
    clock.now = clock.now.replace(hour=12)
    session.confirm()
    assert session.progress.per_hour == pytest.approx(12)


def test_a_failed_write_changes_nothing():
    store = example()
    session = start(store)
    session.toggle("speed")
    store.full = True
    with pytest.raises(ProjectError):
        session.confirm()
    assert shown(session) == ("r1", 0)
    assert session.current is not None
    assert session.current.focused.selected == ("employee-attitude", "speed")
    assert session.progress.session == 0
    store.full = False
    session.confirm()
    store.full = True
    with pytest.raises(ProjectError):
        session.undo()
    assert session.progress.session == 1
    assert store.codes_of(1) == ("employee-attitude", "speed")


def test_a_code_added_by_search_stays_on_offer():
    session = start(example())
    session.toggle("website")
    session.toggle("website")
    item = session.current
    assert item is not None
    added = item.choices[-1]
    assert (added.code.id, added.selected, added.elsewhere, added.score) == ("website", False, True, None)


def test_without_suggestions_the_framework_is_offered():
    session = start(example(), questions=["q2"])
    assert session.current is not None
    assert [choice.code.id for choice in session.current.choices] == ["website", "search-box", "other"]


def test_retired_codes_are_not_suggested_but_shown_where_they_were_given():
    store = example()
    store.suggested[3] = (*store.suggested[3], *example().suggested[1])
    store.record([by("bob", 1, "old", "vanished")])
    session = start(store)
    session.move_focus(-1)
    assert session.current is not None
    assert [choice.code.label for choice in session.current.choices[-2:]] == ["Old employee code", "vanished"]
    assert session.label("vanished") == "vanished"


def test_an_empty_project_has_nothing_to_show():
    session = start(MemoryStore())
    assert session.current is None
    assert session.progress.overall.total == 0
    assert session.progress.overall.share == 1
    assert session.undo() is None
    assert not session.move_response(1)
    assert not session.resume_skipped()
