"""Suggestions that follow every decision, over a real project."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder.codebook.read import read_codebook
from coder.domain.decision import Decision, Evidence, Purpose, Suggestion
from coder.domain.response import Respondent, Response, ResponseKey, whole
from coder.domain.run import Run
from coder.domain.units import Unit
from coder.errors import ProjectError
from coder.reviewing.session import Result, ReviewSession
from coder.store.project import Project
from coder.store.records import NewDivision, NewScoring
from coder.workflow import live as live_module
from coder.workflow import live_rows
from coder.workflow.live import LiveSuggestions
from coder.workflow.ordering import order_of_work
from coder.workflow.project import create_project, open_project
from coder.workflow.stored_scores import CODES, CUTS, LAST_EVENT, SHARES, packed
from tests.unit.suggesting.books import ENCODER
from tests.unit.taking import decide

CODEBOOK = """
codebook: a
questions:
  - {id: q1, text: Why?}
codes:
  - {id: buses, label: Buses}
  - {id: staff, label: Staff}
"""
TEXTS = ("too few buses", "few buses on Sundays", "buses are too late", "the staff were kind", "kind people", "parking")
IDS = range(1, len(TEXTS) + 1)


@pytest.fixture
def make(tmp_path):
    """Makes a project with suggestions for all comments but the last, all of them 0.2."""
    number = 0

    def make():
        nonlocal number
        number += 1
        (tmp_path / "a.yaml").write_text(CODEBOOK)
        path = tmp_path / f"{number}.coder"
        create_project(path, tmp_path / "a.yaml", Unit.RESPONSE)
        with Project.open(path) as project:
            keys = [ResponseKey("", f"r{place}", "q1") for place in IDS]
            responses = [Response(key, text) for key, text in zip(keys, TEXTS, strict=True)]
            project.add_responses([Respondent(id=key.respondent) for key in keys], responses)
            project.divide(NewDivision(one.id, (whole(one.text),), "auto", "whole") for one in project.undivided())
            suggest(project)
        return path

    return make


def suggest(project, scores=(0.2, 0.2)):
    sets = {CODES: ["buses", "staff"], CUTS: [0.35, 0.35], SHARES: [0.2, 0.2], LAST_EVENT: project.last_event()}
    run = project.add_run(Run(verb="suggest", at=datetime.now(UTC), codebook="x", model="test", settings=sets))
    proposed = [Suggestion("buses", 0.2, (Evidence("keyword", "bus*", 0, 3),)), Suggestion("staff", 0.2)]
    row = packed(np.array(scores))
    project.put_suggestions(run, [NewScoring(comment, proposed, row) for comment in IDS[:-1]])
    rows = ENCODER.encode(TEXTS).astype("<f4")
    vectors = [(project.text_hash(text), row.tobytes()) for text, row in zip(TEXTS, rows, strict=True)]
    project.add_vectors("test", vectors)


def live(project, held=()):
    return LiveSuggestions(project, read_codebook(project.codebook_path), held)


def decision(comment, *codes, name=None):
    return Decision(
        id=name or f"d{comment}", comment=comment, coder="ann", codes=codes, at=datetime.now(UTC), codebook="x"
    )


def scores(store):
    return {comment: row.tolist() for comment, row in store.live_scores(IDS).items()}


def test_until_something_is_decided_suggestions_are_as_stored(make):
    with Project.open(make()) as project:
        assert live(project).suggestions(IDS) == project.suggestions(IDS)


def test_like_comments_follow_a_decision_at_once_and_say_why(make):
    with Project.open(make()) as project:
        store = live(project)
        decide(store, decision(1, "buses"))
        found = store.suggestions([2, 3, 6])
        assert [one.code for one in found[3]] == ["buses", "staff"]
        assert found[3][0].score > 0.2 > found[3][1].score
        assert found[3][0].evidence == (Evidence("keyword", "bus*", 0, 3), Evidence("decided", TEXTS[0]))
        assert 6 not in found, "nothing is known of a comment that was not scored"
        decide(store, decision(2, "buses"), decision(4))
        assert store.suggestions([3])[3][0].assigned
        assert scores(store) == scores(live(project)), "a later sitting goes on from the same scores"


def test_what_is_written_is_said_to_be_so_though_suggestions_cannot_follow_it_yet(make, monkeypatch):
    with Project.open(make()) as project:
        store = live(project)
        session = ReviewSession(store, read_codebook(project.codebook_path), coder="ann")
        session.toggle("buses")
        with monkeypatch.context() as patch:
            busy = ProjectError("being written by another process")
            patch.setattr(Project, "judged_since", lambda *_: (_ for _ in ()).throw(busy))
            assert session.confirm().result is Result.SAVED
            assert session.undo().codes == ("buses",)
            assert session.redo() is not None
        assert [one.codes for one in project.decisions()] == [("buses",)]
        session.toggle("staff")
        session.confirm()
        assert scores(store) == scores(live(project)), "the next decision makes up for it"


steps = st.lists(
    st.one_of(
        st.tuples(st.integers(1, 6), st.lists(st.sampled_from(["buses", "staff"]), max_size=2, unique=True)),
        st.none(),
    ),
    max_size=8,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_scores_after_undos_are_those_of_a_log_without_what_was_undone(make, steps):
    with Project.open(make()) as project, Project.open(make()) as plain:
        store, made = live(project), []
        for number, step in enumerate(steps):
            if step is not None:
                one = decision(step[0], *step[1], name=f"d{number}")
                made.append((decide(store, one), one))
            elif made:
                store.take_back(made.pop()[0], coder="ann", at=datetime.now(UTC))
        for _, one in made:
            plain.record([one])
        assert scores(store) == scores(live(plain))


def test_scores_do_not_depend_on_what_is_kept_in_memory(make, monkeypatch):
    with Project.open(make()) as project:
        stores = [live(project)]
        monkeypatch.setattr(live_rows, "KEPT", 1)
        monkeypatch.setattr(live_module, "MOST", 1)
        for number, comment in enumerate((1, 6, 4, 2, 6)):
            decide(stores[0], decision(comment, "buses", name=f"d{number}"))
            stores.append(live(project))
            assert scores(stores[0]) == scores(stores[-1])
        assert stores[0].decided() == [1, 4, 2, 6]
        assert scores(stores[0])[3][0] > 0.2, "comment 6 is not scored, so the one decided before it still teaches"


def test_vectors_come_in_the_order_asked_for(make):
    with Project.open(make()) as project:
        found = live(project).vectors([3, 6, 1])
        assert found[[0, 2]].astype(np.float32).tolist() == ENCODER.encode([TEXTS[2], TEXTS[0]]).tolist()
        assert not found[1].any(), "the run did not score it"


def test_what_an_audit_holds_teaches_nothing(make):
    with Project.open(make()) as project:
        store = live(project, held=[1])
        decide(store, decision(1, "buses"))
        assert store.decided() == []
        assert scores(store)[2] == pytest.approx([0.2, 0.2])


def test_what_the_run_had_learnt_is_not_learnt_twice(make):
    with Project.open(make()) as project:
        project.record([decision(1, "buses")])
        suggest(project)
        store = live(project)
        assert store.decided() == []
        check = replace(decision(1, "staff", name="check"), coder="ben", purpose=Purpose.CHECK)
        decide(store, check)
        assert store.decided() == [], "what counts is what the run knew"
        assert scores(store)[2] == pytest.approx([0.2, 0.2])


def test_what_the_run_had_learnt_and_was_undone_draws_back_to_what_is_usual(make):
    with Project.open(make()) as project:
        made = decide(project, decision(1, "staff"))
        suggest(project, scores=[0.2, 0.9])
        store = live(project)
        undo = store.take_back(made, coder="ann", at=datetime.now(UTC))
        assert store.reopened() == [1]
        assert scores(store)[1][1] < 0.7
        assert scores(store)[2][1] < 0.9
        assert all(one.kind in ("keyword", "word") for found in store.suggestions([1])[1] for one in found.evidence)
        store.take_back(undo, coder="ann", at=datetime.now(UTC))
        assert store.reopened() == []
        assert scores(store)[1][1] == pytest.approx(0.9)


def test_what_teaches_most_is_planned_anew_after_each_response(make):
    with open_project(make()) as opened:
        store = live(opened.project)
        found = order_of_work(opened, store, "learn")
        assert found.plan is not None
        decide(store, decision(1, "buses"))
        keys = [ResponseKey("", f"r{place}", "q1") for place in (2, 3, 4, 5)]
        planned = found.plan(keys)
        assert {place.key for place in planned} == set(keys)
        assert planned[0].reason.why == "first for Staff", "buses are known by now"
        session = ReviewSession(store, opened.codebook, coder="ann", order=found.order, plan=found.plan)
        session.no_code_applies()
        assert session.current is not None
        assert session.current.why == "first for Staff"


def test_what_is_reopened_is_planned_again(make):
    with open_project(make()) as opened:
        made = decide(opened.project, decision(1, "buses"))
        suggest(opened.project)
        store = live(opened.project)
        plan = order_of_work(opened, store, "learn").plan
        assert plan is not None
        keys = [ResponseKey("", f"r{place}", "q1") for place in (1, 2, 3)]
        assert {place.key for place in plan(keys)} == set(keys[1:])
        store.take_back(made, coder="ann", at=datetime.now(UTC))
        assert {place.key for place in plan(keys)} == set(keys)


def test_a_newer_run_is_followed_from_where_it_had_learnt(make):
    with open_project(make()) as opened:
        store = live(opened.project)
        plan = order_of_work(opened, store, "learn").plan
        assert plan is not None
        decide(store, decision(1, "buses"))
        suggest(opened.project, scores=[0.3, 0.1])
        taken = decide(store, decision(4, "staff"))
        assert store.suggestions([2, 3]) == opened.project.suggestions([2, 3]), "the run followed says nothing any more"
        assert store.live_scores([2]) == {}
        store.renew()
        assert store.decided() == [4] and scores(store) == scores(live(opened.project))
        keys = [ResponseKey("", f"r{place}", "q1") for place in range(1, 6)]
        planned = plan(keys)
        assert {place.key.respondent for place in planned} == {"r2", "r3", "r5"}
        assert not any("first for" in place.reason.why for place in planned), "both codes have been given"
        assert [place.reason.why for place in plan(keys)] == [place.reason.why for place in planned]
        store.take_back(taken, coder="ann", at=datetime.now(UTC))
        assert any(place.reason.why == "first for Staff" for place in plan(keys))
        suggest(opened.project)
        store.renew()
        store.renew()
        assert {place.key.respondent for place in plan(keys)} == {"r2", "r3", "r4", "r5"}
