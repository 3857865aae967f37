"""The responses of an audit's frame with their scores, as long as these can be certified on it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from coder.auditing.evidence import AuditedComments
from coder.domain.run import Run
from coder.errors import InputError
from coder.store.records import Audit, AuditLook
from coder.workflow.audited import came_late, persons_codes, wording_digest
from coder.workflow.project import Opened
from coder.workflow.redivided import AsScored, as_scored
from coder.workflow.staleness import stale_codes
from coder.workflow.stored_scores import StoredScores, stored_scores

ANOTHER = "Close it with `coder audit close` and draw another with `coder audit draw`."
_NOTHING = "Nothing is suggested yet, so there is nothing to certify."


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A frame with its scores."""

    responses: frozenset[int]
    """The whole frame."""
    held: frozenset[int]
    """The responses that open audits hold, of any question."""
    ids: tuple[int, ...]
    """The comments of the responses of the frame, as they were scored,"""
    comments: AuditedComments
    """and what the model and people say of them."""
    codes: tuple[str, ...]
    """The codes of the question, in codebook order: the columns of scores."""
    basis: str
    """What the scores depend on, as a hash."""
    coder: str
    """The model's name."""


def scored_frame(opened: Opened, audit: Audit, looks: Sequence[AuditLook]) -> Scored:
    """The frame of an audit with its scores.

    Raises:
        InputError: there are no suggestions, or they are stale, incomplete, or such as could follow from what was
            read in the audit.
    """
    project = opened.project
    run, run_id, basis, coder = _run(opened)
    frame = frozenset(project.audit_frame(audit.id))
    _refuse_informed(opened, audit, looks, run)
    numbers = {stored.key: stored.id for stored in project.responses([audit.question])}
    found = {one.id: numbers[one.response] for one in project.comments([audit.question])}
    drawn = {item.response for item in project.audit_items(audit.id)}
    judged = as_scored(
        project, {comment: response for comment, response in found.items() if response in frame}, drawn, run_id
    )
    known = stored_scores(project, judged.responses)
    if known is None:
        raise InputError(_NOTHING, "Run `coder suggest` first.")
    _refuse_incomplete(judged.responses, frame, run, known)
    codes = tuple(code.id for code in opened.codebook.assignable(audit.question))
    return Scored(
        responses=frame,
        held=frozenset(project.open_audit_responses()),
        ids=known.comments,
        comments=_comments(opened, judged, known, codes),
        codes=codes,
        basis=basis,
        coder=coder,
    )


def _comments(opened: Opened, judged: AsScored, known: StoredScores, codes: tuple[str, ...]) -> AuditedComments:
    """The scored comments, with the codes that people gave them, or what took their place, as they count now."""
    given = np.zeros((len(known.comments), len(codes)), dtype=bool)
    decided = np.zeros(len(known.comments), dtype=bool)
    places = {code: place for place, code in enumerate(codes)}
    in_force = {comment: judged.places.get(comment, (comment,)) for comment in known.comments}
    made = persons_codes(opened.project, {one for several in in_force.values() for one in several})
    for row, comment in enumerate(known.comments):
        decided[row] = all(one in made for one in in_force[comment])
        for name in (name for one in in_force[comment] for name in made.get(one, ())):
            place = places.get(opened.codebook.standing_in(name))
            if place is not None:
                given[row, place] = True
    scores = known.values[:, [known.codes.index(code) for code in codes]]
    barred = np.isin(known.comments, list(judged.barred)) & ~decided
    return AuditedComments(
        responses=np.array([judged.responses[comment] for comment in known.comments], dtype=np.int64),
        scores=np.where(barred[:, None], np.nan, scores),
        decided=decided,
        given=given,
    )


def _run(opened: Opened) -> tuple[Run, int, str, str]:
    """The latest suggestions, their number, what they depend on, and the model's name."""
    run, run_id = opened.project.latest_run("suggest"), opened.project.latest_run_id("suggest")
    basis, coder = (run.settings.get("basis"), run.settings.get("coder")) if run else (None, None)
    if run is None or run_id is None or not isinstance(basis, str) or not isinstance(coder, str):
        raise InputError(_NOTHING, "Run `coder suggest` first.")
    if stale := stale_codes(opened.project, opened.codebook):
        raise InputError(f"The suggestions are older than the wording of {', '.join(stale)}.", "Run `coder suggest`.")
    return run, run_id, basis, coder


def _refuse_informed(opened: Opened, audit: Audit, looks: Sequence[AuditLook], run: Run) -> None:
    """Refuse scores that somebody who has read the audit, or its first look, could have shaped."""
    if wording_digest(opened.codebook) != audit.wording:
        raise InputError(
            f"The framework's wording was changed after the audit of {audit.question} was drawn: scores that may "
            "follow from what was read in it cannot be certified on it.",
            f"Undo the change in the codebook and run `coder suggest`. Or: {ANOTHER}",
        )
    if not looks and came_late(opened.project, audit, run):
        raise InputError(
            f"The latest suggestions were made after somebody had begun to read the audit of {audit.question}: they "
            "may follow from what was read in it, and cannot be certified on it.",
            f"{ANOTHER} Run `coder suggest` before anybody reads that one.",
        )
    if looks and looks[0].scores != run.settings.get("basis"):
        raise InputError(
            f"The suggestions were made anew after the first look at the audit of {audit.question}; its looks are all "
            "at the same scores.",
            ANOTHER,
        )


def _refuse_incomplete(comments: Mapping[int, int], frame: Collection[int], run: Run, known: StoredScores) -> None:
    undivided = len(set(frame) - set(comments.values()))
    missing = undivided + len(comments) - len(known.comments)
    if missing:
        raise InputError(
            f"The latest suggestions (of {run.at:%d %B %Y}) leave out {missing} of the comments to be certified.",
            "Run `coder suggest`.",
        )
