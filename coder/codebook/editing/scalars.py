"""Texts written as YAML, so that the reader gives back exactly what was meant.

The reader itself is asked whether a text can stand without quotation marks; nothing here repeats YAML's rules.
"""

import re
from collections.abc import Sequence

from coder.codebook.nodes import Fields, Items, Kind, Node, Scalar, compose
from coder.codebook.problems import Problems

_ESCAPED = re.compile(
    "[^\x20-\x7e\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""What is never written as it is: controls, line separators, byte order marks, and what turns the order of letters."""
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
_OTHER_READERS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null", "nil", "none"))
"""Words that other readers of YAML take for something else than a text."""


def one_line(text: str, *, flow: bool, quote: str = "") -> str:
    """A text on one line: plain where it can be, else in quotation marks.

    Args:
        text: what is meant.
        flow: it stands in brackets or braces.
        quote: the quotation mark that texts around it have without needing one.
    """
    if not quote and is_plain(text, flow=flow):
        return text
    if _ESCAPED.search(text) is None and (quote == "'" or (not quote and ('"' in text or "\\" in text))):
        return "'" + text.replace("'", "''") + "'"
    return '"' + re.sub(rf'["\\]|{_ESCAPED.pattern}', lambda found: _escape(found[0]), text) + '"'


def is_plain(text: str, *, flow: bool) -> bool:
    """Whether a text can stand without quotation marks, and other readers would take it for a text too."""
    if _ESCAPED.search(text) or text.casefold() in _OTHER_READERS or not any(map(str.isalpha, text)):
        return False
    around = ("[{}]\n", "{{k: {}}}\n") if flow else ("- {}\n", "k: {}\n")
    return all(_values(compose(frame.format(text), Problems(""))) == (Scalar(1, text),) for frame in around)


def literal(text: str) -> list[str] | None:
    """A text of several lines as the lines below a `|`; None where only quotation marks keep it."""
    lines = text.split("\n")
    unfit = any(_ESCAPED.search(line) or line != line.rstrip() for line in lines)
    return None if unfit or len(lines) == 1 or not lines[0] or lines[0][0].isspace() else lines


def folded(text: str, width: int) -> list[str] | None:
    """A text of one line as the lines below a `>`; None where only quotation marks keep it."""
    unfit = _ESCAPED.search(text) or text != text.strip() or re.search(r"\s\s", text)
    return None if unfit or not text else wrap(text, width, width)


def wrap(written: str, first: int, width: int) -> list[str]:
    """One line broken at single spaces, where a reader of YAML puts a space again.

    Args:
        written: the text, with its quotation marks.
        first: the characters that fit on the first line,
        width: and on each further one.
    """
    lines = [""]
    for word in re.split(r"(?<=[^ ]) (?=[^ ])", written):
        room = first if len(lines) == 1 else width
        if not lines[-1]:
            lines[-1] = word
        elif len(lines[-1]) + 1 + len(word) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _escape(character: str) -> str:
    code = ord(character)
    if character in _SHORT:
        return _SHORT[character]
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _values(node: Node | None) -> Sequence[Node]:
    """The items of a list, or the values of a mapping, if they are texts."""
    nodes = node.nodes if isinstance(node, Items) else tuple(node.values.values()) if isinstance(node, Fields) else ()
    return tuple(each for each in nodes if isinstance(each, Scalar) and each.kind is Kind.TEXT)
