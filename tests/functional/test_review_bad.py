"""What must not harm a review: asked of real processes on real terminals."""

import os
import random
import re
import resource
import sqlite3
import subprocess
import time
from collections import Counter
from contextlib import closing, suppress

import pytest

from coder.domain.response import Span
from coder.store.project import Project
from coder.store.records import NewDivision
from tests.functional.forked import Zygote

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a zygote needs fork")

PEOPLE = 60
SAVED = {"plain": "saved:", "screen": "saved"}
READY = {"plain": "> ", "screen": "quit"}


def fill(folder):
    rows = [[f"r{number}", "q1", f"Answer number {number}."] for number in range(PEOPLE)]
    divided(folder, folder.table("in.csv", "id question text", rows))


def divided(folder, name):
    """A project whose responses are divided, so that a review opens without the library that divides."""
    folder.project(name, unit="response")
    with Project.open(folder.path / "p.coder") as project:
        project.divide([NewDivision(one.id, (Span(0, len(one.text)),), "auto", "whole") for one in project.responses()])


@pytest.fixture(scope="module")
def zygote():
    with Zygote() as made:
        yield made


@pytest.fixture
def survey(folder):
    return folder.once("test_review_bad", fill)


def review(zygote, folder, mode="screen", coder="ann"):
    """A review on a terminal."""
    return zygote.start(folder.path, "review", "--coder", coder, *(["--plain"] if mode == "plain" else []))


def ready(zygote, folder, mode="screen", coder="ann"):
    """A review on a terminal, that waits for a key."""
    terminal = review(zygote, folder, mode, coder)
    terminal.sees(READY[mode])
    return terminal


def decide(terminal, mode, code):
    """Give the comment in front one code, or none with 0; the answer has been read when this returns."""
    if code == "0":
        terminal.send("0\n" if mode == "plain" else "0")
    elif mode == "plain":
        terminal.send(f"clear\n{code}\n\n")
    else:
        terminal.send(f"c{code}\r")
    terminal.sees(SAVED[mode])


def leave(terminal, mode):
    terminal.send("q\n" if mode == "plain" else "q")
    assert terminal.wait() == 0, terminal.drawn


def decided(folder):
    """The codes that stand, by coder, in the order of the comments."""
    with Project.open(folder.path / "p.coder", read_only=True) as project:
        made = sorted(project.decisions(), key=lambda one: one.comment)
    return [(one.coder, *one.codes) for one in made]


def is_sound(folder):
    """Whether the file is in order and nobody holds a lock on it."""
    with closing(sqlite3.connect(folder.path / "p.coder", timeout=0)) as plain:
        plain.execute("BEGIN EXCLUSIVE")
        plain.execute("ROLLBACK")
        checks = (
            plain.execute("PRAGMA integrity_check").fetchall(),
            plain.execute("PRAGMA foreign_key_check").fetchall(),
        )
    return checks == ([("ok",)], [])


class Hand:
    """Presses keys at random, and knows what must stand after each of them."""

    KEYS = {  # noqa: RUF012
        "plain": {"1": "clear\n1\n\n", "2": "clear\n2\n\n", "0": "0\n", "u": "u\n"},
        "screen": {"1": "c1\r", "2": "c2\r", "0": "0", "u": "u"},
    }
    CODES = {"1": ("ann", "hours"), "2": ("ann", "website"), "0": ("ann",)}  # noqa: RUF012

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.stands = []

    def press(self, terminal, mode):
        """Press keys; returns what is said once that is done (a regular expression), and what must stand then."""
        key = self.chance.choice("120u" if self.stands else "120")
        terminal.send(self.KEYS[mode][key])
        self.stands = self.stands[:-1] if key == "u" else [*self.stands, self.CODES[key]]
        return rf"(?<!\d){len(self.stands)} of {PEOPLE} (comments|decided)", list(self.stands)

    def kill_once(self, zygote, folder, mode):
        """Work for a while, then die at any key; what was acknowledged must be there."""
        with ready(zygote, folder, mode) as terminal:
            for _ in range(self.chance.choice([0, 1, 2, 4])):
                said, _ = self.press(terminal, mode)
                terminal.sees(said)
            possible = [list(self.stands)]
            for _ in range(self.chance.choice([0, 1, 2, 3])):
                possible.append(self.press(terminal, mode)[1])
            time.sleep(self.chance.random() * self.chance.choice([0.001, 0.01, 0.05]))
            terminal.kill()
        assert is_sound(folder)
        found = decided(folder)
        assert found in possible, f"{found[-5:]} is none of {[one[-5:] for one in possible]}"
        self.stands = found


def test_killed_at_any_key_nothing_acknowledged_is_lost(zygote, survey):
    hand = Hand(seed=1)
    for number in range(15):
        hand.kill_once(zygote, survey, "screen" if number % 5 == 0 else "plain")


