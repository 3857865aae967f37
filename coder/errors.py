"""What can go wrong, as sentences for the person at the keyboard.

CoderError
├── InputError          the user's input is wrong                        exit 1
│   ├── CodebookError   a coding framework that cannot be used
│   ├── TableError      a file of responses that cannot be read
│   └── ProjectError    a project file that is missing, damaged, newer or in use
├── UsageError          a question needs an answer, and nobody can be asked    exit 2
└── EnvironmentLacks    a model or an optional package is missing        exit 3
"""

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of every command."""

    DONE = 0
    INPUT = 1
    USAGE = 2
    ENVIRONMENT = 3
    BUG = 70
    INTERRUPTED = 130


class CoderError(Exception):
    """An error a user can cause: one sentence on what is wrong and where, and a hint on how to mend it."""

    exit_code = ExitCode.INPUT

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class InputError(CoderError):
    """The user's input is wrong."""


class CodebookError(InputError):
    """A coding framework that cannot be used; the message has a line for each problem."""


class TableError(InputError):
    """A file of responses that cannot be read as it is."""


class ProjectError(InputError):
    """A project file that is missing, damaged, newer than this program or in use."""


class UsageError(CoderError):
    """A question needs an answer and there is nobody to ask; the message names the option that answers it."""

    exit_code = ExitCode.USAGE


class EnvironmentLacks(CoderError):
    """A model or an optional package is missing; the hint is the exact command that installs it."""

    exit_code = ExitCode.ENVIRONMENT
