"""What a front end shows: one response with its comments, and the choices for the comment in focus."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from coder.domain.annotation import Redaction
from coder.domain.codebook import Code, Question
from coder.domain.decision import Decision, Evidence, Purpose
from coder.domain.response import Comment, ResponseKey
from coder.reviewing.queue import Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A code offered for the comment in focus."""

    code: Code
    selected: bool
    score: float | None = None
    """The model's; None where the model did not suggest the code."""
    evidence: tuple[Evidence, ...] = ()
    elsewhere: bool = False
    """Whether the code belongs to other questions."""
    given_by: tuple[str, ...] = ()
    """The coders who gave it, where the comment is in dispute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What a coder gave a comment that is in dispute."""

    coder: str
    codes: tuple[str, ...]
    """In codebook order."""
    at: datetime
    purpose: Purpose


def no_opinions(comment: int) -> tuple[Opinion, ...]:
    """What coders gave a comment where nothing is to be settled: nobody anything."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentView:
    """A comment of the response with what is known about it."""

    comment: Comment
    decision: Decision | None
    """The person's decision that stands; None while it is undecided."""
    skipped: bool
    selected: tuple[str, ...]
    """What Enter would confirm, in codebook order."""
    flagged: bool = False
    """Whether anybody has flagged it, or what it took the place of, for discussion."""
    exemplar: bool = False
    """Whether anybody has marked it as a quote."""
    memo: str = ""
    """This coder's."""
    memos: tuple[tuple[str, str], ...] = ()
    """The coder and the words of each memo of others."""
    opinions: tuple[Opinion, ...] = ()
    """What coders gave it, in the order they did; only where that is to be settled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One response of one question, with a comment in focus."""

    key: ResponseKey
    question: Question
    text: str
    comments: tuple[CommentView, ...]
    focus: int
    """Index into `comments`."""
    choices: tuple[Choice, ...]
    """For the comment in focus: suggestions best first, then codes added by search."""
    position: int
    """Index of the response in the queue; among those gone through while some are filtered out, if it is one."""
    total: int
    """Responses in the queue, or of those gone through."""
    together: int
    """How many other open comments say the same as the one in focus, or nearly."""
    why: str
    """Why the response is shown now, in a few words; empty where there is nothing to say."""
    nearly: int = 0
    """How many of these say it nearly only."""
    campaign: int = 0
    """How many other responses say the same as this one, comment by comment, and are not all decided; 0 for a response
    of one comment."""
    redactions: tuple[Redaction, ...] = ()
    """The stretches of the text that are redacted, in order."""
    merge_offer: int | None = None
    """Index of the neighbour that the comment in focus may be one with: both are decided, and carry the same codes."""

    @property
    def focused(self) -> CommentView:
        """The comment in focus."""
        return self.comments[self.focus]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the work is."""

    question: str | None
    """The question in front of the person."""
    in_question: Tally
    overall: Tally
    questions: dict[str, Tally]
    session: int
    """Comments decided in this session."""
    per_hour: float | None
    skipped: int
    undivided: int
    """Responses that cannot be reviewed before `coder suggest` has divided them."""
    time_left: timedelta | None = None
    """How long what is left will take at the pace of the last stretch of work; None: it is too early to say."""
    corrected: tuple[int, int] = (0, 0)
    """Of the latest of this coder's decisions that had codes pre-selected, at most 50: how many gave other codes, and
    how many there are."""

    @property
    def question_left(self) -> int:
        """The undecided comments on the question in front; of all questions where there is none."""
        return self.in_question.left
