"""Runs the command line as `python -m coder`."""

from coder.cli.main import main

if __name__ == "__main__":
    main()
