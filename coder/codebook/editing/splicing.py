"""Pieces of text put into a source, taken out of it or exchanged; everything between them stays as it is."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_LINE_END = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_LAST_OF_LINE = re.compile(r"[ \t]*(,?)[ \t]*(?:#[^\n\r]*)?(?=[\n\r]|\Z)")
_SPACE_AND_COMMENTS = re.compile(r"(?:\s|(?<=\s)#[^\n\r]*)*")


@dataclass(frozen=True, slots=True)
class Splice:
    """A stretch of the source and what stands there afterwards."""

    start: int
    end: int
    text: str


class Stretch(NamedTuple):
    """A part of the source, and the column it begins in."""

    start: int
    end: int
    column: int


def spliced(source: str, splices: Iterable[Splice]) -> str:
    """The source with every splice made; of several at one place, the first comes first."""
    pieces, at = [], 0
    for splice in sorted(splices, key=lambda each: each.start):
        pieces += [source[at : splice.start], splice.text]
        at = splice.end
    return "".join([*pieces, source[at:]])


def new_lines(source: str, at: int, lines: Sequence[str], line_end: str) -> Splice:
    """Put whole lines, with their indentation, below the line of an offset.

    Args:
        source: the text.
        at: the offset.
        lines: what is put in.
        line_end: what ends a line where the source has no line end to imitate.
    """
    if found := _LINE_END.search(source, at):
        return Splice(found.end(), found.end(), "".join(line + found[0] for line in lines))
    return Splice(len(source), len(source), "".join(line_end + line for line in lines))


def end_with_comments(source: str, at: int, column: int) -> int:
    """Where a part ends that begins in a column, with the comments right below it that are indented more deeply."""
    deeper = re.compile(rf" {{{column + 1},}}#")
    while (found := _LINE_END.search(source, at)) and deeper.match(source, found.end()):
        at = found.end()
    return at


def has_comment_below(source: str, at: int, column: int) -> bool:
    """Whether the next line with anything on it is a comment that begins in the column or further in."""
    found = _LINE_END.search(source, at)
    return bool(found and re.compile(rf"\s*^ {{{column},}}#", re.MULTILINE).match(source, found.end()))


def after_in_brackets(source: str, before: int, item: Stretch, text: str) -> list[Splice]:
    """Put an item into a list in brackets, or a key into braces, after another one; on its own line as that one is.

    Args:
        source: the text.
        before: where what stands before that other item ends, such as the opening bracket.
        item: the other item.
        text: what is put in.
    """
    rest, below = _LAST_OF_LINE.match(source, item.end), _LINE_END.search(source, item.end)
    if rest is None or below is None or not _LINE_END.search(source, before, item.start):
        return [Splice(item.end, item.end, f", {text}")]
    line = f"{' ' * item.column}{text}"
    if rest[1]:
        return [Splice(below.end(), below.end(), f"{line},{below[0]}")]
    following = _SPACE_AND_COMMENTS.match(source, item.end)
    if following is not None and source.startswith(",", following.end()):
        return [Splice(item.end, item.end, f", {text}")]
    return [Splice(item.end, item.end, ","), Splice(below.end(), below.end(), f"{line}{below[0]}")]


def line_of(source: str, at: int) -> int:
    """The line of an offset, the first being 1."""
    return len(_LINE_END.findall(source, 0, at)) + 1


def without_lines(source: str, start: int, end: int) -> Splice:
    """Take out the whole lines from the one of an offset to the one of another."""
    first = max(source.rfind("\n", 0, start), source.rfind("\r", 0, start)) + 1
    if found := _LINE_END.search(source, end):
        return Splice(first, found.end(), "")
    if source.endswith("\r\n", 0, first):
        return Splice(first - 2, len(source), "")
    return Splice(max(first - 1, 0), len(source), "")
