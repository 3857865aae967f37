"""Open audits, what of them is to be read, and what people gave it."""

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256

from coder.domain.codebook import Codebook
from coder.domain.decision import Decision, standing
from coder.domain.run import Run
from coder.errors import InputError, ProjectError
from coder.store.project import Project
from coder.store.records import Audit, AuditItem
from coder.workflow.count import chosen_questions
from coder.workflow.project import Opened
from coder.workflow.staleness import wording
from coder.workflow.stored_scores import LAST_EVENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Batches:
    """The responses of an open audit, sorted by whether it is their turn."""

    number: int
    """The look they are read for; the last one once all are used."""
    released: tuple[AuditItem, ...]
    """Those of the looks taken and of the next one, in the order of reading."""
    unread: frozenset[int]
    """Responses among them that no person has decided whole."""


def wording_digest(codebook: Codebook) -> str:
    """A hash of everything in the framework that scores depend on."""
    return sha256(repr(sorted(wording(codebook).items())).encode()).hexdigest()


def check_targets(precision: float, confidence: float) -> None:
    """Refuse what is no precision or confidence.

    Raises:
        InputError: one is not between 0 and 1.
    """
    for name, value in (("precision", precision), ("confidence", confidence)):
        if not 0 < value < 1:
            raise InputError(f"A {name} of {value:g} cannot be certified.", "Give a number between 0 and 1, say 0.9.")


def open_audits(opened: Opened, questions: Collection[str] | None = None) -> list[Audit]:
    """The open audits, of all questions or some.

    Raises:
        ProjectError: there is none.
    """
    wanted = chosen_questions(opened, questions)
    found = [audit for audit in opened.project.audits() if audit.closed is None and audit.question in wanted]
    if not found:
        of = f" of {', '.join(wanted)}" if questions else ""
        raise ProjectError(f"There is no open audit{of}.", "Draw one with `coder audit draw`.")
    return found


def came_late(project: Project, audit: Audit, run: Run | None) -> bool:
    """Whether somebody had begun to read an audit when suggestions were made: they may follow from what was read."""
    begun, last = project.audit_begun(audit.id), run.settings.get(LAST_EVENT) if run else None
    return begun is not None and not (isinstance(last, int) and last < begun)


def ended(project: Project, audit: Audit, run: Run | None) -> bool:
    """Whether the suggestions of this run end the looks that are left.

    The first is at suggestions from before the reading, and all looks are at the scores of the first.
    """
    looks = project.audit_looks(audit.id)
    if not looks:
        return came_late(project, audit, run)
    return len(looks) < audit.looks and looks[0].scores != (run.settings.get("basis") if run else None)


def at_stake(project: Project, audit: Audit, run: Run | None) -> bool:
    """Whether an audit that somebody has begun to read has looks left at the suggestions of this run.

    Any others would end them.
    """
    left = len(project.audit_looks(audit.id)) < audit.looks and project.audit_begun(audit.id) is not None
    return left and not ended(project, audit, run)


def batches(project: Project, audit: Audit) -> Batches:
    """What is to be read now: the batches of the looks taken, and that of the next look."""
    number = min(len(project.audit_looks(audit.id)) + 1, audit.looks)
    released = tuple(item for item in project.audit_items(audit.id) if item.batch <= number)
    read = read_responses(project, {item.response for item in released})
    unread = frozenset(item.response for item in released if item.response not in read)
    return Batches(number=number, released=released, unread=unread)


def read_responses(project: Project, responses: Collection[int]) -> set[int]:
    """Those of the responses of which a person has decided every comment."""
    comments = project.comments(responses=responses)
    stored = project.response_texts({comment.response for comment in comments})
    numbers = {key: one.id for key, one in stored.items()}
    decided = persons_codes(project, [comment.id for comment in comments])
    left = {numbers[comment.response] for comment in comments if comment.id not in decided}
    return {numbers[comment.response] for comment in comments} - left


def persons_codes(project: Project, comments: Collection[int]) -> dict[int, tuple[str, ...]]:
    """The standing codes of those comments that a person has decided."""
    made: dict[int, list[Decision]] = {}
    for decision in project.decisions(comments):
        if not decision.by_machine:
            made.setdefault(decision.comment, []).append(decision)
    stands = {comment: standing(several) for comment, several in made.items()}
    return {comment: decision.codes for comment, decision in stands.items() if decision is not None}
