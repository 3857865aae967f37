"""The codes offered for the comment in focus: a digit, a box, the label, a bar for the score and the reason."""

from rich.cells import cell_len, set_cell_size
from textual import events
from textual.content import Content
from textual.message import Message

from coder.domain.text import display
from coder.reviewing.item import Choice
from coder.reviewing.wording import reason
from coder.tui.widgets.rows import Rows
from coder.tui.wording import cut

_BAR = 6
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_NARROW = 46
"""Below this width there is no room for the score."""
_LONGEST_LABEL = 36
"""Longer labels are cut where the reason needs the room."""
_REASON = 40
_SHORTEST_REASON = 8
_AROUND_TITLE = 9
"""Cells of the line above besides the title's words."""
_FIXED = 21
"""Cells of a row besides the label and the reason."""


class Choices(Rows):
    """A row for each code on offer; a click on one is like its digit."""

    DEFAULT_CSS = """
    Choices { height: auto; text-wrap: nowrap; text-overflow: clip; }
    """

    class Picked(Message):
        """A code was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, search: str = "/") -> None:
        """Show codes; `search` is the key that searches all of them."""
        super().__init__()
        self._search = search
        self._choices: tuple[Choice, ...] = ()
        self._comment = ""
        self._title = ("", "")

    def show(self, choices: tuple[Choice, ...], comment: str, where: str, why: str) -> None:
        """Show the codes on offer for a comment, under a title: where it is, and as much of why as there is room."""
        self._choices, self._comment, self._title = choices, comment, (where, display(why, lines=False))
        self.changed()

    def on_click(self, event: events.Click) -> None:
        """Say which code was clicked."""
        row = event.get_content_offset(self)
        if row is not None and 0 < row.y <= len(self._choices):
            self.post_message(self.Picked(row.y - 1))

    def rows(self, width: int) -> list[Content]:
        """The title, and a row for each code; one row says that there are none."""
        title = self._titled(width)
        if not self._choices:
            return [title, Content.styled(f"No codes for this question: {self._search} searches all of them.", "dim")]
        longest = max(cell_len(display(choice.code.label)) for choice in self._choices)
        reasons = [reason(choice, self._comment) for choice in self._choices]
        beside = _REASON if any(reasons) else 0
        label_width = min(longest, max(_LONGEST_LABEL, width - _FIXED - beside), width - _FIXED)
        return [
            title,
            *(
                _row(number, choice, width, label_width, why)
                for number, (choice, why) in enumerate(zip(self._choices, reasons, strict=True), 1)
            ),
        ]

    def _titled(self, width: int) -> Content:
        """A line with where the comment is, and as much of why it is shown as there is room for."""
        where, why = self._title
        room = width - cell_len(where) - _AROUND_TITLE
        shown = f"{where} · {cut(why, room)}" if why and room >= min(cell_len(why), _SHORTEST_REASON) else where
        shown = cut(shown, width - 4)
        rest = "─" * max(0, width - cell_len(shown) - 3)
        return Content.assemble(("─ ", "$primary"), (shown, "dim"), (f" {rest}", "$primary"))


def _row(number: int, choice: Choice, width: int, label_width: int, why: str) -> Content:
    digit = str(number) if number <= 9 else " "
    box = "[x]" if choice.selected else "[ ]"
    style = "bold $text-accent" if choice.selected else ""
    label = display(choice.code.label, lines=False)
    if width < _NARROW:
        return Content.assemble((f" {digit} ", "bold"), (set_cell_size(f"{box} {label}", max(0, width - 3)), style))
    left = Content.assemble(
        (f" {digit} ", "bold"),
        (f"{box} {set_cell_size(cut(label, label_width), label_width)} ", style),
        (_bar(choice.score), "$text-accent" if choice.selected else "dim"),
        (f"{'' if choice.score is None else format(choice.score, '.0%'):>5}  ", "dim"),
    )
    room = width - left.cell_length
    if room < _SHORTEST_REASON:
        return left
    return left + Content.styled(cut(display(why, lines=False), room), "italic dim")


def _bar(score: float | None) -> str:
    if score is None:
        return " " * _BAR
    eighths = round(min(max(score, 0.0), 1.0) * _BAR * 8)
    full, rest = divmod(eighths, 8)
    return ("█" * full + (_EIGHTHS[rest] if rest else "")).ljust(_BAR)
