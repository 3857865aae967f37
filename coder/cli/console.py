"""Rich's console, as every command uses it; imported where something is drawn, because Rich takes its time."""

from rich.console import Console as RichConsole  # noqa: TID253 - this module is the lazy import


class Console(RichConsole):
    """A console that leaves a broken pipe to the one place where errors become exit codes."""

    def on_broken_pipe(self) -> None:
        """Pass the BrokenPipeError on that is being handled; Rich itself would end the program with exit code 1."""
        raise
