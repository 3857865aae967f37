"""Where the program begins; it imports the rest inside, so that Ctrl-C is quiet from the first moment."""

import sys

from coder.errors import ExitCode


def main() -> None:
    """Run the command line."""
    try:
        from coder.cli.app import app
        from coder.cli.streams import prepare_streams

        prepare_streams()
        app()
    except KeyboardInterrupt:
        sys.exit(ExitCode.INTERRUPTED)
