"""What `coder autocode` would have done, had people read a random sample of the responses that are tested."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from coder.auditing.certify import Verdict, certify, error_per_test
from coder.auditing.evidence import AuditedComment, Design, gather
from coder.auditing.exact import allowed_false
from coder.auditing.sample import draw
from coder.domain.codebook import Codebook
from coder.evaluating.judged import Floats
from coder.evaluating.keys import NEAR
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
    comments = _comments(list(codebook.placed), test, scores)
    audited: set[int] = set()
    certified: list[Certified] = []
    tested = 0
    for question, size in audit_sizes(test, plan.size).items():
        frame = [place for place, response in enumerate(test) if response.key.question == question]
        if not size:
            continue
        sample = frozenset(one.response for one in draw(frame, size=size, looks=1, seed=seed))
        audited |= sample
        of_frame = [comment for place in frame for comment in comments[place]]
        known = [comment if comment.response in sample else comment._replace(codes=None) for comment in of_frame]
        design = Design(frame=frozenset(frame), sample=sample)
        rest = [comment for comment in of_frame if comment.response not in sample]
        for evidence in gather([code.id for code in codebook.assignable(question)], known, design):
            found = certify(evidence, precision=plan.precision, delta=error_per_test(plan.confidence, 1))
            tested += found.verdict is not Verdict.NEVER
            if found.threshold is not None:
                certified.append(_applied(question, found.code, found.threshold, rest, plan.precision))
    given = sum(len(response.codes) for place, response in enumerate(test) if place not in audited)
    return AuditOutcome(audited=len(audited), tested=tested, certified=tuple(certified), given=given)


def _applied(question: str, code: str, threshold: float, rest: Sequence[AuditedComment], precision: float) -> Certified:
    """What applying a code does: a response counts once, and as wrong if it is wrong on any of its comments."""
    gets = [comment for comment in rest if comment.scores.get(code, -1.0) >= threshold]
    responses = {comment.response for comment in gets}
    wrong = {comment.response for comment in gets if comment.codes is not None and code not in comment.codes}
    return Certified(
        question=question,
        code=code,
        threshold=threshold,
        applied=len(responses),
        right=len(responses) - len(wrong),
        false=len(wrong) > allowed_false(precision, len(responses)),
    )


def _comments(columns: Sequence[str], test: Sequence[ReadResponse], scores: Scores) -> dict[int, list[AuditedComment]]:
    """The comments of each response; one for the whole of it where only its codes as a whole are known."""
    rows: dict[int, list[int]] = {}
    for row, place in enumerate(scores.groups):
        rows.setdefault(place, []).append(row)
    found: dict[int, list[AuditedComment]] = {}
    for place, response in enumerate(test):
        if response.by_comment:
            found[place] = [
                AuditedComment(place, _suggested(scores.codes, scores.comments[row]), frozenset(lesson.codes))
                for row, lesson in zip(rows[place], response.lessons, strict=True)
            ]
        else:
            found[place] = [AuditedComment(place, _suggested(columns, scores.judged.scores[place]), response.codes)]
    return found


def _suggested(codes: Sequence[str], row: Floats) -> dict[str, float]:
    """The codes that would be suggested, with their scores: the best that apply."""
    known = np.where(np.isfinite(row), row, -np.inf)
    best = [int(place) for place in np.argsort(-known, kind="stable")[:NEAR]]
    return {codes[place]: float(row[place]) for place in best if np.isfinite(row[place])}
