"""The scores of an audit's frame from before anybody read any of it, on which estimates may lean.

Scores made later may follow from what was read, and would fit those responses better that were read than the others.
So the audit keeps its own: those of the draw, or newer ones as long as no person has read anything of its frame.
"""

import zlib
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from coder.domain.codebook import Codebook
from coder.store.project import Project
from coder.suggesting.choosing import lift
from coder.workflow.stored_scores import stored_scores

_STORED = np.dtype("<f2")


@dataclass(frozen=True, slots=True)
class AuditScores:
    """What a model said of the responses of a frame."""

    codes: tuple[str, ...]
    values: npt.NDArray[np.float64]
    """The probability that each carries each code, (responses of the frame in the order of their ids, codes)."""


def keep_scores(project: Project, codebook: Codebook, questions: Collection[str]) -> None:
    """Keep the present scores for the open audits of these questions of which nobody has read anything yet."""
    for audit in project.audits():
        if audit.closed is None and audit.question in questions and project.audit_untouched(audit.id):
            found = _scores(project, codebook, audit.question, project.audit_frame(audit.id))
            if found is not None:
                project.keep_audit_scores(audit.id, found.codes, zlib.compress(found.values.astype(_STORED).tobytes()))


def kept_scores(project: Project, audit_id: int) -> AuditScores | None:
    """The scores an audit has kept; None: nothing was suggested for its frame in time."""
    kept = project.audit_scores(audit_id)
    if kept is None:
        return None
    codes, packed = kept
    values = np.frombuffer(zlib.decompress(packed), dtype=_STORED).astype(np.float64)
    return AuditScores(codes, values.reshape(-1, len(codes)))


def _scores(project: Project, codebook: Codebook, question: str, frame: list[int]) -> AuditScores | None:
    """The present scores of a frame; None where they leave something out."""
    numbers = {stored.key: stored.id for stored in project.responses([question])}
    places = {response: place for place, response in enumerate(frame)}
    of = {one.id: places.get(numbers[one.response]) for one in project.comments([question])}
    comments = {comment: place for comment, place in of.items() if place is not None}
    known = stored_scores(project, comments)
    if known is None or len(known.comments) < len(comments) or len(set(comments.values())) < len(frame):
        return None
    codes = tuple(code.id for code in codebook.assignable(question) if code.id in known.codes)
    values = known.values[:, [known.codes.index(code) for code in codes]].astype(np.float64)
    return AuditScores(codes, np.nan_to_num(lift(values, [comments[comment] for comment in known.comments])))