@pytest.mark.slow
def test_many_kills_of_the_screen(zygote, survey):
    hand, fresh = Hand(seed=2), (survey.path / "p.coder").read_bytes()
    for _ in range(int(os.environ.get("CODER_KILLS", "100"))):
        hand.kill_once(zygote, survey, "screen")
        if len(hand.stands) > PEOPLE // 2:
            (survey.path / "p.coder").write_bytes(fresh)
            hand.stands = []


@pytest.mark.slow
def test_resized_to_almost_nothing_and_back(zygote, survey):
    with ready(zygote, survey) as terminal:
        for size in ((5, 20), (1, 1), (5, 20)):
            terminal.resize(*size)
            terminal.quiet()
        decide(terminal, "screen", "1")
        assert decided(survey) == [("ann", "hours")]
        terminal.send("?")
        terminal.quiet()
        terminal.send("\x1b")
        terminal.quiet()
        terminal.drawn = b""
        terminal.resize(24, 80)
        terminal.sees("Answer number 1.")
        terminal.sees(READY["screen"])
        decide(terminal, "screen", "2")
        leave(terminal, "screen")
    assert decided(survey) == [("ann", "hours"), ("ann", "website")]


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["screen", "plain"])
def test_a_folder_that_may_not_be_written_is_said_at_once_and_saves_nothing(zygote, survey, mode):
    survey.path.chmod(0o555)
    try:
        with review(zygote, survey, mode) as terminal:
            terminal.sees("nothing can be saved.*p.coder cannot be opened for writing")
            terminal.sees(READY[mode])
            terminal.send("0\n" if mode == "plain" else "0")
            terminal.sees("You can look around")
            terminal.send("" if mode == "plain" else "\x1b")
            terminal.quiet()
            leave(terminal, mode)
    finally:
        survey.path.chmod(0o755)
    assert decided(survey) == []
    assert is_sound(survey)


@pytest.fixture
def small_disk(tmp_path):
    """A folder on a disk of its own, of two megabytes: real, so that it needs the right to mount one, as root has.

    Without it, a file that may not grow is tested all the same, below.
    """
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "none", disk], capture_output=True).returncode:
        pytest.skip("mounting a small disk is not allowed here; run as root, as .ci/run is")
    yield disk
    subprocess.run(["umount", "-l", disk], check=True)


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["screen", "plain"])
def test_a_full_disk_saves_nothing_says_so_and_goes_on_once_there_is_room(zygote, survey, small_disk, mode):
    for name in ("p.coder", "small.yaml"):
        (small_disk / name).write_bytes((survey.path / name).read_bytes())
    survey.path = small_disk
    filler = small_disk / "filler"
    with ready(zygote, survey, mode) as terminal:
        decide(terminal, mode, "1")
        with filler.open("wb", buffering=0) as file, suppress(OSError):
            while file.write(b"x" * 1024):
                pass
        terminal.send("0\n" if mode == "plain" else "0")
        terminal.sees("There is no room left on the disk")
        assert decided(survey) == [("ann", "hours")]
        filler.unlink()
        terminal.send("" if mode == "plain" else "\x1b")
        terminal.quiet()
        decide(terminal, mode, "0")
        leave(terminal, mode)
    assert decided(survey) == [("ann", "hours"), ("ann",)]
    assert is_sound(survey)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="needs Linux")
@pytest.mark.parametrize("mode", ["screen", "plain"])
def test_a_disk_that_fails_in_the_middle_of_a_decision(zygote, survey, mode):
    with ready(zygote, survey, mode) as terminal:
        resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
        terminal.send("0\n" if mode == "plain" else "0")
        terminal.sees("The disk reported an error")
        assert decided(survey) == []
        resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        terminal.send("" if mode == "plain" else "\x1b")
        terminal.quiet()
        decide(terminal, mode, "0")
        leave(terminal, mode)
    assert decided(survey) == [("ann",)]
    assert is_sound(survey)


@pytest.mark.slow
def test_two_reviews_of_one_project_lose_nothing_and_wait_for_a_writer(zygote, survey):
    with ready(zygote, survey) as ann:
        decide(ann, "screen", "1")
        leave(ann, "screen")
    with ready(zygote, survey) as ann, review(zygote, survey, "plain", coder="bob") as bob:
        bob.sees("also coding here: ann")
        bob.sees(READY["plain"])
        for _ in range(4):
            decide(ann, "screen", "1")
            decide(bob, "plain", "2")
        with Project.open(survey.path / "p.coder", read_only=True) as project:
            made = Counter((one.coder, *one.codes) for one in project.decisions())
        assert made == {("ann", "hours"): 5, ("bob", "website"): 4}
        with closing(sqlite3.connect(survey.path / "p.coder")) as writer:
            writer.execute("BEGIN IMMEDIATE")
            ann.send("0")
            time.sleep(0.5)
            writer.execute("ROLLBACK")
            ann.sees("saved")
            writer.execute("BEGIN IMMEDIATE")
            ann.send("0")
            ann.sees("is being written by another process")
            writer.execute("ROLLBACK")
        ann.send("\x1b")
        ann.quiet()
        decide(ann, "screen", "0")
        leave(ann, "screen")
        leave(bob, "plain")
    assert [one for one in decided(survey) if one[0] == "ann"] == [("ann", "hours")] * 5 + [("ann",)] * 2
    assert is_sound(survey)


