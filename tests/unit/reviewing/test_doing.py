"""Flags, memos, redactions, splits and merges in a sitting, over a real project file."""

from datetime import UTC, datetime

import pytest

from coder.domain.annotation import Kind, Label, Redaction
from coder.domain.decision import Basis, Evidence, Purpose, Suggestion
from coder.domain.response import Respondent, Response, ResponseKey, Span
from coder.domain.run import Run
from coder.errors import InputError, ProjectError
from coder.reviewing.session import Result, ReviewSession
from coder.reviewing.wordmates import SameWords
from coder.store.project import Project
from coder.store.records import NewDivision, NewScoring
from tests.unit.reviewing.memory import CODEBOOK

FIRST, SECOND = "My name is Jane Doe, and staff were polite.", "It was fast; polite too."
TEXT = f"{FIRST} {SECOND}"


@pytest.fixture
def project(tmp_path):
    with Project.create(tmp_path / "a.coder", codebook_path=tmp_path / "a.yaml") as project:
        keys = [ResponseKey("", name, "q1") for name in ("r1", "r2")]
        texts = [TEXT, "n/a"]
        project.add_responses([Respondent(id="r1"), Respondent(id="r2")], list(map(Response, keys, texts)))
        spans = [(Span(0, len(FIRST)), Span(len(FIRST) + 1, len(TEXT))), (Span(0, 3),)]
        project.divide(NewDivision(number, one, "auto", "s") for number, one in enumerate(spans, start=1))
        run = project.add_run(Run(verb="suggest", at=datetime.now(UTC), codebook="x"))
        start = SECOND.index("polite")
        polite = Evidence("keyword", "polite", start, start + len("polite"))
        attitude = Suggestion("employee-attitude", 0.7, (polite,), assigned=True)
        project.put_suggestions(run, [NewScoring(2, [Suggestion("speed", 0.9, assigned=True), attitude])])
        yield project


def sit(project, coder="ann", **more) -> ReviewSession:
    return ReviewSession(project, CODEBOOK, coder=coder, **more)


def selected(session) -> list[tuple[str, ...]]:
    return [view.selected for view in session.current.comments]


def test_a_flag_is_everybodys_and_survives_a_split_until_somebody_takes_it_off(project):
    ann = sit(project)
    assert ann.toggle_flag() is True
    bob = sit(project, "bob")
    assert bob.current.focused.flagged
    assert bob.split(TEXT.index("and staff"))
    assert [view.flagged for view in bob.current.comments] == [True, True, False]
    bob.move_focus(1)
    assert bob.toggle_flag() is False
    assert [view.flagged for view in bob.current.comments] == [False, False, False]
    (undone, again) = bob.undo(), sit(project, "bob")
    assert (undone.kind, undone.words) == ("flag", "flag taken off")
    assert [view.flagged for view in again.current.comments] == [True, True, False]
    assert again.redo().words == "flag taken off"
    assert not again.current.focused.flagged


def test_memos_are_each_coders_own_and_an_exemplar_is_of_one_quote(project):
    ann = sit(project)
    ann.set_memo("  who is Jane? ")
    ann.set_memo("who is Jane?")
    assert ann.toggle_exemplar() is True
    bob = sit(project, "bob")
    assert (bob.current.focused.memo, bob.current.focused.memos) == ("", (("ann", "who is Jane?"),))
    bob.set_memo("a customer")
    ann.split(TEXT.index("and staff"))
    view = ann.current.focused
    assert (view.memo, view.memos, view.exemplar) == ("who is Jane?", (("bob", "a customer"),), False)
    ann.set_memo("Jane is a customer")
    assert [one.memo for one in ann.current.comments] == ["Jane is a customer", "who is Jane?", ""]
    ann.set_memo("")
    assert [one.memo for one in ann.current.comments] == ["", "", ""]
    assert [ann.undo().words for _ in range(5)] == ["memo taken away", "memo", "split", "exemplar mark", "memo"]
    assert ann.undo() is None
    assert [one.coder for one in project.annotations() if one.kind is Kind.MEMO] == ["bob"]


def test_personal_data_is_proposed_and_hidden_in_one_step(project):
    session = sit(project)
    (name,) = session.proposals()
    assert (name.span.of(TEXT), name.label) == ("Jane Doe", Label.NAME)
    own = Redaction(Span(name.span.end - 3, name.span.end + 6), Label.OTHER)
    assert session.redact([name, own, name]) == 2
    (hidden,) = session.current.redactions
    assert hidden.span.of(TEXT) == "Jane Doe, and "[: len("Jane Doe") + 6]
    assert session.proposals() == ()
    assert session.redact([name]) == 0
    with pytest.raises(InputError, match="beyond the response"):
        session.redact([Redaction(Span(0, 1000), Label.OTHER)])
    assert session.unredact(1) is False
    assert sit(project, "bob").unredact(0) is True
    assert sit(project).current.redactions == ()
    session = sit(project, "bob")
    assert session.undo().words == "redaction taken away"
    assert len(project.annotations()) == 2


