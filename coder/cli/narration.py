"""What is said to the person while a command works: on stderr, so that stdout is data only."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from coder.domain.text import display

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""


def say(text: str) -> None:
    """One line for the person."""
    sys.stderr.write(display(text) + "\n")


def asked(question: str) -> bool:
    """Ask a yes-or-no question on the terminal; Enter means yes."""
    sys.stderr.write(f"{display(question)} [Y/n] ")
    sys.stderr.flush()
    answer = sys.stdin.readline()
    return answer != "" and answer.strip().lower() in ("", "y", "yes")


def has_person() -> bool:
    """Whether somebody can be asked: both ends are a terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()


@contextmanager
def progress_bars() -> Iterator[Progress]:
    """A progress bar for each job, with rate and time left; silent when stderr is not a terminal."""
    if not sys.stderr.isatty():
        yield lambda job, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    console = Console(stderr=True)
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}")
    with Bars(*columns, TimeRemainingColumn(), console=console) as bars:
        tasks: dict[str, TaskID] = {}

        def update(job: str, done: int, total: int) -> None:
            if job not in tasks:
                tasks[job] = bars.add_task(job, total=total, rate="")
            speed = bars.tasks[tasks[job]].speed
            bars.update(tasks[job], completed=done, total=total, rate=f"{speed:,.0f}/s" if speed else "")

        yield update
