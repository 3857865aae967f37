"""The words of a text, as a cursor moves over them."""

import re
import unicodedata
from collections.abc import Sequence

from coder.domain.response import Span

_ALONE = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af"
"""Letters of scripts that put no spaces between words; each is a stop for the cursor."""
_UNIT = re.compile(rf"[{_ALONE}]|[^\W{_ALONE}]+(?:['’@.-][^\W{_ALONE}]+)*|[^\w\s]+")


def units(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The words of a stretch of a text, and the signs between them; what belongs to one character stays together."""
    found: list[Span] = []
    for match in _UNIT.finditer(text, start, len(text) if end is None else end):
        first, last = match.span()
        if found and found[-1].end == first and _joins(text[first]):
            found[-1] = Span(found[-1].start, last)
        else:
            found.append(Span(first, last))
    return found


def moved(several: Sequence[Span], lines: Sequence[tuple[int, int]], at: int, by: int) -> int:
    """The word some lines below (or above) a word, as far to the right; the first or last where there is no line."""
    here = next((row for row, (a, b) in enumerate(lines) if a <= several[at].start < b), 0)
    row = min(max(here + by, 0), len(lines) - 1)
    wanted = lines[row][0] + several[at].start - lines[here][0]
    on_row = [index for index, one in enumerate(several) if lines[row][0] <= one.start < lines[row][1]]
    return min(on_row, key=lambda index: abs(several[index].start - wanted), default=at)


def _joins(character: str) -> bool:
    """Whether a character belongs to the one before it."""
    return unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf")
