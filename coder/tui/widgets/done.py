"""What is shown when nothing is left to decide."""

from textual.content import Content
from textual.widgets import Static

from coder.domain.text import display, plural
from coder.reviewing.item import Progress


class Done(Static, can_focus=False):
    """Says that all is done, and what to do next."""

    DEFAULT_CSS = """
    Done { height: 1fr; content-align: center middle; text-align: center; padding: 0 2; }
    """

    def __init__(self) -> None:
        super().__init__("", markup=False)

    def show(self, progress: Progress) -> None:
        """Show the figures of the session."""
        self.update(Content("\n").join(_lines(progress)))


def _lines(progress: Progress) -> list[Content]:
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
            Content("Enter goes through them again · q stops here"),
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
    lines.append(Content("q quits · u takes back the last decision · ← looks back"))
    return lines
