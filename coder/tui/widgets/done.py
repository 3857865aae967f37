"""What is shown when nothing is left to decide."""

from collections.abc import Callable

from textual.content import Content
from textual.widgets import Static

from coder.domain.text import display, plural
from coder.reviewing.item import Progress


class Done(Static, can_focus=False):
    """Says that all is done, and what to do next."""

    DEFAULT_CSS = """
    Done { height: 1fr; content-align: center middle; text-align: center; padding: 0 2; }
    """

    def __init__(self, key: Callable[[str], str]) -> None:
        """Show the end; `key` tells the key of an action."""
        super().__init__("", markup=False)
        self._key = key

    def show(self, progress: Progress) -> None:
        """Show the figures of the session."""
        self.update(Content("\n").join(_lines(progress, self._key)))


def _lines(progress: Progress, key: Callable[[str], str]) -> list[Content]:
    if progress.overall.total == 0:
        return [
            Content.styled("Nothing to review yet", "bold"),
            Content(""),
            Content("There are no comments. Import responses, then: coder suggest"),
        ]
    if progress.skipped:
        return [
            Content.styled(f"Only what you skipped is left: {plural(progress.skipped, 'comment')}", "bold"),
            Content(""),
            Content(f"{key('confirm')} goes through them again · {key('app.quit')} stops here"),
        ]
    if progress.overall.left:
        return [
            Content.styled("No more comments that the filter finds", "bold"),
            Content(""),
            Content(f"{progress.overall.decided:,} of {plural(progress.overall.total, 'comment')} decided."),
            Content(""),
            Content(f"{key('filter')} goes through others · {key('app.quit')} quits · {key('undo')} takes back"),
        ]
    lines = [
        Content.styled("All done", "bold $text-success"),
        Content(""),
        Content(f"{plural(progress.overall.total, 'comment')} decided, {progress.session:,} of them in this session."),
        *(
            Content.styled(f"{display(question, lines=False)}: {tally.decided:,} of {tally.total:,}", "dim")
            for question, tally in progress.questions.items()
        ),
        Content(""),
    ]
    if progress.undivided:
        lines.append(Content(f"{plural(progress.undivided, 'response')} not divided yet: coder suggest"))
    lines.append(Content.assemble("Next: ", ("coder count", "bold"), " or ", ("coder report", "bold")))
    back, undo = key("move_response(-1)"), key("undo")
    lines.append(Content(f"{key('app.quit')} quits · {undo} takes back what you did last · {back} looks back"))
    return lines
