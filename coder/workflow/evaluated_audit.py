"""What `coder autocode` would have done, had people read a random sample of the responses that are tested."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from coder.auditing.certify import Verdict, certify, error_per_test
from coder.auditing.evidence import AuditedComments, Design, among, gather
from coder.auditing.exact import allowed_false
from coder.auditing.sample import draw
from coder.domain.codebook import Codebook
from coder.evaluating.judged import Floats
from coder.workflow.evaluated_responses import ReadResponse
from coder.workflow.simulation import Scores

MOST = 0.5
"""The share of a question's test responses that its audit may take: the rest shows what its certificates are worth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPlan:
    """How audits are drawn and what is certified on them, with one look at each."""

    size: int = 100
    """Responses to each question."""
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
    """Those of them to which people gave it too."""
    false: bool
    """Whether it misses the precision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditOutcome:
    """What came of the audits of all questions."""

    audited: int
    """Responses read."""
    tested: int
    """Pairs of question and code that could have been certified."""
    certified: tuple[Certified, ...]
    given: int
    """Pairs of response and code that people gave outside the audits."""

    @property
    def applied(self) -> int:
        """Pairs of response and code that the machine gives."""
        return sum(one.applied for one in self.certified)

    @property
    def share(self) -> float | None:
        """The share of what people gave outside the audits that the machine gives too."""
        return sum(one.right for one in self.certified) / self.given if self.given else None

    @property
    def precision(self) -> float | None:
        """The share of what the machine gives that people gave too."""
        return sum(one.right for one in self.certified) / self.applied if self.applied else None

    @property
    def false(self) -> int:
        """Certificates that miss the precision."""
        return sum(one.false for one in self.certified)


def audit_sizes(test: Sequence[ReadResponse], size: int) -> dict[str, int]:
    """How many responses to each question are audited: fewer where that is most of them."""
    questions = [response.key.question for response in test]
    return {question: min(size, int(MOST * questions.count(question))) for question in sorted(set(questions))}


def simulated_audit(
    codebook: Codebook, test: Sequence[ReadResponse], scores: Scores, plan: AuditPlan, seed: int
) -> AuditOutcome:
    """Draw an audit for each question, certify codes on it, and compare what they code with what people gave."""
    codes = list(codebook.placed)
    comments = _comments(codes, test, scores)
    audited: set[int] = set()
    certified: list[Certified] = []
    tested = 0
    for question, size in audit_sizes(test, plan.size).items():
        frame = [place for place, response in enumerate(test) if response.key.question == question]
        if not size:
            continue
        sample = frozenset(one.response for one in draw(frame, size=size, looks=1, seed=seed))
        audited |= sample
        known = replace(comments, decided=among(comments.responses, sample))
        rest = comments.where(among(comments.responses, set(frame) - sample))
        assignable = {code.id for code in codebook.assignable(question)}
        for evidence in gather(codes, known, Design(frame=frozenset(frame), sample=sample)):
            if evidence.code not in assignable:
                continue
            found = certify(evidence, precision=plan.precision, delta=error_per_test(plan.confidence, 1))
            tested += found.verdict is not Verdict.NEVER
            if found.threshold is not None:
                one = _Applied(question, found.code, codes.index(found.code), found.threshold)
                certified.append(_applied(one, rest, plan.precision))
    given = sum(len(response.codes) for place, response in enumerate(test) if place not in audited)
    return AuditOutcome(audited=len(audited), tested=tested, certified=tuple(certified), given=given)


class _Applied(NamedTuple):
    """A code that is applied from a score on."""

    question: str
    code: str
    column: int
    threshold: float


def _applied(one: _Applied, rest: AuditedComments, precision: float) -> Certified:
    """What applying a code does: a response counts once, and as wrong if it is wrong on any of its comments."""
    gets = rest.scores[:, one.column] >= one.threshold
    responses = len(np.unique(rest.responses[gets]))
    wrong = len(np.unique(rest.responses[gets & ~rest.given[:, one.column]]))
    return Certified(
        question=one.question,
        code=one.code,
        threshold=one.threshold,
        applied=responses,
        right=responses - wrong,
        false=wrong > allowed_false(precision, responses),
    )


def _comments(codes: Sequence[str], test: Sequence[ReadResponse], scores: Scores) -> AuditedComments:
    """The comments of each response; one for the whole of it where only its codes as a whole are known."""
    rows: dict[int, list[int]] = {}
    for row, place in enumerate(scores.groups):
        rows.setdefault(place, []).append(row)
    columns = [codes.index(code) for code in scores.codes]
    responses: list[int] = []
    found: list[Floats] = []
    given: list[Collection[str]] = []
    for place, response in enumerate(test):
        if response.by_comment:
            spread = np.full((len(rows[place]), len(codes)), np.nan)
            spread[:, columns] = scores.comments[rows[place]]
            found.extend(spread)
            given.extend(lesson.codes for lesson in response.lessons)
        else:
            found.append(scores.judged.scores[place])
            given.append(response.codes)
        responses.extend([place] * (len(found) - len(responses)))
    return AuditedComments(
        responses=np.array(responses, dtype=np.int64),
        scores=np.array(found).reshape(len(found), len(codes)),
        decided=np.ones(len(found), dtype=bool),
        given=np.array([[code in names for code in codes] for names in given], dtype=bool).reshape(len(found), -1),
    )
