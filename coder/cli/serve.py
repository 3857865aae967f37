"""`coder review --serve`: the same screen in a browser."""

import sys
import webbrowser
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from coder.cli.narration import say
from coder.cli.output import write
from coder.errors import EnvironmentLacks


def review_command(project: Path, *, coder: str, options: Sequence[tuple[str, str | None]]) -> list[str]:
    """The command that each tab runs: this program, found as it was, with a project and a coder that are settled.

    Values are joined to their options, so that a name that begins with a hyphen stays a value; `-P` keeps Python from
    looking for modules in the working folder.
    """
    settled = [("project", str(project)), ("coder", coder), *options]
    given = [f"--{name}" if value is None else f"--{name}={value}" for name, value in settled]
    return [sys.executable, "-P", "-m", "coder", "review", *given]


def serve_review(command: Sequence[str], *, title: str, port: int, open_browser: bool) -> None:
    """Serve the review screen until Ctrl+C; the link goes to stdout, everything else to stderr.

    Raises:
        EnvironmentLacks: what serves it is not installed.
        InputError: the port cannot be had.
    """
    try:
        from coder.serving.server import serve
    except ModuleNotFoundError as error:
        raise EnvironmentLacks(
            f"Reviewing in a browser needs {error.name}, which is not installed.",
            "Run, in the same environment: pip install textual-serve",
        ) from error

    def announce(link: str) -> None:
        write(f"{link}\n")
        sys.stdout.flush()
        say("Open this link in a browser on this computer; it works once. Ctrl+C here stops.")
        if open_browser and not webbrowser.open(link):
            say("note: no browser could be opened.")

    with suppress(KeyboardInterrupt):  # where it cannot be handled as a signal
        serve(command, port=port, title=title, announce=announce, tell=say)
    say("Stopped.")
