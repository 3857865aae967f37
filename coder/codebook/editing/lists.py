"""Lists of texts and of codes: one more item in each."""

import re

from coder.codebook.editing.habits import SINGLE_LINE, Habits
from coder.codebook.editing.places import Entry, ListPlace, MappingPlace, Place
from coder.codebook.editing.splicing import Splice, Stretch, after_in_brackets, end_with_comments, new_lines
from coder.codebook.editing.writing import (
    INDENTATION,
    code_in_braces,
    code_lines,
    entry_in_braces,
    entry_lines,
    item_lines,
    text_in_brackets,
)
from coder.domain.codebook import Code


def add_text(source: str, entry: Entry, text: str, *, flow: bool, habits: Habits) -> list[Splice]:
    """Add a text to the end of a list of texts; `flow`: its key stands in braces."""
    place = _list(entry)
    if not place.items:
        return _fill(source, entry, (text,), flow=flow, habits=habits)
    last, quote = place.items[-1], habits.item_quote(place)
    if place.flow:
        return _after_in_brackets(source, place, len(place.items), text_in_brackets(text, quote))
    lines = item_lines(text, place.column, last.column, quote, habits.width)
    return [new_lines(source, end_with_comments(source, last.end, place.column), lines, habits.line_end)]


def add_code_item(source: str, entry: Entry, code: Code, index: int, *, flow: bool, habits: Habits) -> list[Splice]:
    """Add a code to a list of codes, after its first `index` items; `flow`: its key stands in braces."""
    place = _list(entry)
    if not place.items:
        return _fill(source, entry, (code,), flow=flow, habits=habits)
    if place.flow:
        return _after_in_brackets(source, place, index, code_in_braces(code, habits))
    before = place.items[index - 1]
    lines = [""] if habits.has_blank_lines(place) else []
    lines += _like(before, code, place.column, source, habits)
    return [new_lines(source, end_with_comments(source, before.end, place.column), lines, habits.line_end)]


def _list(entry: Entry) -> ListPlace:
    if not isinstance(entry.value, ListPlace):
        raise TypeError(f"'{entry.key.text}' is no list")
    return entry.value


def _like(before: Place, code: Code, hyphen: int, source: str, habits: Habits) -> list[str]:
    """The lines of a code, in braces where the code before it is and they do not grow too long."""
    if not (isinstance(before, MappingPlace) and before.flow):
        return code_lines(code, hyphen, before.column, habits)
    line = f"{' ' * hyphen}-{' ' * (before.column - hyphen - 1)}{code_in_braces(code, habits)}"
    if len(line) <= max(SINGLE_LINE, before.end - before.start):
        return [line]
    return code_lines(code, hyphen, hyphen + INDENTATION, habits)


def _after_in_brackets(source: str, place: ListPlace, index: int, text: str) -> list[Splice]:
    last = place.items[index - 1]
    before = place.items[index - 2].end if index > 1 else place.start
    return after_in_brackets(source, before, Stretch(last.start, last.end, last.column), text)


def _fill(source: str, entry: Entry, value: tuple[str] | tuple[Code], *, flow: bool, habits: Habits) -> list[Splice]:
    """Give an empty list its first item: as other lists are written, or between the brackets that are there."""
    place, key = entry.value, entry.key
    colon = re.compile(r"[ \t]*:(?=[ \t]*\[)").match(source, key.end)
    is_bare = not source[place.start + 1 : place.end - 1].strip()
    lines = entry_lines(key.text, value, key.column, habits)
    if not flow and colon and is_bare and len(lines) > 1:
        at = end_with_comments(source, place.end, key.column)
        return [Splice(colon.end(), place.end, ""), new_lines(source, at, lines[1:], habits.line_end)]
    text = entry_in_braces(key.text, value, habits).removeprefix(f"{key.text}: [").removesuffix("]")
    if is_bare:
        return [Splice(place.start + 1, place.end - 1, text)]
    return [Splice(place.start + 1, place.start + 1, text if source[place.start + 1].isspace() else f"{text} ")]
