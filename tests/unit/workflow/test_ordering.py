"""Orders of work over a real project; scores and vectors are put in, so no model is needed."""

import shutil
from datetime import UTC, datetime

import numpy as np
import pytest

from coder.domain.decision import Basis, Decision
from coder.domain.response import Respondent, Response, ResponseKey, whole
from coder.domain.run import Run
from coder.domain.units import Unit
from coder.errors import InputError, UsageError
from coder.store.project import Project
from coder.store.records import NewDivision, NewScoring
from coder.workflow.audit import AuditOptions, draw_audits
from coder.workflow.ordering import order_of_work, positives, project_seed
from coder.workflow.project import create_project, open_project
from coder.workflow.review import open_review
from coder.workflow.stored_scores import CODES, packed
from tests.unit import taking

CODEBOOK = """
codebook: library
questions: [{id: q1, text: Why?}, {id: q2, text: And then?}]
codes:
  - id: access
    label: Access
    codable: false
    codes: [{id: parking, label: Parking}, {id: hours, label: "Opening [b]hours[/b]"}]
  - {id: staff, label: Staff, questions: [q1]}
  - {id: old-hours, label: Old hours, retired: true, replaced_by: hours}
  - {id: gone, label: Gone, retired: true}
"""
TEXTS = ["Kind staff.", "Open late.", "kind staff", "Park here.", "Open later.", "Kind people.", "Parking!", "Dunno."]
SCORES = [
    *([0.1, 0.1, 0.9], [0.1, 0.8, 0.1], [0.1, 0.1, 0.9], [0.7, 0.1, 0.1]),
    *([0.1, 0.5, 0.1], [0.1, 0.1, 0.6], [0.9, 0.1, 0.1], [0.1, 0.1, 0.1]),
]
VECTORS = [[1, 0, 0], [0, 1, 0], [1, 0, 0], [0, 0, 1], [0, 1, 0.1], [1, 0, 0.2], [0.1, 0, 1], [1, 1, 1]]


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """A folder with a project and its framework, to be copied."""
    folder = tmp_path_factory.mktemp("fresh")
    (folder / "a.yaml").write_text(CODEBOOK)
    create_project(folder / "a.coder", folder / "a.yaml", Unit.RESPONSE)
    add(folder / "a.coder", TEXTS)
    return folder


