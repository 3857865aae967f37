"""What counting finds: rows of a frequency table."""

from dataclasses import dataclass
from enum import StrEnum


class CountBasis(StrEnum):
    """Three kinds of figure, never mixed in one column."""

    CONFIRMED = "confirmed"
    MACHINE = "machine"
    ESTIMATED = "estimated"


class Tier(StrEnum):
    """Where a theme stands in a published list."""

    TOP = "top"
    ALSO = "also"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Frequency:
    """How often a code was mentioned in the responses to a question; the columns of `coder count`, in order.

    Percentages run from 0 to 100, unrounded; a percentage of nothing is None.
    """

    question: str
    code: str
    label: str
    parent: str | None
    basis: CountBasis
    mentions: int
    """Comments carrying the code or one below it."""
    own_mentions: int
    """Comments carrying the code itself."""
    respondents: int
    percent_of_comments: float | None
    percent_of_respondents: float | None
    base: int
    """Respondents who gave a response with any content."""
    comments: int
    """Comments in those responses, less the non-substantive."""
    read_respondents: int
    """Respondents all of whose comments to the question a person has decided."""
    read_comments: int
    """Comments a person has decided, less the non-substantive."""
    tier: Tier | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionTotals:
    """The figures of a question that belong to no single code."""

    question: str
    base: int
    comments: int
    non_substantive: int
    """Comments whose standing coding is non-substantive; not among `comments`."""
    read_respondents: int
    read_comments: int
    machine_respondents: int
    """Respondents all of whose comments stand as the machine coded them."""
    machine_comments: int
    """Comments that stand as the machine coded them, less the non-substantive."""
    mentions: int
    """Mentions of all codes together, as confirmed by people; the non-substantive are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedComment:
    """A comment as counting sees it."""

    comment: int
    wave: str
    respondent: str
    question: str
    codes: tuple[str, ...] | None
    """The standing codes; None while nobody has decided."""
    by_machine: bool = False
    """Whether the standing codes are the machine's."""
