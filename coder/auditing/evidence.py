"""Gathers, code by code, what scores and people say of the responses of a frame."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from coder.auditing.certify import Evidence
from coder.auditing.exact import Floats

Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Scores = npt.NDArray[np.floating]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditedComments:
    """Comments of responses, a row each."""

    responses: Numbers
    """The response of each, (comments,)."""
    scores: Scores
    """(comments, codes); nan where a code does not apply."""
    decided: Flags
    """Whether a person has decided, (comments,)."""
    given: Flags
    """Whether they gave it each code, (comments, codes)."""

    def where(self, rows: Flags) -> "AuditedComments":
        """Those of the comments."""
        return AuditedComments(
            responses=self.responses[rows],
            scores=self.scores[rows],
            decided=self.decided[rows],
            given=self.given[rows],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """Who of the frame is where."""

    frame: frozenset[int]
    """Responses the audit was drawn from, without those drawn and not read yet."""
    sample: frozenset[int]
    """Those of them the audit has read."""


def gather(codes: Sequence[str], comments: AuditedComments, design: Design) -> list[Evidence]:
    """The evidence for each code, in the order given.

    Args:
        codes: The codes of the question, which are the columns.
        comments: Every comment of every response of the frame; those of other responses are passed over.
        design: The frame and what the audit has read of it.
    """
    known = comments.where(among(comments.responses, design.frame))
    responses, owners = np.unique(known.responses, return_inverse=True)
    sampled = among(responses, design.sample)
    read = np.ones(len(responses), dtype=bool)
    read[owners[~known.decided]] = False
    scores = np.where(np.isnan(known.scores), -np.inf, known.scores)
    free = ~known.decided & ~sampled[owners]
    every = _highest(scores, owners, len(responses))
    wrong = _highest(np.where(known.decided[:, None] & ~known.given, scores, -np.inf), owners, len(responses))
    rest = _highest(np.where(free[:, None], scores, -np.inf), owners, len(responses))
    return [
        Evidence(
            code=code,
            frame_size=len(design.frame),
            sample_size=len(design.sample),
            frame=_listed(every[:, place]),
            audited=_listed(every[sampled, place]),
            wrong=_listed(wrong[sampled, place]),
            wrong_elsewhere=_listed(wrong[~sampled & read, place]),
            rest=_listed(rest[:, place]),
        )
        for place, code in enumerate(codes)
    ]


def among(responses: Numbers, wanted: Collection[int]) -> Flags:
    """Whether each of the responses is wanted; (responses,)."""
    return np.isin(responses, np.fromiter(wanted, dtype=np.int64, count=len(wanted)))


def _highest(scores: Scores, owners: npt.NDArray[np.intp], responses: int) -> Scores:
    """The highest score of each code in each response, (responses, codes); -inf where it has none."""
    order = np.argsort(owners, kind="stable")
    starts = np.searchsorted(owners[order], np.arange(responses))
    return np.maximum.reduceat(scores[order], starts, axis=0) if responses else scores


def _listed(scores: Scores) -> Floats:
    return scores[np.isfinite(scores)].astype(np.float64)
