"""The framework and the example that come with the program."""

from pathlib import Path

import coder

PACKAGE = Path(coder.__file__).parent


def bundled(*parts: str) -> Path:
    """A file of codebooks/ or examples/: in the installed package, or in the repository it is run from."""
    inside = PACKAGE.joinpath("bundled", *parts)
    return inside if inside.exists() else PACKAGE.parent.joinpath(*parts)
