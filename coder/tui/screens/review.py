"""The screen on which responses are coded: a key calls one method of the session, then what is current is shown."""

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingsMap
from textual.containers import Container, Vertical

from coder.domain.response import ResponseKey
from coder.domain.text import display
from coder.reviewing.item import Item
from coder.reviewing.keys import Key
from coder.reviewing.opinions import opinions
from coder.reviewing.session import ReviewSession
from coder.reviewing.wording import alike, given, merge_offered, notes
from coder.tui.keys import bindings
from coder.tui.marking import marked
from coder.tui.screens.deciding import Deciding
from coder.tui.screens.filtering import Filtering
from coder.tui.screens.framing import Framing
from coder.tui.screens.help import HelpScreen
from coder.tui.screens.looking import Looking
from coder.tui.screens.noting import Noting
from coder.tui.widgets.choices import Choices
from coder.tui.widgets.done import Done
from coder.tui.widgets.header import Header
from coder.tui.widgets.key_bar import KeyBar
from coder.tui.widgets.panel import Panel
from coder.tui.widgets.question import QuestionText
from coder.tui.widgets.response import ResponseView, Told
from coder.tui.widgets.status import Status
from coder.workflow.framework_apart import Apart

_NEWS_EVERY = 3.0
"""Seconds between two looks for news while no key is pressed."""


class ReviewScreen(Deciding, Looking, Noting, Framing, Filtering):
    """One response at a time, its comments, and the codes on offer for the comment in focus."""

    DEFAULT_CSS = """
    ReviewScreen #work { height: 1fr; layout: vertical; }
    ReviewScreen ResponseView { height: 1fr; }
    ReviewScreen #beside { height: auto; }
    ReviewScreen Panel { display: none; }
    ReviewScreen.-wide #work { layout: horizontal; }
    ReviewScreen.-wide ResponseView { width: 1fr; max-width: 104; }
    ReviewScreen.-wide #beside { width: 1fr; height: 1fr; }
    ReviewScreen.-wide Panel { display: block; }
    ReviewScreen.-low QuestionText { display: none; }
    ReviewScreen Done { display: none; }
    ReviewScreen.-done Done { display: block; }
    ReviewScreen.-done #work, ReviewScreen.-done QuestionText { display: none; }
    """

    def __init__(
        self, session: ReviewSession, title: str, keys: tuple[Key, ...], framework: Apart | None = None
    ) -> None:
        super().__init__(session, keys)
        self.framework = framework
        self._bindings = BindingsMap(bindings(keys))  # a person's own, so not those of the class
        self._title = title
        self._around: tuple[ResponseKey, int] | None = None
        """What the panel shows: the response, and how many decisions there were then."""

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield Header(self._title)
        yield QuestionText(self._session.codebook.open_questions)
        with Container(id="work"):
            yield ResponseView()
            with Vertical(id="beside"):
                yield Choices(self.key("search"))
                yield Panel()
        yield Done(self.key)
        yield Status()
        yield KeyBar(self._keys)

    def on_mount(self) -> None:
        """Show where the work goes on."""
        self.show()
        self.follow()
        self.set_interval(_NEWS_EVERY, self._tell_news)
        if self._session.read_only:
            self.status.ask(self._session.read_only)

    def on_resize(self) -> None:
        """A wide screen has a panel, for which nothing may have been read yet."""
        self.call_after_refresh(self._show_around)

    def action_help(self) -> None:
        """Show every key."""
        self.app.push_screen(HelpScreen(self._keys))

    @on(KeyBar.Pressed)
    async def _key_clicked(self, event: KeyBar.Pressed) -> None:
        if not event.key.passes_key:
            await self.app.run_action(event.key.action, self)

    @on(Choices.Picked)
    def _code_clicked(self, event: Choices.Picked) -> None:
        self.pick(event.index)

    @on(ResponseView.Picked)
    def _comment_clicked(self, event: ResponseView.Picked) -> None:
        self._session.focus_on(event.index)
        self.show()

    def show(self) -> None:
        """Show what is current; what stands around it follows, so that nobody waits for it."""
        item = self._session.current
        self.set_class(item is None, "-done")
        progress = self._session.progress
        filtered = self._session.filtered
        self.query_one(Header).show(
            progress,
            filtered.said(self._session.label) if filtered else "",
            read_only=self._session.read_only is not None,
        )
        if item is None:
            self.query_one(Done).show(progress)
        else:
            self._show_item(item)
        self.call_after_refresh(self._show_around)
        self._tell_news()

    def _tell_news(self) -> None:
        if news := self._session.news():
            self.notify(display(news), timeout=10, markup=False)

    def _show_item(self, item: Item) -> None:
        self.query_one(QuestionText).show(item.question)
        told = [self._told(item, index) for index in range(len(item.comments))]
        self.query_one(ResponseView).show(item, told, marked(item))
        where = f"comment {item.focus + 1} of {len(item.comments)}"
        where += "".join(f" · {said}" for said in alike(item, self.key))
        if offered := merge_offered(item):
            where += f" · {offered}: {self.key('merge')}"
        where += f" · response {item.position + 1:,} of {item.total:,}"
        self.query_one(Choices).show(item.choices, item.focused.comment.text, where, item.why)

    def _show_around(self) -> None:
        """Fill the panel, where there is one and it is not about this response already."""
        item = self._session.current
        if not self.has_class("-wide") or item is None:
            return
        wanted = item.key, self._session.progress.overall.decided
        if wanted != self._around:
            self._around = wanted
            self.query_one(Panel).show(self._session.context(), self._session.live_counts())

    def _told(self, item: Item, index: int) -> Told:
        view, label = item.comments[index], self._session.label
        codes = "" if view.decision is None else given(view.decision, self._session.coder, label)
        return Told(codes, (*opinions(view, label), *notes(view)))
