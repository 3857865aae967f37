"""The `coder` command."""


def main() -> None:
    """Run the command line."""
