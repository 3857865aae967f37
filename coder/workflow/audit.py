"""`coder audit`: draws audits, says how far they are, closes them."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from coder.auditing.sample import draw
from coder.errors import InputError, ProjectError
from coder.store.project import Project
from coder.store.records import Audit, NewAudit, NewAuditItem
from coder.workflow.audit_scores import keep_scores
from coder.workflow.audited import batches, check_targets, ended, open_audits, wording_digest
from coder.workflow.count import chosen_questions
from coder.workflow.project import Opened, open_project


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditOptions:
    """How audits are drawn."""

    size: int = 100
    """Responses read before each look."""
    looks: int = 3
    precision: float = 0.9
    confidence: float = 0.95
    seed: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditState:
    """How far an audit is."""

    audit: int
    question: str
    state: str
    """`to read`, `ready` for the next look, `used up`, `ended` (the suggestions were made after somebody had begun to
    read it, or are no longer those of the first look) or `closed`."""
    begun: bool
    """Whether a person has decided on anything in it: suggestions made from then on are certified on another."""
    frame: int
    """Responses it was drawn from."""
    batch: int
    """Responses of a batch: what is read before each look."""
    read: int
    wanted: int
    """Responses to have read before the next look, or for all looks where none is left."""
    looks_used: int
    looks: int
    precision: float
    confidence: float
    seed: int
    opened: str


@dataclass(frozen=True, slots=True)
class AuditSummary:
    """Audits, and what the person should know."""

    audits: tuple[AuditState, ...]
    notices: tuple[str, ...]


def draw_audits(path: Path, options: AuditOptions, *, questions: Collection[str] | None = None) -> AuditSummary:
    """Draw an audit for each question that has none open.

    Raises:
        InputError: too few responses are unread, or a number is out of range.
        ProjectError: a question that was named, or every question, has an open audit.
    """
    _check(options)
    with open_project(path) as opened, opened.project.transaction():
        project = opened.project
        wanted = _without_open_audit(opened, questions)
        seed = options.seed if options.seed is not None else secrets.randbits(31)
        made = [_draw(opened, question, seed, options) for question in wanted]
        keep_scores(project, opened.codebook, wanted)
        drawn = tuple(state for state in states(project) if state.audit in made)
        fewer = tuple(
            f"the audit of {state.question} has {state.looks} instead of {options.looks} looks: more would take over "
            f"half of its {state.frame} unread responses."
            for state in drawn
            if state.looks < options.looks
        )
        return AuditSummary(drawn, (*opened.notices, *fewer))


def audit_states(path: Path) -> AuditSummary:
    """How far every audit is."""
    with open_project(path, read_only=True) as opened:
        return AuditSummary(states(opened.project), opened.notices)


def states(project: Project) -> tuple[AuditState, ...]:
    """How far every audit of an open project is."""
    return tuple(_state(project, audit) for audit in project.audits())


def close_audits(path: Path, *, questions: Collection[str] | None = None) -> AuditSummary:
    """Close the open audits, of all questions or some: from now on what was decided in them teaches."""
    with open_project(path) as opened, opened.project.transaction():
        found = open_audits(opened, questions)
        for audit in found:
            opened.project.close_audit(audit.id)
        closed = {audit.id for audit in found}
        return AuditSummary(tuple(state for state in states(opened.project) if state.audit in closed), opened.notices)


def _check(options: AuditOptions) -> None:
    if options.size < 1 or options.looks < 1:
        raise InputError("An audit has at least one response and one look.")
    check_targets(options.precision, options.confidence)


def _without_open_audit(opened: Opened, questions: Collection[str] | None) -> list[str]:
    wanted = chosen_questions(opened, questions)
    busy = {audit.question for audit in opened.project.audits() if audit.closed is None}
    free = [question for question in wanted if question not in busy]
    if not questions:
        free = [question for question in free if opened.project.unread_responses(question)] or free
    if not free or (questions and len(free) < len(wanted)):
        taken = ", ".join(question for question in wanted if question in busy)
        raise ProjectError(
            f"There is an open audit of {taken} already.",
            "Read it with `coder review --audit`, or close it with `coder audit close`.",
        )
    return free


def _draw(opened: Opened, question: str, seed: int, options: AuditOptions) -> int:
    project = opened.project
    try:
        drawn = draw(project.unread_responses(question), size=options.size, looks=options.looks, seed=seed)
    except InputError as error:
        raise InputError(f"Question {question}: {error.message}", error.hint) from error
    return project.open_audit(
        NewAudit(
            question=question,
            seed=seed,
            looks=drawn[-1].batch,
            precision=options.precision,
            confidence=options.confidence,
            wording=wording_digest(opened.codebook),
            items=[NewAuditItem(one.response, one.batch, one.inclusion) for one in drawn],
        )
    )


def _state(project: Project, audit: Audit) -> AuditState:
    turn = batches(project, audit)
    looks = project.audit_looks(audit.id)
    run = project.latest_run("suggest")
    state = "used up" if len(looks) == audit.looks else "to read" if turn.unread else "ready"
    if ended(project, audit, run):
        state = "ended"
    return AuditState(
        audit=audit.id,
        question=audit.question,
        state="closed" if audit.closed is not None else state,
        begun=project.audit_begun(audit.id) is not None,
        frame=audit.frame_size,
        batch=audit.size // audit.looks,
        read=len(turn.released) - len(turn.unread),
        wanted=len(turn.released),
        looks_used=len(looks),
        looks=audit.looks,
        precision=audit.precision,
        confidence=audit.confidence,
        seed=audit.seed,
        opened=audit.opened.isoformat(timespec="seconds"),
    )
