"""Actions that change the framework, which is written where nobody waits for it."""

from textual import work

from coder.domain.codebook import Code, Codebook
from coder.domain.text import display
from coder.errors import CoderError
from coder.reviewing.drafting import example_of, noted
from coder.tui.screens.ask import AskScreen, WriteScreen
from coder.tui.screens.choose import ChooseScreen, Offer, among
from coder.tui.screens.codes import choosing_code, finding
from coder.tui.screens.front import ASKING, Front
from coder.tui.screens.message import MessageScreen
from coder.workflow.framework_apart import Apart

_EVERY = 2.0
"""Seconds between two looks at whether somebody else has changed the framework's file."""
_TOP, _ALL, _NONE = "", "", ""
_UNSURE = "It reads like a person's words: look it over. What is in the framework is shown to whoever reads it."


class Framing(Front):
    """New codes, definitions, examples, retired codes; and following a file that somebody else changes."""

    framework: Apart | None = None
    """None: the framework stays as it is."""

    def follow(self) -> None:
        """Look again and again whether somebody else has changed the file."""
        if self.framework is not None:
            self.set_interval(_EVERY, self._look)

    @work(group=ASKING)
    async def action_framework(self) -> None:
        """Ask what to change, and change it."""
        if self.framework is None or self._session.current is None:
            self.status.ask("The framework cannot be changed here.")
            return
        if self._busy:
            self.status.ask("The framework is being written; try again in a moment.")
            return
        self.framework.prepare()
        offers = [
            Offer("new", "a new code"),
            Offer("define", "the definition of a code"),
            Offer("example", "this comment as an example of a code"),
            Offer("retire", "retire a code, in favour of another"),
            Offer("revive", "bring back a retired code"),
        ]
        chosen = await self.app.push_screen_wait(ChooseScreen("Change the framework", among(offers)))
        if chosen is not None:
            await getattr(self, f"_{chosen}")(self.framework)

    async def _new(self, framework: Apart) -> None:
        item = self._session.current
        label = await self.app.push_screen_wait(AskScreen("A new code", "What it is called; its id is made of that."))
        if not label or item is None:
            return
        title = f"What does “{display(label, lines=False)}” stand for?"
        definition = await self.app.push_screen_wait(WriteScreen(title, "A sentence, or nothing.", enter="goes on"))
        if definition is None or (under := await self._under()) is None:
            return
        questions = await self._questions(item.question.id) if under == _TOP else _ALL
        if questions is None:
            return
        before = set(self._session.codebook.placed)
        code = Code(id="", label=label, definition=definition, questions=None if questions == _ALL else (questions,))
        done = await self._write(framework, f"new code: {label}", "add", code, under or None)
        now = self._session.current
        if done and now is not None and now.focused.comment.id == item.focused.comment.id:
            for made in set(self._session.codebook.placed) - before:
                self._session.toggle(made)
            self.show()

    async def _under(self) -> str | None:
        """Below which code a new one comes; None: the person went back."""
        placed = self._session.codebook.placed.values()
        above = [one.code for one in placed if (one.code.codes or not one.code.codable) and not one.code.retired]
        if not above:
            return _TOP
        offers = [Offer(_TOP, "at top level"), *(Offer(code.id, f"below {code.label}") for code in above)]
        return await self.app.push_screen_wait(ChooseScreen("Where does it stand?", among(offers)))

    async def _questions(self, here: str) -> str | None:
        """The question that a new code is for, or all; None: the person went back."""
        if len(self._session.codebook.open_questions) < 2:
            return _ALL
        offers = among([Offer(here, f"this one ({here})"), Offer(_ALL, "all of them")])
        return await self.app.push_screen_wait(ChooseScreen("For which questions?", offers))

    async def _define(self, framework: Apart) -> None:
        code = await self._code("The definition of which code?")
        if code is None:
            return
        hint = "What the code stands for. No words take the definition away."
        screen = WriteScreen(self._named(code.id), hint, text=" ".join(code.definition.split()))
        text = await self.app.push_screen_wait(screen)
        if text is not None:
            await self._write(framework, f"definition: {code.label}", "define", code.id, text)

    async def _example(self, framework: Apart) -> None:
        item = self._session.current
        code = await self._code("An example of which code?")
        if code is None or item is None:
            return
        draft = display(example_of(item), lines=False)
        text = await self.app.push_screen_wait(
            WriteScreen(f"An example of {self._named(code.id)}", _UNSURE, text=draft)
        )
        if not text or not await self._write(framework, f"example: {code.label}", "exemplify", code.id, text):
            return
        now = self._session.current
        if now is not None and now.focused.comment.id == item.focused.comment.id:
            self.attempt(lambda: self._session.set_memo(noted(now.focused.memo, code.label)))

    async def _retire(self, framework: Apart) -> None:
        code = await self._code("Retire which code? What was decided stays")
        if code is None:
            return
        others = finding(self._session, but=code.id)

        def find(query: str) -> list[Offer]:
            return [*([] if query.strip() else [Offer(_NONE, "by nothing: it just is given no more")]), *others(query)]

        title = f"{self._named(code.id)} is replaced by …"
        other = await self.app.push_screen_wait(ChooseScreen(title, find, typed=True))
        if other is not None:
            said = f"retired: {code.label}" + (f", counts as {self._session.label(other)}" if other else "")
            await self._write(framework, said, "retire", code.id, other or None)

    async def _revive(self, framework: Apart) -> None:
        retired = [one.code for one in self._session.codebook.placed.values() if one.code.retired]
        if not retired:
            self.status.ask("No code is retired.")
            return
        offers = among([Offer(code.id, code.label) for code in retired])
        code = await self.app.push_screen_wait(ChooseScreen("Bring back which code?", offers))
        if code is not None:
            await self._write(framework, f"brought back: {self._session.label(code)}", "revive", code)

    async def _code(self, title: str) -> Code | None:
        """The code a person chooses: of those on offer for the comment, or any other."""
        code = await self.app.push_screen_wait(choosing_code(self._session, title))
        placed = self._session.codebook.placed.get(code) if code is not None else None
        return placed.code if placed is not None else None

    def _named(self, code: str) -> str:
        return display(self._session.label(code), lines=False)

    async def _write(self, framework: Apart, said: str, edit: str, *arguments: object) -> bool:
        """Make an edit while the keys go on working, and go on with what it gave; returns whether it was made."""
        self._busy = True
        self.status.note("writing the framework …")
        try:
            codebook = await framework.call(edit, *arguments)
        except CoderError as error:
            self.status.quiet()
            self.app.push_screen(MessageScreen(error, title="The framework is as it was"))
            return False
        finally:
            self._busy = False
        self.attempt(lambda: self._use(codebook, said))
        return True

    def _use(self, codebook: Codebook, said: str) -> None:
        self._session.use(codebook)
        self.status.saved(said)

    def _look(self) -> None:
        if self.framework is not None and not self._busy and self.framework.framework.changed():
            self._busy = True
            self._reread(self.framework)

    @work
    async def _reread(self, framework: Apart) -> None:
        """Go on with a file that somebody else has changed; with the version before it where it cannot be used."""
        try:
            codebook = await framework.call("reread")
        except CoderError as error:
            said = f"The framework's file cannot be used; coding goes on with the version before.\n{error.message}"
            self.notify(display(said), severity="error", timeout=30, markup=False)
            return
        finally:
            self._busy = False
        if codebook.content_hash != self._session.codebook.content_hash:
            self.attempt(lambda: self._session.use(codebook))
            self.notify("The framework's file was changed; it is used as it is now.", timeout=10, markup=False)
