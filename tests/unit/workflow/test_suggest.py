"""When suggestions are gone on with and when they are all made anew, over a real project."""

import numpy as np
import pytest

from coder.domain.coded import CodedRow
from coder.domain.response import Respondent, Response, ResponseKey
from coder.domain.units import Unit
from coder.store.project import Project
from coder.workflow.audit import AuditOptions, draw_audits
from coder.workflow.project import create_project
from coder.workflow.stored_scores import stored_scores
from coder.workflow.suggest import suggest_project
from coder.workflow.teaching import outside_audits
from tests.hashing import HashingEncoder

BUSES, STAFF = "  - {id: buses, label: Buses, keywords: [bus*]}\n", "  - {id: staff, label: Staff, keywords: [staff]}\n"
HEAD = "codebook: a\nquestions:\n  - {id: q1, text: Why?}\ncodes:\n"


@pytest.fixture
def study(tmp_path, monkeypatch):
    monkeypatch.setattr("coder.workflow.suggest.load_encoder", lambda *_, **__: HashingEncoder())
    (tmp_path / "a.yaml").write_text(HEAD + BUSES + STAFF)
    create_project(tmp_path / "a.coder", tmp_path / "a.yaml", Unit.RESPONSE)
    return tmp_path / "a.coder"


def add(path, texts, start=0):
    with Project.open(path) as project:
        keys = [ResponseKey("", f"r{number}", "q1") for number in range(start, start + len(texts))]
        responses = [Response(key, text) for key, text in zip(keys, texts, strict=True)]
        project.add_responses([Respondent(id=key.respondent) for key in keys], responses)


def test_what_is_new_is_scored_and_the_rest_left_alone(study):
    add(study, [f"bus {n}" for n in range(9)])
    assert suggest_project(study).scored == 9
    add(study, ["kind staff"], start=9)
    assert suggest_project(study).scored == 1
    assert suggest_project(study).scored == 0


def test_codes_in_another_order_are_scored_anew_so_that_columns_keep_their_meaning(study):
    add(study, [f"bus {n}" for n in range(9)])
    suggest_project(study)
    (study.parent / "a.yaml").write_text(HEAD + STAFF + BUSES)
    add(study, ["kind staff"], start=9)
    assert suggest_project(study).scored == 10
    with Project.open(study) as project:
        found = stored_scores(project)
        assert found is not None
        for comment, row in zip(found.comments, found.values, strict=True):
            best = project.suggestions([comment])[comment][0]
            assert found.codes[int(np.nanargmax(row))] == best.code
            assert row.max() == pytest.approx(best.score, abs=1e-6)


def test_much_more_to_compare_with_makes_all_scores_anew(study):
    add(study, [f"bus {n}" for n in range(9)])
    suggest_project(study)
    add(study, [f"staff {n}" for n in range(60)], start=9)
    assert suggest_project(study).scored == 69


def test_another_model_under_the_same_name_makes_all_scores_anew(study, monkeypatch):
    add(study, [f"bus {n}" for n in range(9)])
    suggest_project(study)
    other = HashingEncoder()
    other.fingerprint = "another"
    monkeypatch.setattr("coder.workflow.suggest.load_encoder", lambda *_, **__: other)
    add(study, ["kind staff"], start=9)
    assert suggest_project(study).scored == 10


@pytest.mark.parametrize(
    ("wave", "respondent", "text"),
    [
        ("", "r0", "Kind.\nSlow."),
        ("2024", "{drawn}", "another"),
        ("", "r9", "kind,  SLOW"),
        ("", "r0", "Kind.\r\nSlow."),
    ],
)
def test_what_an_audit_holds_is_not_taught_by_a_file_whatever_became_of_it_on_its_way(study, wave, respondent, text):
    add(study, ["Kind.\r\nSlow."] * 2)
    draw_audits(study, AuditOptions(size=1, looks=1, seed=1), questions=None)
    with Project.open(study) as project:
        (drawn,) = (one.key.respondent for one in project.responses() if one.id in project.open_audit_responses())
    respondent = respondent.format(drawn=drawn)
    row = CodedRow(key=ResponseKey(wave, respondent, "q1"), text=text, codes=("staff",), coder="ann")
    other = CodedRow(key=ResponseKey("", "r8", "q1"), text="Late buses", codes=("buses",), coder="ann")
    with Project.open(study) as project:
        assert outside_audits([row, other], project) == [other]
