"""A framework's YAML as a tree of places: where in the text each value begins and ends, and how it is written.

Only for text that the reader has accepted: without tags, anchors and repeated keys, and not nested too deeply.
Offsets are code points from 0, half-open; columns are counted from 0.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

BLOCK_STYLES = ("|", ">")

_BLANK_END = re.compile(r"(?:[\r\n\x85\u2028\u2029][ \t]*)+\Z")


@dataclass(frozen=True, slots=True)
class TextPlace:
    """A single value."""

    start: int
    end: int
    """Without the blank lines that follow a block of lines."""
    column: int
    text: str
    """What it means, without quotation marks."""
    style: str
    """`'` or `"` for quotation marks, `|` or `>` for a block of lines, empty for a plain value."""


@dataclass(frozen=True, slots=True)
class ListPlace:
    """A list; one in lines of its own begins at the first hyphen."""

    start: int
    end: int
    column: int
    flow: bool
    """In brackets."""
    items: tuple["Place", ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A key with its value."""

    key: TextPlace
    value: "Place"


@dataclass(frozen=True, slots=True)
class MappingPlace:
    """A mapping; one in lines of its own begins at its first key."""

    start: int
    end: int
    column: int
    flow: bool
    """In braces."""
    entries: Mapping[str, Entry]
    """By key, in the order of the text."""


Place = TextPlace | ListPlace | MappingPlace


@dataclass(frozen=True, slots=True)
class CodePlace:
    """Where a code stands."""

    id: str
    mapping: MappingPlace
    parent: "CodePlace | None"
    siblings: ListPlace
    """The list it stands in."""
    index: int
    """Its position there."""


@dataclass(slots=True)
class _Open:
    """A list or a mapping whose end has not come yet."""

    start: int
    column: int
    flow: bool
    is_list: bool
    places: list[Place] = field(default_factory=list)


def find_places(source: str) -> MappingPlace:
    """The places of a framework that the reader has accepted."""
    opened: list[_Open] = []
    done: Place | None = None
    for event in YAML(typ="safe", pure=True).parse(source):
        done = _closed(event, source, opened)
        if done is not None and opened:
            opened[-1].places.append(done)
        elif isinstance(done, MappingPlace):
            return done
    raise ValueError("the text is no framework")


def code_places(mapping: MappingPlace, parent: CodePlace | None = None) -> Iterator[CodePlace]:
    """Every code below a mapping, parents before their children."""
    entry = mapping.entries.get("codes")
    siblings = entry.value if entry is not None else None
    if not isinstance(siblings, ListPlace):
        return
    for index, item in enumerate(siblings.items):
        if isinstance(item, MappingPlace) and isinstance(own := item.entries["id"].value, TextPlace):
            found = CodePlace(own.text, item, parent, siblings, index)
            yield found
            yield from code_places(item, found)


def text_places(place: Place) -> Iterator[TextPlace]:
    """Every single value below a place, itself included; keys are left out."""
    if isinstance(place, TextPlace):
        yield place
    elif isinstance(place, ListPlace):
        for item in place.items:
            yield from text_places(item)
    else:
        for entry in place.entries.values():
            yield from text_places(entry.value)


def _closed(event: Any, source: str, opened: list[_Open]) -> Place | None:  # noqa: ANN401  ruamel's events
    """The place that ends with an event, if one does."""
    if isinstance(event, ScalarEvent):
        return _text(event, source)
    if isinstance(event, SequenceStartEvent | MappingStartEvent):
        mark, is_list = event.start_mark, isinstance(event, SequenceStartEvent)
        opened.append(_Open(mark.index, mark.column, bool(event.flow_style), is_list))
    elif isinstance(event, SequenceEndEvent | MappingEndEvent):
        return _collection(opened.pop(), event.end_mark.index)
    return None


def _text(event: Any, source: str) -> TextPlace:  # noqa: ANN401
    start, end, style = event.start_mark.index, event.end_mark.index, event.style or ""
    if style in BLOCK_STYLES and (blank := _BLANK_END.search(source, start, end)):
        end = blank.start()
    return TextPlace(start, end, event.start_mark.column, event.value, style)


def _collection(done: _Open, closed_at: int) -> ListPlace | MappingPlace:
    """A block collection has no mark of its own at its end: it ends with its last value."""
    end = closed_at if done.flow else done.places[-1].end
    if done.is_list:
        return ListPlace(done.start, end, done.column, done.flow, tuple(done.places))
    pairs = zip(done.places[::2], done.places[1::2], strict=True)
    entries = {key.text: Entry(key, value) for key, value in pairs if isinstance(key, TextPlace)}
    return MappingPlace(done.start, end, done.column, done.flow, entries)
