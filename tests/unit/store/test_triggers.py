"""The log refuses to be changed, whoever writes SQL to the file."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from coder.domain.annotation import Kind
from coder.domain.decision import Purpose
from coder.domain.response import Span
from coder.domain.step import NewStep, StepKind
from coder.store.project import Project
from coder.store.records import NewDivision
from coder.store.triggers import TRIGGERS
from tests.unit.store.conftest import NOON, audit_of, hidden, look, made, new_project, noted

CHANGES = {
    "UPDATE decision SET coder = 'eve'": "decision_no_update",
    "UPDATE decision SET codes = '[\"x\"]' WHERE seq = 1": "decision_no_update",
    "UPDATE decision SET seq = 99 WHERE seq = 1": "decision_no_update",
    "DELETE FROM decision": "decision_no_delete",
    "INSERT OR REPLACE INTO decision SELECT * FROM decision WHERE seq = 1": "decision_no_replace",
    "INSERT OR REPLACE INTO decision SELECT 1, 'other', kind, comment_id, response_id, coder, purpose, basis, codes, "
    "suggested, codebook, at, undoes, NULL FROM decision WHERE seq = 1": "decision_no_replace",
    "INSERT INTO decision SELECT 50, 'u1', 'undo', comment_id, response_id, coder, purpose, basis, codes, suggested, "
    "codebook, at, 'nobody', NULL FROM decision WHERE seq = 1": "decision_undoes_earlier",
    "INSERT INTO decision SELECT 50, 'u1', 'undo', comment_id, response_id, coder, purpose, basis, codes, suggested, "
    "codebook, at, 'u1', NULL FROM decision WHERE seq = 1": "decision_undoes_earlier",
    "INSERT INTO decision SELECT 50, 'd9', kind, comment_id, 2, coder, purpose, basis, codes, suggested, "
    "codebook, at, undoes, NULL FROM decision WHERE seq = 1": "decision_of_response",
    "UPDATE division SET origin = 'hand'": "division_no_update",
    "DELETE FROM division": "division_no_delete",
    "INSERT OR REPLACE INTO division SELECT * FROM division": "division_no_replace",
    "INSERT INTO division VALUES (50, 1, 'undo', 'eve', 'now', 50)": "division_undoes_earlier",
    "UPDATE division_comment SET position = 7": "division_comment_no_update",
    "DELETE FROM division_comment": "division_comment_no_delete",
    "INSERT OR REPLACE INTO division_comment SELECT * FROM division_comment": "division_comment_no_replace",
    "UPDATE response SET text = 'I loved it'": "response_no_update",
    "INSERT OR REPLACE INTO response SELECT id, respondent_id, question, 'I loved it' FROM response":
    "response_no_replace",
    "INSERT OR REPLACE INTO response SELECT 99, respondent_id, question, 'I loved it' FROM response":
    "response_no_replace",
    "UPDATE comment SET start = 1": "comment_no_update",
    'UPDATE comment SET "end" = 2': "comment_no_update",
    "INSERT OR REPLACE INTO comment SELECT id, response_id, 0, 1 FROM comment": "comment_no_replace",
    "UPDATE annotation SET coder = 'eve'": "annotation_no_update",
    "UPDATE annotation SET seq = 99 WHERE seq = 1": "annotation_no_update",
    "DELETE FROM annotation": "annotation_no_delete",
    "INSERT OR REPLACE INTO annotation SELECT * FROM annotation WHERE seq = 1": "annotation_no_replace",
    'INSERT OR REPLACE INTO annotation SELECT 1, \'other\', kind, comment_id, response_id, coder, at, start, "end", '
    "label, undoes FROM annotation WHERE seq = 1": "annotation_no_replace",
    'INSERT INTO annotation SELECT 50, \'u1\', kind, comment_id, response_id, coder, at, start, "end", label, '
    "'nobody' FROM annotation WHERE seq = 1": "annotation_undoes_earlier",
    'INSERT INTO annotation SELECT 50, \'u1\', \'flag\', comment_id, response_id, coder, at, start, "end", label, '
    "'a1' FROM annotation WHERE seq = 1": "annotation_undoes_earlier",
    'INSERT INTO annotation SELECT 50, \'a9\', kind, comment_id, 2, coder, at, start, "end", label, '
    "undoes FROM annotation WHERE seq = 1": "annotation_of_response",
    "UPDATE annotation_text SET text = 'I said nothing'": "annotation_text_no_update",
    "INSERT OR REPLACE INTO annotation_text VALUES ('a1', 'I said nothing')": "annotation_text_no_replace",
    "INSERT INTO annotation_text VALUES ('a2', 'a word on the redaction')": "annotation_text_no_replace",
    "UPDATE step SET events = '[]'": "step_no_update",
    "DELETE FROM step": "step_no_delete",
    "INSERT OR REPLACE INTO step SELECT * FROM step": "step_no_replace",
    "INSERT INTO step SELECT 50, kind, 'eve', purpose, response_id, comment_id, events, at, id FROM step":
    "step_undoes_earlier",
    "INSERT INTO step SELECT 50, kind, coder, purpose, 2, comment_id, events, at, undoes FROM step":
    "step_of_response",
    "UPDATE audit SET seed = 8": "audit_no_update",
    "UPDATE audit SET closed = 'later'": "audit_closes_once",
    "DELETE FROM audit": "audit_no_delete",
    "INSERT OR REPLACE INTO audit SELECT * FROM audit": "audit_no_replace",
    "UPDATE audit_item SET response_id = 1": "audit_item_no_update",
    "DELETE FROM audit_item": "audit_item_no_delete",
    "INSERT OR REPLACE INTO audit_item SELECT * FROM audit_item": "audit_item_no_replace",
    "UPDATE audit_look SET error = 1": "audit_look_no_update",
    "DELETE FROM audit_look": "audit_look_no_delete",
    "INSERT OR REPLACE INTO audit_look SELECT * FROM audit_look": "audit_look_no_replace",
    "UPDATE audit_score SET scores = x'00'": "audit_score_no_update",
    "DELETE FROM audit_score": "audit_score_no_delete",
    "INSERT OR REPLACE INTO audit_score SELECT * FROM audit_score": "audit_score_no_replace",
}  # fmt: skip

GUARDED = ("decision", "division", "response", "comment", "audit", "audit_item", "audit_look", "annotation")
GUARDED += ("annotation_text", "step", "audit_score")


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """The file of a project with something in every table that is guarded."""
    path = tmp_path_factory.mktemp("full") / "full.coder"
    with new_project(path) as project:
        write(project)
    return path


@pytest.fixture
def written(full, path):
    shutil.copyfile(full, path)
    with Project.open(path) as project:
        yield project


def write(project):
    project.divide([NewDivision(1, (Span(0, 15), Span(16, 35)), "auto", "splitter")])
    project.record([made(1, "kind", id="d1"), made(2, "queue", id="d2")])
    project.annotate([noted(Kind.MEMO, id="a1", text="who is kind?"), hidden(0, 4, id="a2")])
    flag = noted(Kind.FLAG, id="a3")
    project.take_step(
        NewStep(
            kind=StepKind.FLAG, coder="ann", purpose=Purpose.CODING, at=NOON, response=1, comment=1, annotations=(flag,)
        )
    )
    audit = project.open_audit(audit_of(3))
    project.keep_audit_scores(audit, ["kind"], b"0.9")
    project.record_look(audit, look(1))
    project.close_audit(audit)


def _rows(path):
    with closing(sqlite3.connect(path)) as plain:
        return [plain.execute(f"SELECT * FROM {t}").fetchall() for t in GUARDED]


@pytest.mark.parametrize("statement", CHANGES)
def test_a_plain_connection_cannot_change_the_log(full, statement):
    before = _rows(full)
    assert all(before)
    with (
        closing(sqlite3.connect(full)) as plain,
        pytest.raises(sqlite3.IntegrityError, match=r"append-only|never changes|earlier event|another response"),
    ):
        plain.execute(statement)
    assert _rows(full) == before


def test_every_trigger_is_tried():
    assert set(CHANGES.values()) == set(TRIGGERS)


def test_the_log_holds_no_text(written):
    words = "kind.", "queue was", "Parking", "who is"
    with closing(sqlite3.connect(written.path)) as plain:
        for table in ("decision", "division", "division_comment", "comment", "annotation", "step"):
            rows = str(plain.execute(f"SELECT * FROM {table}").fetchall())
            assert not any(word in rows for word in words)


def test_the_words_of_a_memo_can_be_deleted_and_never_come_back(written):
    assert [one.text for one in written.annotations()] == ["who is kind?", "name", ""]
    with closing(sqlite3.connect(written.path)) as plain:
        plain.execute("DELETE FROM annotation_text")
        plain.commit()
        with pytest.raises(sqlite3.IntegrityError, match="never changes"):
            plain.execute("INSERT INTO annotation_text VALUES ('a1', 'who is kind?')")
    assert [one.text for one in written.annotations()] == ["name", ""]
    assert [(one.id, one.text) for one in written.annotation_log()] == [("a1", ""), ("a2", "name"), ("a3", "")]
