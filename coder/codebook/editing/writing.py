"""New parts of a framework as lines of YAML, written as the author writes."""

from collections.abc import Sequence

from coder.codebook.editing.habits import Habits
from coder.codebook.editing.scalars import folded, literal, one_line, wrap
from coder.codebook.parts import CODE_KEYS
from coder.domain.codebook import Code

Value = str | bool | tuple[str, ...] | tuple[Code, ...]
"""What a key of a code can have."""

INDENTATION = 2
"""Columns by which the further lines of a text stand in from its key."""


def filled(code: Code) -> dict[str, Value]:
    """The fields of a code that say something, in the order they are written in."""
    defaults = {key: field.default for key, field in Code.__dataclass_fields__.items()}
    return {key: getattr(code, key) for key in CODE_KEYS if getattr(code, key) != defaults[key]}


def code_in_braces(code: Code, habits: Habits) -> str:
    """A code on one line."""
    entries = [entry_in_braces(key, value, habits) for key, value in filled(code).items()]
    return "{" + ", ".join(entries) + "}"


def entry_in_braces(key: str, value: Value, habits: Habits) -> str:
    """A key and its value on one line."""
    if isinstance(value, bool):
        return f"{key}: {str(value).lower()}"
    if isinstance(value, str):
        return f"{key}: {text_in_brackets(value, habits.quote(key))}"
    items = (
        code_in_braces(each, habits) if isinstance(each, Code) else item_in_brackets(each, key, habits)
        for each in value
    )
    return f"{key}: [{', '.join(items)}]"


def text_in_brackets(text: str, quote: str) -> str:
    """A text as it stands in a list or a mapping on one line."""
    return one_line(text, flow=True, quote="" if quote == ">" else quote)


def item_in_brackets(text: str, key: str, habits: Habits) -> str:
    """An item of a list of texts on one line."""
    return text_in_brackets(text, habits.quote(key))


def code_lines(code: Code, hyphen: int, column: int, habits: Habits) -> list[str]:
    """A code as an item of a list of codes.

    Args:
        code: the code.
        hyphen: the column of its hyphen,
        column: and the one its keys begin in.
        habits: how the author writes.
    """
    lines = [line for key, value in filled(code).items() for line in entry_lines(key, value, column, habits)]
    return [f"{' ' * hyphen}-{' ' * (column - hyphen - 1)}{lines[0].lstrip(' ')}", *lines[1:]]


def entry_lines(key: str, value: Value, column: int, habits: Habits) -> list[str]:
    """A key and its value, on as many lines as it takes; the key begins in a column."""
    margin = " " * column
    if isinstance(value, bool):
        return [f"{margin}{key}: {str(value).lower()}"]
    if isinstance(value, str):
        first, *more = text_lines(value, habits.quote(key), column + len(key) + 2, column + INDENTATION, habits.width)
        return [f"{margin}{key}: {first}", *more]
    in_brackets = f"{margin}{entry_in_braces(key, value, habits)}"
    if not value or (not isinstance(value[0], Code) and habits.in_brackets(key, in_brackets)):
        return [in_brackets]
    hyphen = column + habits.hyphen(key)
    lines = [f"{margin}{key}:"]
    for item in value:
        lines += (
            code_lines(item, hyphen, hyphen + INDENTATION, habits)
            if isinstance(item, Code)
            else item_lines(item, hyphen, hyphen + INDENTATION, habits.quote(key), habits.width)
        )
    return lines


def item_lines(text: str, hyphen: int, column: int, quote: str, width: int | None) -> list[str]:
    """A text as an item of a list of texts; the arguments are those of `code_lines` and `text_lines`."""
    first, *more = text_lines(text, "" if quote == ">" else quote, column, column, width)
    return [f"{' ' * hyphen}-{' ' * (column - hyphen - 1)}{first}", *more]


def text_lines(text: str, quote: str, first: int, column: int, width: int | None) -> list[str]:
    """A text as a value outside brackets.

    Args:
        text: what is meant.
        quote: how the texts around it are written: with `'` or `"` without need, with `>`, or plain.
        first: the column it begins in, which the first line does not repeat.
        column: the column of its further lines, which they begin with.
        width: the column at which lines are broken; None: they run on.
    """
    block = literal(text)
    if block is not None:
        return ["|", *indented(block, column)]
    written = one_line(text, flow=False, quote="" if quote == ">" else quote)
    if width is None or first + len(written) <= width or text != text.strip():
        return [written]
    if quote == ">" and (block := folded(text, width - column)) is not None:
        return [">", *indented(block, column)]
    one, *more = wrap(written, width - first, width - column)
    return [one, *indented(more, column)]


def indented(lines: Sequence[str], column: int) -> list[str]:
    """The lines from a column on; empty ones stay empty."""
    return [f"{' ' * column}{line}" if line else "" for line in lines]
