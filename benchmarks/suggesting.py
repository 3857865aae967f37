"""How long `coder suggest` takes to score everything anew after one more decision, and how much memory.

    python benchmarks/suggesting.py [--responses N ...]

The project has the framework of 42 codes and the unit comment, which is the default and the harder case: every response
is one to three comments. 400 responses are decided. A first run divides and embeds all of them, and a second one, in
a process of its own after one more decision, has every vector in the store; only that one is split up and measured.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import ParamSpec, TypedDict, TypeVar

from made_up import CODEBOOK, QUESTIONS, Sentence, answers

from coder.codebook.read import read_codebook
from coder.domain.decision import Decision
from coder.domain.response import Comment, Respondent, Response, ResponseKey
from coder.domain.units import Unit
from coder.store.project import Project
from coder.suggesting.model import SuggestionModel
from coder.workflow import fitting, suggest
from coder.workflow.project import create_project
from coder.workflow.suggest import divide_new, suggest_project
from coder.workflow.vectors import RememberingEncoder

P = ParamSpec("P")
T = TypeVar("T")
DECIDED = 400
PARTS = {
    "loading the sentence model": [(suggest, "load_encoder")],
    "reading comments and decisions": [(Project, "comments"), (Project, "decisions"), (Project, "scored")],
    "reading vectors": [(RememberingEncoder, "encode"), (RememberingEncoder, "remember")],
    "building the model": [(fitting, "build")],
    "scoring": [(SuggestionModel, "score"), (SuggestionModel, "assign")],
    "evidence": [(SuggestionModel, "suggest")],
    "writing": [(Project, "put_suggestions")],
}
"""The functions whose time each part is, less what other parts take inside them."""
REST = "the rest"


class Stopwatch:
    """Adds up wall time by part; time in a part inside another counts for the inner one alone."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._parts = [REST]
        self._since = time.perf_counter()

    def watch(self, owner: object, name: str, part: str) -> None:
        """Time a function from now on, wherever it is looked up on its owner."""
        setattr(owner, name, self._timed(getattr(owner, name), part))

    def stop(self) -> dict[str, float]:
        """All parts, with what is in none of them."""
        self._mark()
        return dict(self.seconds)

    def _timed(self, inner: Callable[P, T], part: str) -> Callable[P, T]:
        def timed(*args: P.args, **options: P.kwargs) -> T:
            with self._in(part):
                return inner(*args, **options)

        return timed

    @contextmanager
    def _in(self, part: str) -> Iterator[None]:
        self._mark()
        self._parts.append(part)
        try:
            yield
        finally:
            self._mark()
            self._parts.pop()

    def _mark(self) -> None:
        now = time.perf_counter()
        self.seconds[self._parts[-1]] += now - self._since
        self._since = now


def make(path: Path, count: int) -> None:
    """A project with so many responses, divided, of which the first 400 are decided."""
    create_project(path, CODEBOOK, Unit.COMMENT)
    said: dict[ResponseKey, list[Sentence]] = {}
    for number, answer in enumerate(answers(count, seed=1)):
        said[ResponseKey("", f"r{number // len(QUESTIONS)}", QUESTIONS[number % len(QUESTIONS)])] = answer
    with Project.open(path) as project:
        people = [Respondent(id=name) for name in dict.fromkeys(key.respondent for key in said)]
        project.add_responses(people, [Response(key, " ".join(one.text for one in its)) for key, its in said.items()])
        divide_new(project)
        chosen = set(list(said)[:DECIDED])
        decide(project, [(one, said[one.response]) for one in project.comments() if one.response in chosen])


def decide(project: Project, comments: list[tuple[Comment, list[Sentence]]]) -> None:
    """Give comments the codes of the sentences that they are of."""
    codebook = read_codebook(CODEBOOK)
    made = []
    for comment, its in comments:
        codes = {code for one in its if one.text in comment.text or comment.text in one.text for code in one.codes}
        fitting = tuple(code.id for code in codebook.assignable(comment.response.question) if code.id in codes)
        at, book = datetime.now(UTC), codebook.content_hash
        made.append(Decision(id=f"d{comment.id}", comment=comment.id, coder="ann", codes=fitting, at=at, codebook=book))
    project.record(made)


def measure(path: Path) -> None:
    """In a process of its own: one more decision, everything scored anew; prints what it took as JSON."""
    with Project.open(path) as project:
        last = project.comments()[-1]
        decide(project, [(last, [])])
    watch = Stopwatch()
    for part, functions in PARTS.items():
        for owner, name in functions:
            watch.watch(owner, name, part)
    cpu = time.process_time()
    summary = suggest_project(path)
    seconds = watch.stop()
    cpu = time.process_time() - cpu
    assert summary.embedded == 0, "every vector was in the store"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "cpu": cpu, "scored": summary.scored, "peak": peak}))


class Found(TypedDict):
    """What came of one size; times in seconds, memory in MB."""

    seconds: dict[str, float]
    cpu: float
    peak: float
    scored: int
    before: float
    """What dividing, embedding and scoring took the first time."""


def run(count: int) -> Found:
    """Everything for one size."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.coder"
        start = time.perf_counter()
        make(path, count)
        subprocess.run([sys.executable, __file__, "--first", str(path)], check=True, stdout=subprocess.PIPE)
        before = time.perf_counter() - start
        measured = subprocess.run(
            [sys.executable, __file__, "--measure", str(path)], check=True, stdout=subprocess.PIPE
        )
        return Found(**json.loads(measured.stdout), before=before)


def main() -> None:
    """Print a column per size."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--responses", type=int, nargs="+", default=[2500, 10_000])
    parser.add_argument("--first", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.first:
        suggest_project(options.first)
    elif options.measure:
        measure(options.measure)
    else:
        report([run(count) for count in options.responses], options.responses)


def report(found: list[Found], sizes: list[int]) -> None:
    """The table: seconds, with the share of the total in brackets."""
    total = [sum(one["seconds"].values()) for one in found]
    rows = [("comments scored", [f"{one['scored']:,}" for one in found])]
    rows.append(("**everything scored anew**", [f"**{sum_:.1f} s**" for sum_ in total]))
    for part in (*PARTS, REST):
        its = [one["seconds"].get(part, 0.0) for one in found]
        rows.append((f"- {part}", [f"{one:.1f} s ({one / whole:.0%})" for one, whole in zip(its, total, strict=True)]))
    rows.append(("of that on the processor", [f"{one['cpu']:.1f} s" for one in found]))
    shares = [whole / one["before"] for one, whole in zip(found, total, strict=True)]
    rows.append(("as a share of the first run, which divides and embeds", [f"{one:.0%}" for one in shares]))
    rows.append(("peak memory", [f"{one['peak']:.0f} MB" for one in found]))
    print(f"| responses | {' | '.join(f'{size:,}' for size in sizes)} |")
    print("|---|" + "---|" * len(sizes))
    for name, cells in rows:
        print(f"| {name} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
