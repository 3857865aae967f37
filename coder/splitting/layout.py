"""Where the layout of a text starts a new item: line breaks, bullets, numbers, semicolons."""

import re
from collections.abc import Iterator

LINE_BREAK = re.compile(r"(?:\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029])")
_MARKER = re.compile(
    r"[ \t\u00a0]*(?:[-–—*•·●▪◦‣⁃∙○■□➢➤✓✔](?=\s|[^\W\d_])|[•●▪◦‣■➢➤]|\(?(?:\d{1,3}|[a-zA-Z])[.)](?=\s))"
)
_INLINE_BULLET = re.compile(r"[•●▪◦‣■➢➤]")
_INLINE_NUMBER = re.compile(r"(?:(?<=\s)|^)\(?(\d{1,2})[.)](?=\s)")
_SEMICOLON = re.compile(r"(?<!&amp)(?<!&lt)(?<!&gt)(?<!&quot)(?<!&apos)(?<!&nbsp)(?<!#\d\d);(?=\s)(?!\s*[()\]D])")
_FULL_STOP = re.compile(r"[。！？｡؟۔।॥]+[”’」』）)\"']*")
_ENDS = frozenset(".!?…;:。！？؟۔।")
_WRAPPED = 60
"""A line at least this long may have been broken by its width, not by its writer."""


def layout_cuts(text: str) -> set[int]:
    """Offsets at which the layout starts a new item."""
    cuts = set(_line_cuts(text))
    cuts.update(match.start() for match in _INLINE_BULLET.finditer(text))
    cuts.update(_number_cuts(text))
    cuts.update(match.end() for match in _SEMICOLON.finditer(text))
    cuts.update(match.end() for match in _FULL_STOP.finditer(text))
    return cuts


def is_marker(stretch: str) -> bool:
    """Whether a stretch is nothing but the bullet or number of an item."""
    match = _MARKER.match(stretch + " ")
    return match is not None and match.end() >= len(stretch)


def _line_cuts(text: str) -> Iterator[int]:
    start = 0
    before = ""
    for match in LINE_BREAK.finditer(text):
        line = text[start : match.start()].strip()
        if start and _starts_item(before, text, start):
            yield start
        before = line
        start = match.end()
    if start and _starts_item(before, text, start):
        yield start


def _starts_item(before: str, text: str, start: int) -> bool:
    """Whether the line that starts there is a new item, given the line before it."""
    if not before or before[-1] in _ENDS or _MARKER.match(text, start):
        return True
    first = text[start : start + 40].lstrip()[:1]
    return len(before) < _WRAPPED or not (first.islower() or first in ",.;:)")


def _number_cuts(text: str) -> list[int]:
    """The places of numbers that count 1, 2, 3 ... through the text, where there are at least two."""
    cuts: list[int] = []
    for match in _INLINE_NUMBER.finditer(text):
        if int(match[1]) == len(cuts) + 1:
            cuts.append(match.start())
    return cuts if len(cuts) > 1 else []
