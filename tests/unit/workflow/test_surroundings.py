"""What a sitting over a real project can be told and led through; scores are put in, so no model is needed."""

import shutil
from datetime import UTC, datetime

import numpy as np
import pytest

from coder.domain.decision import Suggestion
from coder.domain.response import Respondent, Response, ResponseKey, Span
from coder.domain.run import Run
from coder.domain.units import Unit
from coder.errors import UsageError
from coder.reviewing.filters import Filter
from coder.store.project import Project
from coder.store.records import NewDivision, NewScoring
from coder.workflow import said
from coder.workflow.audit import AuditOptions, draw_audits
from coder.workflow.project import create_project
from coder.workflow.review import open_review
from coder.workflow.stored_scores import CODES, CUTS, LAST_EVENT, SHARES, packed

CODEBOOK = """
codebook: buses
questions: [{id: q1, text: Why?}, {id: q2, text: What else?}]
codes:
  - {id: service, label: Service, codable: false, codes: [{id: late, label: Late}, {id: rude, label: Rude}]}
  - {id: fares, label: Fares}
"""
LETTER = "Please keep the number seven bus running through our village on weekday evenings because we depend on it."
ANSWERS = [
    ("North", [LETTER, "Cut the fares."]),
    ("North", [LETTER.upper(), "cut the fares"]),
    ("South", [LETTER.replace("evenings", "evnings"), "Drivers are rude."]),
    ("South", [LETTER, "Cut the fares!"]),
    ("", ["Nothing to add."]),
]
SCORES = {"late": 0.9, "fares": 0.45, "rude": 0.1}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("buses")
    path = folder / "a.coder"
    (folder / "a.yaml").write_text(CODEBOOK)
    create_project(path, folder / "a.yaml", Unit.COMMENT)
    with Project.open(path) as project:
        people = [Respondent(id=f"R{n}", profile={"area": area, "id": str(n)}) for n, (area, _) in enumerate(ANSWERS)]
        keys = [ResponseKey("", one.id, "q1") for one in people]
        several = [Response(key, " ".join(parts)) for key, (_, parts) in zip(keys, ANSWERS, strict=True)]
        project.add_responses(people, [*several, Response(ResponseKey("", "R1", "q2"), "More buses.")])
        divisions = [[len(part) for part in parts] for _, parts in ANSWERS] + [[11]]
        for stored, lengths in zip(project.undivided(), divisions, strict=True):
            spans = (Span(0, lengths[0]), *(Span(lengths[0] + 1, lengths[0] + 1 + one) for one in lengths[1:]))
            project.divide([NewDivision(stored.id, spans, "auto", "x")])
        sets = {CODES: list(SCORES), CUTS: [0.4] * 3, SHARES: [0.1] * 3, LAST_EVENT: 0}
        run = project.add_run(Run(verb="suggest", at=datetime.now(UTC), codebook="x", model="m", settings=sets))
        ranked = [[("late", 0.9), ("fares", 0.2)], [("fares", 0.45), ("rude", 0.1)]]
        project.put_suggestions(
            run,
            [
                NewScoring(
                    one.id, [Suggestion(code, score, (), score > 0.4) for code, score in found], packed(np.zeros(3))
                )
                for one in project.comments()
                for found in [ranked[one.id % 2 == 0]]
            ],
        )
    return folder


