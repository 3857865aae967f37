"""`coder review --serve`: the same screen in a browser."""

import sys
import webbrowser
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import typer

from coder.cli.narration import say
from coder.cli.output import write
from coder.errors import EnvironmentLacks

_OWN = ("context", "project", "coder", "serve", "port", "open_browser")


def review_command(context: typer.Context, project: Path, coder: str) -> list[str]:
    """The command that each tab runs: this program, found as it was, with a project and a coder that are settled.

    Every other option is passed on as it was given. Values are joined to their options, so that a name that begins
    with a hyphen stays a value; `-P` keeps Python from looking for modules in the working folder.
    """
    given = [f"--project={project}", f"--coder={coder}"]
    for option in context.command.params:
        value = context.params.get(str(option.name))
        if option.name in _OWN or value is None or value is False or value in ([], ()):
            continue
        name = option.opts[0]
        values = value if isinstance(value, list | tuple) else [value]
        given += [name if one is True else f"{name}={one}" for one in values]
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
