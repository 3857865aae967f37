"""`coder count --closed` and `--profile`."""

from collections.abc import Sequence
from pathlib import Path

from coder.cli.grouped import print_cells, print_values, record
from coder.cli.narration import say
from coder.cli.output import Format, write_line


def count_answers(
    project: Path, *, questions: Sequence[str] | None, profile: Sequence[str], weighted: bool, form: Format
) -> None:
    """Print how often each answer to a closed question was given, or each value of the profile."""
    from coder.workflow.closed import count_closed

    summary = count_closed(project, questions=questions, profile=profile, weighted=weighted)
    for notice in summary.notices:
        say(f"note: {notice}")
    if form is not Format.TABLE:
        cells = [row[0] for table in summary.tables for row in table.rows]
        print_cells([record(cell) for cell in cells], form, weighted=weighted)
        return
    if not summary.tables:
        write_line("The codebook has no closed question.")
    for table in summary.tables:
        print_values(table, weighted=weighted, respondents=summary.respondents, profile=bool(profile))
