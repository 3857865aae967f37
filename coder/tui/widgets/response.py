"""The response with its comments set apart; draws only the lines that are on screen, whatever the length."""

from collections.abc import Sequence
from enum import Enum
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from coder.domain.text import display
from coder.reviewing.item import CommentView, Item
from coder.tui.marking import Mark, Marked, pieces
from coder.tui.wrapping import wrap

_GUTTER = 3
_MARGIN = 2
"""Lines that are shown beside the comment in focus, where there is room: a point goes on in the next."""


class _Kind(Enum):
    TEXT = "text"
    CODES = "codes"
    NOTES = "notes"
    BETWEEN = "between"


class _Line(NamedTuple):
    kind: _Kind
    text: str
    comment: int | None
    """Index of the comment the line belongs to."""
    start: int = -1
    """Offset into the response, where the line is of its text."""
    first: bool = False


class Told(NamedTuple):
    """What stands below a comment."""

    codes: str = ""
    """The codes it was given, in words; empty where it is undecided."""
    notes: tuple[str, ...] = ()
    """What others gave it and what was noted beside the codes, a line for each."""


class ResponseView(ScrollView, can_focus=False):
    """Shows one response: the comment in focus bright, the others dim, the codes given below each."""

    DEFAULT_CSS = """
    ResponseView {
        height: 1fr;
        min-height: 2;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
    }
    ResponseView > .response--focused { color: $text; text-style: none; }
    ResponseView > .response--other { color: $text-muted; text-style: dim; }
    ResponseView > .response--bar { color: $accent; text-style: bold; }
    ResponseView > .response--codes { color: $text-success; }
    ResponseView > .response--notes { color: $text-warning; }
    ResponseView > .response--evidence { color: $text; text-style: bold underline; }
    ResponseView > .response--hidden { color: $text-muted; text-style: reverse; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "response--focused",
        "response--other",
        "response--bar",
        "response--codes",
        "response--notes",
        "response--evidence",
        "response--hidden",
    }

    class Picked(Message):
        """A comment was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self) -> None:
        super().__init__()
        self._item: Item | None = None
        self._told: tuple[Told, ...] = ()
        self._marked: tuple[Marked, ...] = ()
        self._drawn: list[Strip] = []
        self._shown_text = ""
        self._wrapped: tuple[object, dict[tuple[int, int], list[tuple[int, int]]]] = (None, {})
        self._lines: list[_Line] = []
        self._rows: dict[int, tuple[int, int]] = {}
        self._laid_out: object = None

    def show(self, item: Item, told: Sequence[Told], marked: Sequence[Marked] = ()) -> None:
        """Show a response.

        Args:
            item: the response.
            told: what stands below each comment.
            marked: the words to mark.
        """
        if self._item is None or self._item.text != item.text:
            self._shown_text = display(item.text)
        is_new = self._item is None or self._item.key != item.key
        self._item, self._marked = item, tuple(marked)
        self._told = tuple(
            Told(display(one.codes, lines=False), tuple(display(note, lines=False) for note in one.notes))
            for one in told
        )
        self._lay_out()
        if is_new:
            self.scroll_to(y=0, animate=False, immediate=True)
        self._reveal_focus()
        self._draw()

    def on_resize(self) -> None:
        """Break the lines anew for the new width."""
        self._lay_out()
        self._reveal_focus()
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Say which comment was clicked."""
        offset = event.get_content_offset(self)
        row = offset.y + int(self.scroll_offset.y) if offset is not None else len(self._lines)
        if row < len(self._lines) and (index := self._lines[row].comment) is not None:
            self.post_message(self.Picked(index))

    def render_line(self, y: int) -> Strip:
        """Draw one line of what is on screen."""
        row = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        base = self.rich_style
        if self._item is None or row >= len(self._lines):
            return Strip.blank(width, base)
        line = self._lines[row]
        focused = line.comment == self._item.focus
        bar = self.get_component_rich_style("response--bar")
        marker = self._marker(line)
        segments = [
            Segment("▌" if focused else " ", bar),
            Segment(f"{marker} ", self._style("codes" if marker == "✓" else "other")),
            *self._words(line, self._style(self._style_name(line, focused))),
        ]
        return Strip(segments).adjust_cell_length(width, base)

    def _words(self, line: _Line, style: Style) -> list[Segment]:
        """The words of a line, with those that are marked set off."""
        if line.start < 0:
            return [Segment(line.text, style)]
        styles = {mark: style + self._style(mark.value) for mark in Mark}
        return [
            Segment(line.text[start - line.start : end - line.start], style if mark is None else styles[mark])
            for start, end, mark in pieces(line.start, line.start + len(line.text), self._marked)
        ]

    def _draw(self) -> None:
        """Have those lines drawn anew that are not as they were."""
        before = self._drawn
        self._drawn = [self.render_line(y) for y in range(self.scrollable_content_region.height)]
        if len(before) != len(self._drawn):
            self.refresh()
            return
        rows = [y for y, (old, new) in enumerate(zip(before, self._drawn, strict=True)) if old != new]
        if rows:
            self.refresh(*(Region(0, y, self.scrollable_content_region.width, 1) for y in rows))

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"response--{name}")

    def _style_name(self, line: _Line, focused: bool) -> str:
        if line.kind in (_Kind.CODES, _Kind.NOTES):
            return str(line.kind.value)
        return "focused" if focused else "other"

    def _marker(self, line: _Line) -> str:
        if not line.first or line.comment is None or self._item is None:
            return " "
        view = self._item.comments[line.comment]
        if view.decision is not None:
            return "✓"
        return "~" if view.skipped else "•"

    def _lay_out(self) -> None:
        """Break the response into lines, unless that has been done for this text, width and codes."""
        width = self.scrollable_content_region.width - _GUTTER
        wanted = (self._item.key if self._item is not None else None, self._shown_text, self._told, width)
        if wanted != self._laid_out:
            self._laid_out = wanted
            self._lines = [] if self._item is None or width < 1 else self._all_lines(self._item, width)
            self._rows = _rows(self._lines)
        # No less than there is room for: a change of size is a new layout of the whole screen.
        self.virtual_size = Size(
            self.scrollable_content_region.width, max(len(self._lines), self.scrollable_content_region.height)
        )

    def _all_lines(self, item: Item, width: int) -> list[_Line]:
        lines: list[_Line] = []
        reached = 0
        for index, view in enumerate(item.comments):
            span = view.comment.span
            lines.extend(self._between(reached, span.start, width))
            lines.extend(self._of_comment(index, view, width))
            reached = span.end
        lines.extend(self._between(reached, len(item.text), width))
        return lines

    def _of_comment(self, index: int, view: CommentView, width: int) -> list[_Line]:
        text = self._shown_text
        ranges = self._wrap(view.comment.span.start, view.comment.span.end, width)
        lines = [_Line(_Kind.TEXT, _flat(text[a:b]), index, a, number == 0) for number, (a, b) in enumerate(ranges)]
        told = self._told[index]
        below = [(_Kind.CODES, f"→ {told.codes}")] if told.codes else []
        for kind, said in (*below, *((_Kind.NOTES, note) for note in told.notes)):
            lines.extend(_Line(kind, said[a:b], index) for a, b in wrap(said, width))
        return lines

    def _between(self, start: int, end: int, width: int) -> list[_Line]:
        """Words that belong to no comment; white space between comments is left out."""
        if not self._shown_text[start:end].strip():
            return []
        text = self._shown_text
        return [_Line(_Kind.BETWEEN, _flat(text[a:b]), None, a) for a, b in self._wrap(start, end, width)]

    def _wrap(self, start: int, end: int, width: int) -> list[tuple[int, int]]:
        """Line breaks, kept for as long as text and width stay the same."""
        if self._item is None:
            return []
        place = (self._item.key, width)
        if self._wrapped[0] != place:
            self._wrapped = (place, {})
        known = self._wrapped[1]
        if (start, end) not in known:
            known[start, end] = wrap(self._shown_text, width, start, end)
        return known[start, end]

    def _reveal_focus(self) -> None:
        """Have the comment in focus on screen with lines around it, or its beginning where it is too long.

        What is scrolled to stands at the top, so that the comments after it need no scrolling for a while.
        """
        if self._item is None:
            return
        height = self.scrollable_content_region.height
        rows = self._rows.get(self._item.focus)
        if rows is None or height < 1:
            return
        margin = min(_MARGIN, max(0, height - (rows[1] - rows[0] + 1)) // 2)
        first = max(0, rows[0] - margin)
        last = min(rows[1] + margin, len(self._lines) - 1, first + height - 1)
        top = int(self.scroll_offset.y)
        if first < top or last >= top + height:
            self.scroll_to(y=first, animate=False, immediate=True)


def _rows(lines: list[_Line]) -> dict[int, tuple[int, int]]:
    """The first and the last line of each comment."""
    rows: dict[int, tuple[int, int]] = {}
    for row, line in enumerate(lines):
        if line.comment is not None:
            rows[line.comment] = (rows.get(line.comment, (row, row))[0], row)
    return rows


def _flat(text: str) -> str:
    """A line without tabs, which would not take one cell."""
    return text.replace("\t", " ")
