"""`coder codebook diagnose`: where a framework's wording fails people or the machine, from what a project knows."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from coder.diagnosing.attracting import Attraction, attractions
from coder.diagnosing.confused import Confusion, confusions
from coder.diagnosing.far import Group, Scored, far_from_all, groups
from coder.diagnosing.judged import Judged
from coder.diagnosing.unused import Unused, unused_codes
from coder.domain.codebook import Codebook, Role
from coder.domain.response import Comment
from coder.store.project import Project
from coder.workflow.count import chosen_questions
from coder.workflow.judged import decided
from coder.workflow.project import Opened, open_project
from coder.workflow.stored_scores import StoredScores, stored_scores
from coder.workflow.stored_vectors import StoredEncoder
from coder.workflow.unsaid import set_aside, unsaid
from coder.workflow.wording_alone import reasons, similarities

CHUNK = 2000
"""Comments whose suggestions are read at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """What was found, the most important first in each list."""

    confused: tuple[Confusion, ...]
    attracting: tuple[Attraction, ...]
    unused: tuple[Unused, ...]
    far: tuple[Group, ...]
    labels: Mapping[str, str]
    """The label of every code."""
    comments: int
    """Comments looked at."""
    decided: int
    """Those of them that people decided."""
    unseen: int
    """Decided comments for which the framework's present wording was asked what it would propose."""
    unsaid: tuple[str, ...]
    """What cannot be said yet, and why."""
    notices: tuple[str, ...]


def diagnose_project(path: Path, *, questions: Collection[str] | None = None, examples: int = 3) -> Diagnosis:
    """Find codes that are confused, attract what people reject or are not used, and comments far from every code.

    Nothing is written, and no embedding model is loaded. Responses of open audits are left out of everything.
    """
    with open_project(path, read_only=True) as opened:
        return _diagnose(opened, chosen_questions(opened, questions), examples)


def _diagnose(opened: Opened, questions: list[str], examples: int) -> Diagnosis:
    project, codebook = opened.project, opened.codebook
    held = project.open_audit_responses()
    audited = {comment.id for comment in project.comments(responses=held)} if held else set()
    comments = [comment for comment in project.comments(questions) if comment.id not in audited]
    run = project.latest_run("suggest")
    encoder = StoredEncoder(project, run.model) if run is not None else None
    read = decided(project, codebook, comments, encoder)
    scores = stored_scores(project, [comment.id for comment in comments])
    known = {one.comment for one in read.judged}
    left = [comment for comment in comments if comment.id not in known]
    selected = _selected(project, [comment.id for comment in left])
    return Diagnosis(
        confused=tuple(
            confusions(codebook, read.judged, similarities(codebook, encoder, questions) if encoder else {}, examples)
        ),
        attracting=tuple(
            attractions(codebook, read.judged, reasons(codebook, encoder, _preselected(read.judged)), examples)
        ),
        unused=tuple(unused_codes(codebook, read.judged, _waiting(left, selected), questions, examples)),
        far=tuple(_far(codebook, comments, read.judged, selected, scores, encoder, examples)),
        labels={code: entry.code.label for code, entry in codebook.placed.items()},
        comments=len(comments),
        decided=len(read.judged),
        unseen=sum(one.preselected is not None and not one.shown for one in read.judged),
        unsaid=(*unsaid(opened, comments, read, scores, questions), *set_aside(len(held))),
        notices=opened.notices,
    )


def _selected(project: Project, comments: Sequence[int]) -> dict[int, dict[str, float]]:
    """The codes selected beforehand for comments, with their scores; read some at a time, as they come with reasons."""
    found: dict[int, dict[str, float]] = {}
    for start in range(0, len(comments), CHUNK):
        for comment, proposed in project.suggestions(comments[start : start + CHUNK]).items():
            found[comment] = {one.code: one.score for one in proposed if one.assigned}
    return found


def _preselected(judged: Sequence[Judged]) -> dict[int, tuple[str, frozenset[str]]]:
    return {one.comment: (one.text, one.preselected) for one in judged if one.preselected}


def _waiting(left: Sequence[Comment], selected: Mapping[int, Mapping[str, float]]) -> dict[str, list[Judged]]:
    """The undecided comments that each code is selected for, the surest first."""
    found: dict[str, list[tuple[float, Judged]]] = {}
    for comment in left:
        codes = selected.get(comment.id, {})
        waits = Judged(
            comment=comment.id,
            respondent=comment.response.respondent,
            question=comment.response.question,
            text=comment.text,
            given=frozenset(),
            preselected=frozenset(codes),
        )
        for code, score in codes.items():
            found.setdefault(code, []).append((score, waits))
    return {
        code: [one for _, one in sorted(several, key=lambda pair: (-pair[0], pair[1].comment))]
        for code, several in found.items()
    }


def _far(
    codebook: Codebook,
    comments: Sequence[Comment],
    judged: Sequence[Judged],
    selected: Mapping[int, Mapping[str, float]],
    scores: StoredScores | None,
    encoder: StoredEncoder | None,
    examples: int,
) -> list[Group]:
    if scores is None or encoder is None:
        return []
    far = far_from_all(_scored(codebook, comments, judged, selected, scores))
    return groups(far, encoder.known([one.text for one in far]), [one.text for one in comments], examples)


def _scored(
    codebook: Codebook,
    comments: Sequence[Comment],
    judged: Sequence[Judged],
    selected: Mapping[int, Mapping[str, float]],
    scores: StoredScores,
) -> list[Scored]:
    """The comments with the best of their scores; those without one are left out."""
    known = np.where(np.isnan(scores.values), -1.0, scores.values)
    best = {comment: (int(row.argmax()), float(row.max())) for comment, row in zip(scores.comments, known, strict=True)}
    given = {one.comment: one.given for one in judged}
    silent = {code for code, entry in codebook.placed.items() if entry.code.role is Role.NON_SUBSTANTIVE}
    found = []
    for comment in comments:
        place, score = best.get(comment.id, (0, -1.0))
        if score < 0:
            continue
        nearest = scores.codes[place]
        selects = bool(selected.get(comment.id)) or nearest in silent
        found.append(
            Scored(
                comment=comment.id,
                respondent=comment.response.respondent,
                question=comment.response.question,
                text=comment.text,
                best=score,
                nearest=nearest,
                placed=bool(given[comment.id]) if comment.id in given else selects,
                none_applies=comment.id in given and not given[comment.id],
            )
        )
    return found
