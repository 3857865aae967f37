"""What a report is made of, in no format: parts in order, each of a few kinds of block.

Everything worded is worded here already, and every figure in a table is still a number; a format only arranges them.
Texts from outside (labels, questions, quotes, coders' names) are raw: whoever renders them makes them harmless.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from coder.reporting.cells import Cell, Mark


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a part: level 3 or 4, below the part's own, which is of level 2."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text."""

    text: str
    lead: bool = False
    """Whether it sums up what follows and is set larger."""


@dataclass(frozen=True, slots=True)
class Note:
    """Small print: how to read what stands before it."""

    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Terms and what there is to say of each."""

    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteBlock:
    """A comment quoted to stand for a theme: verbatim, but for what was redacted; it may have several lines."""

    text: str
    comment: int
    """The store's id of the comment: where the quote can be traced to."""
    said_by: str = ""
    """Who said it, as a group (`Resident, 65 and over`); empty: it is not said."""


@dataclass(frozen=True, slots=True)
class AuthorStub:
    """A place for the author's own words."""

    id: str
    """What the author's words for this place stand under in the house style: `intro`, `q1`, `q1.opening-hours`."""
    prompt: str
    """What belongs there, as a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item of a list: words set apart, words after them, then what belongs to it."""

    label: str = ""
    """Set apart, as in bold: `Opening hours`."""
    text: str = ""
    """Set as usual, after the label: `(27 mentions)`."""
    blocks: tuple[Paragraph | QuoteBlock | AuthorStub, ...] = ()
    """Below it, still in the item."""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without numbers."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table."""

    key: str
    """What it is, in the words of the tables of `coder count`: `mentions`; a group's name."""
    heading: str
    numeric: bool = True
    """Whether it has figures, which are set to the right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table; the first cell is its heading."""

    key: str
    """What it is of: a code's id, the words of an answer."""
    cells: tuple[Cell, ...]
    depth: int = 0
    """How far to indent the first cell; 0 at top level."""
    net: bool = False
    """Whether its figures are of several rows together; its first cell says so."""
    base: bool = False
    """Whether it has bases and not findings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: no cell is empty, and every row has a cell for each column."""

    id: str
    """Fit for an anchor: `themes-q1`, `groups-q1-age-band`; ids are unique in a report."""
    caption: str
    """What is in it, so that it can stand alone: `Question 1: all themes`."""
    base: str
    """What its percentages are of, as sentences that belong to the caption; may be empty."""
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    """Sentences below it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar: a theme and its share."""

    label: str
    value: float
    """From 0 to 100."""
    said: str
    """What stands beside it: `89 mentions (31%)`."""
    low: float | None = None
    """Limits of an interval, from 0 to 100; None: it is a count of everything, or nothing can be said."""
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart:
    """Horizontal bars, the longest first, on one scale from 0."""

    id: str
    caption: str
    alt: str
    """What the picture shows, in words, with its figures."""
    axis: str
    """What the length means: `% of comments`."""
    bars: tuple[Bar, ...]
    table: str
    """Id of the table that has the same figures; empty where the author left it out."""
    longest: float = 100.0
    """The percentage of a bar that fills the picture; the same in all charts of a report that are to be compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """A bar in pieces: how a group answered."""

    label: str
    """The group, with its base: `65 and over (72)`."""
    shares: tuple[float, ...]
    """From 0 to 100, a share for each option of the chart, together 100."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StackedChart:
    """Bars of the same length in pieces: a scale by group."""

    id: str
    caption: str
    alt: str
    options: tuple[str, ...]
    stacks: tuple[Stack, ...]
    table: str
    diverging: int = 0
    """How many options at the start are of one side, as many at the end of the other; 0: they have no sides."""


Chart = BarChart | StackedChart
Block = Heading | Paragraph | Note | Facts | QuoteBlock | AuthorStub | Bullets | Table | BarChart | StackedChart


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a report: a chapter or a section of the appendix."""

    id: str
    """Fit for an anchor: `method`, `respondents`, `q1`, `closed`, `groups`, `estimates`, `framework`, `quotes`."""
    heading: str
    blocks: tuple[Block, ...]
    appendix: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """The colours of a report, each as `#rrggbb`, to stand on white."""

    accent: str = "#1d5c74"
    """Headings and links; at least 4.5 to 1 against white."""
    bar: str = "#2f7d99"
    """Bars and rules; at least 3 to 1."""
    scale: tuple[str, ...] = ()
    """Pieces of stacked bars in the order of the options; empty: made from `bar`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A whole report."""

    title: str
    subtitle: str
    """`What people said, by theme`."""
    date: datetime.date
    """What is printed, and what a file's properties say, so that the same report always is the same bytes."""
    organisation: str = ""
    lead: tuple[str, ...] = ()
    """Paragraphs before everything else."""
    facts: tuple[tuple[str, str], ...] = ()
    """What stands on the cover: pairs of a term and what there is to say."""
    parts: tuple[Part, ...] = ()
    """In order, those of the appendix last."""
    marks: tuple[Mark, ...] = ()
    """The shorthand that occurs in the tables, in a fixed order; `cells.MEANINGS` explains it."""
    palette: Palette = Palette()
    language: str = "en-GB"


def blocks_of(report: Report) -> Iterator[Block]:
    """Every block, in order, those inside list items too."""
    for part in report.parts:
        for block in part.blocks:
            yield block
            if isinstance(block, Bullets):
                for item in block.items:
                    yield from item.blocks


def tables_of(report: Report) -> list[Table]:
    """Every table, in order."""
    return [block for block in blocks_of(report) if isinstance(block, Table)]


def charts_of(report: Report) -> list[Chart]:
    """Every chart, in order."""
    return [block for block in blocks_of(report) if isinstance(block, BarChart | StackedChart)]


def quotes_of(report: Report) -> list[QuoteBlock]:
    """Every quote, in order."""
    return [block for block in blocks_of(report) if isinstance(block, QuoteBlock)]
