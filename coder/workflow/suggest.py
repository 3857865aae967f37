"""`coder suggest`: divides what is new, embeds it, and scores what is new or stale."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from itertools import groupby
from pathlib import Path

from coder.domain.codebook import Codebook
from coder.domain.response import Comment
from coder.domain.run import Run
from coder.domain.units import Unit
from coder.embedding.encoder import Encoder
from coder.embedding.sentence import DEFAULT_MODEL, load_encoder
from coder.store.project import Project
from coder.store.records import NewDivision, NewScoring
from coder.suggesting.background import choose
from coder.suggesting.limits import Answers
from coder.suggesting.model import METHOD, Item, SuggestionModel, build
from coder.workflow.audited import at_stake
from coder.workflow.coded_file import read_coded_file
from coder.workflow.dividing import divider
from coder.workflow.limits import limit_notices
from coder.workflow.progress import Progress, silent
from coder.workflow.project import open_project
from coder.workflow.staleness import WORDING, wording
from coder.workflow.stored_scores import CODES, CUTS, LAST_EVENT, SHARES, packed
from coder.workflow.teaching import Lesson, learnt, lessons_from_project, lessons_from_rows, outside_audits
from coder.workflow.vectors import RememberingEncoder

CHUNK = 2000
"""Responses divided, or comments scored, between two writes."""


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
        last_event = project.last_event()
        lessons, told = _lessons(project, codebook, learn_from)
        comments = project.comments()
        background = _background(comments)
        basis = _basis(codebook, lessons, model or DEFAULT_MODEL, background)
        run_id = _run_to_continue(project, basis)
        scored = project.scored(run_id) if run_id is not None else set()
        to_score = [comment for comment in comments if comment.id not in scored]
        embedded = bare = 0
        if to_score:
            loaded = load_encoder(model or DEFAULT_MODEL, allow_download=allow_download)
            encoder = RememberingEncoder(project, loaded)
            if run_id is not None and not _made_by(project, run_id, encoder):
                run_id, to_score = None, comments
            embedded = encoder.remember([comment.text for comment in to_score], progress)
            scorer = build(
                codebook,
                encoder.encode,
                learnt(lessons, encoder),
                background=background,
                encoder=encoder.fingerprint,
            )
            if run_id is None:
                run_id = project.add_run(_run(codebook, encoder, scorer, basis, last_event))
            bare = _score(project, scorer, encoder, to_score, run_id, progress)
        said = limit_notices(
            codebook, _answers(comments), background, lessons, scored=len(to_score), bare=bare, model=model
        )
        return SuggestSummary(
            divided=divided,
            embedded=embedded,
            scored=len(to_score),
            learnt=len(lessons),
            notices=(*opened.notices, *told, *said),
        )


def looks_ended(path: Path, *, learn_from: Path | None = None, model: str | None = None) -> tuple[str, ...]:
    """The questions whose open audits, begun by somebody, would lose the looks they have left by suggestions of now."""
    with open_project(path, read_only=True) as opened:
        project = opened.project
        run = project.latest_run("suggest")
        started = [audit for audit in project.audits() if audit.closed is None and at_stake(project, audit, run)]
        if run is None or not started:
            return ()
        lessons, _ = _lessons(project, opened.codebook, learn_from)
        basis = _basis(opened.codebook, lessons, model or DEFAULT_MODEL, _background(project.comments()))
        return () if basis == run.settings.get("basis") else tuple(audit.question for audit in started)


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


def _lessons(project: Project, codebook: Codebook, learn_from: Path | None) -> tuple[list[Lesson], tuple[str, ...]]:
    if learn_from is None:
        return lessons_from_project(project, codebook), ()
    coded = read_coded_file(learn_from, codebook)
    told = lessons_from_rows(outside_audits(coded.rows, project), codebook)
    return told + lessons_from_project(project, codebook), coded.notices


def _background(comments: Sequence[Comment]) -> list[Item]:
    return choose(Item(comment.response.question, comment.text) for comment in comments)


def _basis(codebook: Codebook, lessons: Sequence[Lesson], model: str, background: Sequence[Item]) -> str:
    """What scores depend on, as a hash: the method, the wording in its order, the lessons and the model asked for.

    Of the background its size enters, rounded to a power of two: a few new comments hardly move it, and must not make
    all suggestions stale.
    """
    parts = [METHOD, repr(list(wording(codebook).items())), model, str(len(background).bit_length())]
    parts += [repr((tuple(lesson.item), lesson.codes, lesson.response_level)) for lesson in lessons]
    return sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()


def _run_to_continue(project: Project, basis: str) -> int | None:
    """The latest run, where scores made now are scores of the same kind: it was interrupted, or comments are new."""
    run = project.latest_run("suggest")
    return project.latest_run_id("suggest") if run and run.settings.get("basis") == basis else None


def _made_by(project: Project, run_id: int, encoder: Encoder) -> bool:
    """Whether the run's vectors are the encoder's: under the same name there may be another model by now."""
    run = project.run(run_id)
    return run is not None and run.model == encoder.fingerprint


def _run(codebook: Codebook, encoder: Encoder, scorer: SuggestionModel, basis: str, last_event: int) -> Run:
    return Run(
        verb="suggest",
        at=datetime.now(UTC),
        codebook=codebook.content_hash,
        model=encoder.fingerprint,
        settings={
            **{"basis": basis, "coder": scorer.coder, WORDING: wording(codebook), LAST_EVENT: last_event},
            **{CODES: list(scorer.codes), CUTS: list(scorer.cuts.values()), SHARES: scorer.shares.tolist()},
        },
    )


def _score(
    project: Project,
    scorer: SuggestionModel,
    encoder: Encoder,
    comments: Sequence[Comment],
    run_id: int,
    progress: Progress,
) -> int:
    """Score comments; returns how many of them were given no code."""
    bare = 0
    for start in range(0, len(comments), CHUNK):
        chunk = comments[start : start + CHUNK]
        items = [Item(comment.response.question, comment.text) for comment in chunk]
        vectors = encoder.encode([item.text for item in items])
        scores = scorer.score(items, vectors)
        suggestions = scorer.suggest(items, vectors, scores)
        bare += int((~scorer.assign(scores).any(axis=1)).sum())
        project.put_suggestions(
            run_id,
            (
                NewScoring(comment.id, proposed, packed(row))
                for comment, proposed, row in zip(chunk, suggestions, scores, strict=True)
            ),
        )
        progress("Suggesting", start + len(chunk), len(comments))
    return bare


def _answers(comments: Sequence[Comment]) -> Answers:
    """What the comments say of their responses."""
    found = Answers()
    for response, parts in groupby(comments, key=lambda comment: comment.response):
        found.add(response.question, "\n".join(part.text for part in parts))
    return found
