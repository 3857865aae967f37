"""What `coder autocode` would have done, had people read random samples of the responses that are tested."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from coder.auditing.certify import Certificate, Verdict, certify, error_per_test
from coder.auditing.evidence import AuditedComments, Design, among, gather
from coder.auditing.exact import allowed_false
from coder.auditing.sample import Drawn, draw
from coder.domain.codebook import Codebook
from coder.workflow.audit import AuditOptions
from coder.workflow.evaluated_comments import audited_comments
from coder.workflow.evaluated_responses import ReadResponse
from coder.workflow.simulation import Scores

MOST = 0.5
"""The share of a question's test responses that its audit may take: the rest shows what its certificates are worth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPlan:
    """How audits are drawn and what is certified on them."""

    size: int = 100
    """Responses to each question that are read before each look."""
    looks: int = AuditOptions().looks
    """Looks at each, all of which are taken; as many as `coder audit draw` has where nothing is said."""
    precision: float = 0.9
    confidence: float = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Certified:
    """A code that an audit certified, and what it was worth."""

    question: str
    code: str
    threshold: float
    applied: int
    """Responses outside the audit that it is applied to."""
    right: int
    """Those of them that are right as certificates mean it: people gave it to every comment that the machine does."""
    found: int
    """Those of them to which people gave it too, on whichever comment."""
    false: bool
    """Whether it misses the precision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditOutcome:
    """What came of the audits of all questions."""

    audited: int
    """Responses read, for all looks."""
    looks: int
    """Looks at the audits of those questions that have the most."""
    tested: int
    """Pairs of question and code that could have been certified."""
    certified: tuple[Certified, ...]
    given: int
    """Pairs of response and code that people gave outside the audits, of codes that a machine may apply there."""

    @property
    def applied(self) -> int:
        """Pairs of response and code that the machine gives."""
        return sum(one.applied for one in self.certified)

    @property
    def share(self) -> float | None:
        """The share of the pairs that people gave outside the audits that the machine gives too."""
        return sum(one.found for one in self.certified) / self.given if self.given else None

    @property
    def precision(self) -> float | None:
        """The share of the pairs that the machine gives that are right as certificates mean it."""
        return sum(one.right for one in self.certified) / self.applied if self.applied else None

    @property
    def false(self) -> int:
        """Certificates that miss the precision."""
        return sum(one.false for one in self.certified)


def audit_sizes(test: Sequence[ReadResponse], size: int) -> dict[str, int]:
    """How many responses to each question a look takes: fewer where that is most of them."""
    questions = [response.key.question for response in test]
    return {question: min(size, int(MOST * questions.count(question))) for question in sorted(set(questions))}


def audit_looks(test: Sequence[ReadResponse], plan: AuditPlan) -> dict[str, int]:
    """How many looks the audit of each question has, as `coder audit draw` would have it; without those not audited."""
    return {
        question: draw(_frame(test, question), size=size, looks=plan.looks, seed=0)[-1].batch
        for question, size in audit_sizes(test, plan.size).items()
        if size
    }


def simulated_audit(
    codebook: Codebook, test: Sequence[ReadResponse], scores: Scores, plan: AuditPlan, seed: int
) -> AuditOutcome:
    """Draw an audit for each question, certify codes at its looks, and compare what they code with what people gave."""
    comments = audited_comments(list(codebook.placed), test, scores)
    audited: set[int] = set()
    certified: list[Certified] = []
    tested = looks = 0
    for question, size in audit_sizes(test, plan.size).items():
        if not size:
            continue
        frame = _frame(test, question)
        one = _Audit(codebook, question, frame, draw(frame, size=size, looks=plan.looks, seed=seed))
        audited |= one.sample(one.looks)
        looks = max(looks, one.looks)
        certificates = one.certificates(comments, plan)
        tested += sum(found.verdict is not Verdict.NEVER for found in certificates)
        rest = comments.where(among(comments.responses, one.frame - one.sample(one.looks)))
        certified += [
            _applied(_Applied(question, found.code, one.codes.index(found.code), found.threshold), rest, test, plan)
            for found in certificates
            if found.threshold is not None
        ]
    given = sum(
        len(response.codes & {code.id for code in codebook.assignable(response.key.question)})
        for place, response in enumerate(test)
        if place not in audited
    )
    return AuditOutcome(audited=len(audited), looks=looks, tested=tested, certified=tuple(certified), given=given)


def _frame(test: Sequence[ReadResponse], question: str) -> list[int]:
    return [place for place, response in enumerate(test) if response.key.question == question]


class _Audit:
    """The audit of a question, all its batches drawn before anybody has read one."""

    def __init__(self, codebook: Codebook, question: str, frame: Collection[int], drawn: Sequence[Drawn]) -> None:
        self.codes = list(codebook.placed)
        self.frame = frozenset(frame)
        self.looks = drawn[-1].batch
        self._drawn = drawn
        self._assignable = {code.id for code in codebook.assignable(question)}

    def sample(self, look: int) -> frozenset[int]:
        """What has been read by a look."""
        return frozenset(one.response for one in self._drawn if one.batch <= look)

    def certificates(self, comments: AuditedComments, plan: AuditPlan) -> list[Certificate]:
        """What the last look says of each code; what earlier looks certified stays, unless a later one goes further.

        Batches that are drawn and not read yet are not of a look's frame, and never of what a machine codes.
        """
        delta = error_per_test(plan.confidence, self.looks)
        best: dict[str, Certificate] = {}
        for look in range(1, self.looks + 1):
            sample = self.sample(look)
            frame = self.frame - (self.sample(self.looks) - sample)
            known = replace(comments, decided=among(comments.responses, sample))
            for evidence in gather(self.codes, known, Design(frame=frame, sample=sample)):
                if evidence.code not in self._assignable:
                    continue
                found = certify(evidence, precision=plan.precision, delta=delta)
                before = best.get(found.code)
                if before is None or before.threshold is None or _is_looser(found, before.threshold):
                    best[found.code] = found
        return list(best.values())


def _is_looser(found: Certificate, threshold: float) -> bool:
    return found.threshold is not None and found.threshold < threshold


class _Applied(NamedTuple):
    """A code that is applied from a score on."""

    question: str
    code: str
    column: int
    threshold: float


def _applied(one: _Applied, rest: AuditedComments, test: Sequence[ReadResponse], plan: AuditPlan) -> Certified:
    """What applying a code does: a response counts once, and as wrong if it is wrong on any of its comments."""
    gets = rest.scores[:, one.column] >= one.threshold
    reached = np.unique(rest.responses[gets])
    responses = len(reached)
    wrong = len(np.unique(rest.responses[gets & ~rest.given[:, one.column]]))
    return Certified(
        question=one.question,
        code=one.code,
        threshold=one.threshold,
        applied=responses,
        right=responses - wrong,
        found=sum(one.code in test[place].codes for place in reached.tolist()),
        false=wrong > allowed_false(plan.precision, responses),
    )
