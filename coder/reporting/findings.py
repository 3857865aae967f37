"""What a report is built from: everything that was found, in no words yet."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from coder.domain.codebook import Codebook
from coder.domain.estimates import Estimate, EstimateSource
from coder.domain.results import Frequency, QuestionTotals

AUDIT_CHOSEN = "audit"
"""The order of reading that is a random sample drawn blind."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A comment quoted to stand for a theme: verbatim, but for what was redacted."""

    text: str
    comment: int
    """The store's id of the comment: where the quote can be traced to."""
    marked: bool = False
    """Whether a person marked it as an exemplar."""
    redacted: bool = False
    """Whether something was taken out of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How often an answer to a closed question was given."""

    label: str
    count: int
    net: bool = False
    """Whether it joins several answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """A closed question, or a column of the profile, for everyone."""

    key: str
    """The question's id, or the column's name."""
    text: str
    several: bool
    """Whether people could choose more than one answer."""
    base: int
    """Who answered it."""
    asked: int
    """Everyone in the project."""
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """An answer or theme in a group."""

    count: int | None
    """None: left out, so that nobody can be told from it."""
    percent: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A column of a comparison; the first stands for everyone."""

    name: str
    base: int | None
    """Who answered (of an open question, whom of them people have read); None: left out."""
    low_base: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedRow:
    """An answer or theme, by group."""

    key: str
    label: str
    depth: int
    net: bool
    theme: bool
    shares: tuple[Share, ...]
    """One for each group, everyone's first."""
    p_value: float | None = None
    """Corrected across the table; None: not tested."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A question by group."""

    question: str
    by: str
    by_text: str
    groups: tuple[Group, ...]
    rows: tuple[ComparedRow, ...]
    open: bool
    scale: bool = False
    """Whether its answers have an order, so that it can be drawn as bars in pieces."""
    threshold: int | None = None
    """Smallest count shown; None: nothing was left out."""
    unstated: bool = False
    """Whether people who did not say their group are left out, of everyone too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Certified:
    """What a look at an audit lets the machine apply to a question."""

    question: str
    audited: int
    """Responses a person read blind for it."""
    codes: tuple[str, ...]
    """The codes certified, by id."""
    precision: float
    """At least this share of the responses given such a code have it rightly, 0..1,"""
    confidence: float
    """and that is wrong no more often than this leaves, 0..1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """How far raters agreed, all codes together."""

    kind: str
    """`people`, `machine` or `again`."""
    raters: tuple[str, ...]
    units: int
    """Comments, or whole responses, that at least two of them judged."""
    whole: bool
    """Whether those are whole responses."""
    respondents: int
    percent: float | None
    """Given exactly the same codes, 0..100."""
    kappa: float | None
    alpha: float | None
    """Krippendorff's, with MASI distance, from -1 to 1,"""
    alpha_low: float | None
    """with its 95 % interval."""
    alpha_high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """How much of what was sent in on a question was written anew."""

    question: str
    submissions: int
    distinct: int
    copied: int
    """Texts that were sent in several times."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """In which orders people read a question: an order to how many responses were read in it."""

    question: str
    orders: Mapping[str, int]
    """`file`, `random`, `learn`, `alike`, `code`, `audit`, `by hand`; empty: coded elsewhere and imported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """How the coding was done."""

    date: datetime.date
    program: str
    """Name and version of the program: `coder 0.1.0`."""
    people: tuple[tuple[str, int], ...] = ()
    """Pairs of a person and how many comments they decided."""
    machines: tuple[tuple[str, int], ...] = ()
    """The same of machines."""
    shown: int = 0
    """Comments a person decided with suggestions in view,"""
    as_selected: int = 0
    """and those of them given exactly the codes that were selected beforehand."""
    reading: tuple[Read, ...] = ()
    certified: tuple[Certified, ...] = ()
    agreed: tuple[Agreed, ...] = ()
    sent: tuple[Sent, ...] = ()
    name_coders: bool = False
    consent: str = ""
    """The column that says whether somebody may be quoted; empty: nobody was asked."""
    withheld: int = 0
    """Comments that carry a theme and may not be quoted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Everything a report says something of."""

    codebook: Codebook
    making: Making
    respondents: int
    """In the project."""
    totals: Sequence[QuestionTotals]
    """The questions to report on, in the order to report on them."""
    confirmed: Sequence[Frequency]
    """In any order, and so below."""
    machine: Sequence[Frequency] = ()
    estimates: Sequence[Estimate] = ()
    sources: Sequence[EstimateSource] = ()
    """What the estimates of each question rest on."""
    quotes: Mapping[tuple[str, str], Sequence[Quote]] = field(default_factory=dict)
    """Quotes by (question, code), best first, from confirmed comments only."""
    profile: Sequence[Closed] = ()
    """Who responded."""
    closed: Sequence[Closed] = ()
    """The other closed questions."""
    compared: Sequence[Compared] = ()
    """Questions by groups of respondents."""
