"""`coder review`: opens a sitting over a project."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from coder.domain.decision import MACHINE_PREFIX
from coder.domain.text import plural
from coder.errors import InputError, ProjectError
from coder.reviewing.session import ReviewSession
from coder.workflow.count import chosen_questions
from coder.workflow.project import Opened, open_project
from coder.workflow.suggest import divide_new

CODER = "coder"
"""The project's setting that remembers who codes."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """An open project with a session over it."""

    session: ReviewSession
    title: str
    notices: tuple[str, ...]

    def farewell(self) -> str:
        """What was done, once the screen is closed."""
        progress = self.session.progress
        left = progress.overall.total - progress.overall.decided
        return f"{plural(progress.session, 'comment')} decided in this sitting; {plural(left, 'comment')} left."


@contextmanager
def open_review(
    path: Path, *, coder: str | None, ask: Callable[[], str], questions: Collection[str] | None
) -> Iterator[Sitting]:
    """Open a sitting: who codes is given, or remembered, or asked; what is new is divided first."""
    with open_project(path) as opened:
        wanted = chosen_questions(opened, questions)
        name = _coder(opened, coder, ask)
        divide_new(opened.project)
        session = ReviewSession(opened.project, opened.codebook, coder=name, questions=wanted)
        if session.progress.overall.total == 0:
            raise ProjectError(f"{path} has no responses to review.", "Bring some in with `coder import FILE`.")
        yield Sitting(session, f"{path.stem} · {name}", (*opened.notices, *_unsuggested(opened)))


def _coder(opened: Opened, given: str | None, ask: Callable[[], str]) -> str:
    name = (given or opened.project.meta(CODER) or ask()).strip()
    if not name:
        raise InputError("A coder needs a name.", "Pass --coder NAME.")
    if name.startswith(MACHINE_PREFIX):
        raise InputError(f"'{name}' is a model's name, not a person's.", "Pass another --coder NAME.")
    opened.project.set_meta(CODER, name)
    return name


def _unsuggested(opened: Opened) -> tuple[str, ...]:
    if opened.project.latest_run("suggest") is None:
        return ("nothing is suggested yet; `coder suggest` does that, and reviewing works without it.",)
    return ()
