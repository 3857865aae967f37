"""A second coder and an adjudicator at the command line, in plain mode and on the screen."""

import json

import pytest

from coder.cli.app import app
from coder.domain.decision import Purpose
from coder.store.project import Project
from coder.tui.app import ReviewApp
from coder.workflow.review import open_review
from coder.workflow.second import Adjudication, Check

HEADER = "id question text codes coder purpose"


def rows(coder, purpose, codes):
    return [[f"R{n}", "q1", f"Comment number {n}.", given, coder, purpose] for n, given in enumerate(codes)]


@pytest.fixture
def coded(folder):
    folder.project(unit="response")
    folder.run("import", folder.table("ann.csv", HEADER, rows("ann", "coding", ["hours"] * 10)), "--yes")
    return folder


@pytest.fixture
def disputed(coded):
    bens = ["hours", "website", "hours|website", ""]
    coded.run("import", coded.table("ben.csv", HEADER, rows("ben", "check", bens)), "--yes")
    return coded


def plain(folder, typed, *arguments):
    result = folder.runner.invoke(app, ["review", "--plain", *map(str, arguments)], input=typed)
    assert result.exit_code == 0, f"{result.output}\n{result.exc_info}"
    return result.stdout


def made(folder, coder):
    with Project.open(folder.path / "p.coder", read_only=True) as project:
        return [(one.purpose, one.codes) for one in project.decisions() if one.coder == coder]


def test_from_a_blind_check_to_a_final_decision(coded):
    """Ben checks a share, `agree` says where the two differ, Cat settles it, and that is what is counted."""
    said = plain(coded, "2\n\n1\n\n", "--check", "--share", "0.2", "--coder", "ben")
    assert "p · ben · check, blind." in said and "Response 1 of 2." in said
    assert "ann" not in said and "%" not in said
    assert "2 comments decided in this sitting; 0 comments left." in said
    assert made(coded, "ben") == [(Purpose.CHECK, ("website",)), (Purpose.CHECK, ("hours",))]
    whole = json.loads(coded.run("agree", "--format", "json").stdout)[0]
    assert (whole["coders"], whole["units"], whole["percent"]) == ("ann|ben", 2, 50)
    assert coded.counts()["q1", "hours"]["mentions"] == 10
    said = plain(coded, "2\n\n", "--adjudicate", "--coder", "cat")
    assert "p · cat · adjudication." in said
    assert "Given to comment 1 by ann (" in said and "): Website easy to use." in said
    assert "1. Longer opening hours, given by ann" in said and "2. Website easy to use, given by ben" in said
    assert made(coded, "cat") == [(Purpose.ADJUDICATION, ("website",))]
    (listed,) = json.loads(coded.run("agree", "--disagreements", "--format", "json").stdout)
    assert (listed["settled"], listed["settled_codes"]) == ("cat", "website")
    assert "   settled by cat: Website easy to use\n" in coded.run("agree", "--disagreements").stdout
    assert "coder agree - how far coders agree" in coded.run("status").stdout
    counts = coded.counts()
    assert (counts["q1", "hours"]["mentions"], counts["q1", "website"]["mentions"]) == (9, 1)


def test_the_list_shrinks_and_undo_works_the_next_day(disputed):
    said = plain(disputed, "\nq\n", "--adjudicate", "--coder", "cat")
    assert "Response 1 of 3." in said
    assert "Enter saves" not in said.split("> ")[0]  # nobody agrees on anything here
    plain(disputed, "2\n\nq\n", "--adjudicate", "--coder", "cat")
    assert made(disputed, "cat") == [(Purpose.ADJUDICATION, ("website",))]
    said = plain(disputed, "q\n", "--adjudicate", "--coder", "cat")
    assert "1 of 3 decided" in said and "Comment number 2." in said
    assert "1. Longer opening hours, selected, given by ann, ben" in said  # what all gave is preselected
    assert "settle what coders disagree on (2 comments)" in disputed.run("status").stdout
    said = plain(disputed, "u\nq\n", "--adjudicate", "--coder", "cat")
    assert "0 of 3 decided" in said
    assert made(disputed, "cat") == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--share", "0.5"], "--share and --of belong to --check"),
        (["--of", "ann"], "--share and --of belong to --check"),
        (["--check", "--audit"], "Leave out all but one"),
        (["--check", "--adjudicate"], "Leave out all but one"),
        (["--adjudicate", "--order", "random"], "Leave out all but one"),
        (["--check", "--share", "2"], "A share of 2 cannot be drawn"),
    ],
)
def test_what_does_not_go_together(coded, arguments, said):
    assert said in coded.run("review", "--plain", "--coder", "ben", *arguments, status=2).stderr


def test_nothing_to_check_or_to_settle(coded):
    assert "Nobody else has coded" in coded.run("review", "--plain", "--coder", "ann", "--check", status=1).stderr
    assert "different codes" in coded.run("review", "--plain", "--coder", "ann", "--adjudicate", status=1).stderr


def screen(app):
    return "\n".join("".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips())


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_the_screen_shows_who_gave_what_and_settles_it(disputed, size):
    with open_review(disputed.path / "p.coder", coder="cat", ask=str, questions=None, second=Adjudication()) as opened:
        async with ReviewApp(opened.session, title=opened.title).run_test(size=size) as pilot:
            shown = screen(pilot.app)
            assert "ann (" in shown and "ben (" in shown
            assert "given by ben" in shown and "adjudication" in shown
            await pilot.press("2", "enter", "u", "0", "enter")
            assert opened.session.progress.overall.decided == 2
    assert [codes for _, codes in made(disputed, "cat")] == [(), ("hours",)]


async def test_the_screen_of_a_check_shows_nothing_of_others(coded):
    with open_review(coded.path / "p.coder", coder="ben", ask=str, questions=None, second=Check(share=0.3)) as opened:
        async with ReviewApp(opened.session, title=opened.title).run_test(size=(140, 40)) as pilot:
            shown = screen(pilot.app)
            assert "check, blind" in shown and "ann" not in shown and "✓" not in shown
            await pilot.press("1", "enter", "0", "1", "enter")
            assert opened.session.current is None
    assert {purpose for purpose, _ in made(coded, "ben")} == {Purpose.CHECK}
    assert len(made(coded, "ben")) == 3
