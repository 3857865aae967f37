"""How the author of a framework writes: what a new part is made to look like."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from coder.codebook.editing.places import (
    BLOCK_STYLES,
    CodePlace,
    Entry,
    ListPlace,
    MappingPlace,
    Place,
    TextPlace,
    text_places,
)
from coder.codebook.editing.scalars import is_plain

LISTS = ("include", "exclude", "examples", "counterexamples", "keywords")
"""The fields of a code that are lists of wording."""
SINGLE_LINE = 100
"""Columns up to which a list is written in brackets where the author gives no example."""
NARROWEST = 60

_LINE_END = re.compile(r"\r\n|[\n\r]")
_BLANK_LINE = re.compile(r"(?:\r\n|\r(?!\n)|\n)[ \t]*[\r\n]")


@dataclass(frozen=True)
class Habits:
    """How a framework is written, as far as its codes near a place show it."""

    source: str
    root: MappingPlace
    near: tuple[CodePlace, ...]
    """All codes, the nearest to the place first."""

    @cached_property
    def line_end(self) -> str:
        """What ends the first line."""
        found = _LINE_END.search(self.source)
        return found[0] if found else "\n"

    @cached_property
    def width(self) -> int | None:
        """Columns at which texts are broken; None where the author lets lines run on."""
        lines = [line for place in text_places(self.root) for line in self._lines_of(place)]
        return max(NARROWEST, *map(len, lines)) if lines else None

    def quote(self, key: str) -> str:
        """How the author writes the texts of a key: in which quotation marks without need, or with `>`."""
        for place in self._values(key):
            if isinstance(place, TextPlace):
                return self.quote_of(place)
            if isinstance(place, ListPlace) and place.items:
                return self.item_quote(place)
        return ""

    def quote_of(self, place: TextPlace) -> str:
        """How a text is written: in which quotation marks without need, or with `>`."""
        if place.style in BLOCK_STYLES:
            return ">" if place.style == ">" else ""
        return place.style if place.style and is_plain(place.text, flow=False) else ""

    def item_quote(self, place: ListPlace) -> str:
        """In which quotation marks the items of a list are without need."""
        last = place.items[-1] if place.items else None
        quote = self.quote_of(last) if isinstance(last, TextPlace) else ""
        return "" if quote == ">" else quote

    def in_brackets(self, key: str, line: str) -> bool:
        """Whether a list is written in brackets, which would give this line."""
        for keys in ((key,), () if key == "questions" else LISTS):
            for code in self.near:
                for place in _lists(code, keys):
                    return place.flow
        return key == "questions" or len(line) <= SINGLE_LINE

    def hyphen(self, key: str) -> int:
        """Columns from a key to the hyphens of its list."""
        alike = ("codes",) if key == "codes" else LISTS
        mappings = [*(code.mapping for code in self.near), self.root]
        for keys in (alike, ("codes", *LISTS), ("questions",)):
            for mapping in mappings:
                for entry in _entries(mapping, keys):
                    if isinstance(entry.value, ListPlace) and not entry.value.flow:
                        return entry.value.column - entry.key.column
        return 2

    def has_blank_lines(self, siblings: ListPlace) -> bool:
        """Whether blank lines stand between the codes of a list, or else between those of the top level."""
        top = self.root.entries["codes"].value
        for place in (siblings, top):
            if isinstance(place, ListPlace) and len(place.items) > 1:
                before, last = place.items[-2:]
                return _BLANK_LINE.search(self.source, before.end, last.start) is not None
        return False

    def _values(self, key: str) -> Iterator[object]:
        for code in self.near:
            for entry in _entries(code.mapping, (key,)):
                yield entry.value

    def _lines_of(self, place: TextPlace) -> Sequence[str]:
        """The whole lines over which a text runs; none where it is on one line, or breaks its lines on purpose."""
        if place.style == "|" or not _LINE_END.search(self.source, place.start, place.end):
            return ()
        first = max(self.source.rfind("\n", 0, place.start), self.source.rfind("\r", 0, place.start)) + 1
        return _LINE_END.split(self.source[first : place.end])


def nearest_first(codes: Sequence[CodePlace], siblings: Place | None, index: int, above: str | None) -> list[CodePlace]:
    """All codes, by their distance from a position in a list of codes: before it, after it, above it, elsewhere."""
    beside = [code for code in codes if code.siblings is siblings]
    near = [*beside[:index][::-1], *beside[index:], *(code for code in codes if code.id == above)]
    known = {code.id for code in near}
    return [*near, *(code for code in codes if code.id not in known)]


def _entries(mapping: MappingPlace, keys: Sequence[str]) -> Iterator[Entry]:
    for key in keys:
        if key in mapping.entries:
            yield mapping.entries[key]


def _lists(code: CodePlace, keys: Sequence[str]) -> Iterator[ListPlace]:
    """The lists with items that a code has under some keys, where its author could choose how to write them."""
    for entry in () if code.mapping.flow else _entries(code.mapping, keys):
        if isinstance(entry.value, ListPlace) and entry.value.items:
            yield entry.value
