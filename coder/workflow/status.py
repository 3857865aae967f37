"""`coder status`: how far the work is, per question and coder, and what to do next."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coder.counting.frequency import totals
from coder.domain.decision import Purpose, is_machine
from coder.domain.results import QuestionTotals
from coder.domain.text import plural
from coder.workflow.adjudicating import unsettled
from coder.workflow.audit import AuditState, states
from coder.workflow.copied import Distinct, same_texts
from coder.workflow.count import counting_notices
from coder.workflow.estimable import audit_steps, estimate_steps
from coder.workflow.project import Opened, open_project
from coder.workflow.staleness import stale_codes, unscored_comments

_AUDIT_STEPS = {
    "to read": "coder review --audit - read, blind, what is left of the audit",
    "ready": "coder autocode - take the next look at the audit",
    "used up": "coder audit close - no look is left; closing it lets what was read teach: the audit",
    "ended": "coder audit close - nothing more can be certified on suggestions from after its reading: the audit",
}
"""What to do with audits by their state; new suggestions come before their reading or after their last look."""


@dataclass(frozen=True, slots=True)
class Status:
    """How far a project is."""

    project: Path
    codebook: Path
    version: str
    content_hash: str
    unit: str
    totals: list[QuestionTotals]
    coders: list[tuple[str, str, int]]
    """Coder, purpose, and how many comments they decided."""
    undivided: int
    """Responses that have not been divided into comments yet."""
    unscored: int
    """Comments without suggestions."""
    stale: tuple[str, ...]
    """Codes whose wording changed since suggestions were made."""
    audits: tuple[AuditState, ...]
    """The open audits."""
    disputed: int
    """Comments to which people gave different codes, and nobody has settled it."""
    copied: tuple[Distinct, ...]
    """The questions to which the same words were sent in several times."""
    notices: tuple[str, ...]
    next_steps: tuple[str, ...]


def project_status(path: Path) -> Status:
    """Find out how far a project is."""
    with open_project(path, read_only=True) as opened:
        return _status(opened, path)


def _status(opened: Opened, path: Path) -> Status:
    project, codebook = opened.project, opened.codebook
    comments = project.counted_comments()
    found = totals(codebook, comments)
    made = project.decisions()
    decisions = {(decision.coder, decision.purpose.value, decision.comment) for decision in made}
    coders = Counter((coder, purpose) for coder, purpose, _ in decisions)
    undivided = len(project.undivided())
    unscored = len(unscored_comments(project))
    stale = stale_codes(project, codebook)
    drawn = states(project)
    audits = tuple(state for state in drawn if state.state != "closed")
    disputed = unsettled(project, codebook, made)
    return Status(
        project=path,
        codebook=project.codebook_path,
        version=codebook.version,
        content_hash=codebook.content_hash,
        unit=project.unit.value,
        totals=found,
        coders=sorted((coder, purpose, number) for (coder, purpose), number in coders.items()),
        undivided=undivided,
        unscored=unscored,
        stale=stale,
        audits=audits,
        disputed=disputed,
        copied=tuple(same_texts(project, [total.question for total in found])),
        notices=(*opened.notices, *counting_notices(codebook, comments, comments)),
        next_steps=_next_steps(found, undivided + unscored, stale, drawn, _second_steps(coders, disputed)),
    )


def _next_steps(
    found: list[QuestionTotals],
    unsuggested: int,
    stale: tuple[str, ...],
    drawn: Sequence[AuditState],
    second: Sequence[str],
) -> tuple[str, ...]:
    if not any(total.base for total in found):
        return ("coder import FILE - bring the responses in",)
    audits = [audit for audit in drawn if audit.state != "closed"]
    steps = [f"{step} of {', '.join(of)}" for state, step in _AUDIT_STEPS.items() if (of := _questions(audits, state))]
    if unsuggested or stale:
        begun = any(audit.begun for audit in audits)
        steps.insert(len(steps) if begun else 0, "coder suggest - propose codes for what is new or stale")
    if any(total.read_respondents < total.base for total in found):
        steps.append("coder review - confirm codes, one response at a time")
    steps += audit_steps(found, drawn)
    steps += second
    if any(total.read_comments for total in found):
        steps.append("coder count - frequency tables")
        steps += estimate_steps(found, drawn)
        steps.append("coder report --out report.html - the report")
    return tuple(steps)


def _second_steps(coders: Mapping[tuple[str, str], int], disputed: int) -> tuple[str, ...]:
    """What to do about second coding: settle it where people differ, else look how far they agree."""
    if disputed:
        return (f"coder review --adjudicate - settle what coders disagree on ({plural(disputed, 'comment')})",)
    checked = any(purpose == Purpose.CHECK and not is_machine(coder) for coder, purpose in coders)
    return ("coder agree - how far coders agree",) if checked else ()


def _questions(audits: Sequence[AuditState], state: str) -> list[str]:
    return [audit.question for audit in audits if audit.state == state]
