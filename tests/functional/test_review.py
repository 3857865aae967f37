"""`coder review` in a real pseudo-terminal; whole responses, so no model is needed."""

import sys

import pexpect
import pytest

from coder.domain.decision import Decision
from coder.store.project import Project
from coder.workflow.ordering import project_seed

pytestmark = pytest.mark.slow

PEOPLE = 12


@pytest.fixture
def survey(folder):
    rows = [[f"r{number}", "q1", f"Answer number {number}."] for number in range(PEOPLE)]
    folder.project(folder.table("in.csv", "id question text", rows), unit="response")
    return folder


def review(folder, *arguments):
    command = ["-m", "coder", "review", "--coder", "ann", *arguments]
    return pexpect.spawn(
        sys.executable, command, cwd=str(folder.path), dimensions=(24, 80), timeout=30, encoding="utf-8"
    )


def press(screen, keys):
    """Press keys one after the other, each after the screen has said what the one before did."""
    for key, said in keys:
        screen.send(key)
        screen.expect(said)


def leave(screen):
    screen.send("q")
    screen.expect(pexpect.EOF)
    screen.close()
    assert screen.exitstatus == 0


def decided(folder) -> list[Decision]:
    with Project.open(folder.path / "p.coder", read_only=True) as project:
        return project.decisions()


def respondents(folder, decisions) -> list[str]:
    with Project.open(folder.path / "p.coder", read_only=True) as project:
        names = {comment.id: comment.response.respondent for comment in project.comments()}
    return [names[decision.comment] for decision in decisions]


def test_an_audit_is_read_blind_in_the_order_drawn(survey):
    survey.run("audit", "draw", "--size", 4, "--looks", 1, "--seed", 3)
    screen = review(survey, "--audit")
    screen.expect("audit, blind")
    screen.expect("drawn for the audit")
    press(screen, [("0", "saved"), ("1", r"\[x\]"), ("\r", "saved"), ("u", "undone"), ("r", "saved")])
    leave(screen)
    made = decided(survey)
    assert [(one.chosen, one.codes, one.suggested) for one in made] == [
        ("audit 1", (), ()),
        ("audit 1", ("hours",), ()),
    ]
    with Project.open(survey.path / "p.coder", read_only=True) as project:
        drawn = [item.response for item in project.audit_items(1)]
        keys = {stored.id: stored.key.respondent for stored in project.responses()}
    assert respondents(survey, made) == [keys[response] for response in drawn[:2]]
    again = review(survey, "--audit")
    again.expect("2 of 4 comments")
    leave(again)


def test_a_random_order_is_shown_recorded_and_gone_on_with(survey):
    screen = review(survey, "--order", "random")
    screen.expect("at random")
    press(screen, [("0", "saved"), ("\x1b[C", "you came here yourself"), ("0", "saved")])
    leave(screen)
    again = review(survey, "--order", "random")
    again.expect("2 of 12 comments")
    press(again, [("0", "saved")])
    leave(again)
    with Project.open(survey.path / "p.coder", read_only=True) as project:
        seed = project_seed(project)
    made = decided(survey)
    assert [one.chosen for one in made] == [f"random {seed}", "by hand", f"random {seed}"]
    assert len(set(respondents(survey, made))) == 3


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("--order", "best"), 2, "file, random, learn, alike or code:ID"),
        (("--order", "code:websit"), 2, "Did you mean 'website'"),
        (("--order", "random", "--audit"), 2, "in which it was drawn"),
        (("--order", "learn"), 1, "coder suggest"),
        (("--audit",), 1, "no open audit"),
    ],
)
def test_what_cannot_be_is_refused_before_the_screen_opens(survey, arguments, status, said):
    screen = review(survey, *arguments)
    screen.expect(said)
    screen.expect(pexpect.EOF)
    screen.close()
    assert screen.exitstatus == status


def written(screen, keys):
    """How many bytes a key has written, once the screen has been quiet for half a second."""
    screen.send(keys)
    count = 0
    while True:
        try:
            count += len(screen.read_nonblocking(100_000, timeout=0.5).encode())
        except pexpect.TIMEOUT:
            return count


def test_over_a_slow_line_a_key_writes_little(survey):
    screen = review(survey)
    screen.expect("quit")
    written(screen, "j")
    written(screen, "1")
    picked = [written(screen, "1"), written(screen, "2")]
    assert all(0 < count < 1_000 for count in picked), picked
    moved = [written(screen, "\x1b[C"), written(screen, "\x1b[D")]
    assert all(0 < count < 4_000 for count in moved), moved
    leave(screen)
