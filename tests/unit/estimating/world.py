"""Made-up responses of which it is known how many carry each code."""

from dataclasses import dataclass

import numpy as np

from coder.estimating.answers import Answers


@dataclass(frozen=True)
class World:
    """Everything that could be read: (responses, codes), and (responses,) for comments."""

    mentions: np.ndarray
    comments: np.ndarray
    scores: np.ndarray

    @property
    def carries(self) -> np.ndarray:
        return self.mentions > 0

    def answers(self, sample, *, known=(), outside=(), scores=True) -> Answers:
        """What an audit of the sample leaves known.

        Args:
            sample: Responses the audit has read.
            known: Others that people have read.
            outside: Those that are not in the audit's frame.
            scores: Whether a model may say anything.
        """
        total = len(self.comments)
        sampled, read, frame = np.zeros(total, bool), np.zeros(total, bool), np.ones(total, bool)
        sampled[sample] = True
        read[[*sample, *known]] = True
        frame[list(outside)] = False
        seen = np.where(read[:, None], self.mentions, 0)
        return Answers(
            frame=frame,
            sampled=sampled,
            read=read,
            carries=seen > 0,
            mentions=seen,
            own=seen,
            substantive=seen,
            silent=np.zeros(total, dtype=np.int64),
            comments=self.comments,
            unread=np.where(read, 0, self.comments),
            scores=self.scores if scores else None,
        )


def world(rng, total, shares, apart=2.0) -> World:
    """Responses of one comment or more, codes carried by these shares of them, and scores that tell."""
    has = rng.random((total, len(shares))) < shares
    comments = 1 + rng.poisson(1.2, total)
    mentions = np.where(has, 1 + rng.binomial(comments[:, None] - 1, 0.4), 0)
    logit = apart * (rng.normal(size=has.shape) + apart * has - apart / 2) + np.log(
        np.array(shares) / (1 - np.array(shares))
    )
    return World(mentions, comments, 1 / (1 + np.exp(-logit)))
