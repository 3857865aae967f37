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
from coder.domain.text import plural
from coder.errors import InputError, ProjectError
from coder.store.project import Project
from coder.store.records import Audit, AuditLook
from coder.workflow.audited import Batches, batches, check_targets, open_audits
from coder.workflow.project import Opened, open_project
from coder.workflow.scored import ANOTHER, Scored, scored_frame


@dataclass(frozen=True, slots=True, kw_only=True)
class AutocodeOptions:
    """What is to be certified; None: as the audit was drawn for."""

    precision: float | None = None
    confidence: float | None = None
    familywise: bool = False
    """So sure of all codes of a question together; False: of each."""


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
    """About how many more audited responses would be enough, where the looks that are left have so many."""
    new_audit_items: int | None
    """About how many a new audit would need, where they have not."""


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
    """Responses it was taken at."""
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

    An audit on which the suggestions cannot be certified is passed over, with a notice.

    Raises:
        InputError: no audit is ready, or the suggestions cannot be certified on any.
        ProjectError: there is no open audit.
    """
    with open_project(path) as opened, opened.project.transaction():
        audits, refused = _usable(opened, open_audits(opened, questions))
        _refuse_unread(audits, refused)
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
            notices=(
                *opened.notices,
                *(f"Nothing was tested or applied: {error.message} {error.hint}".rstrip() for error in refused),
                *(_unread_sentence(one) for one in waiting),
                *(told for one in done for told in _suggested_sentence(opened.project, one)),
            ),
        )


def _usable(opened: Opened, audits: Sequence[Audit]) -> tuple[list[_Audited], list[InputError]]:
    """The audits on which the suggestions can be certified, and what is the matter with the others."""
    usable, refused = [], []
    for audit in audits:
        try:
            usable.append(_audited(opened, audit))
        except ProjectError:
            raise
        except InputError as error:
            refused.append(error)
    if not usable:
        raise _together(refused)
    return usable, refused


def _together(errors: Sequence[InputError]) -> InputError:
    """One error that says what several say."""
    messages, hints = (dict.fromkeys(said) for said in zip(*((one.message, one.hint) for one in errors), strict=True))
    return InputError(" ".join(messages), " ".join(hints))


def _audited(opened: Opened, audit: Audit) -> _Audited:
    looks = tuple(opened.project.audit_looks(audit.id))
    return _Audited(audit, looks, batches(opened.project, audit), scored_frame(opened, audit, looks))


def _refuse_unread(audits: Sequence[_Audited], refused: Sequence[InputError]) -> None:
    if all(one.turn.unread and not one.looks for one in audits):
        unread = " ".join(_unread_sentence(one) for one in audits)
        raise _together([InputError(unread, "Read them, blind, with `coder review --audit`."), *refused])


def _unread_sentence(one: _Audited) -> str:
    return (
        f"{len(one.turn.unread)} of the {len(one.turn.released)} responses of the audit of {one.audit.question} "
        "are still to be read."
    )


def _suggested_sentence(project: Project, one: _Audited) -> tuple[str, ...]:
    """What to say where somebody decided on responses of the audit with suggestions in view."""
    responses = {comment.id: comment.response for comment in project.comments(responses=_released(one))}
    made = (decision for decision in project.decisions(responses) if not decision.by_machine and decision.suggested)
    seen = len({responses[decision.comment] for decision in made})
    if not seen:
        return ()
    were, they = ("was", "it was") if seen == 1 else ("were", "they were")
    return (
        f"{plural(seen, 'response')} of the audit of {one.audit.question} {were} not read blind: suggestions were in "
        f"view when {they} decided, so that its certificates may promise too much. {ANOTHER}",
    )


def _released(one: _Audited) -> frozenset[int]:
    return frozenset(item.response for item in one.turn.released)


def _evidence(one: _Audited) -> list[Evidence]:
    released = _released(one)
    frame = (one.scored.responses - one.scored.held) | released
    return gather(one.scored.codes, one.scored.comments, Design(frame=frozenset(frame), sample=released))


def _look(opened: Opened, one: _Audited, options: AutocodeOptions) -> _Audited:
    """The audit with its next look taken; as it was where none is left, or the batch is not read."""
    if one.turn.unread or len(one.looks) == one.audit.looks:
        return one
    first = one.looks[0] if one.looks else None
    precision, confidence, familywise = _targets(one.audit, first, options)
    family = max(1, len(one.scored.codes)) if familywise else 1
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


def _targets(audit: Audit, first: AuditLook | None, options: AutocodeOptions) -> tuple[float, float, bool]:
    """What is certified: settled by the first look, for all of them."""
    if first is None:
        precision, confidence = _wished(options, audit.precision, audit.confidence)
        check_targets(precision, confidence)
        return precision, confidence, options.familywise
    settled = first.precision, first.confidence, first.familywise
    if _wished(options, first.precision, first.confidence) != settled[:2] or (
        options.familywise and not first.familywise
    ):
        how = ", familywise" if first.familywise else ""
        raise InputError(
            f"The audit of {audit.question} was first looked at for a precision of {first.precision:g} with a "
            f"confidence of {first.confidence:g}{how}; later looks cannot change that.",
            "Leave these options out, or close it (`coder audit close`) and draw another.",
        )
    return settled


def _wished(options: AutocodeOptions, precision: float, confidence: float) -> tuple[float, float]:
    """The precision and the confidence asked for; these where none is."""
    return (
        precision if options.precision is None else options.precision,
        confidence if options.confidence is None else options.confidence,
    )


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


def _read_for(one: _Audited) -> int:
    """The responses that the latest look was taken at."""
    return sum(item.batch <= one.looks[-1].number for item in one.turn.released)


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
        read=_read_for(one),
        to_read=len(turn.unread) if len(one.looks) < one.audit.looks else 0,
    )


def _findings(codebook: Codebook, one: _Audited) -> list[Finding]:
    read = _read_for(one)
    left = one.audit.size - read
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
            more_items=found.more if found.more is not None and found.more <= left else None,
            new_audit_items=read + found.more if found.more is not None and found.more > left else None,
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
