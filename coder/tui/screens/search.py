"""Type to find a code; Enter selects it or takes it out and closes, Tab does so and stays for another."""

from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from coder.domain.text import display
from coder.reviewing.search import Hit
from coder.reviewing.session import ReviewSession
from coder.reviewing.wording import labels
from coder.tui.widgets.typing import Line
from coder.tui.wording import cut


class SearchScreen(ModalScreen[None]):
    """Filters all codes by what is typed."""

    DEFAULT_CSS = """
    SearchScreen { align: center top; }
    SearchScreen > Vertical {
        width: 96%; max-width: 100; height: 96%; max-height: 30;
        border: round $primary; background: $surface;
    }
    SearchScreen Line, SearchScreen Line:focus { padding: 0 1; }
    SearchScreen OptionList, SearchScreen OptionList:focus { border: none; height: 1fr; padding: 0; }
    SearchScreen Static { height: auto; max-height: 2; padding: 0 1; color: $text-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "close", show=False),
        Binding("tab", "select", "select", show=False, priority=True),
        Binding("down", "move('cursor_down')", "down", show=False, priority=True),
        Binding("up", "move('cursor_up')", "up", show=False, priority=True),
        Binding("pagedown", "move('page_down')", "down", show=False, priority=True),
        Binding("pageup", "move('page_up')", "up", show=False, priority=True),
    ]

    def __init__(self, session: ReviewSession) -> None:
        super().__init__()
        self._session = session
        self._hits: list[Hit] = []

    def compose(self) -> ComposeResult:
        """Lay out what is typed, what is found, and what the code at the cursor means."""
        with Vertical() as box:
            box.border_title = "Find a code"
            box.border_subtitle = "Enter selects · Tab selects and stays · Esc closes"
            yield Line(placeholder="label, keyword or definition")
            found = OptionList(markup=False, compact=True)
            found.can_focus = False
            yield found
            yield Static("", markup=False)

    def on_mount(self) -> None:
        """Start with every code."""
        self.query_one(Input).focus()

    def on_resize(self) -> None:
        """Fit the rows to the width; there is none before the first time."""
        self.call_after_refresh(self._fit)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._find(event.value)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        highlighted = self.query_one(OptionList).highlighted
        if highlighted is not None:
            self._session.toggle(self._hits[highlighted].code.id)
        if highlighted is not None or not event.value:
            self.dismiss()

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._toggle(event.option_index)

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._explain(event.option_index)

    def action_move(self, how: str) -> None:
        """Move the cursor in what was found, while the typing goes on."""
        found = self.query_one(OptionList)
        getattr(found, f"action_{how}")()

    def action_select(self) -> None:
        """Select the code at the cursor, or take it out, and stay."""
        highlighted = self.query_one(OptionList).highlighted
        if highlighted is not None:
            self._toggle(highlighted)

    def _fit(self) -> None:
        at = self.query_one(OptionList).highlighted
        self._find(self.query_one(Input).value)
        self.query_one(OptionList).highlighted = at

    def _toggle(self, index: int) -> None:
        self._session.toggle(self._hits[index].code.id)
        box = self.query_one(Input)
        if box.value:
            box.value = ""  # which finds anew
        else:
            self._find("")

    def _find(self, query: str) -> None:
        self._hits = self._session.search(query)
        found = self.query_one(OptionList)
        selected = self._selected()
        if not query.strip():  # what is selected already comes first
            self._hits.sort(key=lambda hit: hit.code.id not in selected)
        width = max(10, found.size.width - 2)
        found.set_options(Option(_line(hit, hit.code.id in selected, width)) for hit in self._hits)
        found.highlighted = 0 if query.strip() and self._hits else None
        if found.highlighted is None:
            self._explain(None)

    def _selected(self) -> tuple[str, ...]:
        item = self._session.current
        return item.focused.selected if item is not None else ()

    def _explain(self, index: int | None) -> None:
        """Say what the code at the cursor means; where there is no cursor, what is selected."""
        if not self._hits:
            text = "No code matches."
        elif index is not None and index < len(self._hits):
            text = self._hits[index].code.definition
        else:
            chosen = self._selected()
            text = f"selected: {labels(chosen, self._session.label)}" if chosen else "nothing selected"
        self.query_one(Static).update(Content(display(text, lines=False)))


def _line(hit: Hit, selected: bool, width: int) -> Content:
    """A row: the box, the label, and on the right where the code stands in the framework."""
    box = "[x]" if selected else "[ ]"
    where = "other question" if hit.elsewhere else ""
    beside = " · ".join(part for part in (cut(display(hit.path, lines=False), width // 3), where) if part)
    room = width - (cell_len(beside) + 2 if beside else 0)
    label = cut(f"{box} {display(hit.code.label, lines=False)}", room)
    style = "bold $text-accent" if selected else ""
    return Content.assemble((set_cell_size(label, max(0, room)), style), (f"  {beside}" if beside else "", "dim"))