@pytest.mark.slow
@pytest.mark.parametrize("nonsense", ["codes: [", "\x00\x01", "", "codebook: other\nquestions: []\ncodes: []\n"])
def test_a_framework_edited_into_nonsense_while_the_review_runs(zygote, survey, nonsense):
    whole = (survey.path / "small.yaml").read_text(encoding="utf-8")
    with ready(zygote, survey) as terminal:
        decide(terminal, "screen", "1")
        survey.write("small.yaml", nonsense)
        decide(terminal, "screen", "2")
        leave(terminal, "screen")
    with zygote.start(survey.path, "review", "--coder", "ann", "--plain") as terminal:
        terminal.sees("small.yaml")
        terminal.sees(READY["plain"])
        decide(terminal, "plain", "1")
        leave(terminal, "plain")
    survey.write("small.yaml", whole)
    assert decided(survey) == [("ann", "hours"), ("ann", "website"), ("ann", "hours")]
    assert survey.counts()[("q1", "hours")]["mentions"] == 2


LONG = "".join(f"Sentence {number} of a very long answer. " for number in range(2_800))
BEGINS = 100_000


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["screen", "plain"])
def test_a_response_of_100_000_characters(zygote, folder, mode):
    assert len(LONG) > BEGINS
    rows = [["r1", "q1", LONG], ["r2", "q1", "x" * BEGINS], ["r3", "q1", "The end."]]
    divided(folder, folder.table("in.csv", "id question text", rows))
    with ready(zygote, folder, mode) as terminal:
        began = time.monotonic()
        if mode == "screen":
            for _ in range(20):
                terminal.send("\x1b[6~")
            terminal.sees("Sentence [1-9][0-9][0-9] ")
        decide(terminal, mode, "1")
        decide(terminal, mode, "2")
        assert time.monotonic() - began < 20
        leave(terminal, mode)
    assert decided(folder) == [("ann", "hours"), ("ann", "website")]


HOSTILE = {
    "clipboard": "\x1b]52;c;aGVsbG8=\x07",
    "title": "\x1b]0;hostile title\x07",
    "report": "\x1b[6n\x1b[c\x1b[>q",
    "paste": "\x1b[200~q\r0\r\x1b[201~",
    "screen": "\x1b[?1049l\x1b[2J\x1b[?1003l\x1bc",
    "device": "\x1bP+q544e\x1b\\\x1b_G\x1b\\",
    "c1": "\x9b6n\x9d52;c;aGVsbG8=\x9c",
    "link": "\x1b]8;;http://192.0.2.1/\x1b\\click\x1b]8;;\x1b\\",
    "turned": "\u202eesrever\u202c \u2066x\u2069",
    "bell": "\x07\x08\x08\x08\r\x0b\x0c\x00",
}


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["screen", "plain"])
def test_what_comments_tell_the_terminal_to_do_never_reaches_it(zygote, folder, mode):
    rows = [[f"r{name}{text}", "q1", f"Begin {text} endof{name}", text] for name, text in HOSTILE.items()]
    divided(folder, folder.table("in.csv", "id question text district", rows))
    with ready(zygote, folder, mode) as terminal:
        for _ in HOSTILE:
            if mode == "plain":
                terminal.send("i\n")
                terminal.sees("> ")
                terminal.send("0\n")
                terminal.sees("> ")
            else:
                terminal.send("i")
                terminal.sees("goes back")
                terminal.quiet()
                terminal.send("\x1b")
                terminal.sees(READY["screen"])
                terminal.send("0")
                terminal.sees("saved")
        terminal.quiet()
        seen = re.sub(rb"\x1b\]22;[a-z-]*\x07", b"", terminal.everything)  # the shape of the pointer, Textual's own
    for name, text in HOSTILE.items():
        assert f"endof{name}".encode() in seen, name
        for piece in text.replace("\x1b", "\n\x1b").split("\n"):
            if len(piece) > 2 and piece.startswith(("\x1b", "\x9b", "\x9d")):
                assert piece.encode() not in seen, f"{piece!r} of {name}"
    for control in ("\x07", "\u202e", "\u2066", "\x9b", "\x9c", "\x9d"):
        assert control.encode() not in seen, repr(control)


@pytest.mark.slow
def test_what_is_pasted_decides_nothing(zygote, survey):
    with ready(zygote, survey) as terminal:
        for pasted in ("q", "1\r0\r", "0" * 5000, "/website\r\r\rq", "\x1b]52;c;aGVsbG8=\x07"):
            terminal.send(f"\x1b[200~{pasted}\x1b[201~")
            terminal.quiet()
        assert decided(survey) == []
        decide(terminal, "screen", "1")
        leave(terminal, "screen")
    assert decided(survey) == [("ann", "hours")]
