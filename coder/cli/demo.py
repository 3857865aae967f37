"""`coder demo`."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from coder.cli.narration import progress_bars, say


def demo(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new folder to set the example up in.")] = Path(
        "coder-demo"
    ),
) -> None:
    """Set up the example consultation and run everything that needs no person, to its report.

    The example is synthetic: written for this project, by nobody who answered a real survey.

    Example: coder demo
    """
    from coder.workflow.demo import run_demo

    with progress_bars() as progress:
        made = run_demo(folder, progress=progress)
    say(f"The example consultation is in {made.folder} (synthetic: written for this project).")
    say(f"{made.coded} of {made.responses} responses carry a person's coding; the rest have suggestions only.")
    say(f"The report is at {made.report}")
    say("What to try next:")
    say(f"  cd {shlex.quote(str(made.folder))}")
    say("  coder review      confirm suggestions, one response at a time")
    say("  coder status      see how far it is")
    say("  coder count       frequency tables in the terminal")
    say("  coder crosstab    groups compared, as in: coder crosstab --by district --question vision --answer Agree")
    say("  coder agree       how far a second coder agreed")
    say("  coder report    in Word, as in: coder report --out report.docx; demo.report.yaml is its house style")
