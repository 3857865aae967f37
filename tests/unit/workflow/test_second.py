"""Second coders and adjudicators, in sittings over real project files."""

from itertools import pairwise

import pytest

from coder.codebook.read import read_codebook
from coder.domain.decision import Basis, Purpose
from coder.errors import ProjectError, UsageError
from coder.reviewing.opinions import opinions
from coder.reviewing.wording import reason
from coder.store.project import Project
from coder.workflow.audit import AuditOptions, close_audits, draw_audits
from coder.workflow.checking import draw_check
from coder.workflow.review import open_review
from coder.workflow.second import Adjudication, Check

BOOK = """
codebook: small
questions: [{id: q1, text: What would make it better?}, {id: q2, text: Anything else?}]
codes:
  - {id: hours, label: Longer opening hours}
  - {id: website, label: Website easy to use}
  - {id: staff, label: Kind staff}
"""
HEADER = "id,question,text,codes,coder,purpose,decided,start,end"


@pytest.fixture
def project(tmp_path, run_import):
    (tmp_path / "book.yaml").write_text(BOOK, encoding="utf-8")
    Project.create(tmp_path / "p.coder", codebook_path=tmp_path / "book.yaml").close()
    return run_import


@pytest.fixture
def run_import(tmp_path):
    """Import rows of a coded file."""
    from coder.workflow.import_ import prepare_import
    from coder.workflow.reading import ReadingOptions

    def bring(*rows):
        file = tmp_path / "coded.csv"
        file.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
        with prepare_import(tmp_path / "p.coder", file, ReadingOptions(), "") as prepared:
            prepared.run()

    bring.path = tmp_path / "p.coder"
    bring.book = tmp_path / "book.yaml"
    return bring


def row(n, codes, coder, purpose="coding", question="q1", decided=1):
    """A row of a coded file, with offsets: dividing responses would load a model."""
    text = f"Text {n} to {question}."
    return f"R{n},{question},{text},{codes},{coder},{purpose},{decided},0,{len(text)}"


def sitting(project, coder, second):
    return open_review(project.path, coder=coder, ask=str, questions=None, second=second)


def work(project, coder, second, codes, most=1000):
    """Decide what is shown; returns the texts in the order shown."""
    shown = []
    with sitting(project, coder, second) as opened:
        session = opened.session
        while (item := session.current) is not None and len(shown) < most:
            shown.append(item.focused.comment.text)
            wanted = codes(item)
            session.clear()
            for code in wanted:
                session.toggle(code)
            session.confirm() if wanted else session.no_code_applies()
    return shown


def decisions(project, coder=None):
    with Project.open(project.path, read_only=True) as opened:
        return [one for one in opened.decisions() if coder in (None, one.coder)]


def test_a_second_coder_gets_a_share_of_each_question_blind_and_goes_on_where_they_were(project):
    project(*(row(n, "hours", "ann") for n in range(20)), *(row(n, "hours", "ann", question="q2") for n in range(10)))
    with sitting(project, "ben", Check(share=0.2)) as opened:
        assert "check, blind" in opened.title
        assert any("6 responses of 30 coded by others" in notice for notice in opened.notices)
        item, context = opened.session.current, opened.session.context()
        assert item.total == 6
        assert all(not choice.selected and choice.score is None for choice in item.choices)
        assert item.focused.decision is None and item.focused.selected == ()
        assert all(answer is None or answer.codes == () for answer in (*context.answers, context.next))
    first = work(project, "ben", Check(share=0.2), lambda _: ["website"], most=3)
    rest = work(project, "ben", Check(share=0.2), lambda _: [])
    assert len({*first, *rest}) == 6 == len(first) + len(rest)
    assert sum(text.endswith("q1.") for text in (*first, *rest)) == 4
    made = decisions(project, "ben")
    assert {one.purpose for one in made} == {Purpose.CHECK} and {one.suggested for one in made} == {()}
    assert {one.chosen for one in made} == {"check"}
    with sitting(project, "carl", Check(share=0.1)) as opened:
        shown = [opened.session.current.focused.comment.text]
        assert shown[0] in first  # others read the same ones, as far as they may
    assert len(work(project, "ben", Check(share=0.4), lambda _: ["hours"])) == 6  # as many again, none of them twice


