"""The responses of an audit's frame with their scores, as long as these can be certified on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from coder.domain.run import Run
from coder.errors import InputError
from coder.store.project import Project
from coder.store.records import Audit, AuditLook
from coder.workflow.audited import persons_codes, wording_digest
from coder.workflow.project import Opened
from coder.workflow.staleness import stale_codes

ANOTHER = "Close it with `coder audit close` and draw another with `coder audit draw`."


class ScoredComment(NamedTuple):
    """A comment of a response of the frame."""

    id: int
    response: int
    scores: dict[str, float]
    codes: tuple[str, ...] | None
    """What a person gave it; None: no person has decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A frame with its scores."""

    responses: frozenset[int]
    """The whole frame."""
    held: frozenset[int]
    """The responses that open audits hold, of any question."""
    comments: tuple[ScoredComment, ...]
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
    run, basis, coder = _run(opened)
    frame = frozenset(project.audit_frame(audit.id))
    _refuse_informed(opened, audit, looks, basis)
    numbers = {stored.key: stored.id for stored in project.responses([audit.question])}
    comments = [(one.id, numbers[one.response]) for one in project.comments([audit.question])]
    comments = [(comment, response) for comment, response in comments if response in frame]
    ids = [comment for comment, _ in comments]
    _refuse_incomplete(project, ids, len(frame - {response for _, response in comments}), run, basis)
    scores, codes = project.scores(ids), persons_codes(project, ids)
    return Scored(
        responses=frame,
        held=frozenset(project.open_audit_responses()),
        comments=tuple(ScoredComment(one, where, scores.get(one, {}), codes.get(one)) for one, where in comments),
        basis=basis,
        coder=coder,
    )


def _run(opened: Opened) -> tuple[Run, str, str]:
    """The latest suggestions, what they depend on, and the model's name."""
    run = opened.project.latest_run("suggest")
    basis, coder = (run.settings.get("basis"), run.settings.get("coder")) if run else (None, None)
    if run is None or not isinstance(basis, str) or not isinstance(coder, str):
        raise InputError("Nothing is suggested yet, so there is nothing to certify.", "Run `coder suggest` first.")
    if stale := stale_codes(opened.project, opened.codebook):
        raise InputError(f"The suggestions are older than the wording of {', '.join(stale)}.", "Run `coder suggest`.")
    return run, basis, coder


def _refuse_informed(opened: Opened, audit: Audit, looks: Sequence[AuditLook], basis: str) -> None:
    """Refuse scores that somebody who has read the audit, or its first look, could have shaped."""
    if wording_digest(opened.codebook) != audit.wording:
        raise InputError(
            f"The framework's wording was changed after the audit of {audit.question} was drawn: scores that may "
            "follow from what was read in it cannot be certified on it.",
            f"Undo the change in the codebook and run `coder suggest`. Or: {ANOTHER}",
        )
    if looks and looks[0].scores != basis:
        raise InputError(
            f"The suggestions were made anew after the first look at the audit of {audit.question}; its looks are all "
            "at the same scores.",
            ANOTHER,
        )


def _refuse_incomplete(project: Project, comments: Sequence[int], undivided: int, run: Run, basis: str) -> None:
    by = project.scorings()
    others = {number for number in set(by.values()) if not _is_of(project.run(number), basis)}
    missing = undivided + sum(comment not in by or by[comment] in others for comment in comments)
    if missing:
        raise InputError(
            f"The latest suggestions (of {run.at:%d %B %Y}) leave out {missing} of the comments to be certified.",
            "Run `coder suggest`.",
        )


def _is_of(run: Run | None, basis: str) -> bool:
    return run is not None and run.settings.get("basis") == basis
