"""What the status says of estimates: of which questions there can be any, and what would make them possible."""

from collections.abc import Sequence

from coder.domain.results import QuestionTotals
from coder.workflow.audit import AuditState

LEAST_UNREAD = 50
"""Unread responses from which on an audit is proposed: fewer are soon read."""


def audit_steps(found: Sequence[QuestionTotals], audits: Sequence[AuditState]) -> tuple[str, ...]:
    """The step to an audit, where many responses are unread and none was ever drawn."""
    drawn = {audit.question for audit in audits}
    wanting = [
        total.question
        for total in found
        if total.question not in drawn and total.base - total.read_respondents >= LEAST_UNREAD
    ]
    if not wanting:
        return ()
    return (f"coder audit draw - a random sample to read, which tells what all answers to {', '.join(wanting)} say",)


def estimate_steps(found: Sequence[QuestionTotals], audits: Sequence[AuditState]) -> tuple[str, ...]:
    """The step to estimates, for the partly read questions of which an audit is read, or begun.

    Args:
        found: The questions.
        audits: All audits, the closed ones too.
    """
    partly = [total.question for total in found if total.read_respondents < total.base]
    final = {audit.question for audit in audits if audit.read >= audit.batch}
    begun = {audit.question for audit in audits if audit.read}
    steps = [
        ([one for one in partly if one in final], ""),
        ([one for one in partly if one in begun - final], " (provisional until its batch is read)"),
    ]
    return tuple(
        f"coder count --basis estimated - what all answers to {', '.join(of)} say, estimated from the audit{until}"
        for of, until in steps
        if of
    )
