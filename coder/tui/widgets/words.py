"""A text in which words are chosen with the arrows."""

from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from coder.domain.response import Span
from coder.domain.text import display
from coder.tui.marking import Mark, Marked, pieces
from coder.tui.units import moved, units
from coder.tui.wrapping import wrap


class Words(ScrollView, can_focus=False):
    """Shows a stretch of a text with a cursor on a word; a second end makes it a choice of several."""

    DEFAULT_CSS = """
    Words {
        height: auto; max-height: 14; min-height: 1;
        overflow-x: hidden; scrollbar-size-vertical: 1; scrollbar-gutter: stable;
    }
    Words > .words--evidence { text-style: bold reverse; color: $text-accent; }
    Words > .words--hidden { text-style: dim reverse; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"words--evidence", "words--hidden"}

    def __init__(self, text: str, within: Span, *, at: int = 0, hidden: tuple[Span, ...] = ()) -> None:
        """Show a stretch of a text; the cursor is on the word with that number."""
        super().__init__()
        self._text, self._within = display(text), within
        self._units = units(text, within.start, within.end)
        self._at = self._end = min(at, max(0, len(self._units) - 1))
        self._hidden = hidden
        self._lines: list[tuple[int, int]] = []

    @property
    def chosen(self) -> Span | None:
        """From the first word chosen to the last; None where there are no words."""
        if not self._units:
            return None
        first, last = sorted((self._at, self._end))
        return Span(self._units[first].start, self._units[last].end)

    def hide(self, several: tuple[Span, ...]) -> None:
        """Show these stretches as hidden."""
        self._hidden = several
        self.refresh()

    def go_to(self, offset: int) -> None:
        """Put the cursor on the first word from an offset on."""
        self._put(next((index for index, one in enumerate(self._units) if one.end > offset), 0), extend=False)

    def move(self, by: int, *, extend: bool = False) -> None:
        """Move by words."""
        self._put(min(max(self._at + by, 0), len(self._units) - 1), extend)

    def move_line(self, by: int, *, extend: bool = False) -> None:
        """Move by lines."""
        if self._units and self._lines:
            self._put(moved(self._units, self._lines, self._at, by), extend)

    def on_resize(self) -> None:
        """Break the lines for the width."""
        self._lay_out()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on the word that was clicked; with Shift, choose as far as it."""
        offset = event.get_content_offset(self)
        if offset is None or (row := offset.y + int(self.scroll_offset.y)) >= len(self._lines):
            return
        begin = self._lines[row][0]
        for index, one in enumerate(self._units):
            left, right = (cell_len(self._text[begin:at]) for at in (one.start, one.end))
            if one.start >= begin and left <= offset.x < right:
                self._put(index, event.shift)
                return

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """As many lines as the text has at that width."""
        return len(wrap(self._text, max(2, width), self._within.start, self._within.end))

    def render_line(self, y: int) -> Strip:
        """Draw one line of what is on screen."""
        row, width = y + int(self.scroll_offset.y), self.scrollable_content_region.width
        if row >= len(self._lines):
            return Strip.blank(width, self.rich_style)
        start, end = self._lines[row]
        marked = [Marked(span, Mark.HIDDEN) for span in self._hidden]
        if (chosen := self.chosen) is not None:
            marked = [Marked(chosen, Mark.EVIDENCE), *(one for one in marked if not _overlap(one.span, chosen))]
        styles = {mark: self.rich_style + self.get_component_rich_style(f"words--{mark.value}") for mark in Mark}
        segments = [
            Segment(self._text[a:b].replace("\t", " "), self.rich_style if mark is None else styles[mark])
            for a, b, mark in pieces(start, end, marked)
        ]
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def _put(self, at: int, extend: bool) -> None:
        self._at = max(0, at)
        if not extend:
            self._end = self._at
        self._reveal()
        self.refresh()

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        self._lines = wrap(self._text, max(2, width), self._within.start, self._within.end)
        self.virtual_size = Size(width, len(self._lines))
        self.call_after_refresh(self._reveal)  # there is nothing to scroll before

    def _reveal(self) -> None:
        if not self._units:
            return
        start = self._units[self._at].start
        row = next((row for row, (a, b) in enumerate(self._lines) if a <= start < b), 0)
        top, height = int(self.scroll_offset.y), self.scrollable_content_region.height
        if row < top or row >= top + height > 0:
            self.scroll_to(y=max(0, row - height // 2), animate=False, immediate=True)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
