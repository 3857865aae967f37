"""The one place where errors become words on stderr and an exit code."""

import os
import sys
import traceback
from contextlib import suppress
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from coder.cli.streams import discard_output, writing_output
from coder.domain.text import display
from coder.errors import CoderError, ExitCode

ORDER = [
    *("demo", "init", "codebook", "import", "suggest", "review", "audit", "autocode", "status", "count"),
    *("crosstab", "campaigns", "agree", "report", "export", "batch", "evaluate"),
]
"""The commands in the order of the work; Typer itself would put groups of commands last."""
TRACEBACK_VARIABLE = "CODER_TRACEBACK"


class CoderCommand(TyperCommand):
    """A command whose help shows no type for options that take no value."""

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401 - Typer's own classes are private
        """The option `--help`."""
        return _without_type(super().get_help_option(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Print the help."""
        with writing_output():
            super().format_help(ctx, formatter)


class CoderGroup(TyperGroup):
    """A group of commands in which an error of ours ends in a sentence and its exit code."""

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401
        """The option `--help`."""
        return _without_type(super().get_help_option(ctx))

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Print the help."""
        with writing_output():
            super().format_help(ctx, formatter)

    def main(self, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401
        """Run the command line; what was printed must have left when it ends."""
        try:
            return super().main(*arguments, **options)
        except SystemExit as leaving:
            raise SystemExit(_flushed(leaving.code)) from None
        except CoderError as error:
            # The help of the whole program is printed before `invoke`.
            report_error(error)
            discard_output()
            raise SystemExit(error.exit_code) from None
        except OSError:  # stderr itself cannot be written
            raise SystemExit(ExitCode.INPUT) from None

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401 - Typer's own context class is private
        """The commands in the order of the work."""
        return sorted(self.commands, key=lambda name: ORDER.index(name) if name in ORDER else len(ORDER))

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401
        """Run the command; translate what goes wrong."""
        try:
            return super().invoke(ctx)
        except CoderError as error:
            report_error(error)
            raise typer.Exit(error.exit_code) from error
        except BrokenPipeError:
            # Whoever read our output has seen enough (`coder count | head`); nothing is wrong.
            discard_output()
            raise typer.Exit(ExitCode.DONE) from None
        except MemoryError as error:
            report_error(
                CoderError("There is not enough memory for this.", "Close other programs, or use CSV or Parquet.")
            )
            raise typer.Exit(ExitCode.INPUT) from error
        except (typer.Exit, typer.Abort, KeyboardInterrupt, EOFError):
            raise
        except Exception as error:
            if _is_usage_error(error):
                raise
            report_bug(error)
            raise typer.Exit(ExitCode.BUG) from error


def report_error(error: CoderError) -> None:
    """Say what is wrong, and how to mend it."""
    _tell(f"coder: {error.message}")
    if error.hint:
        _tell(f"hint: {error.hint}")


def report_bug(error: Exception) -> None:
    """Say that this is our fault, where it happened, and how to see more."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{frame.filename}:{frame.lineno}"
    _tell(f"coder: this is a bug in coder: {type(error).__name__}: {error} ({where})")
    if os.environ.get(TRACEBACK_VARIABLE):
        traceback.print_exception(error)
    else:
        _tell(f"hint: nothing saved is lost; set {TRACEBACK_VARIABLE}=1 and run it again to see the details to report.")


def _tell(text: str) -> None:
    with suppress(OSError):  # nobody can be told that nobody can be told
        sys.stderr.write(display(text) + "\n")


def _flushed(code: Any) -> Any:  # noqa: ANN401 - an exit code as SystemExit has it
    """The exit code once everything printed has left; another one if it cannot leave."""
    try:
        with writing_output():
            sys.stdout.flush()
    except BrokenPipeError:
        discard_output()
    except CoderError as error:
        discard_output()
        if not code:  # else it has been said already
            report_error(error)
            return error.exit_code
    return code


def _without_type(option: Any) -> Any:  # noqa: ANN401
    if option is not None:
        option.metavar = ""
    return option


def _is_usage_error(error: Exception) -> bool:
    # Typer's exceptions for wrong usage come from its private copy of click and share no public base class.
    return hasattr(error, "exit_code") and hasattr(error, "format_message")
