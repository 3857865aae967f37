"""Fits suggestions anew while a review goes on, in a process of its own: `python -m coder.workflow.refit PROJECT`.

It works on a copy in memory, so that nobody who decides waits for it. It says on stdout that it is ready, waits for
`GO` on stdin, and writes what it found in short transactions. Until then it may be killed; where the review ends after
that, which is the end of stdin, it writes the rest without a pause.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from coder.codebook.read import parse_codebook
from coder.domain.run import Run
from coder.embedding.encoder import Encoder, Matrix
from coder.embedding.loading import load_encoder
from coder.embedding.locate import DEFAULT_MODEL
from coder.errors import CoderError, ProjectError
from coder.store.project import Project
from coder.workflow.audit_scores import keep_scores
from coder.workflow.fitting import at_stake_now, fit_to, score_all
from coder.workflow.progress import silent
from coder.workflow.refitting import GO
from coder.workflow.stored_scores import LEARN_FROM, LEARNT, MODEL
from coder.workflow.vectors import RememberingEncoder

READY = "ready"
AT_ONCE = 50
"""Comments whose suggestions are written in one transaction: a decision waits for about a hundredth of a second."""
LONGEST_PAUSE = 0.1
_GLANCE = 0.05
"""Seconds between two looks at whether the review has ended."""
BYTES = 4
"""Of one number of a stored vector."""
NICE = 15
"""How far the fitting steps back for whatever else the machine does."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """New scores in a copy of a project."""

    copy: Project
    run_id: int
    run: Run
    before: int
    """The run that they follow."""


class WhenNeeded:
    """An encoder that is loaded only where a vector is wanted that is not stored."""

    def __init__(self, fingerprint: str, dimensions: int, load: Callable[[], Encoder]) -> None:
        """Stand for the encoder with this fingerprint.

        Args:
            fingerprint: of the encoder whose vectors are stored.
            dimensions: the length of these.
            load: loads it.
        """
        self.fingerprint = fingerprint
        self.dimensions = dimensions
        self._load = load
        self._loaded: Encoder | None = None

    def encode(self, texts: Sequence[str]) -> Matrix:
        """The vectors of texts, a row each."""
        if self._loaded is None:
            self._loaded = self._load()
            if self._loaded.fingerprint != self.fingerprint:
                raise ProjectError("The sentence model is another one by now.", "Run `coder suggest`.")
        return self._loaded.encode(texts)


def refit(path: Path) -> Fitted | None:
    """Fit anew what the latest run of `coder suggest` scored; None where there is nothing new, or an audit is at stake.

    Raises:
        CoderError: what taught that run is no longer there, or the project cannot be read.
    """
    copy = Project.copied(path)
    run, before, source = copy.latest_run("suggest"), copy.latest_run_id("suggest"), copy.codebook_source()
    if run is None or before is None or source is None or LEARNT not in run.settings or at_stake_now(copy):
        return None
    taught_by, model = run.settings.get(LEARN_FROM), run.settings.get(MODEL)
    asked = model if isinstance(model, str) else None
    comments = copy.comments()
    fit = fit_to(
        copy,
        parse_codebook(source, "the stored codebook"),
        comments,
        path.parent / taught_by if isinstance(taught_by, str) else None,
        asked,
    )
    if fit.basis == run.settings.get("basis"):
        return None
    stored = copy.vectors(run.model, [copy.text_hash(comment.text) for comment in comments[:1]])
    size = next((len(vector) // BYTES for vector in stored.values()), None)
    if size is None:
        return None
    encoder = RememberingEncoder(copy, WhenNeeded(run.model, size, lambda: load_encoder(asked or DEFAULT_MODEL)))
    scorer = fit.build(encoder)
    new = fit.run(copy, encoder, scorer)
    run_id = copy.add_run(new)
    score_all(copy, scorer, encoder, comments, run_id, silent)
    return Fitted(copy, run_id, new, before)


def publish(path: Path, fitted: Fitted, is_urgent: Callable[[], bool]) -> int | None:
    """Write new scores into the project; returns their run there, or None where they came too late.

    Args:
        path: the project file.
        fitted: the scores.
        is_urgent: whether to write without pauses: nobody is reviewing any more.
    """
    comments = sorted(fitted.copy.scored(fitted.run_id))
    with Project.reopened(path) as project:
        with project.transaction():
            if project.latest_run_id("suggest") != fitted.before or at_stake_now(project):
                return None
            run_id = project.add_run(fitted.run)
            project.take_suggestions(fitted.copy, run_id, comments[:AT_ONCE])
        for start in range(AT_ONCE, len(comments), AT_ONCE):
            began = time.monotonic()
            with project.transaction():
                if project.latest_run_id("suggest") != run_id:
                    return None
                project.take_suggestions(fitted.copy, run_id, comments[start : start + AT_ONCE])
            if not is_urgent():
                time.sleep(min(time.monotonic() - began, LONGEST_PAUSE))
        _keep_for_audits(project, fitted.run)
    return run_id


def _keep_for_audits(project: Project, run: Run) -> None:
    """Keep the scores, as `coder suggest` does: an audit that was drawn while they were written has none yet."""
    source = project.codebook_source()
    if source is not None and run.settings.get(LEARN_FROM) is None:
        codebook = parse_codebook(source, "the stored codebook")
        with suppress(ProjectError):  # somebody has just begun to read
            keep_scores(project, codebook, codebook.question_ids)


def main() -> None:
    """Fit the project that is named, and say what came of it in lines of JSON."""
    path, go, ended = Path(sys.argv[1]), Event(), Event()
    found: list[Fitted | None] = []
    listening = Thread(target=lambda: _listen(go, ended), daemon=True)
    listening.start()
    fitting = Thread(target=lambda: _fit(path, found), daemon=True)
    fitting.start()
    while fitting.is_alive() and not ended.is_set():
        fitting.join(_GLANCE)
    if found and found[0] is not None:
        _say({READY: True})
        while not go.wait(_GLANCE) and not ended.is_set():
            pass
        if go.is_set():
            _say({"run": publish(path, found[0], ended.is_set), LEARNT: found[0].run.settings[LEARNT]})
    os._exit(0)  # whoever still listens is not waited for


def _listen(go: Event, ended: Event) -> None:
    """Hear the word to write, then that nobody holds the other end of stdin any more."""
    for line in sys.stdin:
        if line.strip() == GO:
            go.set()
    ended.set()


def _fit(path: Path, found: list[Fitted | None]) -> None:
    """Fit, with all others going first; what stands in the way is told by the next `coder suggest`."""
    _step_back()
    with suppress(CoderError):
        found.append(refit(path))


def _say(told: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def _step_back() -> None:
    """Let others go first: on Linux this thread only, so that what is written later is written at once."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, 0, NICE)


if __name__ == "__main__":
    main()
