"""What a report is made of, in no format.

Everything worded is worded here already; a format only arranges it. Texts from outside (labels, questions, quotes,
coders' names) are raw: whoever renders them makes them harmless.
"""

import datetime
from dataclasses import dataclass

from coder.domain.results import Tier
from coder.reporting.findings import Quote as Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A theme in a published list."""

    code: str
    label: str
    mentions: str
    """Its own mentions in words: `89 mentions`."""
    share: float
    """Its own mentions as a percentage of the comments read; what bars are drawn from."""
    detail: str = ""
    """The sentence that a theme in detailed treatment gets."""
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeList:
    """One of the three tiers of a question."""

    tier: Tier
    heading: str
    themes: tuple[Theme, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a frequency table; its cells are in the order of the table's columns after the first."""

    label: str
    depth: int
    """How far to indent the label; 0 at top level."""
    net: bool
    """Whether the figures are of the theme together with those below it."""
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A frequency table."""

    heading: str
    caption: str
    base: str
    """What the percentages are of, as a sentence that belongs to the caption."""
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What was said in answer to one question."""

    question: str
    """The question's id."""
    heading: str
    """`Question 1: What does ...?`"""
    opening: tuple[str, ...]
    """Sentences on who responded and what was read, a paragraph each."""
    lists: tuple[ThemeList, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A whole report."""

    title: str
    date: str
    lead: tuple[str, ...]
    """Paragraphs that come before everything else."""
    sections: tuple[Section, ...]
    notes: tuple[str, ...]
    """How to read the figures."""
    origin: tuple[tuple[str, str], ...]
    """Where the figures come from: pairs of a term and what there is to say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a report's figures come from."""

    date: datetime.date
    program: str
    """Name and version of the program: `coder 0.1.0`."""
    coders: tuple[tuple[str, int], ...] = ()
    """Pairs of a coder, person or machine, and how many decisions of theirs there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the author of a report can choose."""

    also: int = 10
    """The mentions from which a theme was put in the tier `also`; here for the heading of that list."""
    percent: float = 10.0
    """The percentage of comments from which a theme gets detailed treatment, in whichever list it is."""
    quotes: int = 1
    """How many quotes a theme in the tiers `top` and `also` has at most."""
    detailed_quotes: int = 3
    """How many a theme in detailed treatment has at most."""


DEFAULT_CHOICES = Choices()
"""As Oxfordshire's report has it."""
