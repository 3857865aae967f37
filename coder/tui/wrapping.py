"""Breaks text into lines that fit a number of terminal cells, by offsets, quickly enough for 100,000 characters."""

import re
from collections.abc import Iterator

from rich.cells import cell_len, get_character_cell_size

_WORD = re.compile(r"[^ \t]+")


def wrap(text: str, width: int, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The lines of `text[start:end]` as pairs of offsets into `text`.

    Lines break at line feeds and at spaces; a word that is too long is broken within. The spaces at which a line
    breaks belong to no line, nor does the picture of the carriage return before a line feed.
    """
    width = max(2, width)
    stop = len(text) if end is None else end
    lines: list[tuple[int, int]] = []
    while True:
        feed = text.find("\n", start, stop)
        hard_end = stop if feed < 0 else feed
        shown_end = hard_end - 1 if feed > start and text[feed - 1] in "\r␍" else hard_end
        lines.extend(_soft_lines(text, start, shown_end, width))
        if feed < 0:
            return lines
        start = feed + 1


def _soft_lines(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    if end - start <= width // 2:  # no character is wider than two cells
        yield start, end
        return
    begin, reached, used = start, start, 0
    for word in _WORD.finditer(text, start, end):
        cells = _cells(word.group())
        gap = word.start() - reached
        if used + gap + cells <= width:
            reached, used = word.end(), used + gap + cells
            continue
        if reached > begin:
            yield begin, reached
        begin, reached, used = word.start(), word.end(), cells
        if cells > width:
            *broken, (begin, _) = _broken(text, *word.span(), width)
            yield from broken
            used = _cells(text[begin:reached])
    yield begin, reached


def _broken(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """A word that is wider than a line, in pieces."""
    begin, used = start, 0
    for position in range(start, end):
        cells = get_character_cell_size(text[position])
        if used + cells > width:
            yield begin, position
            begin, used = position, 0
        used += cells
    yield begin, end


def _cells(text: str) -> int:
    return len(text) if text.isascii() else cell_len(text)
