"""Which audit estimates rest on, and how much of it."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import takewhile

from coder.errors import InputError
from coder.store.project import Project
from coder.store.records import Audit


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A simple random sample of the responses that nobody had read when it was drawn."""

    audit: Audit | None
    """None: everything is read, and there is nothing to sample."""
    frame: frozenset[int]
    responses: frozenset[int]
    """The part of it that estimates rest on, all of it read."""
    besides: int
    """Responses of the audit that are read and not in that part."""
    provisional: bool


def sample_of(project: Project, question: str, responses: Collection[int], read: Collection[int]) -> Sample:
    """The sample that the estimates of a question rest on.

    That is the whole batches which are read of the latest audit that has any: their sizes were declared when it was
    drawn. Where no audit has one, it is the latest audit as far as it is read without a gap, which is a random sample
    too, but of a size that nobody declared. What earlier audits found counts as any other reading does.

    Args:
        project: The project.
        question: The question.
        responses: The responses to it.
        read: Those of them that people have decided whole.

    Raises:
        InputError: the question has no audit, or nothing of it is read.
    """
    found = [audit for audit in project.audits() if audit.question == question]
    if len(read) == len(responses):
        return Sample(audit=None, frame=frozenset(), responses=frozenset(), besides=0, provisional=False)
    if not found:
        raise InputError(
            f"There is no audit of {question}, and estimates rest on one: a random sample that is read blind.",
            "Draw one with `coder audit draw`, best after `coder suggest`, and read it with `coder review --audit`.",
        )
    samples = [_sample(project, audit, read) for audit in reversed(found)]
    chosen = next((one for one in samples if not one.provisional), samples[0])
    if not chosen.responses:
        raise InputError(
            f"Nothing of the audit of {question} has been read yet.", "Read it, blind, with `coder review --audit`."
        )
    return chosen


def _sample(project: Project, audit: Audit, read: Collection[int]) -> Sample:
    items = project.audit_items(audit.id)
    unbroken = list(takewhile(lambda item: item.response in read, items))
    open_batch = items[len(unbroken)].batch if len(unbroken) < len(items) else audit.looks + 1
    whole = [item for item in unbroken if item.batch < open_batch]
    used = frozenset(item.response for item in whole or unbroken)
    return Sample(
        audit=audit,
        frame=frozenset(project.audit_frame(audit.id)),
        responses=used,
        besides=sum(item.response in read for item in items) - len(used),
        provisional=not whole,
    )
