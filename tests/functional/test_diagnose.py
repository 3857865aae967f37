"""`coder codebook diagnose` on projects that people coded: with scores put in, and suggested by hashed words."""

import json
import re
import subprocess
import sys
from datetime import UTC, datetime

import numpy as np
import pytest

from coder.codebook.read import read_codebook
from coder.domain.decision import Suggestion
from coder.domain.response import whole
from coder.domain.run import Run
from coder.reviewing.session import ReviewSession
from coder.store.project import Project
from coder.store.records import NewDivision, NewScoring
from coder.workflow.project import open_project
from coder.workflow.staleness import WORDING, wording
from coder.workflow.stored_scores import CODES, packed
from tests.hashing import HashingEncoder

BOOK = """
codebook: library
version: "1"
questions: [{id: q1, text: What would make the library better?}]
codes:
  - {id: hours, label: Longer opening hours, keywords: [open*, evening*, free]}
  - {id: internet, label: Internet and computers, keywords: [wifi, computer*]}
  - {id: printing, label: Printing and copying, keywords: [print*, copies]}
  - {id: printers, label: Printing and copying., keywords: [print*]}
  - {id: toilets, label: Clean toilets, keywords: [lavatory]}
  - {id: nothing, label: Nothing to say, role: non-substantive, keywords: [nothing]}
"""
PLACES = ["hall", "annexe", "lobby", "corner", "study", "attic"]
THINGS = ["desk", "shelf", "table", "lamp", "chair"]
WHERE = [f"{place} by the {thing}" for place in PLACES for thing in THINGS]
SAID = {
    "evening": [f"open in the evening {where}" for where in WHERE],
    "wifi": [f"free wifi wanted {where}" for where in WHERE[:15]],
    "garden": [f"a garden with flowers outside {where}" for where in WHERE[:8]],
}
GIVEN = {"evening": "hours", "wifi": "internet", "garden": ""}


TEXTS = {f"{kind}{n}": text for kind, texts in SAID.items() for n, text in enumerate(texts)}


def coded(folder):
    """Responses of three kinds, not suggested yet."""
    folder.write("book.yaml", BOOK)
    rows = [[name, "q1", text] for name, text in TEXTS.items()]
    folder.project(folder.table("in.csv", "id question text", rows), codebook="book.yaml", unit="response")


@pytest.fixture
def study(folder):
    """The same with scores put in: the keyword `free` draws the second kind to the wrong code, the third has none."""
    return folder.once("scored", put_scores_in)


def put_scores_in(folder):
    coded(folder)
    with Project.open(folder.path / "p.coder") as project:
        project.divide(NewDivision(one.id, (whole(one.text),), "auto", "whole") for one in project.responses())
        book = read_codebook(project.codebook_path)
        settings = {"basis": "b", "coder": "machine:framework-only", WORDING: wording(book), CODES: list(wording(book))}
        run = Run(verb="suggest", at=datetime.now(UTC), codebook=book.content_hash, model="hashed", settings=settings)
        scorings = [scoring(comment, list(wording(book))) for comment in project.comments()]
        project.put_suggestions(project.add_run(run), scorings)
        texts = [*folder_texts(project), *(code.label for code in book.codes)]
        rows = zip(texts, HashingEncoder().encode(texts), strict=True)
        project.add_vectors("hashed", [(project.text_hash(text), row.tobytes()) for text, row in rows])


def folder_texts(project):
    return [comment.text for comment in project.comments()]


def scoring(comment, codes):
    score = 0.05 if "garden" in comment.text else 0.9
    found = [Suggestion("hours", score, assigned=score > 0.5), Suggestion("internet", 0.04)]
    row = np.array([{"hours": score, "internet": 0.04}.get(code, 0.01) for code in codes])
    return NewScoring(comment.id, found, packed(row))


@pytest.fixture
def hashed(folder, monkeypatch):
    """The same, suggested in earnest, with `free` at another code; hashed words stand in for the model."""
    folder.suggest = lambda: suggest(folder, monkeypatch)
    return folder.once("hashed", suggested_with_another_wording)


def suggested_with_another_wording(folder):
    coded(folder)
    folder.write("book.yaml", BOOK.replace(", free]", "]").replace("copies]", "copies, free]"))
    folder.suggest()


