"""Themes as a published list has them, ranked by what people confirmed, or by estimates while much is unread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coder.domain.codebook import Codebook, Role
from coder.domain.estimates import Estimate
from coder.domain.results import Frequency, Tier
from coder.domain.text import mentions, plural
from coder.reporting.cells import Interval, cell_text, percent_text
from coder.reporting.narrative import on_theme
from coder.reporting.theme_tables import share_of_comments


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A theme in a published list."""

    code: str
    label: str
    tier: Tier
    mentions: str
    """In words: `89 mentions`, `about 89 mentions`."""
    share: float
    """Of comments for confirmed counts, of respondents for estimates: 0 to 100, what its bar shows."""
    low: float | None = None
    """The interval of an estimated share."""
    high: float | None = None
    sentence: str = ""
    """What the figures say of a theme that is treated in detail; empty: it is not."""


def listed_confirmed(codebook: Codebook, rows: Sequence[Frequency], detail: float, *, complete: bool) -> list[Listed]:
    """The themes of a question that have a tier, in the order given.

    Args:
        codebook: where roles are.
        rows: confirmed counts in published order.
        detail: the percentage of comments from which a theme is treated in detail.
        complete: whether people have read everything.
    """
    themes = [row for row in rows if codebook.placed[row.code].code.role is Role.THEME]
    return [
        Listed(
            code=row.code,
            label=row.label,
            tier=row.tier,
            mentions=mentions(row.own_mentions),
            share=share_of_comments(row),
            sentence=on_theme(row, themes, complete=complete)
            if row in themes and row.read_comments and share_of_comments(row) >= detail
            else "",
        )
        for row in rows
        if row.tier is not None
    ]


def listed_estimated(
    codebook: Codebook, rows: Sequence[Estimate], confirmed: Mapping[str, Frequency], detail: float
) -> list[Listed]:
    """The same by estimates.

    Args:
        codebook: where roles are.
        rows: estimates in published order.
        confirmed: confirmed counts by code.
        detail: the percentage of comments from which a theme is treated in detail.
    """
    found = []
    for row in rows:
        if row.tier is None or row.own_mentions is None:
            continue
        share = 100 * row.own_mentions / row.comments if row.comments else 0.0
        detailed = codebook.placed[row.code].code.role is Role.THEME and share >= detail
        found.append(
            Listed(
                code=row.code,
                label=row.label,
                tier=row.tier,
                mentions=f"about {mentions(_whole(row.own_mentions))}",
                share=row.percent_of_respondents or 0.0,
                low=row.percent_low,
                high=row.percent_high,
                sentence=_estimated(row, share, confirmed.get(row.code)) if detailed else "",
            )
        )
    return found


def _estimated(row: Estimate, share: float, confirmed: Frequency | None) -> str:
    own, comments = _whole(row.own_mentions or 0), _whole(row.comments or 0)
    said = f"An estimated {own:,} of {comments:,} comments ({percent_text(share)}) mentioned this theme"
    if row.percent_of_respondents is not None and row.percent_low is not None and row.percent_high is not None:
        interval = cell_text(Interval(row.percent_low, row.percent_high, percent=True))
        below = ", or one below it" if row.own_mentions != row.mentions else ""
        said += (
            f". It was mentioned{below} by an estimated {percent_text(row.percent_of_respondents)} of those who "
            f"responded (interval: {interval})"
        )
    if confirmed is not None and confirmed.read_comments:
        said += (
            f". People have so far found it in {confirmed.own_mentions:,} of the "
            f"{plural(confirmed.read_comments, 'comment')} they read"
        )
    return f"{said}."


def _whole(value: float) -> int:
    return int(value + 0.5)