def test_what_counts_stays_the_first_coding_and_undo_takes_back_checks_alone(project):
    project(*(row(n, "hours", "ann") for n in range(4)))
    work(project, "ben", Check(share=1), lambda _: ["website"])
    with Project.open(project.path) as opened:
        assert {one.codes for one in opened.counted_comments()} == {("hours",)}
    with sitting(project, "ben", Check(share=1)) as opened:
        assert opened.session.current is None
        assert opened.session.undo().codes == ("website",)
        assert opened.session.current.focused.decision is None
    with sitting(project, "ann", Check(share=1, of="ann")) as opened:
        assert opened.session.undo() is None
        assert opened.session.current.focused.selected == ()


def test_one_person_again(project):
    project(*(row(n, "hours", "ann") for n in range(10)))
    shown = work(project, "ann", Check(share=0.3, of="ann"), lambda _: ["staff"])
    assert len(shown) == 3
    with Project.open(project.path) as opened:
        assert {one.codes for one in opened.counted_comments()} == {("hours",)}


@pytest.mark.parametrize(
    ("coder", "second", "said"),
    [
        ("ann", Check(), "Nobody else has coded a whole response"),
        ("ben", Check(of="zoe"), "zoe has not coded a whole response yet"),
        ("ben", Check(of="ben"), "You have not coded a whole response yet"),
        ("ben", Adjudication(), "No comment was given different codes"),
    ],
)
def test_nothing_to_do(project, coder, second, said):
    project(row(1, "hours", "ann"))
    with pytest.raises(ProjectError, match=said), sitting(project, coder, second):
        pass


def test_a_share_is_above_0_and_at_most_1(project):
    project(row(1, "hours", "ann"))
    for share in (0, -1, 1.5, float("nan")):
        with pytest.raises(UsageError), sitting(project, "ben", Check(share=share)):
            pass


def test_a_larger_share_holds_the_smaller_ones(project):
    project(*(row(n, "hours", "ann") for n in range(30)))
    with Project.open(project.path) as opened:
        drawn = [set(draw_check(opened, "ben", ["q1"], share=share / 10).keys) for share in range(1, 11)]
        assert [len(one) for one in drawn] == list(range(3, 31, 3))
        assert all(smaller < larger for smaller, larger in pairwise(drawn))
        assert drawn[3] == set(draw_check(opened, "carl", ["q1"], share=0.4).keys)


def test_what_one_person_read_for_an_audit_can_be_checked_and_stays_theirs(project):
    project(*(row(n, "", "ann", decided=0) for n in range(40)))
    draw_audits(project.path, AuditOptions(size=6, looks=1, seed=3))
    with open_review(project.path, coder="ann", ask=str, questions=None, audit=True) as opened:
        for _ in range(2):
            opened.session.toggle("hours")
            opened.session.confirm()
    assert len(work(project, "ben", Check(share=1), lambda _: ["website"])) == 2
    with open_review(project.path, coder="ann", ask=str, questions=None, audit=True) as opened:
        assert (opened.session.progress.overall.decided, opened.session.progress.overall.total) == (2, 6)
        assert opened.session.undo().codes == ("hours",)
    with pytest.raises(ProjectError, match="different codes"), sitting(project, "cat", Adjudication()):
        pass  # until the audit is closed
    close_audits(project.path)
    with sitting(project, "cat", Adjudication()) as opened:
        assert opened.session.progress.overall.total == 1


def test_codes_of_a_machine_are_checked_and_then_count(project):
    project(row(1, "hours", "machine:m"), row(2, "hours", "machine:m"), row(2, "website", "ann"))
    shown = work(project, "ben", Check(share=1, of="machine:m"), lambda _: ["staff"])
    assert sorted(shown) == ["Text 1 to q1.", "Text 2 to q1."]
    with Project.open(project.path) as opened:
        assert [one.codes for one in opened.counted_comments()] == [("staff",), ("website",)]


def disputed(project):
    project(
        *(row(n, "hours|staff", "ann") for n in range(4)),
        *(row(n, codes, "ben", "check") for n, codes in enumerate(["hours|staff", "hours", "website", ""])),
    )


def test_what_is_in_dispute_is_shown_with_what_each_gave(project):
    disputed(project)
    with sitting(project, "cat", Adjudication()) as opened:
        assert "3 comments on which coders disagree, 3 of them to settle." in opened.notices
        item = opened.session.current
        assert item.text == "Text 1 to q1."
        assert [(one.coder, one.codes, one.purpose) for one in item.focused.opinions] == [
            ("ann", ("hours", "staff"), Purpose.CODING),
            ("ben", ("hours",), Purpose.CHECK),
        ]
        offered = [(one.code.id, one.selected, ", ".join(one.given_by)) for one in item.choices]
        assert offered == [("hours", True, "ann, ben"), ("staff", False, "ann")]
        opened.session.confirm()
        assert [one.code.id for one in opened.session.current.choices] == ["hours", "staff", "website"]


