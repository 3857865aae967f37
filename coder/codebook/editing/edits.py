"""The edits themselves. Each takes the text of a framework and returns the edited one.

`name` is what the file is called in problems. An edit that changes nothing returns the text as it was; one that would
give the framework a problem raises a CodebookError with the problem's sentence, and one that names no code of the
framework, or meets a layout that cannot be edited safely, an InputError.
"""

from collections.abc import Mapping
from dataclasses import replace

from coder.codebook.editing.entries import exchange, put_in, take_out
from coder.codebook.editing.framework import Framework
from coder.codebook.editing.habits import LISTS
from coder.codebook.editing.lists import add_code_item, add_text
from coder.codebook.editing.meaning import as_read, changed, code_as_read, with_code
from coder.codebook.editing.places import CodePlace
from coder.codebook.editing.splicing import Splice
from coder.domain.codebook import Code, Role
from coder.errors import InputError

NAME = "the framework"
Single = str | bool | None
"""What a field with a single value can say; None: nothing."""

_UNSET: Mapping[str, Single] = {
    "label": "",
    "definition": "",
    "codable": True,
    "role": Role.THEME,
    "retired": False,
    "replaced_by": None,
    "memo": "",
    "colour": None,
}
"""What a code has that lacks a field."""
_TAKEN_OUT = ("definition", "role", "memo")
FIELDS = tuple(_UNSET)
"""Fields with a single value that can be set; an id stays, because decisions refer to it."""


def add_code(source: str, code: Code, *, under: str | None = None, after: str | None = None, name: str = NAME) -> str:
    """Add a code, written as the codes beside it are.

    Args:
        source: the framework.
        code: the code; empty fields are left out.
        under: the id of its parent; None: at top level, or beside `after`.
        after: the id of the code it follows; None: it comes last.
        name: what the file is called in problems.
    """
    framework = Framework(source, name)
    code = code_as_read(code)
    parent, index = _position(framework, under, after)
    mapping = framework.root if parent is None else parent.mapping
    above = parent.id if parent else None
    entry = mapping.entries.get("codes")
    habits = framework.habits_beside(entry.value if entry else None, index, above)
    splices = (
        add_code_item(framework.source, entry, code, index, flow=mapping.flow, habits=habits)
        if entry
        else put_in(framework.source, mapping, "codes", (code,), habits)
    )
    return framework.edited(splices, with_code(framework.codebook, code, above, index), splices[0].start)


def set_field(source: str, code_id: str, field: str, value: Single, *, name: str = NAME) -> str:
    """Set a field of a code that has a single value; an empty value, or None, takes the field out.

    Args:
        source: the framework.
        code_id: the code.
        field: one of `FIELDS`.
        value: what it is to say.
        name: what the file is called in problems.
    """
    if field not in FIELDS:
        raise ValueError(f"'{field}' cannot be set")
    return _set(Framework(source, name), code_id, {field: value}, source)


def retire(source: str, code_id: str, *, replaced_by: str | None = None, name: str = NAME) -> str:
    """Retire a code: it is given no more. With a replacement, it counts as that one; without, one it has stays."""
    values: dict[str, Single] = {"retired": True}
    if replaced_by is not None:
        values["replaced_by"] = replaced_by
    return _set(Framework(source, name), code_id, values, source)


def add_to_list(source: str, code_id: str, field: str, text: str, *, name: str = NAME) -> str:
    """Add a text to a list of a code, at its end; one that is there already is not added again.

    Args:
        source: the framework.
        code_id: the code.
        field: `include`, `exclude`, `examples`, `counterexamples` or `keywords`.
        text: what is added.
        name: what the file is called in problems.
    """
    if field not in LISTS:
        raise ValueError(f"'{field}' is no list of texts")
    framework = Framework(source, name)
    place, text = framework.code(code_id), as_read(text)
    mapping, habits = place.mapping, framework.habits_in(place)
    before = getattr(framework.codebook.placed[code_id].code, field)
    if text in before:
        return source
    entry = mapping.entries.get(field)
    splices = (
        add_text(framework.source, entry, text, flow=mapping.flow, habits=habits)
        if entry
        else put_in(framework.source, mapping, field, (text,), habits)
    )
    more = {field: (*before, text)}
    meant = changed(framework.codebook, code_id, lambda code: replace(code, **more))  # type: ignore[arg-type]
    return framework.edited(splices, meant, splices[0].start)


def _position(framework: Framework, under: str | None, after: str | None) -> tuple[CodePlace | None, int]:
    """The parent of a new code, and how many of its siblings come before it."""
    parent = framework.code(under) if under is not None else None
    if after is None:
        codes = framework.codebook.placed[parent.id].code.codes if parent else framework.codebook.codes
        return parent, len(codes)
    beside = framework.code(after)
    if parent is not None and beside.parent is not parent:
        raise InputError(
            f"'{after}' is not right below '{under}'.", "Name a code below it, or leave one of the two out."
        )
    return beside.parent, beside.index + 1


def _set(framework: Framework, code_id: str, values: Mapping[str, Single], source: str) -> str:
    place = framework.code(code_id)
    code = framework.codebook.placed[code_id].code
    meant = {field: _as_meant(field, value) for field, value in values.items()}
    if all(getattr(code, field) == value for field, value in meant.items()):
        return source
    splices = [each for field, value in meant.items() for each in _splices(framework, place, field, value)]
    edited = changed(framework.codebook, code_id, lambda old: replace(old, **meant))  # type: ignore[arg-type]
    return framework.edited(splices, edited, place.mapping.start)


def _as_meant(field: str, value: Single) -> Single:
    """The value as the reader gives it: for an empty one, what a code has that lacks the field."""
    if field in ("codable", "retired"):
        return _UNSET[field] if value is None else bool(value)
    return as_read(str(value or "")) or _UNSET[field]


def _splices(framework: Framework, place: CodePlace, field: str, value: Single) -> list[Splice]:
    source, mapping, habits = framework.source, place.mapping, framework.habits_in(place)
    entry = mapping.entries.get(field)
    if value is None or (value == _UNSET[field] and field in _TAKEN_OUT):
        return take_out(source, mapping, field) if entry else []
    if entry is not None:
        return exchange(source, entry, value, flow=mapping.flow, habits=habits)
    return [] if value == _UNSET[field] else put_in(source, mapping, field, value, habits)
