"""`coder autocode`: tests on the audits which codes a machine may apply, and applies them."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import numpy as np

from coder.auditing.certify import Certificate, Evidence, Verdict, certify, error_per_test
from coder.auditing.evidence import Design, among, gather
from coder.domain.codebook import Codebook
from coder.domain.decision import Basis, Decision, Purpose, Suggestion
from coder.errors import InputError
from coder.store.project import Project
from coder.store.records import Audit, AuditLook
from coder.workflow.audited import Batches, batches, check_targets, open_audits
from coder.workflow.project import Opened, open_project
from coder.workflow.scored import Scored, scored_frame


@dataclass(frozen=True, slots=True, kw_only=True)
class AutocodeOptions:
    """What is to be certified; None: as the audit was drawn for."""

    precision: float | None = None
    confidence: float | None = None
    familywise: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What the latest look at an audit says of a code."""

    question: str
    code: str
    label: str
    verdict: str
    threshold: float | None
    """The score from which on the code is applied."""
    audited: int
    """Audited responses that reach the threshold; without one, the most promising that was tried."""
    false: int
    """Those of them in which the person left the code out."""
    applies_to: int
    """Responses the code is applied to."""
    more_items: int | None
    """About how many more audited responses would be enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A look at an audit, new or taken before."""

    audit: int
    question: str
    number: int
    looks: int
    new: bool
    """False: it was taken before; nothing was tested again."""
    precision: float
    confidence: float
    familywise: bool
    error: float
    """Of each test at this look."""
    tested: int
    """Codes that could have been certified."""
    expected_false: float
    """The most false certificates to expect of this audit, all its looks together."""
    read: int
    to_read: int
    """Responses of the next batch that are still to be read; 0 where no look is left."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AutocodeSummary:
    """What was certified and applied."""

    looks: tuple[Looked, ...]
    findings: tuple[Finding, ...]
    comments: int
    """Comments that were given codes now."""
    codes: int
    """Codes they were given."""
    expected_false: float
    """The most false certificates to expect of all audits so far."""
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Audited:
    audit: Audit
    looks: tuple[AuditLook, ...]
    turn: Batches
    scored: Scored
    new: bool = False
    """Whether the latest look was taken now."""


def autocode_project(
    path: Path, options: AutocodeOptions, *, questions: Collection[str] | None = None
) -> AutocodeSummary:
    """Take the next look at each open audit whose batch is read, then apply what is certified; all or nothing.

    Raises:
        InputError: an audit is not ready, or the suggestions cannot be certified on it.
        ProjectError: there is no open audit.
    """
    with open_project(path) as opened, opened.project.transaction():
        audits = [_audited(opened, audit) for audit in open_audits(opened, questions)]
        _refuse_unread(audits)
        ready = [one for one in audits if one.looks or not one.turn.unread]
        done = [_look(opened, one, options) for one in ready]
        given = [decision for one in done for decision in _decisions(opened, one)]
        opened.project.record(given)
        waiting = [one for one in audits if one not in ready]
        return AutocodeSummary(
            looks=tuple(_looked(opened.project, one) for one in done),
            findings=tuple(finding for one in done for finding in _findings(opened.codebook, one)),
            comments=len(given),
            codes=sum(len(decision.codes) for decision in given),
            expected_false=_expected_so_far(opened.project),
            notices=(*opened.notices, *(_unread_sentence(one) for one in waiting)),
        )


def _audited(opened: Opened, audit: Audit) -> _Audited:
    looks = tuple(opened.project.audit_looks(audit.id))
    return _Audited(audit, looks, batches(opened.project, audit), scored_frame(opened, audit, looks))


def _refuse_unread(audits: Sequence[_Audited]) -> None:
    if all(one.turn.unread and not one.looks for one in audits):
        raise InputError(
            " ".join(_unread_sentence(one) for one in audits), "Read them, blind, with `coder review --audit`."
        )


def _unread_sentence(one: _Audited) -> str:
    return (
        f"{len(one.turn.unread)} of the {len(one.turn.released)} responses of the audit of {one.audit.question} "
        "are still to be read."
    )


def _evidence(one: _Audited) -> list[Evidence]:
    released = frozenset(item.response for item in one.turn.released)
    frame = (one.scored.responses - one.scored.held) | released
    return gather(one.scored.codes, one.scored.comments, Design(frame=frozenset(frame), sample=released))


def _look(opened: Opened, one: _Audited, options: AutocodeOptions) -> _Audited:
    """The audit with its next look taken; as it was where none is left, or the batch is not read."""
    if one.turn.unread or len(one.looks) == one.audit.looks:
        return one
    first = one.looks[0] if one.looks else None
    precision, confidence, familywise = _targets(one.audit, first, options)
    family = _family(opened) if familywise else 1
    error = first.error if first is not None else error_per_test(confidence, one.audit.looks, family)
    found = [certify(code, precision=precision, delta=error) for code in _evidence(one)]
    look = AuditLook(
        number=len(one.looks) + 1,
        at=datetime.now(UTC),
        scores=one.scored.basis,
        precision=precision,
        confidence=confidence,
        familywise=familywise,
        error=error,
        findings=[asdict(certificate) for certificate in found],
    )
    opened.project.record_look(one.audit.id, look)
    return replace(one, looks=(*one.looks, look), new=True)


def _family(opened: Opened) -> int:
    """The codes of all open audits, between which a family's error is divided."""
    audits = [audit for audit in opened.project.audits() if audit.closed is None]
    return max(1, sum(len(opened.codebook.assignable(audit.question)) for audit in audits))


