"""The YAML parser's complaints in words that say what to do."""

import re
from enum import Enum, auto
from typing import NamedTuple

from ruamel.yaml.error import MarkedYAMLError

Explained = tuple[int, str, str]
"""The line, what is wrong and what to do."""


class _Shows(Enum):
    """Which line helps most."""

    END = auto()
    """Where the parser gave up."""
    START = auto()
    """Where the broken part began."""
    OPENED = auto()
    """Where the innermost list or mapping that is still open began."""


class _Saying(NamedTuple):
    pattern: str
    what: str
    todo: str
    shows: _Shows = _Shows.END


_QUOTE = "put the whole text in quotes"
_SAYINGS = (
    _Saying(r"mapping values are not allowed", "there is a colon and a space inside a text", _QUOTE),
    _Saying(r"found character '\\t'", "a tab is used for indentation", "use spaces"),
    _Saying(r"found character '(.+)' that cannot start", "a text begins with `{0}`", _QUOTE),
    _Saying(r"found unexpected end of stream", "a quotation mark is never closed", "close it", _Shows.START),
    _Saying(
        r"expected ',' or '\]'", "a list in [ ] is not closed or lacks a comma", "mend it from here on", _Shows.START
    ),
    _Saying(
        r"expected ',' or '\}'", "a mapping in { } is not closed or lacks a comma", "mend it from here on", _Shows.START
    ),
    _Saying(
        r"expected the node content",
        "a list in [ ] or a mapping in { } is not closed as it was opened",
        "mend it from here on",
        _Shows.OPENED,
    ),
    _Saying(
        r"expected <block end>",
        "the line does not fit the lines above it",
        "check its indentation, and that a text which begins with a quotation mark ends with it",
    ),
    _Saying(
        r"could not find expected ':'",
        "the line is neither `key: value` nor an item of a list",
        "check its indentation and that a colon and a space follow the key",
        _Shows.START,
    ),
    _Saying(r"sequence entries are not allowed", "a list begins on the line of its key", "start it on the next line"),
    _Saying(
        r"expected alphabetic or numeric character.* scanning an (?:alias|anchor)",
        "a text begins with `*` or `&`",
        _QUOTE,
    ),
    _Saying(
        r"escape",
        "a text in double quotes has a backslash that means nothing",
        "use single quotes, or write the backslash twice",
    ),
)


def explain(error: Exception, line: int, opened: int) -> Explained:
    """A parser's error in plain words.

    Args:
        error: what the parser raised.
        line: where the last part began that could be read.
        opened: where the innermost list or mapping began that is still open.
    """
    if not isinstance(error, MarkedYAMLError):
        return line, "a text in double quotes has an escape that is no character", "write the character itself"
    problem = f"{error.problem or 'no reason given'} {error.context or ''}".strip()
    for saying in _SAYINGS:
        if found := re.search(saying.pattern, problem):
            mark = error.context_mark if saying.shows is _Shows.START else error.problem_mark
            at = opened if saying.shows is _Shows.OPENED else _line(mark, line)
            return at, saying.what.replace("{0}", "".join(found.groups())), saying.todo
    return _line(error.problem_mark, line), f"this is not YAML ({problem})", "mend the line or the one above"


def _line(mark: object, otherwise: int) -> int:
    return int(getattr(mark, "line", otherwise - 1)) + 1
