"""What all actions of the review screen share: the session, the line that says what was done, failures."""

from collections.abc import Callable

from textual.screen import Screen

from coder.errors import CoderError
from coder.reviewing.keys import Key, key_for
from coder.reviewing.session import ReviewSession
from coder.tui.screens.message import MessageScreen
from coder.tui.widgets.status import Status


class Front(Screen[None]):
    """A screen over a session; an action calls one method of the session, then what is current is shown."""

    def __init__(self, session: ReviewSession, keys: tuple[Key, ...]) -> None:
        super().__init__()
        self._session = session
        self._keys = keys

    def key(self, action: str) -> str:
        """The key of an action, as a person reads it."""
        return key_for(self._keys, action)

    @property
    def status(self) -> Status:
        """The line that says what the last key did."""
        return self.query_one(Status)

    def show(self) -> None:
        """Show what is current."""
        raise NotImplementedError

    def attempt(self, act: Callable[[], None]) -> None:
        """Do what may fail in the store, and show what is current then; a failure is a message, never a claim."""
        try:
            act()
        except CoderError as error:
            self.status.quiet()
            self.app.push_screen(MessageScreen(error))
        self.show()
