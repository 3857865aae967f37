"""Dialogues in which words of the response are chosen: where a comment is split, and what is hidden."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from coder.domain.annotation import Label, Redaction
from coder.domain.personal import propose
from coder.domain.response import Span
from coder.domain.text import display
from coder.reviewing.keys import DIGITS
from coder.tui.screens.choose import ChooseScreen, Offer, among
from coder.tui.widgets.words import Words

_BOX = """
{name} {{ align: center middle; }}
{name} > Vertical {{
    width: 96%; max-width: 104; height: auto; max-height: 96%;
    border: round $primary; background: $surface; padding: 0 1;
}}
{name} Static {{ height: auto; color: $text-muted; }}
"""
_MOVES: list[BindingType] = [
    Binding("left,h", "move(-1)", "left", show=False),
    Binding("right,l", "move(1)", "right", show=False),
    Binding("up,k", "move_line(-1)", "up", show=False),
    Binding("down,j", "move_line(1)", "down", show=False),
]


class WordsScreen(ModalScreen[None]):
    """A dialogue over words."""

    def action_move(self, by: int) -> None:
        """Move by words."""
        self.query_one(Words).move(by)

    def action_move_line(self, by: int) -> None:
        """Move by lines."""
        self.query_one(Words).move_line(by)


class SplitScreen(WordsScreen):
    """Asks before which word a comment is split; what is told of it is given to `done`."""

    DEFAULT_CSS = _BOX.format(name="SplitScreen")
    BINDINGS: ClassVar[list[BindingType]] = [
        *_MOVES,
        Binding("enter", "split", "split", show=False),
        Binding("escape", "dismiss(None)", "back", show=False),
    ]

    def __init__(self, text: str, comment: Span, done: Callable[[int], None]) -> None:
        super().__init__()
        self._text, self._comment, self._done = text, comment, done

    def compose(self) -> ComposeResult:
        """Lay out the comment."""
        with Vertical() as box:
            box.border_title = "Split the comment"
            box.border_subtitle = "Enter splits before the word · Esc goes back"
            yield Words(self._text, self._comment, at=1)
            yield Static("The arrows, or a click, choose the word that begins the second part.", markup=False)

    def action_split(self) -> None:
        """Split before the word with the cursor."""
        chosen = self.query_one(Words).chosen
        self.dismiss(None)
        if chosen is not None:
            self._done(chosen.start)


class HideScreen(WordsScreen):
    """Lists what is hidden and what may have to be; digits hide and show, words of one's own are chosen by arrows."""

    DEFAULT_CSS = _BOX.format(name="HideScreen") + "HideScreen Words { max-height: 8; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        *_MOVES,
        Binding("space", "extend", "from here", show=False),
        Binding("enter", "own", "hide", show=False),
        Binding("tab", "more", "more", show=False),
        Binding("escape,q", "dismiss(None)", "back", show=False),
    ]

    def __init__(
        self,
        text: str,
        at: int,
        state: Callable[[], tuple[Sequence[Redaction], Sequence[Redaction]]],
        hide: Callable[[Redaction], None],
        show: Callable[[int], None],
    ) -> None:
        """Ask what to hide.

        Args:
            text: the response.
            at: an offset where the cursor begins.
            state: tells what is hidden and what is proposed besides.
            hide: hides a stretch.
            show: takes back what is hidden with this index.
        """
        super().__init__()
        self._text, self._start, self._state, self._hide, self._take_back = text, at, state, hide, show
        self._extending = False
        self._first = 0
        """Of the stretches, the first that a digit stands for."""

    def compose(self) -> ComposeResult:
        """Lay out the text and the stretches."""
        with Vertical() as box:
            box.border_title = "Hide what says who somebody is"
            box.border_subtitle = "a digit hides or shows · Esc goes back"
            yield Words(self._text, Span(0, max(1, len(self._text))))
            yield Static("", id="stretches", markup=False)
            yield Static(
                "Other words: the arrows or a click, Space begins a stretch of several, Enter hides them.", markup=False
            )

    def on_mount(self) -> None:
        """List the stretches."""
        words = self.query_one(Words)
        words.go_to(self._start)
        self._list()

    def on_key(self, event: events.Key) -> None:
        """A digit hides what is proposed, or shows what is hidden."""
        stretches = self._stretches()
        index = self._first + int(event.key) - 1 if event.key in DIGITS else len(stretches)
        if index >= len(stretches):
            return
        event.stop()
        one, hidden = stretches[index]
        if hidden is None:
            self._hide(one)
        else:
            self._take_back(hidden)
        self._list()

    def action_more(self) -> None:
        """Have the digits stand for the stretches that come next."""
        self._first = self._first + len(DIGITS) if self._first + len(DIGITS) < len(self._stretches()) else 0
        self._list()

    def action_move(self, by: int) -> None:
        """Move by words."""
        self.query_one(Words).move(by, extend=self._extending)

    def action_move_line(self, by: int) -> None:
        """Move by lines."""
        self.query_one(Words).move_line(by, extend=self._extending)

    def action_extend(self) -> None:
        """Choose several words from here on, or one again."""
        self._extending = not self._extending
        self.query_one(Words).move(0, extend=self._extending)

    @work
    async def action_own(self) -> None:
        """Hide the words that are chosen, once it is said what they are."""
        chosen = self.query_one(Words).chosen
        if chosen is None:
            return
        likely = propose(chosen.of(self._text))
        first = likely[0].label if likely else Label.NAME
        labels = sorted(Label, key=lambda label: label is not first)
        words = display(chosen.of(self._text), lines=False)
        screen = ChooseScreen(f"Hide “{words[:60]}” as what?", among([Offer(label, label) for label in labels]))
        label = await self.app.push_screen_wait(screen)
        if label is not None:
            self._extending = False
            self._hide(Redaction(chosen, Label(label)))
            self._list()

    def _list(self) -> None:
        stretches = self._stretches()
        lines = [
            Content.assemble(
                (f"{digit} ", "bold"),
                f"[{' ' if hidden is None else 'x'}] {one.label}: {display(one.span.of(self._text), lines=False)[:60]}",
            )
            for digit, (one, hidden) in zip(DIGITS, stretches[self._first :], strict=False)
        ]
        if len(stretches) > len(DIGITS):
            lines.append(Content.styled(f"{len(stretches)} in all; Tab goes on to the next", "dim"))
        none = "Nothing is proposed; that does not mean that nothing says who somebody is."
        self.query_one("#stretches", Static).update(Content("\n").join(lines) if lines else Content(none))
        self.query_one(Words).hide(tuple(one.span for one, hidden in stretches if hidden is not None))

    def _stretches(self) -> list[tuple[Redaction, int | None]]:
        """What is hidden, each with its index, and what is proposed, in the order of the text."""
        hidden, proposed = self._state()
        both = [*((one, index) for index, one in enumerate(hidden)), *((one, None) for one in proposed)]
        return sorted(both, key=lambda pair: pair[0].span.start)
