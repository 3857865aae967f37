"""A process for the kill test: it writes decisions and acknowledges each over its standard output, until killed.

Run as a script it is a zygote: everything is imported once, and each round forks a fresh process from it, which opens
the project with a connection of its own. `SEED` on a line of standard input starts a round.
"""

import os
import random
import sys
from datetime import UTC, datetime
from pathlib import Path

from coder.domain.decision import Basis, Decision, Suggestion
from coder.domain.step import NewStep, StepKind
from coder.store.project import Project

GROUP = 3


def decision(name: str) -> Decision:
    """The decision that belongs to an id: whoever reads the id knows every other field."""
    chance = random.Random(name)
    codes = tuple(f"code-{chance.randrange(100)}" for _ in range(chance.randrange(40)))
    return Decision(
        id=name,
        comment=chance.randint(1, 3),
        coder=f"coder-{chance.randrange(3)}",
        codes=codes,
        basis=Basis.BULK,
        at=datetime.fromtimestamp(chance.randrange(10**9), UTC),
        codebook="h1",
        suggested=tuple(Suggestion(code, chance.random()) for code in codes[:9]),
    )


def step(made: tuple[Decision, ...]) -> NewStep:
    """The decisions of a group as a sitting takes them, with one key; each response has one comment of its number."""
    first = made[0]
    return NewStep(
        kind=StepKind.DECISION,
        coder=first.coder,
        purpose=first.purpose,
        at=first.at,
        response=first.comment,
        comment=first.comment,
        decisions=made,
    )


def members(first: str) -> list[str]:
    """The ids written in one call with this one."""
    return [f"{first}/{part}" for part in range(GROUP)] if first.endswith("g") else [first]


def write(path: Path, seed: str) -> None:
    """Write single decisions and groups for ever; a line says what is saved."""
    chance = random.Random(seed)
    os.write(1, f"pid {os.getpid()}\n".encode())
    project = Project.open(path)
    for number in range(10_000):
        name = f"{seed}-{number}{chance.choice(['', 'g'])}"
        made = tuple([decision(member) for member in members(name)])
        if len(made) == 1:
            project.record(made)
        else:
            project.take_step(step(made))
        os.write(1, f"saved {name}\n".encode())


def zygote(path: Path) -> None:
    """Fork a writer for each line read, and say when it is dead."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            try:
                write(path, line.strip())
            finally:
                os._exit(1)
        _, status = os.waitpid(child, 0)
        os.write(1, f"dead {os.waitstatus_to_exitcode(status)}\n".encode())


if __name__ == "__main__":
    zygote(Path(sys.argv[1]))