def _targets(audit: Audit, first: AuditLook | None, options: AutocodeOptions) -> tuple[float, float, bool]:
    """What is certified: settled by the first look, for all of them."""
    if first is None:
        precision, confidence = options.precision or audit.precision, options.confidence or audit.confidence
        check_targets(precision, confidence)
        return precision, confidence, options.familywise
    settled = first.precision, first.confidence, first.familywise
    wished = options.precision or first.precision, options.confidence or first.confidence, options.familywise
    if wished[:2] != settled[:2] or (options.familywise and not first.familywise):
        how = ", familywise" if first.familywise else ""
        raise InputError(
            f"The audit of {audit.question} was first looked at for a precision of {first.precision:g} with a "
            f"confidence of {first.confidence:g}{how}; later looks cannot change that.",
            "Leave these options out, or close it (`coder audit close`) and draw another.",
        )
    return settled


def _certificates(one: _Audited) -> list[Certificate]:
    """What the latest look says, with what earlier looks certified: that stays so."""
    latest = {certificate.code: certificate for look in one.looks for certificate in _parsed(look)}
    best: dict[str, Certificate] = {}
    for look in one.looks:
        for found in _parsed(look):
            known = best.get(found.code)
            if found.threshold is not None and (known is None or found.threshold < (known.threshold or 0)):
                best[found.code] = found
    return [best.get(code, certificate) for code, certificate in latest.items()]


def _parsed(look: AuditLook) -> list[Certificate]:
    return [Certificate(**{**one, "verdict": Verdict(str(one["verdict"]))}) for one in look.findings]  # type: ignore[arg-type]


def _decisions(opened: Opened, one: _Audited) -> list[Decision]:
    """The machine's decisions on comments that no person has decided and no audit holds, where they say something new.

    A comment keeps the codes that an earlier certificate gave it.
    """
    certain = _certain(one)
    before = _given_before(opened.project, certain)
    new = {comment: codes for comment, codes in certain.items() if not codes <= set(before.get(comment, ()))}
    suggestions = opened.project.suggestions(new)
    order = {code: place for place, code in enumerate(opened.codebook.placed)}
    now = datetime.now(UTC)
    return [
        Decision(
            id=str(uuid4()),
            comment=comment,
            coder=one.scored.coder,
            codes=tuple(sorted({*codes, *before.get(comment, ())}, key=lambda code: order.get(code, len(order)))),
            purpose=Purpose.CODING,
            basis=Basis.AUTO,
            at=now,
            codebook=opened.codebook.content_hash,
            suggested=tuple(
                Suggestion(known.code, known.score, assigned=known.assigned) for known in suggestions.get(comment, ())
            ),
        )
        for comment, codes in new.items()
    ]


def _certain(one: _Audited) -> dict[int, set[str]]:
    """The comments that no person has decided and no audit holds, with the codes they reach the thresholds of."""
    thresholds = {found.code: found.threshold for found in _certificates(one) if found.threshold is not None}
    least = np.array([thresholds.get(code, np.inf) for code in one.scored.codes])
    comments = one.scored.comments
    free = ~comments.decided & ~among(comments.responses, one.scored.held)
    reached = (comments.scores >= least) & free[:, None]
    return {
        one.scored.ids[row]: {one.scored.codes[place] for place in np.flatnonzero(reached[row])}
        for row in np.flatnonzero(reached.any(axis=1))
    }


def _given_before(project: Project, comments: Collection[int]) -> dict[int, tuple[str, ...]]:
    """The codes of the comments' latest machine decision, where a certificate gave them."""
    latest = {decision.comment: decision for decision in project.decisions(comments) if decision.by_machine}
    return {comment: decision.codes for comment, decision in latest.items() if decision.basis is Basis.AUTO}


def _looked(project: Project, one: _Audited) -> Looked:
    look, turn = one.looks[-1], batches(project, one.audit)
    tested = len([found for found in _parsed(look) if found.verdict is not Verdict.NEVER])
    return Looked(
        audit=one.audit.id,
        question=one.audit.question,
        number=look.number,
        looks=one.audit.looks,
        new=one.new,
        precision=look.precision,
        confidence=look.confidence,
        familywise=look.familywise,
        error=look.error,
        tested=tested,
        expected_false=tested * look.error * one.audit.looks,
        read=len(one.turn.released) - len(one.turn.unread),
        to_read=len(turn.unread) if len(one.looks) < one.audit.looks else 0,
    )


def _findings(codebook: Codebook, one: _Audited) -> list[Finding]:
    return [
        Finding(
            question=one.audit.question,
            code=found.code,
            label=codebook.placed[found.code].code.label if found.code in codebook.placed else found.code,
            verdict=found.verdict.value,
            threshold=found.threshold,
            audited=found.audited,
            false=found.false,
            applies_to=found.rest if found.threshold is not None else 0,
            more_items=found.more,
        )
        for found in _certificates(one)
    ]


def _expected_so_far(project: Project) -> float:
    """The most false certificates to expect of all audits that were ever looked at."""
    total = 0.0
    for audit in project.audits():
        for look in project.audit_looks(audit.id):
            total += look.error * len([found for found in _parsed(look) if found.verdict is not Verdict.NEVER])
    return total