def test_a_code_of_another_question_that_somebody_gave_can_be_picked(project):
    """Also where it is all that anybody gave."""
    project.book.write_text(BOOK.replace("{id: staff,", "{id: staff, questions: [q2],"), encoding="utf-8")
    project(row(1, "", "ann"), row(1, "staff", "ben", "check"))
    with sitting(project, "cat", Adjudication()) as opened:
        (choice,) = opened.session.current.choices
        assert (choice.code.id, choice.elsewhere, choice.score) == ("staff", True, None)
        assert reason(choice, "") == "given by ben; a code of another question"


def test_the_list_shrinks_the_adjudication_counts_and_undo_brings_the_dispute_back(project):
    disputed(project)
    assert len(work(project, "cat", Adjudication(), lambda _: ["staff"], most=2)) == 2
    made = decisions(project, "cat")
    assert [(one.purpose, one.codes, one.suggested) for one in made] == [(Purpose.ADJUDICATION, ("staff",), ())] * 2
    assert {one.basis for one in made} == {Basis.PERSON}
    with Project.open(project.path) as opened:
        assert [one.codes for one in opened.counted_comments()] == [
            *[("hours", "staff"), ("staff",), ("staff",), ("hours", "staff")]
        ]
    with sitting(project, "cat", Adjudication()) as opened:
        session = opened.session
        assert (session.progress.overall.decided, session.progress.overall.total) == (2, 3)
        assert session.current.text == "Text 3 to q1."
        session.undo()
        assert session.current.text == "Text 2 to q1." and session.current.focused.decision is None
        assert session.progress.overall.decided == 1
        session.redo()
        assert session.progress.overall.decided == 2
        assert session.no_code_applies().codes == ()
        assert session.current is None


def test_who_decides_anew_after_an_adjudication_reopens_the_dispute(project):
    disputed(project)
    work(project, "cat", Adjudication(), lambda _: ["staff"])
    project(row(1, "website", "ben", "check"))
    assert work(project, "cat", Adjudication(), lambda _: ["hours"]) == ["Text 1 to q1."]


def test_who_codes_otherwise_a_second_time_is_in_dispute_with_themselves(project):
    project(row(1, "hours", "ann"), row(1, "website|staff", "ann", "check"))
    with sitting(project, "cat", Adjudication()) as opened:
        told = opinions(opened.session.current.focused, opened.session.label)
        assert [one.partition(" (")[0] for one in told] == ["ann", "ann"]
        assert [one.partition(", ")[2] for one in told] == [
            "coding): Longer opening hours",
            "check): Website easy to use · Kind staff",
        ]
        assert [choice.given_by for choice in opened.session.current.choices] == [("ann",)] * 3


def test_a_correction_in_view_of_anothers_codes_is_no_dispute(project):
    project(row(1, "hours", "ann"), row(2, "", "ann", decided=0))
    with open_review(project.path, coder="ben", ask=str, questions=None) as opened:
        assert opened.session.move_response(-1)
        opened.session.clear()
        opened.session.toggle("website")
        assert opened.session.confirm().codes == ("website",)
    assert [one.codes for one in decisions(project, "ben")] == [("website",)]
    with pytest.raises(ProjectError), sitting(project, "cat", Adjudication()):
        pass


def test_the_rest_of_a_response_is_shown_and_is_not_in_dispute(tmp_path, project):
    """Two comments, one in dispute."""
    file = tmp_path / "parts.csv"
    file.write_text(
        "id,question,text,codes,coder,purpose,start,end\n"
        "R1,q1,Open late. Nice staff.,hours,ann,coding,0,10\nR1,q1,Open late. Nice staff.,staff,ann,coding,11,22\n"
        "R1,q1,Open late. Nice staff.,hours,ben,check,0,10\nR1,q1,Open late. Nice staff.,,ben,check,11,22\n",
        encoding="utf-8",
    )
    from coder.workflow.import_ import prepare_import
    from coder.workflow.reading import ReadingOptions

    with prepare_import(project.path, file, ReadingOptions(), "") as prepared:
        prepared.run()
    with sitting(project, "cat", Adjudication()) as opened:
        item = opened.session.current
        assert item.text == "Open late. Nice staff."
        assert [view.comment.text for view in item.comments] == ["Nice staff."]
        opened.session.toggle("staff")
        opened.session.confirm()
        assert opened.session.current is None
    assert read_codebook(tmp_path / "book.yaml").question("q1") is not None
