"""What would be decided together, in full."""

from collections.abc import Callable, Sequence

from textual.content import Content

from coder.domain.response import ResponseKey
from coder.domain.text import display, plural
from coder.reviewing.item import Item
from coder.tui.differences import shown
from coder.tui.screens.page import PageScreen

Texts = Sequence[tuple[ResponseKey, str]]
"""Comments or responses, with whose they are."""


class TogetherScreen(PageScreen):
    """Lists the open comments that say the same as the one in focus, or nearly, and the responses that are alike."""

    def __init__(self, item: Item, comments: Texts, responses: Texts, key: Callable[[str], str]) -> None:
        """List them.

        Args:
            item: the response and the comment that they are like.
            comments: those that say the same, then those that say it nearly.
            responses: those that say the same as a whole.
            key: tells the key of an action.
        """
        self._key = key
        self._item, self._comments, self._responses = item, comments, responses
        super().__init__("Alike", self._lines)

    def _lines(self, width: int) -> list[Content]:
        lines: list[Content] = []
        if self._comments:
            lines += self._of_comments()
        if self._responses:
            said = "response says" if len(self._responses) == 1 else "responses say"
            lines.append(_head(f"{len(self._responses):,} other {said} the same as a whole"))
            lines += [_line(key, shown(self._item.text, text)) for key, text in self._responses]
            key = self._key("confirm_campaign")
            saves = f"{key} saves for all what is selected for each comment of this response."
            lines.append(Content.styled(saves, "dim"))
        return lines

    def _of_comments(self) -> list[Content]:
        said = "says the same" if len(self._comments) == 1 else "say the same"
        nearly = f", {self._item.nearly:,} of them nearly" if self._item.nearly else ""
        text = self._item.focused.comment.text
        every, none = self._key("confirm_together"), self._key("no_code_together")
        return [
            _head(f"{plural(len(self._comments), 'other open comment')} {said}{nearly}"),
            *(_line(key, shown(text, other)) for key, other in self._comments),
            Content.styled(f"{every} saves the selected codes for all, {none} that no code applies.", "dim"),
            Content(""),
        ]


def _head(text: str) -> Content:
    return Content.styled(text, "bold")


def _line(key: ResponseKey, text: Content) -> Content:
    return Content.assemble((f"{display(key.respondent, lines=False)}  ", "dim"), text)
