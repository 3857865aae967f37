"""What every fitting of suggestions is made of: the lessons, the background, what they depend on, and the scores."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from coder.domain.codebook import Codebook
from coder.domain.response import Comment
from coder.domain.run import Run
from coder.embedding.encoder import Encoder
from coder.embedding.locate import DEFAULT_MODEL
from coder.errors import ProjectError
from coder.store.project import Project
from coder.store.records import NewScoring
from coder.suggesting.background import choose
from coder.suggesting.model import METHOD, Item, SuggestionModel, build
from coder.workflow.audited import at_stake
from coder.workflow.coded_file import read_coded_file
from coder.workflow.progress import Progress
from coder.workflow.staleness import WORDING, wording
from coder.workflow.stored_scores import CODES, CUTS, LAST_EVENT, LEARN_FROM, LEARNT, MODEL, SHARES, packed
from coder.workflow.teaching import Lesson, learnt, lessons_from_project, lessons_from_rows, outside_audits

CHUNK = 2000
"""Comments scored between two writes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """All that scores depend on, but for the comments scored."""

    codebook: Codebook
    lessons: Sequence[Lesson]
    notices: tuple[str, ...]
    """What there is to say of the file that taught."""
    background: Sequence[Item]
    basis: str
    """A hash of all of it."""
    last_event: int
    """The place in the log up to which decisions teach."""
    learn_from: Path | None
    model: str | None
    """The encoder that was asked for; None: the usual one."""

    def build(self, encoder: Encoder) -> SuggestionModel:
        """The model."""
        return build(
            self.codebook,
            encoder.encode,
            learnt(self.lessons, encoder),
            background=self.background,
            encoder=encoder.fingerprint,
        )

    def run(self, project: Project, encoder: Encoder, scorer: SuggestionModel) -> Run:
        """What its scores are noted with, and with it what a later fitting needs to go on as this one did."""
        taught_by = None if self.learn_from is None else _relative(self.learn_from, project.path)
        return Run(
            verb="suggest",
            at=datetime.now(UTC),
            codebook=self.codebook.content_hash,
            model=encoder.fingerprint,
            settings={
                **{"basis": self.basis, "coder": scorer.coder, WORDING: wording(self.codebook)},
                **{CODES: list(scorer.codes), CUTS: list(scorer.cuts.values()), SHARES: scorer.shares.tolist()},
                **{LAST_EVENT: self.last_event, LEARNT: len(self.lessons), LEARN_FROM: taught_by, MODEL: self.model},
            },
        )


def fit_to(
    project: Project, codebook: Codebook, comments: Sequence[Comment], learn_from: Path | None, model: str | None
) -> Fit:
    """Gather what people decided in a project, and before it in a coded file, and what its comments are like."""
    last_event = project.last_event()
    lessons, told = _lessons(project, codebook, learn_from)
    background = choose(Item(comment.response.question, comment.text) for comment in comments)
    return Fit(
        codebook=codebook,
        lessons=lessons,
        notices=told,
        background=background,
        basis=_basis(codebook, lessons, model or DEFAULT_MODEL, background),
        last_event=last_event,
        learn_from=learn_from,
        model=model,
    )


def score_all(
    project: Project,
    scorer: SuggestionModel,
    encoder: Encoder,
    comments: Sequence[Comment],
    run_id: int,
    progress: Progress,
) -> int:
    """Score comments; returns how many of them were given no code.

    Raises:
        ProjectError: another process has begun to score meanwhile: its suggestions are newer, and stay.
    """
    bare = 0
    for start in range(0, len(comments), CHUNK):
        chunk = comments[start : start + CHUNK]
        items = [Item(comment.response.question, comment.text) for comment in chunk]
        vectors = encoder.encode([item.text for item in items])
        scores = scorer.score(items, vectors)
        suggestions = scorer.suggest(items, vectors, scores)
        bare += int((~scorer.assign(scores).any(axis=1)).sum())
        scorings = [
            NewScoring(comment.id, proposed, packed(row))
            for comment, proposed, row in zip(chunk, suggestions, scores, strict=True)
        ]
        with project.transaction():
            if project.latest_run_id("suggest") != run_id:
                raise ProjectError(
                    f"The suggestions in {project.path} are being made anew by another process, and stay its own.",
                    "Run `coder suggest` again once it has finished; it does only what is left.",
                )
            project.put_suggestions(run_id, scorings)
        progress("Suggesting", start + len(chunk), len(comments))
    return bare


def at_stake_now(project: Project) -> tuple[str, ...]:
    """The questions whose open audits, begun by somebody, would lose the looks they have left by new suggestions."""
    run = project.latest_run("suggest")
    open_ = [audit for audit in project.audits() if audit.closed is None]
    return tuple(audit.question for audit in open_ if at_stake(project, audit, run))


def _lessons(project: Project, codebook: Codebook, learn_from: Path | None) -> tuple[list[Lesson], tuple[str, ...]]:
    if learn_from is None:
        return lessons_from_project(project, codebook), ()
    coded = read_coded_file(learn_from, codebook)
    told = lessons_from_rows(outside_audits(coded.rows, project), codebook)
    return told + lessons_from_project(project, codebook), coded.notices


def _basis(codebook: Codebook, lessons: Sequence[Lesson], model: str, background: Sequence[Item]) -> str:
    """A hash of the method, the wording in its order, the lessons and the model asked for.

    Of the background its size enters, rounded to a power of two: a few new comments hardly move it, and must not make
    all suggestions stale.
    """
    parts = [METHOD, repr(list(wording(codebook).items())), model, str(len(background).bit_length())]
    parts += [repr((tuple(lesson.item), lesson.codes, lesson.response_level)) for lesson in lessons]
    return sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()


def _relative(file: Path, project: Path) -> str:
    """A file as seen from a project's folder, so that the two can move together."""
    try:
        return os.path.relpath(file.resolve(), project.parent.resolve())
    except ValueError:  # another drive, on Windows
        return str(file.resolve())
