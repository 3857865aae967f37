"""From a draw to codes applied by machine, through the command line; scores are put in, so no model is needed."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from coder.cli.app import app
from coder.codebook.read import read_codebook
from coder.domain.decision import Basis, Purpose, Suggestion
from coder.domain.response import whole
from coder.domain.run import Run
from coder.errors import InputError, ProjectError
from coder.reviewing.session import ReviewSession
from coder.store.project import Project
from coder.store.records import NewDivision, NewScoring
from coder.workflow.coded_file import read_coded_file
from coder.workflow.review import open_review
from coder.workflow.staleness import WORDING, wording
from coder.workflow.stored_scores import CODES, CUTS, LAST_EVENT, SHARES, packed
from coder.workflow.teaching import lessons_from_project, lessons_from_rows, outside_audits
from tests.hashing import HashingEncoder

PEOPLE = 400
HEADER = "id question text codes coder"


def truth(number):
    """The website is on three in four, the hours on every tenth."""
    return "website" if number % 4 else "hours" if number % 10 == 0 else ""


def suggested(number):
    """The website is always found, with a certain score; the hours are guessed on every fourth, mostly wrongly."""
    return [Suggestion("website", 0.9, assigned=True)] if number % 4 else [Suggestion("hours", 0.6, assigned=True)]


ROWS = [[str(number), "q1", f"Response number {number}."] for number in range(PEOPLE)]


@pytest.fixture
def study(folder):
    folder.texts = {row[0]: row[2] for row in ROWS}
    return folder.once("audited", suggested_project)


def suggested_project(folder):
    folder.project(folder.table("in.csv", "id question text", ROWS), unit="response")
    with project(folder) as opened:
        opened.divide(NewDivision(one.id, (whole(one.text),), "auto", "whole") for one in opened.responses())
    suggest(folder)


def project(folder):
    return Project.open(Path(folder.path / "p.coder"))


def suggest(folder, basis="first", most=9):
    with project(folder) as opened:
        codebook = read_codebook(opened.codebook_path)
        codes = list(wording(codebook))
        settings = {"basis": basis, "coder": "machine:test", WORDING: wording(codebook), CODES: codes}
        settings |= {CUTS: [0.5] * len(codes), SHARES: [0.1] * len(codes), LAST_EVENT: opened.last_event()}
        run = Run(verb="suggest", at=datetime.now(UTC), codebook=codebook.content_hash, settings=settings)
        scored = [(one.id, suggested(int(one.response.respondent))) for one in opened.comments()]
        made = [NewScoring(one, found[:most], packed(row(codes, found))) for one, found in scored]
        opened.put_suggestions(opened.add_run(run), made)


def row(codes, suggestions):
    """The scores of all codes; the others do not apply."""
    known = {one.code: one.score for one in suggestions}
    return np.array([known.get(code, np.nan) for code in codes])


def read_audit(folder, batch=1, codes=truth, coder="ann", question="q1"):
    """Code a batch, in Excel as it were."""
    with project(folder) as opened:
        audit = [one.id for one in opened.audits() if one.question == question][-1]
        drawn = {item.response for item in opened.audit_items(audit) if item.batch == batch}
        names = [one.key.respondent for one in opened.responses() if one.id in drawn]
    rows = [[name, question, folder.texts[name], codes(int(name)), coder] for name in names]
    folder.run("import", folder.table(f"batch{batch}.csv", HEADER, rows), "--yes")
    return names


def findings(folder, *more):
    rows = json.loads(folder.run("autocode", "--format", "json", *more).stdout)
    return {row["code"]: row for row in rows}


def status(folder):
    return json.loads(folder.run("audit", "status", "--format", "json").stdout)


def test_what_is_certified_is_applied_and_everything_else_says_what_it_lacks(study):
    study.run("audit", "draw", "--size", 80, "--looks", 1, "--seed", 7)
    audited = read_audit(study)
    found = findings(study, "--precision", 0.9, "--confidence", 0.95)
    assert list(found) == ["hours", "website", "nothing"]
    website, hours, nothing = found["website"], found["hours"], found["nothing"]
    assert (website["verdict"], website["threshold"], website["false"]) == ("certified", pytest.approx(0.9), 0)
    assert (hours["verdict"], hours["threshold"]) == ("too often wrong", None)
    assert nothing["verdict"] == "never suggested"
    with project(study) as opened:
        made = [one for one in opened.decisions() if one.by_machine]
        names = {one.id: one.response.respondent for one in opened.comments()}
    assert {one.coder for one in made} == {"machine:test"} and {one.basis for one in made} == {Basis.AUTO}
    assert {one.codes for one in made} == {("website",)}
    expected = {str(n) for n in range(PEOPLE) if n % 4 and str(n) not in audited}
    assert {names[one.comment] for one in made} == expected and len(expected) == website["applies_to"]
    assert study.counts("--basis", "machine")["q1", "website"]["mentions"] == len(expected)
    assert study.counts()["q1", "website"]["read_comments"] == 80


def test_a_code_need_not_be_among_the_best_suggestions_to_be_certified(study):
    suggest(study, "second", most=0)
    study.run("audit", "draw", "--size", 80, "--looks", 1)
    read_audit(study)
    assert findings(study)["website"]["verdict"] == "certified"
    assert study.counts("--basis", "machine")["q1", "website"]["mentions"] > PEOPLE / 2


def test_a_second_run_changes_nothing_and_tests_nothing(study):
    study.run("audit", "draw", "--size", 80, "--looks", 2)
    read_audit(study)
    first = findings(study)
    with project(study) as opened:
        before = opened.log()
    again = study.run("autocode")
    assert "0 comments coded" in again.stderr
    assert "look 1 of 2 (taken before), 80 responses read" in again.stdout
    read_some(study, 5)
    assert "look 1 of 2 (taken before), 80 responses read" in study.run("autocode").stdout
    assert findings(study) == first
    with project(study) as opened:
        assert opened.log()[: len(before)] == before and len(opened.log()) == len(before) + 5
        assert len(opened.audit_looks(1)) == 1


def read_some(folder, times):
    """Decide on the next responses of the audit."""
    with sit(folder, "ann", audit=True) as sitting:
        for _ in range(times):
            sitting.session.no_code_applies()


def test_nothing_is_tested_before_the_batch_is_read(study):
    assert "no open audit" in study.run("autocode", status=1).stderr
    study.run("audit", "draw", "--size", 50)
    assert "50 of the 50" in study.run("autocode", status=1).stderr
    with project(study) as opened:
        assert opened.audit_looks(1) == [] and not [one for one in opened.decisions() if one.by_machine]


def test_topping_up_reads_the_next_of_the_declared_batches_and_then_is_over(study):
    study.run("audit", "draw", "--size", 30, "--looks", 2)
    read_audit(study, 1)
    said = study.run("autocode")
    assert "needs 30 more audited responses" in said.stderr and "0.025 per look" in said.stderr
    assert (status(study)[0]["read"], status(study)[0]["wanted"], status(study)[0]["state"]) == (30, 60, "to read")
    read_audit(study, 2)
    assert status(study)[0]["state"] == "ready"
    assert findings(study)["website"]["verdict"] == "certified"
    assert status(study)[0]["state"] == "used up"
    with project(study) as opened:
        assert len(opened.audit_looks(1)) == 2
        assert [look.error for look in opened.audit_looks(1)] == pytest.approx([0.025, 0.025])


def test_what_is_missing_is_asked_of_the_looks_that_are_left_or_of_a_new_audit(study):
    study.run("audit", "draw", "--size", 20, "--looks", 2, "--seed", 3)
    read_audit(study, 1)
    first = findings(study)["website"]
    assert first["verdict"] == "more audit items"
    assert (first["more_items"] is None) != (first["new_audit_items"] is None)
    study.run("audit", "close")
    study.run("audit", "draw", "--size", 20, "--looks", 1, "--seed", 3)
    suggest(study, "second")
    read_audit(study, 1)
    last = findings(study)["website"]
    assert last["more_items"] is None and 20 < last["new_audit_items"] < 60
    assert f"certify website, a new audit of about {last['new_audit_items']} responses" in study.run("autocode").stderr


def test_targets_are_settled_by_the_first_look(study):
    study.run("audit", "draw", "--size", 40, "--looks", 2)
    read_audit(study, 1)
    for impossible in (1.5, 0):
        assert "number between 0 and 1" in study.run("autocode", "--precision", impossible, status=1).stderr
    study.run("autocode", "--precision", 0.8, "--familywise")
    with project(study) as opened:
        (look,) = opened.audit_looks(1)
        assert (look.precision, look.familywise, look.error) == (0.8, True, pytest.approx(0.05 / 2 / 3))
    read_audit(study, 2)
    for other in (0.7, 0):
        assert "cannot change that" in study.run("autocode", "--precision", other, status=1).stderr
    study.run("autocode")


def test_what_a_person_decided_is_never_touched(study):
    study.run("audit", "draw", "--size", 80, "--looks", 1)
    audited = read_audit(study)
    mine = [str(n) for n in range(PEOPLE) if n % 4 and str(n) not in audited][:20]
    study.run(
        "import", study.table("mine.csv", HEADER, [[n, "q1", study.texts[n], "hours", "ann"] for n in mine]), "--yes"
    )
    study.run("autocode")
    with project(study) as opened:
        names = {one.id: one.response.respondent for one in opened.comments()}
        machine = {names[one.comment] for one in opened.decisions() if one.by_machine}
    assert machine and not machine & {*mine, *audited}
    assert study.counts()["q1", "hours"]["mentions"] >= 20


def test_scores_that_may_follow_from_the_audit_are_refused(study):
    study.run("audit", "draw", "--size", 40, "--looks", 2)
    before = (study.path / "small.yaml").read_text()
    study.write("small.yaml", before.replace("label: Website easy to use", "label: The website"))
    assert "older than the wording of website" in study.run("autocode", status=1).stderr
    suggest(study, "second")
    assert "wording was changed after" in study.run("autocode", status=1).stderr
    study.write("small.yaml", before)
    suggest(study, "third")
    read_audit(study, 1)
    study.run("autocode")
    suggest(study, "fourth")
    assert "made anew after the first look" in study.run("autocode", status=1).stderr


def test_suggestions_made_once_the_audit_is_being_read_are_not_certified_on_it(study):
    """Whoever has read it may code texts like those that are wrong in it, and teach these away."""
    study.run("audit", "draw", "--size", 40, "--looks", 2)
    suggest(study, "drawn, not begun")
    begin_audit(study)
    suggest(study, "begun")
    read_audit(study, 1)
    refused = study.run("autocode", status=1).stderr
    assert "after somebody had begun to read the audit of q1" in refused and "before anybody reads" in refused
    assert status(study)[0]["state"] == "ended"
    step, *_ = json.loads(study.run("status", "--format", "json").stdout)["next_steps"]
    assert step.startswith("coder audit close")
    study.run("audit", "close")
    study.run("audit", "draw", "--size", 80, "--looks", 1)
    suggest(study, "before the next")
    read_audit(study, 1)
    assert findings(study)["website"]["verdict"] == "certified"


def test_what_was_begun_and_taken_back_is_begun(study):
    study.run("audit", "draw", "--size", 40, "--looks", 1)
    begin_audit(study)
    with sit(study, "ann", audit=True) as sitting:
        sitting.session.undo()
    suggest(study, "begun")
    assert status(study)[0]["state"] == "ended" and status(study)[0]["begun"]


def test_suggestions_that_do_not_say_when_they_were_made_come_too_late(study):
    study.run("audit", "draw", "--size", 40, "--looks", 1)
    with project(study) as opened:
        run, number = opened.latest_run("suggest"), opened.latest_run_id("suggest")
        silent = {name: value for name, value in run.settings.items() if name != LAST_EVENT}
        rows = opened.score_rows(number)
        opened.put_suggestions(
            opened.add_run(replace(run, settings=silent)), [NewScoring(one, (), rows[one]) for one in rows]
        )
    assert status(study)[0]["state"] == "to read"
    read_audit(study)
    assert "begun to read the audit" in study.run("autocode", status=1).stderr


def begin_audit(folder):
    """Decide on the first response of the audit."""
    with sit(folder, "ann", audit=True) as sitting:
        sitting.session.no_code_applies()


def test_missing_suggestions_are_refused(study):
    study.run("audit", "draw", "--size", 40, "--looks", 1)
    read_audit(study)
    with project(study) as opened:
        run = opened.latest_run("suggest")
        opened.add_run(replace(run, settings={**run.settings, "basis": "other"}))
    assert "leave out 400" in study.run("autocode", status=1).stderr


def test_open_audits_teach_nothing_and_closed_ones_do(study):
    study.run("audit", "draw", "--size", 40, "--looks", 1)
    read_audit(study)
    with project(study) as opened:
        codebook = read_codebook(opened.codebook_path)
        assert lessons_from_project(opened, codebook) == []
        study.run("export", "--out", "out.csv")
        rows = read_coded_file(study.path / "out.csv", codebook).rows
        assert len(lessons_from_rows(rows, codebook)) == 40
        assert lessons_from_rows(outside_audits(rows, opened), codebook) == []
    assert "open audit" in study.run("audit", "draw", status=1).stderr
    study.run("audit", "close")
    assert "no open audit" in study.run("audit", "close", status=1).stderr
    with project(study) as opened:
        lessons = lessons_from_project(opened, codebook)
        assert len(lessons) == 40
    study.run("audit", "draw", "--size", 40)
    assert [one["state"] for one in status(study)] == ["closed", "to read"]
    with project(study) as opened:
        drawn = [{item.response for item in opened.audit_items(number)} for number in (1, 2)]
    assert not drawn[0] & drawn[1]


def sit(folder, coder, *, audit):
    return open_review(folder.path / "p.coder", coder=coder, ask=lambda: coder, questions=None, audit=audit)


def test_an_audit_is_read_blind_and_counts_as_coding(study):
    study.run("audit", "draw", "--size", 10, "--looks", 2)
    with sit(study, "ann", audit=True) as sitting:
        session: ReviewSession = sitting.session
        assert "blind" in sitting.title and session.progress.overall.total == 10
        item = session.current
        assert item is not None and item.focused.selected == () and {choice.score for choice in item.choices} == {None}
        session.toggle("hours")
        session.confirm()
        session.no_code_applies()
        undone = session.undo()
        assert undone is not None and undone.codes == ()
    with project(study) as opened:
        (decision,) = opened.decisions()
        assert (decision.purpose, decision.basis, decision.suggested) == (Purpose.CODING, Basis.PERSON, ())
    with sit(study, "ann", audit=True) as sitting:
        assert sitting.session.progress.overall.decided == 1
    with sit(study, "bob", audit=True) as sitting:
        assert sitting.session.progress.overall.total == 9
    with sit(study, "bob", audit=False) as sitting:
        assert sitting.session.progress.overall.total == PEOPLE - 20
        assert any("20 responses set aside" in notice for notice in sitting.notices)


def test_two_who_read_the_same_response_at_once_do_not_see_each_other(study):
    study.run("audit", "draw", "--size", 10, "--looks", 1)
    with sit(study, "ann", audit=True) as ann, sit(study, "bob", audit=True) as bob:
        ann.session.toggle("hours")
        ann.session.confirm()
        assert bob.session.current is not None and bob.session.current.focused.decision is None
        bob.session.toggle("website")
        bob.session.confirm()
    with project(study) as opened:
        made = {one.coder: (one.purpose, one.codes) for one in opened.decisions()}
    assert made == {"ann": (Purpose.CODING, ("hours",)), "bob": (Purpose.CHECK, ("website",))}


def test_a_review_that_was_open_before_the_draw_saves_nothing_on_what_was_drawn(study):
    with sit(study, "ann", audit=False) as sitting:
        session = sitting.session
        study.run("audit", "draw", "--size", PEOPLE // 2, "--looks", 1, "--seed", 1)
        with project(study) as opened:
            drawn = {one.key.respondent for one in opened.responses() if one.id in opened.open_audit_responses()}
            names = {one.id: one.response.respondent for one in opened.comments()}
        refused = set()
        for _ in range(8):
            respondent = session.current.key.respondent
            try:
                session.confirm()
            except InputError as error:
                assert "drawn for an audit" in error.message and "nothing was saved" in error.message
                refused.add(respondent)
                session.skip()
    seen = {row[0] for row in ROWS[:8]}
    assert refused == seen & drawn and refused and seen - drawn
    with project(study) as opened:
        assert {names[one.comment] for one in opened.decisions()} == seen - drawn


def test_what_is_split_in_an_audit_teaches_nobody_and_is_left_alone_once_another_has_decided(study):
    study.run("audit", "draw", "--size", 10, "--looks", 1)
    with (
        sit(study, "ann", audit=True) as ann,
        sit(study, "bob", audit=True) as bob,
        sit(study, "eve", audit=False) as eve,
    ):
        assert ann.session.split(ann.session.current.text.index("number"))
        ann.session.toggle("hours")
        ann.session.confirm()
        eve.session.no_code_applies()
        assert len(eve.session._desk.store.decided()) == 1, "her own"
        with pytest.raises(ProjectError, match="no longer in force"):
            bob.session.no_code_applies()
        assert len(bob.session.current.comments) == 2
        bob.session.focus_on(0)
        for act in (lambda: bob.session.merge(1), lambda: bob.session.split(6)):
            with pytest.raises(ProjectError, match="Somebody else has begun to read"):
                act()
        assert bob.session.current.focused.decision is None


def test_splitting_comments_changes_no_certificate(study):
    """What is split in the audit is judged as it was scored; elsewhere the machine leaves it to people."""
    study.run("audit", "draw", "--size", 80, "--looks", 1, "--seed", 7)
    with sit(study, "ann", audit=True) as sitting:
        session = sitting.session
        for place in range(20):
            codes = truth(int(session.current.key.respondent))
            assert session.split(session.current.text.index("number"))
            assert [one.selected for one in session.current.comments] == [(), ()]
            for part in range(2):
                if codes and part == place % 2:
                    session.toggle(codes)
                    session.confirm()
                else:
                    session.no_code_applies()
    audited = read_audit(study)
    with project(study) as opened:
        drawn = opened.open_audit_responses()
        left = [one for one in opened.responses() if one.id not in drawn and int(one.key.respondent) % 4]
    with sit(study, "bob", audit=False) as sitting:
        for response in left[:2]:
            assert sitting.session.go_to(f"id {response.key.respondent}").count == 1
            assert sitting.session.split(response.text.index("number"))
            assert sitting.session.current.choices[0].evidence[0].kind == "before it was split"
            assert [one.selected for one in sitting.session.current.comments] == [("website",)] * 2
        sitting.session.confirm()
        sitting.session.confirm()
    website = findings(study, "--precision", 0.9, "--confidence", 0.95)["website"]
    assert (website["verdict"], website["threshold"], website["false"]) == ("certified", pytest.approx(0.9), 0)
    assert website["audited"] == sum(int(name) % 4 > 0 for name in audited)
    assert website["applies_to"] == len(left) - 2
    with project(study) as opened:
        made = {one.comment for one in opened.decisions() if one.by_machine}
        assert made <= {one.id for one in opened.comments()} and len(made) == website["applies_to"]


def test_a_look_says_what_was_not_read_blind(study):
    study.run("audit", "draw", "--size", 40, "--looks", 1)
    names = read_audit(study)
    assert "not read blind" not in study.run("autocode").stderr
    with project(study) as opened:
        number = next(one.id for one in opened.comments() if one.response.respondent == names[0])
        (made,) = opened.decisions([number])
        seen = (Suggestion("website", 0.9, assigned=True),)
        opened.record([replace(made, id="in view", suggested=seen)])
    assert "1 response of the audit of q1 was not read blind" in study.run("autocode").stderr


@pytest.fixture
def two_questions(folder):
    """Half of the responses answer another question; both have an audit, and suggestions."""
    folder.texts = {row[0]: row[2] for row in ROWS}
    book = (folder.path / "small.yaml").read_text()
    folder.write("small.yaml", book.replace("questions:\n", "questions:\n  - {id: q2, text: And what else?}\n"))
    rows = [[name, "q2" if int(name) >= PEOPLE // 2 else "q1", text] for name, _, text in ROWS]
    folder.project(folder.table("in.csv", "id question text", rows), unit="response")
    with project(folder) as opened:
        opened.divide(NewDivision(one.id, (whole(one.text),), "auto", "whole") for one in opened.responses())
    suggest(folder)
    folder.run("audit", "draw", "--size", 50, "--looks", 1)
    return folder


def test_an_audit_that_is_used_up_does_not_stand_in_the_way_of_others(two_questions):
    study = two_questions
    read_audit(study, question="q1")
    assert "are still to be read" in study.run("autocode").stderr
    suggest(study, "second")
    unread = study.run("autocode", status=1).stderr
    assert "made anew" in unread and "50 of the 50 responses of the audit of q2" in unread
    names = read_audit(study, question="q2")
    done = study.run("autocode")
    assert "note: Nothing was tested or applied: The suggestions were made anew" in done.stderr
    assert "q2: look 1 of 1, 50 responses read" in done.stdout and "q1: look" not in done.stdout
    with project(study) as opened:
        responses = {one.id: one.response for one in opened.comments()}
        machine = {responses[one.comment].respondent for one in opened.decisions() if one.by_machine}
        assert [len(opened.audit_looks(number)) for number in (1, 2)] == [1, 1]
    assert names and not machine & set(names)
    suggest(study, "third")
    refused = study.run("autocode", status=1).stderr
    assert "the audit of q1" in refused and "the audit of q2" in refused


def test_the_review_without_an_audit_is_told_so(study):
    with pytest.raises(InputError, match="no open audit"), sit(study, "ann", audit=True):
        pass


def test_a_draw_is_fixed_by_its_seed_and_never_takes_everything(study):
    study.run("audit", "draw", "--size", 30, "--seed", 5)
    with project(study) as opened:
        first = [item.response for item in opened.audit_items(1)]
    study.run("audit", "close")
    study.run("audit", "draw", "--size", 30, "--seed", 5)
    with project(study) as opened:
        assert [item.response for item in opened.audit_items(2)] == first
        assert opened.audit_items(2)[0].inclusion == 30 / PEOPLE
    study.run("audit", "close")
    assert "nothing to code by machine" in study.run("audit", "draw", "--size", PEOPLE, status=1).stderr
    assert "note: the audit of q1 has 2" in study.run("audit", "draw", "--size", 100, "--looks", 9).stderr


@pytest.fixture
def hashing(monkeypatch):
    """Hashed words stand in for the model."""
    monkeypatch.setattr("coder.workflow.suggest.load_encoder", lambda *_, **__: HashingEncoder())


@pytest.fixture
def between_looks(study, hashing):
    """The first of two looks is taken."""
    study.run("audit", "draw", "--size", 40, "--looks", 2)
    study.run("suggest")
    read_audit(study, 1)
    study.run("autocode")
    return study


def runs(folder):
    with project(folder) as opened:
        return opened.latest_run_id("suggest")


def test_new_suggestions_do_not_end_an_audit_unasked(between_looks):
    study, before = between_looks, runs(between_looks)
    assert "0 comments scored" in study.run("suggest").stderr
    said = read_besides(study)
    done = study.run("suggest", status=2)
    assert "end the audit of q1" in done.stderr and "--yes" in done.stderr
    assert runs(study) == before
    assert f"learnt from {len(said)} decisions" in study.run("suggest", "--yes").stderr
    assert status(study)[0]["state"] == "ended"
    shown = study.run("status").stdout
    assert "Audit of q1: look 2 of 2, 40 of 80 responses read, ended" in shown
    assert shown.index("coder audit close") < shown.index("coder review")
    study.run("suggest")
    assert "made anew after the first look" in study.run("autocode", status=1).stderr


def test_new_suggestions_do_not_end_an_audit_that_is_being_read_unasked(study, hashing):
    study.run("audit", "draw", "--size", 40, "--looks", 1)
    study.run("suggest")
    read_besides(study)
    study.run("suggest")
    begin_audit(study)
    before = runs(study)
    assert "0 comments scored" in study.run("suggest").stderr
    read_besides(study, 10)
    assert "end the audit of q1" in study.run("suggest", status=2).stderr and runs(study) == before
    study.run("suggest", "--yes")
    assert status(study)[0]["state"] == "ended"
    read_besides(study, 15)
    study.run("suggest")


def test_what_is_decided_in_an_open_audit_moves_no_suggestions(study, hashing):
    study.run("audit", "draw", "--size", 40, "--looks", 1)
    study.run("suggest")
    before = scores_in_review(study)
    read_audit(study, codes=lambda number: "hours")
    assert scores_in_review(study) == before
    read_besides(study)
    assert scores_in_review(study) != before


def scores_in_review(folder):
    """The scores shown with the last response that is not in the audit."""
    with sit(folder, "ann", audit=False) as sitting:
        for step in (100, 10, 1):
            while sitting.session.move_response(step):
                pass
        return {choice.code: choice.score for choice in sitting.session.current.choices}


@pytest.mark.parametrize(("answer", "code"), [("\n", 2), ("y\n", 0)])
def test_on_a_terminal_it_is_asked_whether_to_end_the_audit(between_looks, monkeypatch, answer, code):
    before = runs(between_looks)
    read_besides(between_looks)
    monkeypatch.setattr("coder.cli.suggest.has_person", lambda: True)
    done = between_looks.runner.invoke(app, ["suggest"], input=answer)
    assert done.exit_code == code and "[y/N]" in done.stderr
    assert (runs(between_looks) != before) == (code == 0)
    assert ("Nothing was suggested" in done.stderr) == (code == 2)


def read_besides(folder, most=5):
    """Decide a few responses outside the audit, which will teach."""
    with project(folder) as opened:
        held = opened.open_audit_responses()
        free = [one.key.respondent for one in opened.responses() if one.id not in held][:most]
    rows = [[name, "q1", folder.texts[name], "website", "ann"] for name in free]
    folder.run("import", folder.table("more.csv", HEADER, rows), "--yes")
    return free


def test_status_says_what_to_do_with_an_open_audit(study):
    def shown():
        found = json.loads(study.run("status", "--format", "json").stdout)
        return [one["state"] for one in found["audits"]], found["next_steps"]

    assert shown()[0] == []
    study.run("audit", "draw", "--size", 30, "--looks", 1)
    states, steps = shown()
    assert states == ["to read"] and steps[0].startswith("coder review --audit") and steps[0].endswith("audit of q1")
    assert "Audit of q1: look 1 of 1, 0 of 30 responses read, to read" in study.run("status").stdout
    read_audit(study)
    states, steps = shown()
    assert states == ["ready"] and steps[0].startswith("coder autocode")
    study.run("autocode")
    states, steps = shown()
    assert states == ["used up"] and steps[0].startswith("coder audit close")
    assert "Audit of q1: no look left, 30 of 30 responses read, used up" in study.run("status").stdout
    study.run("audit", "close")
    assert shown()[0] == []
