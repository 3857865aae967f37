"""No acknowledged decision is lost when the writer is killed, and none is half there."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from coder.domain.decision import Purpose
from coder.domain.response import Span
from coder.store.project import Project
from coder.store.records import NewDivision
from tests.unit.store.killed import decision, members

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a zygote needs fork")


def _round(zygote, seed: str, chance: random.Random) -> list[str]:
    """Let a writer live for a random while, kill it, and return what it acknowledged."""
    zygote.stdin.write(f"{seed}\n")
    zygote.stdin.flush()
    pid = int(zygote.stdout.readline().removeprefix("pid "))
    saved = []
    for _ in range(chance.choice([0, 0, 1, 2, 3, 5, 8])):
        saved.append(zygote.stdout.readline())
    time.sleep(chance.random() * chance.choice([0.001, 0.005, 0.02]))
    os.kill(pid, signal.SIGKILL)
    while not (line := zygote.stdout.readline()).startswith("dead"):
        saved.append(line)
    assert line == f"dead {-signal.SIGKILL}\n"
    return [line.removeprefix("saved ").strip() for line in saved]


def _kill_often(path: Path, rounds: int, seed: int) -> None:
    chance = random.Random(seed)
    acknowledged: list[str] = []
    command = [sys.executable, "-m", "tests.unit.store.killed", str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as zygote:
        for number in range(rounds):
            acknowledged += _round(zygote, f"{seed}.{number}", chance)
        zygote.stdin.close()
    _check(path, acknowledged)


def _check(path: Path, acknowledged: list[str]) -> None:
    with Project.open(path) as project:
        log = project.log()
        stands = project.decisions()
        steps = [one for coder in range(3) for one in project.steps(f"coder-{coder}", Purpose.CODING)]
        taken = [tuple([made.id for made in project.step_decisions(one.id)]) for one in steps]
    found = {made.id: made for made in stands}
    assert len(found) == len(stands) == len(log)
    for name in acknowledged:
        for member in members(name):
            assert member in found, f"{member} was acknowledged and is lost"
    for name, made in found.items():
        assert made == decision(name), f"{name} is not as it was written"
        assert set(members(name.partition("/")[0])) <= found.keys(), f"the group of {name} is not whole"
    groups = {tuple(members(name.partition("/")[0])) for name in found if "/" in name}
    assert (set(taken), len(taken)) == (groups, len(groups)), "a step and its decisions are there together"
    with closing(sqlite3.connect(path)) as plain:
        assert plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert plain.execute("PRAGMA foreign_key_check").fetchall() == []
    assert len(acknowledged) > 0


@pytest.fixture
def divided(create) -> Path:
    with create() as project:
        project.divide(
            [NewDivision(response.id, (Span(0, 9),), "auto", "splitter") for response in project.responses()]
        )
        assert [comment.id for comment in project.comments()] == [1, 2, 3]
        return project.path


def test_twenty_kills(divided):
    _kill_often(divided, rounds=20, seed=1)


@pytest.mark.slow
def test_two_hundred_kills(divided):
    _kill_often(divided, rounds=int(os.environ.get("CODER_KILLS", "200")), seed=2)