def test_the_parts_of_what_was_decided_are_undecided_with_its_codes_selected(project):
    session = sit(project)
    session.toggle("phone")
    session.confirm()
    session.focus_on(0)
    assert not session.split(0) and not session.split(len(FIRST)) and not session.split(len(TEXT) - 1)
    assert session.split(TEXT.index("and staff"))
    item = session.current
    assert [view.comment.text for view in item.comments] == [
        "My name is Jane Doe,",
        "and staff were polite.",
        SECOND,
    ]
    assert selected(session)[:2] == [("phone",), ("phone",)]
    assert [view.decision for view in item.comments[:2]] == [None, None]
    assert (item.focus, session.progress.overall.decided, session.progress.overall.total) == (0, 0, 4)
    assert session.confirm().result is Result.SAVED
    (made,) = project.decisions()
    assert (made.basis, made.codes, made.suggested) == (Basis.PERSON, ("phone",), ())
    assert session.split(TEXT.index("were")) and selected(session)[1] == ("phone",), "of what was not decided either"
    assert [session.undo().kind for _ in range(3)] == ["split", "decision", "split"]
    assert [one.codes for one in project.decisions()] == [("phone",)]
    assert [session.redo().words for _ in range(3)] == ["split", "decision", "split"]
    assert len(session.current.comments) == 4


def test_suggestions_of_the_old_comment_are_shown_and_marked_until_the_new_one_has_its_own(project):
    session = sit(project)
    session.focus_on(1)
    assert session.split(TEXT.index("polite too"))
    first = session.current
    assert [(one.code.id, one.score, one.selected) for one in first.choices] == [
        ("speed", 0.9, True),
        ("employee-attitude", 0.7, True),
    ]
    assert first.choices[1].evidence == (Evidence("before it was split"),)
    session.focus_on(2)
    there = session.current.choices[1].evidence[1]
    assert session.current.focused.comment.text[there.start : there.end] == "polite"
    assert session.merge(-1)
    assert session.current.choices[0].evidence[0] == Evidence("before it was merged")
    session.undo()
    session.focus_on(2)
    assert session.confirm().codes == ("employee-attitude", "speed")
    assert project.decisions()[0].basis is Basis.SUGGESTION_ACCEPTED
    run = project.latest_run_id("suggest")
    project.put_suggestions(run, [NewScoring(first.comments[1].comment.id, [Suggestion("phone", 0.6)])])
    session = sit(project)
    session.focus_on(1)
    assert [(one.code.id, one.evidence) for one in session.current.choices] == [("phone", ())]


def test_what_a_person_selected_and_did_not_confirm_goes_with_a_split_and_a_merge(project):
    session = sit(project)
    session.toggle("other")
    session.split(TEXT.index("and staff"))
    assert selected(session)[:2] == [("other",), ("other",)]
    session.move_focus(1)
    session.toggle("speed")
    assert session.merge(-1)
    assert selected(session)[0] == ("speed", "other")
    assert not session.merge(-1)
    assert session.merge(1) and len(session.current.comments) == 1
    assert selected(session)[0] == ("employee-attitude", "speed", "other")


def test_merging_is_offered_where_neighbours_carry_the_same_codes(project):
    session = sit(project)
    for _ in range(2):
        session.clear()
        session.toggle("phone")
        assert session.current.merge_offer is None
        session.confirm()
    session.move_response(-1)
    assert (session.current.focus, session.current.merge_offer) == (1, 0), "where the person went on from"
    session.focus_on(0)
    assert session.current.merge_offer == 1
    session.focus_on(1)
    assert session.current.merge_offer == 0
    assert session.merge(-1)
    assert (session.current.focused.comment.text, selected(session)) == (TEXT, [("phone",)])
    assert session.current.merge_offer is None
    session.confirm()
    assert [one.codes for one in project.decisions()] == [("phone",)]
    assert [session.undo().kind for _ in range(2)] == ["decision", "merge"]
    assert [one.codes for one in project.decisions()] == [("phone",), ("phone",)]


