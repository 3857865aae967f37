"""Commands that change the framework."""

import re

from coder.domain.codebook import Code, Codebook
from coder.errors import CoderError, InputError
from coder.plain.answer import Answer, Show, flat
from coder.plain.codes import meant
from coder.plain.commands import Command
from coder.reviewing.drafting import example_of, noted
from coder.reviewing.session import ReviewSession
from coder.workflow.framework_file import FrameworkFile

_FOR = re.compile(r"(?P<code>.+?)\s+for\s+(?P<other>.+)", re.IGNORECASE)


class Framing:
    """Changes the framework between two lines."""

    def __init__(self, session: ReviewSession, framework: FrameworkFile | None) -> None:
        """Work on a framework's file; None: it stays as it is."""
        self._session = session
        self._file = framework

    def new_code(self, command: Command) -> Answer:
        """Add a code, for the question in front, and select it."""
        label, _, definition = command.text.partition(":")
        if not label.strip():
            return Answer("new wants what the code is called, as in new Toilets.")
        item, book = self._session.current, self._session.codebook
        questions = (item.question.id,) if item is not None and len(book.open_questions) > 1 else None
        code = Code(id="", label=label.strip(), definition=definition.strip(), questions=questions)
        before = set(book.placed)
        self._use(self._framework.add(code, None))
        for made in set(self._session.codebook.placed) - before:
            self._session.toggle(made)
        return Answer(f"saved: new code {flat(code.label)}, selected.", show=Show.COMMENT)

    def define(self, command: Command) -> Answer:
        """Say what a code stands for, or tell it."""
        named, colon, text = command.text.partition(":")
        code = meant(self._session, named)
        if not colon:
            said = self._session.codebook.placed[code].code.definition
            return Answer(f"{flat(self._session.label(code))}: {flat(said) or 'no definition'}")
        self._use(self._framework.define(code, text.strip()))
        return Answer(f"saved: definition of {flat(self._session.label(code))}.")

    def example(self, command: Command) -> Answer:
        """Add the comment as an example, or tell the draft of it."""
        item = self._session.current
        if item is None:
            return Answer("Nothing is in front of you.")
        named, colon, text = command.text.partition(":")
        code = meant(self._session, named)
        label, draft = flat(self._session.label(code)), example_of(item)
        if not colon:
            return Answer(f"An example of {label}: {flat(draft)}", ("Add : ok to add it so, or : and your own words.",))
        words = draft if text.strip().casefold() == "ok" else text.strip()
        self._use(self._framework.exemplify(code, words))
        self._session.set_memo(noted(item.focused.memo, self._session.label(code)))
        return Answer(f"saved: example of {label}.")

    def retire(self, command: Command) -> Answer:
        """Retire a code."""
        named = _FOR.fullmatch(command.text)
        code = meant(self._session, named["code"] if named else command.text)
        other = meant(self._session, named["other"]) if named else None
        self._use(self._framework.retire(code, other))
        counts = f", counts as {flat(self._session.label(other))}" if other else ""
        return Answer(f"saved: {flat(self._session.label(code))} is retired{counts}.", show=Show.COMMENT)

    def revive(self, command: Command) -> Answer:
        """Bring back a retired code."""
        code = meant(self._session, command.text)
        self._use(self._framework.revive(code))
        return Answer(f"saved: {flat(self._session.label(code))} is back.", show=Show.COMMENT)

    def followed(self) -> str:
        """What there is to say of a file that somebody else has changed since; it is used from now on if it can be."""
        if self._file is None or not self._file.changed():
            return ""
        try:
            codebook = self._file.reread()
            if codebook.content_hash == self._session.codebook.content_hash:
                return ""
            self._session.use(codebook)
        except CoderError as error:
            return f"The framework's file cannot be used; coding goes on with the version before: {flat(error.message)}"
        return "The framework's file was changed; it is used as it is now."

    @property
    def _framework(self) -> FrameworkFile:
        if self._file is None:
            raise InputError("The framework cannot be changed here.")
        return self._file

    def _use(self, codebook: Codebook) -> None:
        self._session.use(codebook)