@pytest.fixture
def path(made, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path / "a.coder"


def sit(path, coder="ann", **more):
    return open_review(path, coder=coder, ask=str, questions=None, **more)


@pytest.mark.parametrize("at_once", [said.AT_ONCE, 0])
def test_letters_are_decided_together_whether_or_not_they_were_read_beforehand(path, monkeypatch, at_once):
    monkeypatch.setattr(said, "AT_ONCE", at_once)
    with sit(path, watch=["service"]) as sitting:
        session = sitting.session
        texts = [text for _, text in session.together()]
        assert texts == [LETTER.upper(), LETTER, LETTER.replace("evenings", "evnings")]
        item = session.current
        assert item is not None and (item.together, item.nearly, item.campaign) == (3, 1, 2)
        assert session.live_counts() == (("service", "Service", 0),)
        assert session.confirm_together().count == 4
        assert session.live_counts() == (("service", "Service", 4), ("late", "Late", 4))
        assert session.confirm_together().count == 3, "the fares"
        assert session.current is not None and session.current.text.endswith("rude.")
        session.undo()
        session.undo()
        assert session.live_counts() == (("service", "Service", 0),)
        assert session.confirm_campaign().count == 6
    with Project.open(path) as project:
        assert [one.chosen for one in project.decisions()] == ["file", "file", *["same words"] * 4]


def test_responses_are_found_and_gone_through_by_what_is_known_of_them(path):
    with sit(path, coder="ben") as sitting:
        sitting.session.confirm()
        sitting.session.toggle_flag()
    with sit(path) as sitting:
        session = sitting.session
        assert session.fields() == {"area": ["North", "South"], "id": ["0", "1", "2", "3", "4"]}
        assert session.coders() == ["ben"] and session.orders[0] == "file"
        for wanted, count in (
            (Filter(groups={"area": "South"}), 2),
            (Filter(groups={"area": "South", "id": "0"}), 0),
            (Filter(codes=("service",)), 6),
            (Filter(codes=("fares",), undecided=True), 6),
            (Filter(uncertain=True), 5),
            (Filter(flagged=True), 1),
            (Filter(coder="ben"), 1),
            (Filter(words="DEPEND evn"), 1),
            (Filter(words="epend"), 0),
        ):
            assert session.filter(wanted) == count, wanted
        assert session.current is not None and session.current.key.respondent == "R2"
        assert session.filter(None) == 6
        assert session.go_to("nothing to").count == 1 and session.current.key.respondent == "R4"
        assert session.go_to("r1").count == 2 and session.current.key == ("", "R1", "q2"), "the next one in order"
        found = session.context()
        assert found is not None and dict(found.profile) == {"area": "North", "id": "1"}
        assert found.answers[0].question == "q1" and found.previous is not None and found.next is None
        with pytest.raises(UsageError, match="no order of work 'sideways'"):
            session.change_order("sideways")
        assert "random" in session.change_order("random") and session.order_name == "random"
        session.confirm()
        session.confirm()
        assert session.news() == "" and session.progress.corrected == (0, 2)


def test_what_was_flagged_is_found_after_it_was_divided_anew(path):
    with sit(path) as sitting:
        session = sitting.session
        session.toggle_flag()
        focused = session.current.focused.comment
        assert session.split(focused.span.start + focused.text.index(" "))
        assert session.filter(Filter(flagged=True)) == 1
        assert session.current.key == focused.response


def test_an_audit_is_neither_filtered_nor_reordered_and_does_not_look_back(path):
    draw_audits(path, AuditOptions(size=3, looks=1, precision=0.5, confidence=0.5), questions=["q1"])
    with sit(path, audit=True) as sitting:
        session = sitting.session
        with pytest.raises(UsageError, match="read in the order"):
            session.change_order("file")
        with pytest.raises(UsageError, match="cannot be filtered"):
            session.filter(Filter(undecided=True))
        assert session.orders == () and session.coders() == [] and session.news() == ""
        assert session.go_to("2").count == 1 and session.context() is not None


def test_a_code_that_is_watched_has_to_be_in_the_framework(path):
    with pytest.raises(UsageError, match="no code 'fare'"), sit(path, watch=["fare"]):
        pass


def test_words_that_cannot_be_read_in_the_background_are_told_when_they_are_asked_for(path, monkeypatch):
    monkeypatch.setattr(said, "AT_ONCE", 0)
    with Project.open(path) as project:
        found = said.Said(project, ["q1"], 9)
        found.close()
        assert found.ready and [mate.comment for mate in found(2)] == [4, 8]
        monkeypatch.setattr(Project, "said", lambda self, questions: 1 / 0)
        broken = said.Said(project, ["q1"], 9)
        broken.close()
        assert not broken.ready
        with pytest.raises(ZeroDivisionError):
            broken.saying("fares")
