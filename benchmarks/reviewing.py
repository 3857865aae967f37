"""How long the review loop takes where suggestions follow every decision: 50,000 comments and 60 codes.

    python benchmarks/reviewing.py [--comments N] [--earlier N] [--rounds N]

Scores and vectors are random and put straight into the store: the time does not depend on what they say. Every
response has two comments. 10,000 decisions were made before the run of `coder suggest`, 300 since. The yardstick is a
decision recorded durably and nothing else, in the same rounds. Last, keys are pressed in the program itself, on a
pseudo-terminal of 120 x 40: until the last byte of their effect has come back.
"""

import argparse
import gc
import os
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from uuid import uuid4

import numpy as np
import pexpect
from made_up import sentences

from coder.domain.decision import Decision, Evidence, Suggestion
from coder.domain.response import Respondent, Response, ResponseKey, Span
from coder.domain.run import Run
from coder.domain.step import NewStep, StepKind
from coder.domain.units import Unit
from coder.reviewing.session import PLANNED, Result, ReviewSession
from coder.store.project import Project
from coder.store.records import NewDivision, NewScoring
from coder.workflow.live import LiveSuggestions
from coder.workflow.ordering import LEARN, order_of_work
from coder.workflow.project import create_project, open_project
from coder.workflow.review import open_review
from coder.workflow.stored_scores import CODES, CUTS, LAST_EVENT, SHARES, packed

CODER = "ann"
MODEL = "made up"
CODE_IDS = [f"code-{number}" for number in range(60)]
SINCE = 300
OPENINGS = 5
DIMENSIONS = 384
TITLE = "Why"
QUIET = 0.2
"""Seconds without a byte after which the screen is taken for drawn."""
YARDSTICK = "a decision recorded durably, nothing else"


class Times:
    """Seconds by what was done: on the clock, and on the processor, which other programs disturb less."""

    def __init__(self) -> None:
        self._found: dict[str, list[tuple[float, float | None]]] = defaultdict(list)

    @contextmanager
    def of(self, what: str) -> Iterator[None]:
        """Time the block."""
        start, busy = time.perf_counter(), time.process_time()
        yield
        self.note(what, time.perf_counter() - start, time.process_time() - busy)

    def note(self, what: str, clock: float, busy: float | None = None) -> None:
        """Note what was timed elsewhere."""
        self._found[what].append((clock, busy))

    def report(self) -> None:
        """A row each: median and worst on the clock, their ratio to the yardstick's median, the processor's median."""
        unit = statistics.median(clock for clock, _ in self._found[YARDSTICK])
        print("| | times | median | worst | median, as a multiple of the first | of the median, processor |")
        print("|---|---|---|---|---|---|")
        for what, found in self._found.items():
            clock, busy = zip(*found, strict=True)
            middle = statistics.median(clock)
            own = [one for one in busy if one is not None]
            shown = [f"{1000 * one:,.0f} ms" for one in (middle, max(clock), statistics.median(own or [0]))]
            shown[2] = shown[2] if own else ""
            print(f"| {what} | {len(found)} | {shown[0]} | {shown[1]} | {middle / unit:.1f} | {shown[2]} |")


