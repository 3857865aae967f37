"""A draft of what the author would say of the figures: each sentence follows from counts and is true by construction.

Shares are put into words by comparing whole numbers, never rounded percentages: "over thirty per cent" is more than
thirty, "nearly" is less than what is named and by no more than two points, and a number by itself is exact.
"""

from collections.abc import Sequence

from coder.domain.results import Frequency
from coder.domain.text import plural
from coder.reporting.cells import percent_text
from coder.reporting.wording import people

_STEP, _NEARLY = 5, 2
_ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_TENS = {20: "twenty", 30: "thirty", 40: "forty", 50: "fifty", 60: "sixty", 70: "seventy", 80: "eighty", 90: "ninety"}
_WHOLE = {
    (1, 4): "a quarter of",
    (1, 3): "a third of",
    (1, 2): "half of",
    (2, 3): "two thirds of",
    (3, 4): "three quarters of",
    (1, 1): "all",
}


def share_in_words(part: int, whole: int) -> str:
    """A share as it can be said before a noun: `over thirty per cent of`, `half of`, `all`.

    Args:
        part: how many, from 0 to `whole`.
        whole: of how many, at least 1.
    """
    if not part:
        return "none of"
    for (above, below), words in _WHOLE.items():
        if part * below == whole * above:
            return words
    lower = _STEP * (100 * part // (whole * _STEP))
    if lower * whole == 100 * part:
        return f"{number_in_words(lower)} per cent of"
    if 100 * part >= (lower + _STEP - _NEARLY) * whole:
        return f"nearly {_limit(lower + _STEP)}"
    return f"over {number_in_words(lower)} per cent of" if lower else "under five per cent of"


def number_in_words(number: int) -> str:
    """A multiple of five from 5 to 100, or a number up to ten, in words."""
    if number <= 10:
        return _ONES[number]
    if number == 15:
        return "fifteen"
    if number == 100:
        return "a hundred"
    tens, ones = number // 10 * 10, number % 10
    return f"{_TENS[tens]}-{_ONES[ones]}" if ones else _TENS[tens]


def _limit(percent: int) -> str:
    return "all" if percent == 100 else f"{number_in_words(percent)} per cent of"


def on_theme(row: Frequency, rows: Sequence[Frequency], *, complete: bool) -> str:
    """What the figures say of a theme that is treated in detail.

    Args:
        row: its counts, of a question of which something is read.
        rows: those of all themes of the question, the most mentioned first.
        complete: whether everything is read.
    """
    read = "" if complete else " read so far"
    percent = percent_text(100 * row.own_mentions / row.read_comments)
    share = share_in_words(row.own_mentions, row.read_comments)
    counts = f"{row.own_mentions:,} of {row.read_comments:,}, {percent}"
    said = f"{share[0].upper()}{share[1:]} comments{read} ({counts}) mentioned this theme"
    if row.mentions == row.own_mentions:
        return f"{said}{_rank(row, rows)}. {_made_by(row, complete=complete)}"
    net = f"{plural(row.mentions, 'comment')} ({percent_text(100 * row.mentions / row.read_comments)})"
    return f"{said} itself{_rank(row, rows)}. With the themes below it, it was mentioned in {net}. " + _made_by(
        row, complete=complete
    )


def _rank(row: Frequency, rows: Sequence[Frequency]) -> str:
    """How a theme compares with all others, where it leads; nothing where there is nothing to compare with."""
    others = [one.own_mentions for one in rows if one.code != row.code]
    if not others or max(others) > row.own_mentions:
        return ""
    same = [one.label for one in rows if one.code != row.code and one.own_mentions == row.own_mentions]
    if not same:
        return ", more than any other"
    return f", as many as “{same[0]}”" if len(same) == 1 else f", as many as {len(same)} others"


def _made_by(row: Frequency, *, complete: bool) -> str:
    """From how many people a theme's comments are; their share where all of them are counted."""
    share = percent_text(100 * row.respondents / row.base) if complete and row.base else ""
    return f"They came from {people(row.respondents)}{f', {share} of those who responded' if share else ''}."
