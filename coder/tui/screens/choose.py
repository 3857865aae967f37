"""A dialogue in which one of several is chosen."""

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len, set_cell_size
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from coder.domain.text import display
from coder.reviewing.keys import DIGITS
from coder.tui.widgets.typing import Line
from coder.tui.wording import cut


class Offer(NamedTuple):
    """Something to choose."""

    value: str
    label: str
    beside: str = ""
    picked: bool | None = None
    """Whether it is chosen already; None: it is nothing that can be."""


Find = Callable[[str], Sequence[Offer]]


def among(offers: Sequence[Offer]) -> Find:
    """Finds those whose words hold everything that was typed."""

    def find(query: str) -> Sequence[Offer]:
        terms = query.casefold().split()
        return [one for one in offers if all(term in f"{one.label} {one.beside}".casefold() for term in terms)]

    return find


class ChooseScreen(ModalScreen[str | None]):
    """Lists what can be chosen; Esc chooses nothing.

    A short list is chosen from by digits; in a long one, typing finds. Arrows and Enter, and the mouse, do for both.
    """

    DEFAULT_CSS = """
    ChooseScreen { align: center middle; }
    ChooseScreen > Vertical {
        width: 90%; max-width: 90; height: auto; max-height: 90%;
        border: round $primary; background: $surface;
    }
    ChooseScreen Line, ChooseScreen Line:focus { padding: 0 1; }
    ChooseScreen OptionList, ChooseScreen OptionList:focus { border: none; height: auto; max-height: 24; padding: 0; }
    ChooseScreen Static { height: auto; max-height: 4; padding: 0 1; color: $text-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "back", show=False),
        Binding("down", "move('cursor_down')", "down", show=False, priority=True),
        Binding("up", "move('cursor_up')", "up", show=False, priority=True),
        Binding("pagedown", "move('page_down')", "down", show=False, priority=True),
        Binding("pageup", "move('page_up')", "up", show=False, priority=True),
        Binding("enter", "choose", "choose", show=False, priority=True),
    ]

    def __init__(self, title: str, find: Find, *, hint: str = "", typed: bool = False) -> None:
        """Offer what `find` finds.

        Args:
            title: the question.
            find: what can be chosen; with nothing typed, all of it.
            hint: a line below.
            typed: have it found by typing, however short the list is.
        """
        super().__init__()
        self._title, self._find, self._hint = title, find, hint
        self._offers = list(find(""))
        self._long = typed or len(self._offers) > len(DIGITS)

    def compose(self) -> ComposeResult:
        """Lay out the list, and what is typed where it is long."""
        with Vertical() as box:
            box.border_title = Content(self._title)
            box.border_subtitle = "Enter chooses · Esc goes back" if self._long else "a digit chooses · Esc goes back"
            if self._long:
                yield Line(placeholder="type to find")
            found = OptionList(markup=False, compact=True)
            found.can_focus = False
            yield found
            if self._hint:
                yield Static(self._hint, markup=False)

    def on_mount(self) -> None:
        """Start with everything."""
        if self._long:
            self.query_one(Input).focus()

    def on_resize(self) -> None:
        """Fit the rows to the width."""
        self._list()

    def on_key(self, event: events.Key) -> None:
        """A digit chooses in a short list."""
        if not self._long and event.key in DIGITS and int(event.key) <= len(self._offers):
            event.stop()
            self.dismiss(self._offers[int(event.key) - 1].value)

    def action_move(self, how: str) -> None:
        """Move the cursor."""
        getattr(self.query_one(OptionList), f"action_{how}")()

    def action_choose(self) -> None:
        """Choose what the cursor is on."""
        at = self.query_one(OptionList).highlighted
        if at is not None:
            self.dismiss(self._offers[at].value)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._offers = list(self._find(event.value))
        self._list()

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._offers[event.option_index].value)

    def _list(self) -> None:
        found = self.query_one(OptionList)
        width = max(10, self.query_one(Vertical).size.width - 3)
        digits = [""] * len(self._offers) if self._long else list(DIGITS)
        found.set_options(
            Option(_line(digit, offer, width)) for digit, offer in zip(digits, self._offers, strict=False)
        )
        found.highlighted = 0 if self._offers else None


def _line(digit: str, offer: Offer, width: int) -> Content:
    """A row: the digit, the box, the label, and what stands beside it at the right."""
    box = "" if offer.picked is None else "[x] " if offer.picked else "[ ] "
    left = f"{digit} " if digit else ""
    label = display(offer.label, lines=False)
    room = max(0, width - cell_len(left) - cell_len(box))
    beside = cut(display(offer.beside, lines=False), max(0, room - cell_len(label) - 2, room // 2))
    shown = set_cell_size(cut(label, room - cell_len(beside) - 2), max(0, room - cell_len(beside)))
    return Content.assemble((left, "bold"), box, shown, (beside, "dim"))
