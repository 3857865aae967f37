"""The cells of a report's tables: figures that stay numbers, and the one way each is shown in every format."""

import math
from dataclasses import dataclass
from enum import StrEnum

from coder.domain.text import plural

UP_TO = " to "
"""Between the limits of an interval."""


class Mark(StrEnum):
    """Shorthand of published tables, in brackets, explained once in every report that uses it."""

    CONFIDENTIAL = "[c]"
    LOW_BASE = "[low base]"
    NOT_APPLICABLE = "[z]"
    NOT_AVAILABLE = "[x]"


MEANINGS: dict[Mark, str] = {
    Mark.CONFIDENTIAL: "confidential: left out so that nobody can be told from it",
    Mark.LOW_BASE: "low base: fewer than 30 people, so a few answers would change the figure much",
    Mark.NOT_APPLICABLE: "not applicable: there is nothing it could be a part of",
    Mark.NOT_AVAILABLE: "not available: it was not measured, or too little was read to say it",
}
"""What each stands for."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words, raw: whoever renders them makes them harmless."""

    text: str


@dataclass(frozen=True, slots=True)
class Count:
    """A whole number of people, comments or mentions."""

    value: int


@dataclass(frozen=True, slots=True)
class Percent:
    """A percentage from 0 to 100, unrounded."""

    value: float


@dataclass(frozen=True, slots=True)
class About:
    """An estimated number, which is not whole; it is shown without decimals."""

    value: float


@dataclass(frozen=True, slots=True)
class Interval:
    """The limits of an estimate: numbers, or percentages from 0 to 100."""

    low: float
    high: float
    percent: bool


@dataclass(frozen=True, slots=True)
class Statistic:
    """A coefficient such as kappa, shown to two decimals."""

    value: float


@dataclass(frozen=True, slots=True)
class Marked:
    """Shorthand where a figure would stand."""

    mark: Mark


Cell = Text | Count | Percent | About | Interval | Statistic | Marked


def cell_text(cell: Cell) -> str:
    """A cell as readers see it, the same in every format; the words of `Text` are raw."""
    match cell:
        case Text(text):
            return text
        case Count(value):
            return f"{value:,}"
        case Percent(value):
            return percent_text(value)
        case About(value):
            return f"{_whole(value):,}"
        case Interval(low, high, percent):
            limits = (percent_text, lambda value: f"{_whole(value):,}")[not percent]
            return f"{limits(low)}{UP_TO}{limits(high)}"
        case Statistic(value):
            return f"{value:.2f}".replace("-", "−")
        case Marked(mark):
            return mark.value


def percent_text(value: float) -> str:
    """A percentage in whole numbers, halves up; a small one is not called nothing, nor a large one everything."""
    if 0 < value < 0.5:
        return "<1%"
    if 99.5 <= value < 100:
        return ">99%"
    return f"{_whole(value)}%"


def people_text(value: float) -> str:
    """A number of respondents, estimated or counted: `1 person`, `75 people`."""
    return plural(_whole(value), "person", "people")


def _whole(value: float) -> int:
    return math.floor(value + 0.5)