def make(folder: Path, comments: int, earlier: int) -> Path:
    """A project of responses with two comments each, all of them scored and with vectors."""
    path, book = folder / "a.coder", folder / "a.yaml"
    lines = ["codebook: a", "questions:", "  - {id: q1, text: Why?}", "codes:"]
    lines += [f"  - {{id: {code}, label: Label of {code}, keywords: [{code}]}}" for code in CODE_IDS]
    book.write_text("\n".join(lines) + "\n")
    codebook = create_project(path, book, Unit.COMMENT)
    texts = [one.text for one in islice(sentences(1), comments)]
    with Project.open(path) as project:
        keys = [ResponseKey("", f"r{number}", "q1") for number in range(comments // 2)]
        pairs = list(zip(texts[::2], texts[1::2], strict=True))
        both = [Response(key, f"{one} {other}") for key, (one, other) in zip(keys, pairs, strict=True)]
        project.add_responses([Respondent(id=key.respondent) for key in keys], both)
        spans = [(Span(0, len(one)), Span(len(one) + 1, len(one) + 1 + len(other))) for one, other in pairs]
        found = zip(project.undivided(), spans, strict=True)
        project.divide(NewDivision(response.id, its, "auto", "made up") for response, its in found)
        ids = [one.id for one in project.comments()]
        project.record([decision(one, codebook.content_hash) for one in ids[:earlier]])
        score(project, ids, texts, codebook.content_hash)
        project.record([decision(one, codebook.content_hash) for one in ids[earlier : earlier + SINCE]])
    return path


def decision(comment: int, book: str = "x") -> Decision:
    """One that keeps nine suggestions, as the review loop makes it."""
    rng = np.random.default_rng(comment)
    codes = [CODE_IDS[place] for place in rng.choice(len(CODE_IDS), 9, replace=False)]
    proposed = tuple(Suggestion(code, float(rng.random()), (), False) for code in codes)
    at = datetime.now(UTC)
    return Decision(
        id=str(uuid4()), comment=comment, coder=CODER, codes=tuple(codes[:2]), at=at, codebook=book, suggested=proposed
    )


def step(response: int, made: Decision) -> NewStep:
    """A decision as a sitting records it."""
    return NewStep(
        kind=StepKind.DECISION,
        coder=CODER,
        purpose=made.purpose,
        at=made.at,
        response=response,
        comment=made.comment,
        decisions=(made,),
    )


def score(project: Project, ids: list[int], texts: list[str], book: str) -> None:
    """Random scores and vectors for all comments, as a run of `coder suggest` leaves them."""
    rng = np.random.default_rng(0)
    sets = {CODES: CODE_IDS, CUTS: [0.4] * 60, SHARES: [0.03] * 60, LAST_EVENT: project.last_event()}
    run = project.add_run(Run(verb="suggest", at=datetime.now(UTC), codebook=book, model=MODEL, settings=sets))
    why = (Evidence("keyword", "some", 0, 4), Evidence("example", "some words of an example of usual length"))

    def scorings() -> Iterator[NewScoring]:
        for comment in ids:
            row = rng.random(len(CODE_IDS)) ** 6
            best = np.argsort(-row)[:9].tolist()
            yield NewScoring(
                comment, [Suggestion(CODE_IDS[one], row[one], why, bool(row[one] > 0.4)) for one in best], packed(row)
            )

    project.put_suggestions(run, scorings())
    themes = rng.normal(size=(200, DIMENSIONS))
    vectors = themes[rng.integers(0, len(themes), len(ids))] + rng.normal(size=(len(ids), DIMENSIONS))
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype("<f4")
    project.add_vectors(
        MODEL, ((project.text_hash(text), row.tobytes()) for text, row in zip(texts, vectors, strict=True))
    )


def follow(path: Path, times: Times, rounds: int, first: int) -> None:
    """What following decisions takes, piece by piece; every decision is taken back."""
    with open_project(path) as opened:
        project = opened.project
        store = LiveSuggestions(project, opened.codebook)
        plan = order_of_work(opened, store, LEARN).plan
        assert plan is not None
        comments = [one.id for one in project.comments()]
        keys = list(dict.fromkeys(one.response for one in project.comments()))
        responses = [one.id for one in project.responses()]
        now = datetime.now(UTC)
        for number in range(rounds):
            place = first + 2 * number
            made = decision(comments[place])
            with times.of(YARDSTICK):
                project.record([made])
            with times.of("taken back, nothing else"):
                project.undo(made.id, coder=CODER, at=now)
            made = decision(comments[place])
            with times.of("a decision recorded and followed"):
                taken = store.take_step(step(responses[place // 2], made))
            after = place + 2
            with times.of("suggestions for the next response, 2 comments"):
                store.suggestions(comments[after : after + 2])
            with times.of(f"scores of the next {PLANNED} responses"):
                store.live_scores(comments[after : after + 2 * PLANNED])
            with times.of(f"what teaches most among the next {PLANNED} responses"):
                plan(keys[after // 2 : after // 2 + PLANNED])
            with times.of("taken back and followed"):
                store.take_back(taken, coder=CODER, at=now)


def sit(path: Path, times: Times, rounds: int, order: str | None) -> None:
    """Opening a sitting, and pressing Enter in it."""
    name = order or "file"
    for number in range(OPENINGS):
        gc.collect()
        gc.freeze()  # as if the program had just started: nothing from before is looked through for garbage
        with times.of(f"a sitting opened, order {name}"):
            sitting = open_review(path, coder=CODER, ask=str, questions=None, order=order)
            session = sitting.__enter__().session
        if number == OPENINGS - 1:
            for _ in range(2 * rounds):
                press(session, times, name)
        sitting.__exit__(None, None, None)


def press(session: ReviewSession, times: Times, name: str) -> None:
    """Select a code and confirm, until the next item and the progress can be drawn."""
    before = session.current
    assert before is not None
    if not before.focused.selected:
        session.toggle(CODE_IDS[0])
    to = "response" if before.focus == len(before.comments) - 1 else "comment"
    with times.of(f"Enter until the next {to} is ready, order {name}"):
        outcome = session.confirm()
        assert session.current is not None
        assert session.progress.session
    assert outcome.result is Result.SAVED


def drive(path: Path, times: Times, rounds: int, order: str | None) -> None:
    """Press keys in the program itself, as a person would, in the order of work given."""
    name, screen = order or "file", (40, 120)
    command = ["-m", "coder", "review", "--project", str(path), "--coder", CODER, "--no-refit"]
    began = time.perf_counter()
    terminal = pexpect.spawn(
        sys.executable, [*command, *(["--order", order] if order else [])], dimensions=screen, timeout=120,
        env={**os.environ, "TERM": "xterm-256color"},
    )  # fmt: skip
    terminal.delaybeforesend = None  # else pexpect waits 50 ms before every key
    terminal.expect(TITLE)
    shown = answered(terminal) - began
    times.note(f"on the screen: `coder review` until the first response, order {name}", shown, worked(terminal.pid))
    keys = {
        "0": f"decided, until what comes next, order {name}",
        "1": "a code selected",
        "n": "the next response looked at",
    }
    keys |= {"p": "back to the one before", "u": "undone"}
    for _ in range(rounds):
        for key in ("0", "0", "0", "0", "1", "n", "p", "u"):
            busy, pressed = worked(terminal.pid), time.perf_counter()
            terminal.send(key)
            times.note(f"on the screen: {keys[key]}", answered(terminal) - pressed, worked(terminal.pid) - busy)
    terminal.send("q")
    terminal.expect(pexpect.EOF)


def worked(pid: int) -> float:
    """Seconds that a process has had of the processor (Linux; elsewhere 0)."""
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9


def answered(terminal: pexpect.spawn) -> float:
    """When the last byte came that follows on a key."""
    last = None
    while True:
        try:
            terminal.read_nonblocking(1 << 16, timeout=QUIET if last else 10)
        except pexpect.TIMEOUT:
            break
        last = time.perf_counter()
    assert last is not None, "nothing changed on the screen"
    return last


def main() -> None:
    """Make the project, measure, print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--comments", type=int, default=50_000)
    parser.add_argument("--earlier", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=50)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["APPDATA" if os.name == "nt" else "XDG_CONFIG_HOME"] = folder  # where the coder's name is remembered
        path = make(Path(folder), options.comments, options.earlier)
        times = Times()
        follow(path, times, options.rounds, options.earlier + SINCE)
        with open_project(path) as opened:
            for _ in range(OPENINGS):
                with times.of("every comment read as counting sees it"):
                    opened.project.counted_comments()
        for order in (None, LEARN):
            sit(path, times, options.rounds, order)
        for order in (None, LEARN):
            drive(path, times, options.rounds // 5, order)
        times.report()


if __name__ == "__main__":
    main()
