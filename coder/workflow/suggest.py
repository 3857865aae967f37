"""`coder suggest`: divides what is new, embeds it, and scores what is new or stale."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from coder.domain.response import Comment
from coder.domain.units import Unit
from coder.embedding.encoder import Encoder
from coder.embedding.loading import DEFAULT_MODEL, load_encoder
from coder.store.project import Project
from coder.store.records import NewDivision
from coder.suggesting.limits import Answers
from coder.workflow.audit_scores import keep_scores
from coder.workflow.dividing import divider
from coder.workflow.fitting import at_stake_now, fit_to, score_all
from coder.workflow.limits import limit_notices
from coder.workflow.progress import Progress, silent
from coder.workflow.project import open_project
from coder.workflow.vectors import RememberingEncoder

CHUNK = 2000
"""Responses divided between two writes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestSummary:
    """What was done; all of it is zero when nothing is new."""

    divided: int
    embedded: int
    scored: int
    learnt: int
    notices: tuple[str, ...]


def suggest_project(
    path: Path,
    *,
    learn_from: Path | None = None,
    model: str | None = None,
    allow_download: bool = False,
    progress: Progress = silent,
) -> SuggestSummary:
    """Divide, embed and score what is new; score everything again when the codebook or the decisions changed."""
    with open_project(path) as opened:
        project, codebook = opened.project, opened.codebook
        divided = divide_new(project, progress)
        comments = project.comments()
        fit = fit_to(project, codebook, comments, learn_from, model)
        run_id = _run_to_continue(project, fit.basis)
        scored = project.scored(run_id) if run_id is not None else set()
        to_score = [comment for comment in comments if comment.id not in scored]
        embedded = bare = 0
        if to_score:
            loaded = load_encoder(model or DEFAULT_MODEL, allow_download=allow_download)
            encoder = RememberingEncoder(project, loaded)
            if run_id is not None and not _made_by(project, run_id, encoder):
                run_id, to_score = None, comments
            embedded = encoder.remember([comment.text for comment in to_score], progress)
            scorer = fit.build(encoder)
            if run_id is None:
                run_id = project.add_run(fit.run(project, encoder, scorer))
            bare = score_all(project, scorer, encoder, to_score, run_id, progress)
            if learn_from is None:  # a file may hold what the audit was drawn from, less what was drawn
                keep_scores(project, codebook, codebook.question_ids)
        said = limit_notices(
            codebook, _answers(comments), fit.background, fit.lessons, scored=len(to_score), bare=bare, model=model
        )
        return SuggestSummary(
            divided=divided,
            embedded=embedded,
            scored=len(to_score),
            learnt=len(fit.lessons),
            notices=(*opened.notices, *fit.notices, *said),
        )


def looks_ended(path: Path, *, learn_from: Path | None = None, model: str | None = None) -> tuple[str, ...]:
    """The questions whose open audits, begun by somebody, would lose the looks they have left by suggestions of now."""
    with open_project(path, read_only=True) as opened:
        project = opened.project
        run, started = project.latest_run("suggest"), at_stake_now(project)
        if run is None or not started:
            return ()
        fit = fit_to(project, opened.codebook, project.comments(), learn_from, model)
        return () if fit.basis == run.settings.get("basis") else started


def divide_new(project: Project, progress: Progress = silent) -> int:
    """Divide the responses that have no division yet; returns how many there were."""
    undivided = project.undivided()
    if not undivided:
        return 0
    divide = divider(project.unit)
    by = "whole" if project.unit is Unit.RESPONSE else "spacy"
    for start in range(0, len(undivided), CHUNK):
        chunk = undivided[start : start + CHUNK]
        spans = divide([response.text for response in chunk])
        project.divide(
            NewDivision(response.id, found, "auto", by) for response, found in zip(chunk, spans, strict=True)
        )
        progress("Splitting", start + len(chunk), len(undivided))
    return len(undivided)


def _run_to_continue(project: Project, basis: str) -> int | None:
    """The latest run, where scores made now are scores of the same kind: it was interrupted, or comments are new."""
    run = project.latest_run("suggest")
    return project.latest_run_id("suggest") if run and run.settings.get("basis") == basis else None


def _made_by(project: Project, run_id: int, encoder: Encoder) -> bool:
    """Whether the run's vectors are the encoder's: under the same name there may be another model by now."""
    run = project.run(run_id)
    return run is not None and run.model == encoder.fingerprint


def _answers(comments: Sequence[Comment]) -> Answers:
    """What the comments say of their responses."""
    found = Answers()
    for response, parts in groupby(comments, key=lambda comment: comment.response):
        found.add(response.question, "\n".join(part.text for part in parts))
    return found
