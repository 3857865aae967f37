"""The top line: which project, which question, how far and how fast."""

from rich.cells import cell_len
from textual.content import Content

from coder.domain.text import display
from coder.reviewing.item import Progress
from coder.reviewing.wording import corrected, time_left
from coder.tui.widgets.rows import Rows
from coder.tui.wording import cut

_BAR = 12
_LONGEST_FILTER = 30


class Header(Rows):
    """Says where the person is; what does not fit is left out from the right."""

    DEFAULT_CSS = """
    Header { height: 1; background: $panel; color: $text; padding: 0 1; }
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = display(title, lines=False)
        self._progress: Progress | None = None
        self._filter = ""
        self._read_only = False

    def show(self, progress: Progress, filtered: str = "", *, read_only: bool = False) -> None:
        """Show how far the work is, what is asked of the responses that are gone through, and that nothing is saved."""
        self._progress, self._filter, self._read_only = progress, display(filtered, lines=False), read_only
        self.changed()

    def rows(self, width: int) -> list[Content]:
        """The line."""
        parts = self._parts(self._progress) if self._progress is not None else []
        title_room = max(0, width - sum(cell_len(text) + 2 for text, _ in parts[:2]))
        shown: list[tuple[str, str]] = []
        if title_room >= 8:
            shown.append((self._title if cell_len(self._title) <= title_room else "coder", "bold"))
        used = sum(cell_len(text) + 2 for text, _ in shown)
        for text, style in parts:
            if used + cell_len(text) > width:
                break
            shown.append((text, style))
            used += cell_len(text) + 2
        return [Content("  ").join(Content.styled(text, style) for text, style in shown)]

    def _parts(self, progress: Progress) -> list[tuple[str, str]]:
        here = progress.in_question
        parts = []
        if progress.question is not None:
            parts.append((display(progress.question, lines=False), "bold $text-accent"))
        if self._read_only:
            parts.append(("looking only", "bold $text-warning"))
        if self._filter:
            parts.append((f"only {cut(self._filter, _LONGEST_FILTER)}", "bold $text-warning"))
        parts.append((f"{here.decided:,} of {here.total:,} comments", ""))
        parts.append((_bar(here.share), "$text-accent"))
        if len(progress.questions) > 1 and progress.question is not None:
            parts.append((f"all {progress.overall.decided:,} of {progress.overall.total:,}", "dim"))
        if progress.per_hour is not None:
            parts.append((f"{progress.per_hour:,.0f}/h", "dim"))
        parts += [(said, "dim") for said in (time_left(progress), corrected(progress)) if said]
        return parts


def _bar(share: float) -> str:
    full = int(share * _BAR)
    return "█" * full + "░" * (_BAR - full)
