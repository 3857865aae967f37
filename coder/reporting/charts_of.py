"""What the pictures of a question show; how they are drawn is not known here."""

from collections.abc import Sequence

from coder.reporting.blocks import Bar, BarChart
from coder.reporting.cells import Interval, cell_text, percent_text
from coder.reporting.listed import Listed

MOST_BARS = 15
"""Bars of a picture; the longest ones."""


def themes_chart(question: str, caption: str, listed: Sequence[Listed], *, longest: float, complete: bool) -> BarChart:
    """Each theme's own mentions as a share of the comments that people read.

    Args:
        question: its id.
        caption: what it is called, such as `Question 1`.
        listed: its themes, the most mentioned first.
        longest: the share that a full bar stands for.
        complete: whether everything is read.
    """
    read = "" if complete else " read"
    bars = tuple(
        Bar(label=one.label, value=one.share, said=f"{one.mentions} ({percent_text(one.share)})")
        for one in listed[:MOST_BARS]
    )
    return BarChart(
        id=f"chart-themes-{question}",
        caption=f"{caption}: the most frequently mentioned themes",
        alt=f"Bars, in % of comments{read}: {_spoken(bars)}.",
        axis=f"% of comments{read}",
        bars=bars,
        table=f"themes-{question}",
        longest=longest,
    )


def estimates_chart(question: str, caption: str, listed: Sequence[Listed]) -> BarChart:
    """The estimated share of the people who mention each theme, with its interval."""
    bars = tuple(
        Bar(label=one.label, value=one.share, said=_with_interval(one), low=one.low, high=one.high)
        for one in listed[:MOST_BARS]
    )
    return BarChart(
        id=f"chart-estimates-{question}",
        caption=f"{caption}: the most frequently mentioned themes, with 95% intervals",
        alt=f"Bars with intervals, in estimated % of people: {_spoken(bars)}.",
        axis="% of people (estimate)",
        bars=bars,
        table=f"estimates-{question}",
        longest=max((one.high or one.value for one in bars), default=0) or 100.0,
    )


def _with_interval(one: Listed) -> str:
    said = percent_text(one.share)
    if one.low is None or one.high is None:
        return said
    return f"{said} ({cell_text(Interval(one.low, one.high, percent=True))})"


def _spoken(bars: Sequence[Bar]) -> str:
    return "; ".join(f"{bar.label}, {bar.said}" for bar in bars)
