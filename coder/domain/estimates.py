"""What estimating finds: rows of a table of estimates, and what they rest on."""

from dataclasses import dataclass

from coder.domain.results import CountBasis, Tier


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """How many of those who answered a question said something with a code, as an audit lets it be estimated.

    The columns of `coder count --basis estimated`, in order; the first are those of `Frequency`. Figures are not whole,
    and None where nothing can be said.
    """

    question: str
    code: str
    label: str
    parent: str | None
    basis: CountBasis = CountBasis.ESTIMATED
    mentions: float | None
    """Comments carrying the code or one below it."""
    own_mentions: float | None
    """Comments carrying the code itself."""
    respondents: float | None
    percent_of_comments: float | None
    percent_of_respondents: float | None
    base: int
    """Respondents who gave a response with any content: all of them are estimated, not those read only."""
    comments: float | None
    """Comments in those responses, less the non-substantive, which are estimated too."""
    read_respondents: int
    read_comments: int
    tier: Tier | None
    low: float | None
    """The interval of `respondents`,"""
    high: float | None
    percent_low: float | None
    """of `percent_of_respondents`,"""
    percent_high: float | None
    mentions_low: float | None
    """and of `mentions`; None where too few of the responses audited carry the code."""
    mentions_high: float | None
    provisional: bool
    """Whether the audit has not come to the size that was declared: the interval may still be chosen by its result."""
    audited: int
    """Responses audited that the estimate rests on."""
    more_in_audit: int | None = None
    """About how many more of this audit would make the interval as narrow as was asked for,"""
    new_audit: int | None = None
    """or how many a new audit of what is unread would need; None where it is so narrow, or nothing was asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateSource:
    """What the estimates of a question rest on."""

    question: str
    audit: int | None
    """None: everything is read, and nothing is left to estimate."""
    base: int
    """Respondents."""
    frame: int
    """Those of them that the audit was drawn from: nobody had read their responses then."""
    audited: int
    """Responses of the audit that the estimates rest on."""
    unknown: int
    """Respondents outside the frame whose responses nobody has read whole; intervals allow for anything in them."""
    confidence: float
    """Of all the audit's looks together, 0..1."""
    looks: int
    """Looks the error is divided between."""
    provisional: bool
    scored: bool
    """Whether a model's scores make the intervals shorter."""
    exact: bool
