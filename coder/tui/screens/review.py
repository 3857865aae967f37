"""The screen on which responses are coded: a key calls one method of the session, then what is current is shown."""

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingsMap
from textual.containers import Container
from textual.screen import Screen

from coder.errors import CoderError
from coder.reviewing.item import Item
from coder.reviewing.keys import Key
from coder.reviewing.session import Outcome, Result, ReviewSession
from coder.reviewing.wording import given, labels, standing_over
from coder.tui.keys import bindings
from coder.tui.marking import evidence
from coder.tui.screens.help import HelpScreen
from coder.tui.screens.message import MessageScreen
from coder.tui.screens.search import SearchScreen
from coder.tui.screens.together import TogetherScreen
from coder.tui.widgets.choices import Choices
from coder.tui.widgets.done import Done
from coder.tui.widgets.header import Header
from coder.tui.widgets.key_bar import KeyBar
from coder.tui.widgets.question import QuestionText
from coder.tui.widgets.response import ResponseView, Told
from coder.tui.widgets.status import Status


class ReviewScreen(Screen[None]):
    """One response at a time, its comments, and the codes on offer for the comment in focus."""

    DEFAULT_CSS = """
    ReviewScreen #work { height: 1fr; layout: vertical; }
    ReviewScreen.-wide #work { layout: horizontal; }
    ReviewScreen.-wide ResponseView { width: 1fr; max-width: 104; }
    ReviewScreen.-wide Choices { width: 1fr; }
    ReviewScreen.-low QuestionText { display: none; }
    ReviewScreen Done { display: none; }
    ReviewScreen.-done Done { display: block; }
    ReviewScreen.-done #work, ReviewScreen.-done QuestionText { display: none; }
    """

    def __init__(self, session: ReviewSession, title: str, keys: tuple[Key, ...]) -> None:
        super().__init__()
        self._bindings = BindingsMap(bindings(keys))  # a person's own, so not those of the class
        self._keys = keys
        self._session = session
        self._title = title

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield Header(self._title)
        yield QuestionText(self._session.codebook.open_questions)
        with Container(id="work"):
            yield ResponseView()
            yield Choices()
        yield Done()
        yield Status()
        yield KeyBar(self._keys)

    def on_mount(self) -> None:
        """Show where the work goes on."""
        self._show()

    def action_confirm(self) -> None:
        """Save the selection and move on; when only skipped comments are left, go through them."""
        if self._session.current is None:
            self._attempt(self._resume)
        else:
            self._attempt(lambda: self._report(self._session.confirm()))

    def action_no_code(self) -> None:
        """Save that no code applies, and move on."""
        if self._session.current is not None:
            self._attempt(lambda: self._report(self._session.no_code_applies()))

    def action_confirm_together(self) -> None:
        """Save the selection for all comments that say the same, and move on."""
        if self._session.current is not None:
            self._attempt(lambda: self._report(self._session.confirm_together()))

    def action_no_code_together(self) -> None:
        """Save that no code applies for all comments that say the same, and move on."""
        if self._session.current is not None:
            self._attempt(lambda: self._report(self._session.no_code_applies_together()))

    def action_show_together(self) -> None:
        """Show the comments that say the same."""
        if others := self._session.together():
            self.app.push_screen(TogetherScreen(others))
        else:
            self.query_one(Status).note("No other open comment says the same.")

    def action_pick(self, digit: str) -> None:
        """Select the code with that number, or take it out."""
        self._pick(int(digit) - 1)

    def action_clear(self) -> None:
        """Select nothing."""
        self._session.clear()
        self._show()

    def action_skip(self) -> None:
        """Move on without saving."""
        if self._session.current is not None:
            self._attempt(self._skip)

    def action_undo(self) -> None:
        """Take back the last decision."""
        self._attempt(self._undo)

    def action_redo(self) -> None:
        """Bring back what was undone last."""
        self._attempt(self._redo)

    def action_move_focus(self, by: int) -> None:
        """Go to another comment of the response."""
        self._session.move_focus(by)
        self._show()

    def action_move_response(self, by: int) -> None:
        """Look at a neighbouring response."""
        self._attempt(lambda: self._browse(by))

    def action_scroll_text(self, by: int) -> None:
        """Scroll a long response by a page."""
        view = self.query_one(ResponseView)
        view.scroll_relative(y=by * max(1, view.size.height - 1), animate=False)

    def action_search(self) -> None:
        """Search all codes."""
        if self._session.current is not None:
            self.app.push_screen(SearchScreen(self._session), lambda _: self._show())

    def action_help(self) -> None:
        """Show every key."""
        self.app.push_screen(HelpScreen(self._keys))

    @on(KeyBar.Pressed)
    async def _key_clicked(self, event: KeyBar.Pressed) -> None:
        if not event.key.passes_key:
            await self.app.run_action(event.key.action, self)

    @on(Choices.Picked)
    def _code_clicked(self, event: Choices.Picked) -> None:
        self._pick(event.index)

    @on(ResponseView.Picked)
    def _comment_clicked(self, event: ResponseView.Picked) -> None:
        self._session.focus_on(event.index)
        self._show()

    def _pick(self, index: int) -> None:
        item = self._session.current
        if item is None:
            return
        self.query_one(Status).quiet()
        if index < len(item.choices):
            self._session.toggle(item.choices[index].code.id)
        else:
            self.query_one(Status).ask(f"There is no code number {index + 1} here; / searches all codes.")
        self._show()

    def _report(self, outcome: Outcome) -> None:
        status = self.query_one(Status)
        codes = labels(outcome.codes, self._session.label)
        if outcome.count > 1:
            codes = f"{codes}  for {outcome.count:,} comments that say the same"
        if outcome.result is Result.SAVED:
            status.saved(codes, standing_over(outcome.stands, self._session.coder))
        elif outcome.result is Result.KEPT:
            status.note(f"unchanged  {codes}")
        else:
            status.ask("Nothing is selected: press 0 if no code applies, Space to skip.")

    def _resume(self) -> None:
        if self._session.resume_skipped():
            self.query_one(Status).note("Here is what you skipped.")

    def _skip(self) -> None:
        self._session.skip()
        self.query_one(Status).note("skipped, nothing saved")

    def _undo(self) -> None:
        made = self._session.undo()
        text = "Nothing to undo." if made is None else f"undone  {labels(made.codes, self._session.label)}"
        if made is not None and made.others:
            text += f"  for {len(made.ids):,} comments"
        self.query_one(Status).note(text)

    def _redo(self) -> None:
        made = self._session.redo()
        if made is None:
            self.query_one(Status).note("Nothing to redo.")
        else:
            stands = standing_over(self._session.standing_over(made), self._session.coder)
            self.query_one(Status).saved(labels(made.codes, self._session.label), stands)

    def _browse(self, by: int) -> None:
        if not self._session.move_response(by):
            self.query_one(Status).note("This is the last response." if by > 0 else "This is the first response.")
        else:
            self.query_one(Status).quiet()

    def _attempt(self, act: Callable[[], None]) -> None:
        """Do what may fail in the store, and show what is current then; a failure is a message, never a claim."""
        try:
            act()
        except CoderError as error:
            self.query_one(Status).quiet()
            self.app.push_screen(MessageScreen(error))
        self._show()

    def _show(self) -> None:
        item = self._session.current
        self.set_class(item is None, "-done")
        progress = self._session.progress
        self.query_one(Header).show(progress)
        if item is None:
            self.query_one(Done).show(progress)
        else:
            self._show_item(item)

    def _show_item(self, item: Item) -> None:
        self.query_one(QuestionText).show(item.question)
        told = [self._told(item, index) for index in range(len(item.comments))]
        self.query_one(ResponseView).show(item, told, evidence(item))
        where = f"comment {item.focus + 1} of {len(item.comments)}"
        if item.together:
            where += f" · {item.together:,} more the same: a"
        where += f" · response {item.position + 1:,} of {item.total:,}"
        self.query_one(Choices).show(item.choices, item.focused.comment.text, where, item.why)

    def _told(self, item: Item, index: int) -> Told:
        decision = item.comments[index].decision
        return Told("" if decision is None else given(decision, self._session.coder, self._session.label))
