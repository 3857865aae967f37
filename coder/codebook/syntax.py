"""The YAML parser's complaints in words that say what to do."""

import re
from typing import NamedTuple

from ruamel.yaml.error import MarkedYAMLError

Explained = tuple[int, str, str]
"""The line, what is wrong and what to do."""


class _Saying(NamedTuple):
    pattern: str
    what: str
    todo: str
    at_start: bool = False
    """Whether the line to show is where the broken part began, not where the parser gave up."""


_QUOTE = "put the whole text in quotes"
_SAYINGS = (
    _Saying(r"mapping values are not allowed", "there is a colon and a space inside a text", _QUOTE),
    _Saying(r"found character '\\t'", "a tab is used for indentation", "use spaces"),
    _Saying(r"found character '(.+)' that cannot start", "a text begins with `{0}`", _QUOTE),
    _Saying(r"found unexpected end of stream", "a quotation mark is never closed", "close it", True),
    _Saying(r"expected ',' or '\]'", "a list in [ ] is not closed or lacks a comma", "mend it from here on", True),
    _Saying(r"expected ',' or '\}'", "a mapping in { } is not closed or lacks a comma", "mend it from here on", True),
    _Saying(
        r"expected <block end>",
        "the line does not fit the lines above it",
        "check its indentation, and that a text which begins with a quotation mark ends with it",
    ),
    _Saying(
        r"could not find expected ':'",
        "the line is neither `key: value` nor an item of a list",
        "check its indentation and that a colon and a space follow the key",
        True,
    ),
    _Saying(r"sequence entries are not allowed", "a list begins on the line of its key", "start it on the next line"),
    _Saying(r"expected alphabetic or numeric character", "a text begins with `*` or `&`", _QUOTE),
    _Saying(
        r"escape",
        "a text in double quotes has a backslash that means nothing",
        "use single quotes, or write the backslash twice",
    ),
)


def explain(error: Exception, line: int) -> Explained:
    """A parser's error in plain words; `line` is how far the parser had read."""
    if not isinstance(error, MarkedYAMLError):
        return line, "a text in double quotes has an escape that is no character", "write the character itself"
    problem = error.problem or "the parser gives no reason"
    for saying in _SAYINGS:
        if found := re.search(saying.pattern, problem):
            mark = (saying.at_start and error.context_mark) or error.problem_mark
            return _line(mark, line), saying.what.replace("{0}", "".join(found.groups())), saying.todo
    context = f" {error.context}" if error.context else ""
    return _line(error.problem_mark, line), f"this is not YAML ({problem}{context})", "mend the line or the one above"


def _line(mark: object, otherwise: int) -> int:
    return int(getattr(mark, "line", otherwise - 1)) + 1
