"""The one place where errors become words on stderr and an exit code."""

import os
import sys
import traceback
from typing import Any

import typer
from typer.core import TyperGroup

from coder.domain.text import display
from coder.errors import CoderError, ExitCode

ORDER = ["demo", "init", "codebook", "import", "suggest", "review", "status", "count", "report", "export", "batch"]
"""The commands in the order of the work; Typer itself would put groups of commands last."""
TRACEBACK_VARIABLE = "CODER_TRACEBACK"


class CoderGroup(TyperGroup):
    """A group of commands in which an error of ours ends in a sentence and its exit code."""

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
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
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
    print(f"coder: {display(error.message)}", file=sys.stderr)  # noqa: T201
    if error.hint:
        print(f"hint: {display(error.hint)}", file=sys.stderr)  # noqa: T201


def report_bug(error: Exception) -> None:
    """Say that this is our fault, where it happened, and how to see more."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{frame.filename}:{frame.lineno}"
    text = display(f"coder: this is a bug in coder: {type(error).__name__}: {error} ({where})")
    print(text, file=sys.stderr)  # noqa: T201
    if os.environ.get(TRACEBACK_VARIABLE):
        traceback.print_exception(error)
    else:
        hint = f"hint: nothing saved is lost; set {TRACEBACK_VARIABLE}=1 and run it again to see the details to report."
        print(hint, file=sys.stderr)  # noqa: T201


def _is_usage_error(error: Exception) -> bool:
    # Typer's exceptions for wrong usage come from its private copy of click and share no public base class.
    return hasattr(error, "exit_code") and hasattr(error, "format_message")