@pytest.mark.parametrize("purpose", [Purpose.CHECK, Purpose.ADJUDICATION])
def test_a_sitting_keeps_to_its_purpose(project, purpose):
    coding = sit(project)
    coding.toggle_flag()
    coding.no_code_applies()
    session = sit(project, purpose=purpose)
    session.focus_on(0)
    session.toggle("phone")
    session.confirm()
    assert [one.purpose for one in project.decisions()] == [Purpose.CODING, purpose]
    for act in (lambda: session.split(5), lambda: session.merge(-1)):
        with pytest.raises(InputError, match=f"not in a sitting of {purpose}"):
            act()
    assert session.toggle_flag()
    assert [session.undo().kind for _ in range(2)] == ["flag", "decision"]
    assert session.undo() is None
    assert [sit(project).undo().kind, len(project.decisions())] == ["decision", 0]


def test_what_others_built_on_stays_and_undo_goes_on_with_the_step_before(project):
    ann, bob = sit(project), sit(project, "bob")
    ann.toggle_flag()
    ann.split(TEXT.index("and staff"))
    bob.move_response(1)
    bob.move_response(-1)
    bob.no_code_applies()
    with pytest.raises(ProjectError, match="bob has decided on these comments"):
        ann.undo()
    assert len(ann.current.comments) == 3
    assert ann.undo() is None, "the flag was on what is no longer in force"
    assert bob.undo().kind == "decision"
    assert [sit(project).undo().kind for _ in range(2)] == ["split", "flag"]


def test_a_response_that_another_has_divided_meanwhile_is_not_divided_by_what_is_on_the_screen(project):
    ann, bob = sit(project), sit(project, "bob")
    assert ann.split(TEXT.index("and staff"))
    bob.toggle("other")
    with pytest.raises(ProjectError, match="divided anew by somebody else"):
        bob.merge(1)
    assert (len(bob.current.comments), bob.current.focus, project.decisions()) == (3, 0, [])
    assert bob.progress.overall.total == 4
    assert bob.no_code_applies().result is Result.SAVED


def test_another_version_of_the_framework_is_taken_up_where_one_is(project):
    session = sit(project)
    session.toggle("phone")
    session.focus_on(1)
    session.use(CODEBOOK)
    assert session.current.focus == 1
    assert selected(session) == [("phone",), ("employee-attitude", "speed")]


def test_what_somebody_else_took_off_is_said_once_and_does_not_stand_in_the_way_of_undo(project):
    ann = sit(project)
    ann.toggle("phone")
    ann.confirm()
    ann.focus_on(0)
    ann.toggle_flag()
    ann.redact([Redaction(Span(0, 2), Label.OTHER)])
    bob = sit(project, "bob")
    bob.focus_on(0)
    assert bob.toggle_flag() is False and bob.unredact(0)
    with pytest.raises(ProjectError, match="taken back already"):
        ann.toggle_flag()
    assert not ann.current.focused.flagged and not ann.current.redactions, "what is shown has caught up"
    for session in (sit(project), ann):
        for _ in range(2):
            with pytest.raises(ProjectError, match="taken back already"):
                session.undo()
    assert ann.undo().codes == ("phone",)
    assert project.decisions() == []


def test_the_rest_of_a_group_is_undone_where_somebody_divided_its_first_response_anew(project):
    project.add_responses([Respondent(id="r3")], [Response(ResponseKey("", "r3", "q1"), "n/a")])
    project.divide([NewDivision(3, (Span(0, 3),), "auto", "s")])
    first, other = 1, 4
    ann = sit(project, wordmates=SameWords(lambda: [(first, "x"), (other, "x")]))
    ann.toggle("phone")
    assert ann.confirm_together().count == 2
    bob = sit(project, "bob")
    bob.focus_on(0)
    assert bob.split(TEXT.index("and staff"))
    assert [one.comment for one in project.decisions()] == [other]
    assert ann.undo().comments == (first, other)
    assert project.decisions() == []
    assert ann.redo().comments == (first, other)
    assert [one.comment for one in project.decisions()] == [other]


def test_a_campaign_gets_what_is_decided_and_not_what_is_selected_since_and_unconfirmed(project):
    project.add_responses([Respondent(id="r3")], [Response(ResponseKey("", "r3", "q1"), TEXT)])
    project.divide([NewDivision(3, (Span(0, len(FIRST)), Span(len(FIRST) + 1, len(TEXT))), "auto", "s")])
    session = sit(project, wordmates=SameWords(lambda: [(1, "x"), (2, "y"), (4, "x"), (5, "y")]))
    session.toggle("phone")
    session.confirm()
    session.focus_on(0)
    session.toggle("speed")
    assert session.confirm_campaign().count == 3
    given = {one.comment: set(one.codes) for one in project.decisions()}
    assert given[1] == given[4] == {"phone"} and given[2] == given[5]
