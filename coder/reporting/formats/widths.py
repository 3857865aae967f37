"""How wide columns are, and how many lines their words take, where a file must say so before anyone opens it."""

import textwrap
from collections.abc import Sequence

_LONG, _LABEL = 120, 44
"""Characters from which a longer text does not ask for a wider column; of labels beside texts that say more."""


def wanted(headings: Sequence[str], texts: Sequence[Sequence[str]], figures: Sequence[bool]) -> list[tuple[int, int]]:
    """The least width of every column and the one it would like, in characters.

    The least keeps every word whole. Figures like to stand on one line under a heading of up to three.

    Args:
        headings: of the columns.
        texts: of the cells below each, column by column.
        figures: which columns have figures.
    """
    labelled = figures.count(False) > 1
    return [
        _wanted(heading, below, numeric=numeric, most=_LABEL if labelled and place == 0 else _LONG)
        for place, (heading, below, numeric) in enumerate(zip(headings, texts, figures, strict=True))
    ]


def _wanted(heading: str, texts: Sequence[str], *, numeric: bool, most: int) -> tuple[int, int]:
    least = max((len(word) for text in (heading, *texts) for word in text.split()), default=1)
    longest = max(map(len, texts), default=1)
    if numeric:
        return max(least, longest), max(least, longest, -(-len(heading) // 3))
    return min(least, most), min(max(longest, len(heading)), most)


def fitted(limits: Sequence[tuple[int, int]], total: float) -> list[float]:
    """Widths that fill a line of `total` characters: each between its least and what it would like, as room allows.

    What is over goes to the first column; if even the least widths do not fit, all shrink alike.
    """
    least, most = sum(low for low, _ in limits), sum(high for _, high in limits)
    if least >= total:
        return [low * total / least for low, _ in limits]
    if most <= total:
        return [high + (total - most if place == 0 else 0) for place, (_, high) in enumerate(limits)]
    part = (total - least) / (most - least)
    return [low + (high - low) * part for low, high in limits]


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a cell of so many characters."""
    room = max(1, int(width))
    return sum(max(1, len(textwrap.wrap(line, room))) for line in text.split("\n"))