@pytest.fixture
def path(fresh, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    shutil.copytree(fresh, tmp_path, dirs_exist_ok=True)
    return tmp_path / "a.coder"


def add(path, texts, question="q1", wave=""):
    with Project.open(path) as project:
        people = [Respondent(id=f"r{number}", wave=wave) for number in range(len(texts))]
        keys = [ResponseKey(wave, one.id, question) for one in people]
        project.add_responses(people, [Response(key, text) for key, text in zip(keys, texts, strict=True)])
        project.divide(NewDivision(one.id, (whole(one.text),), "auto", "whole") for one in project.undivided())


def suggest(path, scores=SCORES, codes=("parking", "hours", "staff"), vectors=VECTORS):
    with Project.open(path) as project:
        settings = {CODES: list(codes)}
        run = project.add_run(Run(verb="suggest", at=datetime.now(UTC), codebook="x", model="test", settings=settings))
        comments = [one.id for one in project.comments(["q1"])]
        rows = zip(comments, scores, strict=False)
        project.put_suggestions(run, [NewScoring(one, [], packed(np.array(row))) for one, row in rows])
        hashes = [project.text_hash(text) for text in TEXTS]
        data = [(vector / np.linalg.norm(vector)).astype("<f4").tobytes() for vector in np.array(vectors, dtype=float)]
        project.add_vectors("test", list(zip(hashes, data, strict=True)))


def decide(path, number, *codes, coder="ann"):
    with Project.open(path) as project:
        comment = project.comments()[number].id
        basis = Basis.PERSON if coder == "ann" else Basis.AUTO
        made = Decision(
            id=f"{coder}{number}", comment=comment, coder=coder, codes=codes, basis=basis, at=datetime.now(UTC),
            codebook="x",
        )  # fmt: skip
        if coder == "ann":
            taking.decide(project, made)
        else:
            project.record([made])


def sit(path, order=None, **more):
    return open_review(path, coder="ann", ask=lambda: "ann", questions=None, order=order, **more)


def shown(path, order=None, **more):
    """The texts in the order in which a sitting shows them, and why."""
    with sit(path, order, **more) as sitting:
        session, found = sitting.session, []
        while (item := session.current) is not None:
            found.append((item.text, item.why))
            session.skip()
        return found, sitting.notices


def texts(path, order=None, **more):
    return [text for text, _ in shown(path, order, **more)[0]]


def test_the_file_is_the_default(path):
    assert texts(path) == texts(path, "file") == TEXTS


def test_alike_puts_the_same_words_then_like_ones_after_each_other(path):
    suggest(path)
    assert texts(path, "alike") == [
        *("Kind staff.", "kind staff", "Kind people."),
        *("Open late.", "Open later.", "Park here.", "Parking!", "Dunno."),
    ]


def test_a_code_and_a_heading_and_what_replaced_a_code(path):
    suggest(path)
    found, _ = shown(path, "code:parking")
    assert found[:2] == [("Parking!", "90% Parking"), ("Park here.", "70% Parking")]
    assert texts(path, "code:access")[:4] == ["Parking!", "Open late.", "Park here.", "Open later."]
    assert texts(path, "code:old-hours") == texts(path, "code:hours")


def test_learn_looks_for_codes_without_positives_first(path):
    suggest(path)
    decide(path, 0, "staff")
    decide(path, 3, "parking", coder="machine:x")
    found, _ = shown(path, "learn")
    assert found[:2] == [("Parking!", "first for Parking"), ("Open late.", "first for Opening [b]hours[/b]")]
    assert found[-1] == ("kind staff", "said before")
    assert len(found) == 7


def test_retired_codes_and_machines_do_not_add_positives_of_their_own(path):
    decide(path, 0, "old-hours", "hours")
    decide(path, 1, "old-hours")
    decide(path, 2, "parking", coder="machine:x")
    with open_project(path) as opened:
        found = positives(opened.codebook, opened.project.counted_comments())
    assert found == {"hours": 2}


def test_a_random_order_goes_on_where_it_was_and_every_project_has_its_own(path, tmp_path):
    first = texts(path, "random")
    assert sorted(first) == sorted(TEXTS) and first != TEXTS
    with sit(path, "random") as sitting:
        sitting.session.no_code_applies()
    assert texts(path, "random") == first[1:]
    add(path, ["New one.", "New two."], wave="2")
    assert [text for text in texts(path, "random") if text in TEXTS] == first[1:]
    with Project.open(path) as project:
        seed = project_seed(project)
        assert project.decisions()[0].chosen == f"random {seed}"
    create_project(tmp_path / "b.coder", tmp_path / "a.yaml", Unit.RESPONSE)
    with Project.open(tmp_path / "b.coder") as other:
        assert project_seed(other) != seed


def test_without_suggestions_it_says_what_to_do(path):
    for order in ("learn", "alike", "code:parking"):
        with pytest.raises(InputError) as caught, sit(path, order):
            pass
        assert "coder suggest" in caught.value.hint and order in caught.value.message


@pytest.mark.parametrize("order", ["learn", "alike", "code:parking"])
def test_what_is_not_scored_comes_last_and_is_told(path, order):
    suggest(path, SCORES[:6])
    add(path, ["Later."], wave="2")
    found, notices = shown(path, order)
    assert sorted(text for text, _ in found) == sorted([*TEXTS, "Later."])
    assert any("3 comments not scored yet; `coder suggest`" in notice for notice in notices)
    if order != "alike":
        assert [text for text, _ in found][-3:] == ["Parking!", "Dunno.", "Later."]


WRONG = {
    "best": "file, random, learn, alike or code:ID",
    "code:": "file, random",
    "Learn": "file, random",
    "code:parkng": "Did you mean 'parking'?",
    "code:Staff": "Did you mean 'staff'?",
    "code:opening hour": "Did you mean 'hours'?",
    "code:zzzzzzzz": "coder codebook show",
}


def test_a_wrong_order_is_refused_with_what_there_is(path):
    for order, said in WRONG.items():
        with pytest.raises(UsageError) as caught, sit(path, order):
            pass
        assert said in caught.value.hint


def test_a_code_that_nothing_is_suggested_for(path):
    suggest(path, codes=("parking", "x", "staff"))
    for code in ("hours", "gone"):
        with pytest.raises(InputError, match=f"'{code}'"), sit(path, f"code:{code}"):
            pass


def test_a_code_that_applies_to_nothing_left_is_told(path):
    suggest(path, [[one, two, np.nan] for one, two, _ in SCORES])
    found, notices = shown(path, "code:staff")
    assert [text for text, _ in found] == TEXTS
    assert any("applies to nothing that is left" in notice for notice in notices)


@pytest.mark.parametrize("order", ["file", "random", "learn", "alike", "code:parking"])
def test_where_everything_is_decided_any_order_says_so(path, order):
    suggest(path)
    for number in range(len(TEXTS)):
        decide(path, number)
    with sit(path, order) as sitting:
        assert sitting.session.current is None
        assert sitting.session.progress.overall.left == 0
        assert sitting.session.undo() is not None


def test_only_the_questions_asked_for_and_nothing_that_an_audit_holds(path):
    add(path, ["Kind staff.", "Else."], question="q2")
    suggest(path)
    draw_audits(path, AuditOptions(size=3, looks=1, seed=1), questions=["q1"])
    for order in ("random", "learn", "alike", "code:parking"):
        with sit(path, order) as sitting:
            assert sitting.session.progress.overall.total == 7
        with open_review(path, coder="ann", ask=input, questions=["q2"], order=order) as sitting:
            assert sitting.session.progress.questions.keys() == {"q2"}


def test_an_audit_is_read_as_drawn_and_says_so(path):
    draw_audits(path, AuditOptions(size=4, looks=1, seed=4), questions=["q1"])
    with Project.open(path) as project:
        drawn = [item.response for item in project.audit_items(1)]
        keys = {one.id: one.text for one in project.responses()}
        wanted = [keys[response] for response in drawn]
        assert drawn != sorted(drawn)
    with sit(path, audit=True) as sitting:
        sitting.session.move_response(1)
        sitting.session.no_code_applies()
    assert texts(path, audit=True) == [wanted[0], *wanted[2:]]
    with sit(path, audit=True) as sitting:
        sitting.session.no_code_applies()
    with Project.open(path) as project:
        assert [one.chosen for one in project.decisions()] == ["audit 1", "audit 1"]


def test_an_audit_takes_no_other_order(path):
    for order in ("file", "random"):
        with pytest.raises(UsageError, match="in which it was drawn"), sit(path, order, audit=True):
            pass


def test_the_order_can_be_made_anew_with_what_is_decided_meanwhile(path):
    suggest(path)
    with open_project(path) as opened, sit(path, "alike") as sitting:
        session = sitting.session
        session.no_code_applies()
        front = session.current
        session.reorder(order_of_work(opened, opened.project, "code:hours").order or [])
        assert session.current == front
        session.no_code_applies()
        assert session.current is not None and session.current.why.endswith("% Opening [b]hours[/b]")
