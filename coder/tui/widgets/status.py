"""The line that says what the last key did."""

from textual.content import Content

from coder.domain.text import display
from coder.tui.widgets.rows import Rows


class Status(Rows):
    """One line, until the next key."""

    DEFAULT_CSS = """
    Status { height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: clip; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._said = Content("")

    def rows(self, width: int) -> list[Content]:
        """The line."""
        return [self._said.truncate(max(1, width), ellipsis=True)]

    def saved(self, codes: str, stands: str = "", offer: str = "") -> None:
        """A decision is committed; `stands` says which other one goes on counting, `offer` what could be done next."""
        if stands:
            self._say(f"✓ saved; {display(stands, lines=False)}  ", "bold $text-warning", codes)
        else:
            self._say(f"✓ saved; {offer}  " if offer else "✓ saved  ", "bold $text-success", codes)

    def note(self, text: str) -> None:
        """Something worth knowing happened."""
        self._say("", "", text)

    def ask(self, text: str) -> None:
        """The key did nothing: the person has to say more."""
        self._say("! ", "bold $text-warning", text)

    def quiet(self) -> None:
        """Nothing to say."""
        self._say("", "", "")

    def _say(self, mark: str, style: str, text: str) -> None:
        self._said = Content.assemble((mark, style), display(text, lines=False))
        self.changed()
