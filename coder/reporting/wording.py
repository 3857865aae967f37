"""Figures in words, in British English, and text from outside made fit to be set."""

import datetime
from collections.abc import Sequence

from coder.domain.results import CountBasis, QuestionTotals
from coder.domain.text import display, plural

MACHINE_LABEL = "found by machine; what it missed is not counted"
"""What every table of machine counts says."""

NO_THEMES = "No theme was given to any of the comments read."

OF_READ = " (of the comments read so far)"
"""What the heading of a list adds while there are comments that nobody has read: its ranks may still change."""


HASH_SHOWN = 12
"""Digits of a framework's content hash that are shown."""

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def shown(text: str, *, lines: bool = False) -> str:
    """Text from outside without line ends of other systems and without characters that act on a reader's screen.

    Args:
        text: as stored.
        lines: whether line feeds stay; otherwise everything is on one line.
    """
    text = display(text.strip().replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    return text if lines else " ".join(text.split())


def date(day: datetime.date) -> str:
    """A date as British reports have it: `2 April 2024`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def people(count: int) -> str:
    """A count of respondents: `1 person`, `75 people`."""
    return plural(count, "person", "people")


def times(count: int) -> str:
    """How often: `once`, `twice`, `10 times`."""
    return {1: "once", 2: "twice"}.get(count, f"{count:,} times")


def is_read(totals: QuestionTotals) -> bool:
    """Whether people have decided every comment on the question."""
    return totals.read_respondents == totals.base


def opening(
    totals: QuestionTotals, coded: bool, silent_labels: tuple[str, ...], *, estimated: bool = False
) -> tuple[str, ...]:
    """Who responded, what of it has been read and what is left out, a paragraph each.

    Args:
        totals: the question's figures.
        coded: whether a person has decided any comment.
        silent_labels: the labels of the non-substantive codes that people gave.
        estimated: whether the lists that follow are of estimates.
    """
    if not totals.base:
        return ("Nobody responded to this question.",)
    said = [f"{people(totals.base)} responded to this question{_including(totals.comments)}."]
    if not coded:
        said.append("None of these comments has been coded by a person yet, so no counts are confirmed.")
    elif not is_read(totals):
        said.append(_read_so_far(totals, estimated=estimated))
    if totals.non_substantive:
        said.append(_left_out(totals.non_substantive, silent_labels))
    return tuple(said)


def _including(comments: int) -> str:
    if not comments:
        return ""
    return f", which included {'1 comment' if comments == 1 else f'{comments:,} different comments'}"


def _read_so_far(totals: QuestionTotals, *, estimated: bool) -> str:
    below = "the counts and percentages below are of those read"
    if estimated:
        below = "what all comments say is estimated below from a random sample of what was read"
    have = "has" if totals.read_comments == 1 else "have"
    return (
        f"So far {totals.read_comments:,} of the {plural(totals.comments, 'comment')} {have} been read, and "
        f"everything that {totals.read_respondents:,} of the {people(totals.base)} said; {below}."
    )


def _left_out(count: int, labels: tuple[str, ...]) -> str:
    coded = f" (coded {', '.join(f'“{label}”' for label in labels)})" if labels else ""
    is_ = "is" if count == 1 else "are"
    return f"{plural(count, 'further comment')} said nothing of substance{coded} and {is_} left out."


def table_base(totals: QuestionTotals, basis: CountBasis) -> str:
    """What the percentages of a table are of."""
    if basis is CountBasis.MACHINE:
        return (
            f"Base: {plural(totals.machine_comments, 'comment')} that a machine coded and no person has read, and "
            f"{people(totals.machine_respondents)} of whom that is true of every comment."
        )
    if is_read(totals):
        return f"Base: {people(totals.base)}, {plural(totals.comments, 'comment')}."
    return (
        f"Base: {plural(totals.read_comments, 'comment')} read, of {totals.comments:,}, and "
        f"{people(totals.read_respondents)} read in full, of {totals.base:,}."
    )


def joined(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def questions_in_words(number: int) -> str:
    """How many open questions: `an open question`, `3 open questions`."""
    return "an open question" if number == 1 else f"{number} open questions"
