"""The formats a report can be written in; each arranges the same blocks and words nothing itself."""

from collections.abc import Callable
from importlib import import_module

from coder.reporting.blocks import Report

Renderer = Callable[[Report], bytes]

_MODULES = {".docx": "docx", ".htm": "html", ".html": "html", ".md": "markdown", ".xlsx": "xlsx"}

SUFFIXES = (".docx", ".html", ".xlsx", ".md")
"""How the files' names end, in the order in which help texts name them."""


def renderer(suffix: str) -> Renderer | None:
    """What makes the bytes of a file whose name ends like this; None: there is no such format.

    The same report always gives the same bytes.
    """
    module = _MODULES.get(suffix.lower())
    if module is None:
        return None
    render: Renderer = import_module(f"coder.reporting.formats.{module}").render
    return render
