"""What all actions of the review screen share: the session, the line that says what was done, failures."""

from collections.abc import Callable

from textual.screen import Screen

from coder.errors import CoderError
from coder.reviewing.keys import Key, key_for
from coder.reviewing.session import ReviewSession
from coder.tui.screens.message import MessageScreen
from coder.tui.widgets.status import Status

ASKING = "asking"
"""The group of the workers that ask something in one dialogue after the other."""


class Front(Screen[None]):
    """A screen over a session; an action calls one method of the session, then what is current is shown."""

    _busy = False
    """Whether something is being written that nobody has to wait for."""

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

    @property
    def is_asking(self) -> bool:
        """Whether a dialogue is open or about to be: the keys that come before it is there are not for this screen."""
        asking = (worker for worker in self.workers if worker.group == ASKING and worker.node is self)
        return not self._busy and any(not worker.is_finished for worker in asking)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Do nothing while something is asked: what is typed ahead would decide what it was not meant for."""
        return not self.is_asking and super().check_action(action, parameters)

    def show(self) -> None:
        """Show what is current; a front by itself has no parts to show it in."""

    def attempt(self, act: Callable[[], None]) -> None:
        """Do what may fail in the store, and show what is current then; a failure is a message, never a claim."""
        try:
            act()
        except CoderError as error:
            self.status.quiet()
            self.app.push_screen(MessageScreen(error))
        self.show()
