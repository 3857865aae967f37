"""Single keys of a code: put in, exchanged and taken out."""

import re

from coder.codebook.editing.framework import UNCHANGED
from coder.codebook.editing.habits import Habits
from coder.codebook.editing.places import BLOCK_STYLES, Entry, MappingPlace, TextPlace
from coder.codebook.editing.scalars import one_line
from coder.codebook.editing.splicing import (
    Splice,
    Stretch,
    after_in_brackets,
    end_with_comments,
    has_comment_below,
    line_of,
    new_lines,
    without_lines,
)
from coder.codebook.editing.writing import (
    INDENTATION,
    Value,
    entry_in_braces,
    entry_lines,
    text_in_brackets,
    text_lines,
)
from coder.codebook.parts import CODE_KEYS
from coder.errors import InputError

_HEADER_COMMENT = re.compile(r"[ \t]+#[^\n\r]*")


def put_in(source: str, mapping: MappingPlace, key: str, value: Value, habits: Habits) -> list[Splice]:
    """Give a code a key that it lacks, where the order of keys has it."""
    earlier = [each for each in mapping.entries if CODE_KEYS.index(each) < CODE_KEYS.index(key)]
    last = mapping.entries[max(earlier, key=CODE_KEYS.index)]
    if not mapping.flow:
        lines = entry_lines(key, value, mapping.column, habits)
        return [new_lines(source, end_with_comments(source, last.value.end, mapping.column), lines, habits.line_end)]
    ends = [mapping.start, *(each.value.end for each in mapping.entries.values())]
    before = max(end for end in ends if end <= last.key.start)
    stretch = Stretch(last.key.start, last.value.end, last.key.column)
    return after_in_brackets(source, before, stretch, entry_in_braces(key, value, habits))


def exchange(source: str, entry: Entry, value: str | bool, *, flow: bool, habits: Habits) -> list[Splice]:
    """Give a key that has a single value another one; `flow`: it stands in braces."""
    old = entry.value
    if isinstance(value, bool) or not isinstance(old, TextPlace):
        return [Splice(old.start, old.end, str(value).lower())]
    quote = habits.quote_of(old) or habits.quote(entry.key.text)
    if flow:
        return [Splice(old.start, old.end, text_in_brackets(value, quote))]
    column = entry.key.column + INDENTATION
    first, *more = text_lines(value, quote, old.column, column, habits.width)
    comment = _header_comment(source, old)
    if first not in BLOCK_STYLES:
        return [Splice(old.start, old.end, habits.line_end.join([first, *more]) + comment)]
    if has_comment_below(source, old.end, column):  # it would become a part of the text
        return [Splice(old.start, old.end, one_line(value, flow=False) + comment)]
    return [Splice(old.start, old.end, first + comment), new_lines(source, old.end, more, habits.line_end)]


def take_out(source: str, mapping: MappingPlace, key: str) -> list[Splice]:
    """Take a key of a code out, with its value and its line.

    Raises:
        InputError: a comment beside it would be lost.
    """
    keys = list(mapping.entries)
    index, entry = keys.index(key), mapping.entries[key]
    if index and not mapping.flow:
        return [without_lines(source, entry.key.start, entry.value.end)]
    if index:
        start, end = mapping.entries[keys[index - 1]].value.end, entry.value.end
        beside = source[start : entry.key.start]
    else:
        start, end = entry.key.start, mapping.entries[keys[1]].key.start
        beside = source[entry.value.end : end]
    if "#" in beside:
        line = line_of(source, entry.key.start)
        raise InputError(
            f"Taking '{key}' out would lose the comment beside it.", f"{UNCHANGED} Take it out by hand (line {line})."
        )
    return [Splice(start, end, "")]


def _header_comment(source: str, place: TextPlace) -> str:
    """The comment beside the `|` or `>` of a text, with the space before it."""
    found = _HEADER_COMMENT.search(source, place.start, place.end) if place.style in BLOCK_STYLES else None
    return found[0] if found and not re.search(r"[\n\r]", source[place.start : found.start()]) else ""