def suggest(folder, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr("coder.workflow.suggest.load_encoder", lambda *_, **__: HashingEncoder())
        folder.run("suggest")


def code_in_excel(folder, kinds, coder="ann", given=GIVEN, share=slice(None)):
    names = [f"{kind}{n}" for kind in kinds for n in range(len(SAID[kind]))[share]]
    rows = [[name, "q1", TEXTS[name], given[name.rstrip("0123456789")], coder] for name in names]
    folder.run("import", folder.table("coded.csv", "id question text codes coder", rows), "--yes")


def review(folder, codes, most=1000):
    """Decide in a session whose suggestions stay as `coder suggest` left them: `codes` gives those of a text."""
    with open_project(folder.path / "p.coder") as opened:
        session = ReviewSession(opened.project, opened.codebook, coder="ann")
        while session.current is not None and session.progress.session < most:
            wanted = codes(session.current.focused.comment.text)
            session.clear()
            for code in wanted.split():
                session.toggle(code)
            session.confirm() if wanted else session.no_code_applies()


def truth(text):
    return next(code for kind, code in GIVEN.items() if kind in text)


def diagnose(folder, *more):
    result = folder.run("codebook", "diagnose", "--format", "json", *more)
    return json.loads(result.stdout), result.stderr


def test_before_any_decision_wording_and_far_comments_are_shown(study):
    found, said = diagnose(study)
    assert list(found) == ["confused", "attracting", "unused", "far"]
    (pair,) = found["confused"]
    assert (pair["code"], pair["other"], pair["relation"]) == ("printing", "printers", "worded alike")
    assert (pair["other_label"], pair["shared_keywords"]) == ("Printing and copying.", ["print*"])
    (group,) = found["far"]
    assert (group["comments"], group["nearest"], group["none_applies"]) == (8, "hours", 0)
    assert found["attracting"] == [] and found["unused"] == []
    assert "Nobody has decided anything yet" in said
    shown = " ".join(study.run("codebook", "diagnose").stdout.split())
    assert "Nobody has decided anything yet" in shown and "worded alike" in shown and "garden" in shown


def test_what_people_saw_and_took_out(study):
    review(study, truth)
    found, said = diagnose(study, "--examples", 2)
    (attracting,) = found["attracting"]
    assert (attracting["code"], attracting["label"]) == ("hours", "Longer opening hours")
    assert attracting["removed"] == 15 and attracting["shown"] == attracting["preselected"] == 45
    assert {"kind": "keyword", "text": "free", "removed": 15, "kept": 0} in attracting["pulls"]
    assert attracting["instead"] == [{"code": "internet", "comments": 15}]
    assert len(attracting["examples"]) == 2 and all("wifi" in one["text"] for one in attracting["examples"])
    unused = {one["code"]: (one["read"], one["cause"]) for one in found["unused"]}
    assert unused == dict.fromkeys(["printing", "printers", "toilets"], (53, "never suggested"))
    (group,) = found["far"]
    assert group["none_applies"] == group["comments"] == 8 and {"garden", "flowers"} <= set(group["words"])
    assert "note:" not in said
    shown = " ".join(study.run("codebook", "diagnose").stdout.split())
    assert "Drop or narrow the keyword “free”. Add “… - use internet” to `exclude`." in shown


def test_one_code_proposed_in_place_of_another(study):
    review(study, lambda text: "toilets" if "wifi" in text else truth(text))
    pair = diagnose(study)[0]["confused"][0]
    assert (pair["code"], pair["other"], pair["relation"]) == ("hours", "toilets", "mistaken for each other")
    assert (pair["code_as_other"], pair["other_as_code"], pair["together"]) == (0, 15, 0)
    assert pair["expected"] == pytest.approx(15 * 23 / 53)
    assert {(*one["given"], *one["proposed"]) for one in pair["examples"]} == {("toilets", "hours")}


def test_what_was_decided_unseen_is_held_against_the_wording_alone(hashed):
    """Suggestions that have learnt from a decision say nothing of the wording it was made on."""
    code_in_excel(hashed, SAID)
    before = {one["code"]: one for one in diagnose(hashed)[0]["attracting"]}
    hashed.suggest()
    found, said = diagnose(hashed)
    assert {one["code"]: one for one in found["attracting"]} == before and "not known" not in said
    assert before["printing"]["removed"] >= 10 and before["printing"]["shown"] == 0
    assert {"kind": "keyword", "text": "free", "removed": 15, "kept": 0} in before["printing"]["pulls"]
    assert "53 of these were decided without suggestions" in hashed.run("codebook", "diagnose").stdout


def test_a_rewording_that_helps_is_seen_to_help(hashed):
    """What was shown under the old wording no longer counts; the new wording is asked instead."""
    review(hashed, truth)
    before = {one["code"]: one for one in diagnose(hashed)[0]["attracting"]}["printing"]
    assert before["shown"] == before["preselected"] and before["removed"] >= 10
    hashed.write("book.yaml", (hashed.path / "book.yaml").read_text().replace(", free]", "]"))
    found, said = diagnose(hashed)
    after = {one["code"]: one["removed"] for one in found["attracting"]}
    assert after.get("printing", 0) < before["removed"]
    assert "older than the wording of printing" in said and "not known" not in said


def test_wording_without_vectors_is_not_judged(hashed):
    review(hashed, truth)
    hashed.write("book.yaml", (hashed.path / "book.yaml").read_text().replace("Clean toilets", "Tidy toilets"))
    found, said = diagnose(hashed)
    assert "older than the wording of toilets" in said and "not known" in said
    assert "toilets" not in [one["code"] for one in found["attracting"]]
    hashed.suggest()
    assert "not known" not in diagnose(hashed)[1]


def test_two_coders_who_differ(study):
    code_in_excel(study, ["evening"])
    code_in_excel(study, ["evening"], coder="bob", given={"evening": "toilets"}, share=slice(4))
    pair = diagnose(study)[0]["confused"][0]
    assert (pair["code"], pair["other"], pair["coders"]) == ("hours", "toilets", 4)


def test_open_audits_are_left_out_of_everything(study):
    study.run("audit", "draw", "--size", 20, "--looks", 1, "--seed", 3)
    with Project.open(study.path / "p.coder", read_only=True) as project:
        names = {one.id: one.key.respondent for one in project.responses()}
        held = {names[one] for one in project.open_audit_responses()}
    code_in_excel(study, SAID)
    result = study.run("codebook", "diagnose", "--format", "json", "--examples", 50)
    assert "20 responses of open audits left out" in result.stderr
    named = set(re.findall(r'"respondent": "(\w+)"', result.stdout))
    assert named and not named & held
    assert "33 comments looked at, 33 of them decided" in study.run("codebook", "diagnose").stdout


def test_only_the_questions_asked_for(study):
    assert "no open question 'q9'" in study.run("codebook", "diagnose", "--question", "q9", status=1).stderr
    assert diagnose(study, "--question", "q1")[0] == diagnose(study)[0]


def test_an_empty_and_an_unsuggested_project(folder):
    folder.project()
    assert diagnose(folder)[0] == {"confused": [], "attracting": [], "unused": [], "far": []}
    assert "0 comments looked at" in folder.run("codebook", "diagnose").stdout
    rows = [[f"p{n}", "q1", f"text {n}", "hours"] for n in range(3)]
    folder.run("import", folder.table("in.csv", "id question text codes", rows), "--yes")
    found, said = diagnose(folder)
    assert found["confused"] == [] and "Nothing is suggested yet" in said and "3 comments decided" in said


def test_what_is_new_is_said_not_to_be_looked_at(study):
    study.run("import", study.table("more.csv", "id question text", [["new", "q1", "open at night"]]), "--yes")
    assert "1 response not divided into comments yet" in diagnose(study)[1]
    with Project.open(study.path / "p.coder") as project:
        project.divide([NewDivision(one.id, (whole(one.text),), "auto", "whole") for one in project.undivided()])
    assert "1 comment without suggestions" in diagnose(study)[1]


def test_nothing_is_written(study):
    review(study, truth, most=20)
    path = study.path / "p.coder"
    before = path.read_bytes()
    diagnose(study)
    study.run("codebook", "diagnose")
    assert path.read_bytes() == before


def test_it_is_readable_at_80_columns_and_inert(folder, monkeypatch):
    folder.write("book.yaml", BOOK)
    hostile = "\x1b[31mfree\x07 \u202ewifi \x9b2J and " + "open evening very long " * 20
    rows = [[f"p{n}\x1b[2J", "q1", f"{hostile} {where}\r\nand more", "internet"] for n, where in enumerate(WHERE)]
    folder.project(folder.table("in.csv", "id question text codes", rows), codebook="book.yaml", unit="response")
    suggest(folder, monkeypatch)
    monkeypatch.setenv("COLUMNS", "80")
    shown = folder.run("codebook", "diagnose").stdout
    assert "Longer opening hours [hours]" in shown
    assert max(map(len, shown.splitlines())) <= 80
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown)


def test_it_imports_no_embedding_model_and_no_splitter():
    program = "import sys, coder.workflow.diagnose; print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert not {"torch", "spacy", "sentence_transformers", "transformers", "textual"} & set(done.stdout.split())


def test_an_undone_decision_says_nothing(study):
    review(study, truth, most=20)
    with Project.open(study.path / "p.coder") as project:
        project.undo(project.decisions()[-1].id, coder="ann", at=datetime.now(UTC))
    assert "19 of them decided" in study.run("codebook", "diagnose").stdout
