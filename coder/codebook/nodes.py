"""YAML as a tree of nodes with line numbers; of the language, only what a framework needs.

Tags, anchors, aliases, directives, further documents and repeated keys are problems. The tree is built from parse
events without recursion, so nesting of any depth ends in a problem.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)
from ruamel.yaml.nodes import ScalarNode

from coder.codebook.problems import Problems, shown
from coder.codebook.syntax import explain

MAX_DEPTH = 100
"""Levels of YAML; a level of codes takes two."""


class Kind(StrEnum):
    """What YAML takes a plain value for."""

    TEXT = "text"
    NUMBER = "a number"
    FLAG = "true or false"
    NOTHING = "nothing"
    DATE = "a date"
    REFUSED = "refused"
    """A value that has been reported already."""


_KINDS = {
    "int": Kind.NUMBER,
    "float": Kind.NUMBER,
    "bool": Kind.FLAG,
    "null": Kind.NOTHING,
    "timestamp": Kind.DATE,
}


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value."""

    line: int
    text: str
    """As written, without quotation marks."""
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    line: int
    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """A mapping: values by their keys."""

    line: int
    values: Mapping[str, "Node"]
    keys: Mapping[str, Scalar]


Node = Scalar | Items | Fields


@dataclass(slots=True)
class _Open:
    """A list or a mapping whose end has not come yet."""

    line: int
    is_list: bool
    nodes: list[Node] = field(default_factory=list)


def compose(source: str, problems: Problems) -> Node | None:
    """The tree of a YAML text; None for an empty one, and for one that cannot be read."""
    yaml = YAML(typ="safe", pure=True)
    builder = _Builder(yaml, problems)
    try:
        for event in yaml.parse(source):
            if not builder.take(event):
                return None
    except (YAMLError, OverflowError, ValueError) as error:
        problems.add(*explain(error, builder.line, builder.opened))
        return None
    return builder.root


class _Builder:
    def __init__(self, yaml: YAML, problems: Problems) -> None:
        self.root: Node | None = None
        self._resolver = yaml.resolver
        self._problems = problems
        self._open: list[_Open] = []
        self._begun = False
        self.line = 1

    @property
    def opened(self) -> int:
        """The line on which the innermost open list or mapping began."""
        return self._open[-1].line if self._open else self.line

    def take(self, event: Any) -> bool:  # noqa: ANN401  ruamel's events have no common interface
        """Build on with an event; False when there is no point in reading further."""
        self.line = line = event.start_mark.line + 1
        if isinstance(event, DocumentStartEvent):
            return self._start(event, line)
        if isinstance(event, NodeEvent):
            return self._node(event, line)
        if isinstance(event, SequenceEndEvent | MappingEndEvent):
            done = self._open.pop()
            self._place(Items(done.line, tuple(done.nodes)) if done.is_list else self._fields(done))
        return True

    def _start(self, event: DocumentStartEvent, line: int) -> bool:
        if self._begun:
            self._problems.add(line, "a second YAML document begins here", "remove the line `---`")
            return False
        self._begun = True
        if event.version or event.tags:
            self._problems.add(1, "the file starts with a YAML directive (%)", "remove the lines that start with %")
        return True

    def _node(self, event: Any, line: int) -> bool:  # noqa: ANN401
        self._refuse(event, line)
        if isinstance(event, AliasEvent):
            self._place(Scalar(line, "", Kind.REFUSED))
        elif isinstance(event, ScalarEvent):
            self._place(Scalar(line, event.value, self._kind(event)))
        elif len(self._open) == MAX_DEPTH:
            self._problems.add(line, f"the file is nested more than {MAX_DEPTH} levels deep", "make the tree flatter")
            return False
        else:
            self._open.append(_Open(line, isinstance(event, SequenceStartEvent)))
        return True

    def _refuse(self, event: Any, line: int) -> None:  # noqa: ANN401
        quote = "put the text in quotes if it is a text, else write it out"
        if isinstance(event, AliasEvent):
            self._problems.add(line, f"`*{shown(event.anchor)}` is a YAML alias, which a framework cannot have", quote)
        elif event.anchor is not None:
            self._problems.add(line, f"`&{shown(event.anchor)}` is a YAML anchor, which a framework cannot have", quote)
        if isinstance(event, ScalarEvent | SequenceStartEvent | MappingStartEvent) and event.tag is not None:
            self._problems.add(line, f"`{shown(event.tag)}` is a YAML tag, which a framework cannot have", quote)

    def _kind(self, event: ScalarEvent) -> Kind:
        if event.tag is not None or not event.implicit[0]:
            return Kind.TEXT
        tag = str(self._resolver.resolve(ScalarNode, event.value, event.implicit))
        return _KINDS.get(tag.rpartition(":")[2], Kind.TEXT)

    def _place(self, node: Node) -> None:
        if self._open:
            self._open[-1].nodes.append(node)
        else:
            self.root = node

    def _fields(self, done: _Open) -> Fields:
        values: dict[str, Node] = {}
        keys: dict[str, Scalar] = {}
        for key, value in zip(done.nodes[::2], done.nodes[1::2], strict=True):
            if not isinstance(key, Scalar):
                self._problems.add(
                    key.line, "a list or mapping stands where a key should", "write a word before the `:`"
                )
            elif key.text in keys:
                first = keys[key.text].line
                self._problems.add(
                    key.line, f"'{shown(key.text)}' is here twice (first on line {first})", "keep one of them"
                )
            elif key.kind is not Kind.REFUSED:
                values[key.text], keys[key.text] = value, key
        return Fields(done.line, values, keys)
