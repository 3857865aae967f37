"""The codes offered for the comment in focus: a digit, a box, the label, a bar for the score and the reason."""

from rich.cells import cell_len, set_cell_size
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from coder.domain.text import display
from coder.reviewing.item import Choice
from coder.reviewing.wording import reason
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


class Choices(Widget, can_focus=False):
    """A row for each code on offer; a click on one is like its digit."""

    DEFAULT_CSS = """
    Choices {
        height: auto;
        border-top: solid $primary;
        border-title-color: $text-muted;
    }
    """

    class Picked(Message):
        """A code was clicked."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self) -> None:
        super().__init__()
        self._choices: tuple[Choice, ...] = ()
        self._comment = ""
        self._title = ("", "")

    def show(self, choices: tuple[Choice, ...], comment: str, where: str, why: str) -> None:
        """Show the codes on offer for a comment, under a title: where it is, and as much of why as there is room."""
        self._choices, self._comment, self._title = choices, comment, (where, display(why, lines=False))
        self._put_title()
        self.refresh(layout=True)

    def on_resize(self) -> None:
        """Fit the title to the new width."""
        self._put_title()

    def on_click(self, event: events.Click) -> None:
        """Say which code was clicked."""
        row = event.get_content_offset(self)
        if row is not None and row.y < len(self._choices):
            self.post_message(self.Picked(row.y))

    def _put_title(self) -> None:
        where, why = self._title
        room = self.size.width - cell_len(where) - _AROUND_TITLE
        shown = f"{where} · {cut(why, room)}" if why and room >= min(cell_len(why), _SHORTEST_REASON) else where
        self.border_title = Content(f" {shown} ")

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        """A row for each code; one row says that there are none."""
        return max(1, len(self._choices))

    def render(self) -> Content:
        """Draw the rows."""
        if not self._choices:
            return Content.styled("No codes for this question: / searches all of them.", "dim")
        width = self.content_size.width
        longest = max(cell_len(display(choice.code.label)) for choice in self._choices)
        label_width = min(longest, max(_LONGEST_LABEL, width - _FIXED - _REASON), width - _FIXED)
        return Content("\n").join(
            _row(number, choice, width, label_width, reason(choice, self._comment))
            for number, choice in enumerate(self._choices, 1)
        )


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
        (_bar(choice.score), "$text-accent" if choice.selected else "$text-muted"),
        (f"{'' if choice.score is None else format(choice.score, '.0%'):>5}  ", "dim"),
    )
    room = width - left.cell_length
    if room < _SHORTEST_REASON:
        return left
    return left + Content.styled(cut(display(why, lines=False), room), "italic $text-muted")


def _bar(score: float | None) -> str:
    if score is None:
        return " " * _BAR
    eighths = round(min(max(score, 0.0), 1.0) * _BAR * 8)
    full, rest = divmod(eighths, 8)
    return ("█" * full + (_EIGHTHS[rest] if rest else "")).ljust(_BAR)
