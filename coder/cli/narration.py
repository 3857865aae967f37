"""What is said to the person while a command works: on stderr, so that stdout is data only."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from coder.domain.progress import Progress, silent
from coder.domain.text import display


def say(text: str) -> None:
    """One line for the person."""
    sys.stderr.write(display(text) + "\n")


def asked(question: str, *, enter: bool = True) -> bool:
    """Ask a yes-or-no question on the terminal; Enter means yes, or no where `enter` is false."""
    sys.stderr.write(f"{display(question)} [{'Y/n' if enter else 'y/N'}] ")
    sys.stderr.flush()
    answer = sys.stdin.readline()
    said = answer.strip().lower()
    return answer != "" and (said in ("y", "yes") or (enter and not said))


def has_person() -> bool:
    """Whether somebody can be asked: both ends are a terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()


@contextmanager
def progress_bars() -> Iterator[Progress]:
    """A progress bar for each job, with rate and time left; silent when stderr is not a terminal."""
    if not sys.stderr.isatty():
        yield silent
        return
    from rich.progress import BarColumn, TaskID, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    from coder.cli.console import Console

    console = Console(stderr=True)
    fields = TextColumn("{task.fields[count]}"), TextColumn("{task.fields[rate]}")
    columns = TextColumn("{task.description}"), BarColumn(), *fields
    with Bars(*columns, TimeRemainingColumn(), console=console) as bars:
        tasks: dict[str, TaskID] = {}

        def update(job: str, done: int, total: int) -> None:
            if job not in tasks:
                # Without a total the bar pulses; no part of it could be filled.
                tasks[job] = bars.add_task(job, total=None, count="", rate="")
            speed = bars.tasks[tasks[job]].speed
            count = f"{done:,}/{total:,}" if total else f"{done:,}"
            rate = f"{speed:,.0f}/s" if speed else ""
            bars.update(tasks[job], completed=done, total=total or None, count=count, rate=rate)

        yield update
