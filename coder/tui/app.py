"""The review screen as a program."""

from typing import ClassVar

from textual.app import App
from textual.binding import Binding, BindingType

from coder.reviewing.key_table import REVIEW_KEYS
from coder.reviewing.keys import Key
from coder.reviewing.session import ReviewSession
from coder.tui.screens.review import ReviewScreen
from coder.workflow.framework_apart import Apart
from coder.workflow.own_look import is_light, remember_look

_LIGHT, _DARK = "textual-light", "textual-dark"


class ReviewApp(App[None]):
    """Shows a review session until the person quits."""

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    # Textual declares these two as instance variables, so ClassVar would not do.
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (132, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (14, "-tall")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q,ctrl+c", "quit", "quit", show=False, priority=True),
    ]

    def __init__(
        self,
        session: ReviewSession,
        *,
        title: str,
        keys: tuple[Key, ...] = REVIEW_KEYS,
        framework: Apart | None = None,
    ) -> None:
        super().__init__()
        self._framework = framework
        self._session = session
        self._keys = keys
        self._project_title = title

    def on_mount(self) -> None:
        """Show the first response."""
        if is_light():
            self.theme = _LIGHT
        self.push_screen(ReviewScreen(self._session, self._project_title, self._keys, self._framework))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Do nothing while the review asks something, as the review itself does."""
        is_asking = isinstance(self.screen, ReviewScreen) and self.screen.is_asking
        return not is_asking and super().check_action(action, parameters)

    def action_look(self) -> None:
        """Change between light and dark."""
        self.theme = _DARK if self.theme == _LIGHT else _LIGHT
        remember_look(light=self.theme == _LIGHT)

    def copy_to_clipboard(self, text: str) -> None:
        """Keep copied text inside the program: the terminal's clipboard is the person's own."""
        self._clipboard = text


def run_review(
    session: ReviewSession,
    *,
    title: str,
    keys: tuple[Key, ...] = REVIEW_KEYS,
    framework: Apart | None = None,
) -> None:
    """Run the review screen in the terminal until the person quits.

    Args:
        session: what is reviewed.
        title: what is shown at the top.
        keys: the table of keys, a person's own where they have one.
        framework: the framework's file; None: it stays as it is.

    Raises:
        RuntimeError: the screen stopped because of a bug; what was saved is saved.
    """
    app = ReviewApp(session, title=title, keys=keys, framework=framework)
    try:
        app.run()
    finally:
        if framework is not None:
            framework.close()
    if app.return_code:
        raise RuntimeError("The review screen stopped unexpectedly.")
