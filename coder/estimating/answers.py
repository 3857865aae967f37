"""What is known of the responses to a question when it is estimated how many carry each code."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from coder.estimating.limits import Floats

Flags = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.integer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The responses to a question, a row each; a column for each code, which stands for itself and those below it."""

    frame: Flags
    """Whether an audit was drawn from it, (responses,)."""
    sampled: Flags
    """Whether it is of the part of the audit that is read; that part is a simple random sample of the frame."""
    read: Flags
    """Whether a person has decided all of it, in the audit or otherwise."""
    carries: Flags
    """Whether it is known to carry the code, (responses, codes)."""
    mentions: Whole
    """Comments known to carry the code, (responses, codes)."""
    own: Whole
    """Comments known to carry the code itself."""
    substantive: Whole
    """Comments known to carry the code, less the non-substantive."""
    silent: Whole
    """Comments known to be non-substantive, (responses,)."""
    comments: Whole
    """All its comments, (responses,)."""
    unread: Whole
    """Those of them that no person has decided."""
    scores: Floats | None
    """The probability that it carries the code, (responses, codes); None: no model may say anything. Nothing in it
    follows from what was found in the sample."""

    def of(self, rows: Flags) -> "Answers":
        """Those of the responses."""
        return Answers(
            frame=self.frame[rows],
            sampled=self.sampled[rows],
            read=self.read[rows],
            carries=self.carries[rows],
            mentions=self.mentions[rows],
            own=self.own[rows],
            substantive=self.substantive[rows],
            silent=self.silent[rows],
            comments=self.comments[rows],
            unread=self.unread[rows],
            scores=None if self.scores is None else self.scores[rows],
        )
