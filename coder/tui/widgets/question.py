"""What respondents were asked."""

from collections.abc import Sequence

from textual.content import Content

from coder.domain.codebook import Question
from coder.domain.text import display
from coder.tui.widgets.rows import Rows
from coder.tui.wording import cut
from coder.tui.wrapping import wrap

_MOST = 2
"""Lines; a longer question is cut."""


class QuestionText(Rows):
    """The text of the question, always as high as the longest question needs, so that nothing else moves."""

    DEFAULT_CSS = """
    QuestionText { height: auto; padding: 0 1; text-wrap: nowrap; text-overflow: clip; }
    QuestionText { color: $text-muted; text-style: italic; }
    """

    def __init__(self, questions: Sequence[Question]) -> None:
        super().__init__()
        self._all = [display(question.text, lines=False) for question in questions]
        self._text = ""

    def show(self, question: Question) -> None:
        """Show a question."""
        text = display(question.text, lines=False)
        if text != self._text:
            self._text = text
            self.changed()

    def rows(self, width: int) -> list[Content]:
        """The lines, with empty ones where another question needs more."""
        height = max((min(_MOST, len(wrap(text, width))) for text in [*self._all, self._text]), default=1)
        lines = wrap(self._text, width)
        shown = [self._text[start:end] for start, end in lines[:height]]
        if len(lines) > height:
            shown[-1] = cut(self._text[lines[height - 1][0] :], width)
        return [Content(line) for line in shown] + [Content("")] * (height - len(shown))
