"""The values of one mapping, read with the type each must have; what does not fit becomes a problem."""

import re
from enum import StrEnum
from typing import NamedTuple, TypeVar

from coder.codebook.nodes import Fields, Items, Kind, Node, Scalar
from coder.codebook.problems import Problems, shown

Choice = TypeVar("Choice", bound=StrEnum)

_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


class Located(NamedTuple):
    """A text and the line it is on."""

    text: str
    line: int


class Part:
    """One mapping of the file, such as a code, with the keys it may have."""

    def __init__(self, node: Fields, name: str, keys: tuple[str, ...], problems: Problems) -> None:
        self.node = node
        self.name = name
        self.problems = problems
        for key, scalar in node.keys.items():
            if key not in keys:
                self._unknown(scalar, keys)

    def _unknown(self, key: Scalar, known: tuple[str, ...]) -> None:
        near = self.problems.guess(key.text, known)
        todo = f"did you mean '{near}'?" if near else f"a {self.name} can have {', '.join(known)}"
        self.problems.add(key.line, f"a {self.name} has no key '{shown(key.text)}'", todo)

    def line(self, key: str) -> int:
        """The line a key is on; without the key, the line its mapping begins on."""
        return self.node.keys[key].line if key in self.node.keys else self.node.line

    def written(self, key: str) -> str:
        """The single value of a key as it stands in the file, whether it fits or not; empty without one."""
        node = self.node.values.get(key)
        return node.text if isinstance(node, Scalar) else ""

    def has_empty_list(self, key: str) -> bool:
        """Whether the key has a list with nothing in it."""
        node = self.node.values.get(key)
        return isinstance(node, Items) and not node.nodes

    def require(self, *keys: str) -> None:
        """Report each of the keys that is not there."""
        for key in keys:
            if key not in self.node.keys:
                self.problems.add(self.node.line, f"the {self.name} has no '{key}'", f"add `{key}:`")

    def text(self, key: str) -> str:
        """The text of a key; empty when it is not there or does not fit."""
        node = self.node.values.get(key)
        return "" if node is None else read_text(node, f"'{key}'", self.line(key), self.problems) or ""

    def one_line(self, key: str) -> str:
        """The text of a key that must not run over several lines."""
        text = self.text(key)
        if "\n" in text:
            self.problems.add(self.line(key), f"'{key}' has several lines", "write it on one line")
        return text

    def id(self, key: str) -> str:
        """An identifier; empty when it does not fit."""
        text = self.text(key)
        if not text or _ID.fullmatch(text):
            return text
        plain = re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")
        todo = "use small letters a-z, digits and hyphens" + (f", such as '{shown(plain)}'" if plain else "")
        self.problems.add(self.line(key), f"'{shown(text)}' cannot be an id", todo)
        return ""

    def flag(self, key: str, *, default: bool) -> bool:
        """True or false."""
        node = self.node.values.get(key)
        if node is None or (isinstance(node, Scalar) and node.kind is Kind.REFUSED):
            return default
        if isinstance(node, Scalar) and node.kind is Kind.FLAG:
            return node.text.casefold() == "true"
        self.problems.add(self.line(key), f"'{key}' is neither true nor false", f"write `{key}: true` or `false`")
        return default

    def choice(self, key: str, choices: type[Choice], offered: tuple[Choice, ...], default: Choice) -> Choice:
        """One of a few words."""
        text = self.text(key)
        if not text or text in offered:
            return choices(text) if text else default
        self.problems.add(
            self.line(key), f"'{shown(text)}' is no {key}", f"write {' or '.join(offered)}, or leave '{key}' out"
        )
        return default

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts of a list."""
        return tuple(located.text for located in self.located(key))

    def located(self, key: str) -> tuple[Located, ...]:
        """The texts of a list, with their lines."""
        return read_texts(self.node.values.get(key), key, self.line(key), self.problems)

    def parts(self, key: str, name: str, keys: tuple[str, ...]) -> list["Part"]:
        """The mappings of a list."""
        node = self.node.values.get(key)
        how = f"write `{key}: []` if there are none, else each as `- {keys[0]}: ...`"
        found = []
        for item in _items(node, key, self.line(key), how, self.problems):
            if isinstance(item, Fields):
                found.append(Part(item, name, keys, self.problems))
            elif not (isinstance(item, Scalar) and item.kind is Kind.REFUSED):
                self.problems.add(
                    item.line, f"this is no {name}", f"write each as `- {keys[0]}: ...` with its keys below"
                )
        return found


def read_text(node: Node, name: str, line: int, problems: Problems) -> str | None:
    """The text of a node without the line ends that close a block of lines; None, and a problem, for anything else."""
    if not isinstance(node, Scalar):
        todo = "put the text in quotes if it has a colon and a space, or brackets, in it"
        problems.add(node.line, f"{name} is a {'list' if isinstance(node, Items) else 'mapping'}, not a text", todo)
        return None
    if node.kind is Kind.REFUSED:
        return None
    if node.kind is Kind.NOTHING and node.text == "":
        todo = "write one or leave it out (a text that begins with # needs quotes)"
        problems.add(line, f"{name} has no value", todo)
    elif node.kind is not Kind.TEXT:
        meant = "nothing (null)" if node.kind is Kind.NOTHING else node.kind
        problems.add(node.line, f"{name} is {meant}, not a text", f'put it in quotes: "{shown(node.text)}"')
    elif not node.text.strip():
        problems.add(node.line, f"{name} is empty", "write a text or leave it out")
    elif unfit := _UNFIT.search(node.text):
        problems.add(node.line, f"{name} has a control character (code {ord(unfit[0]):#06x})", "take it out")
    else:
        return node.text.rstrip("\n")
    return None


def read_texts(node: Node | None, key: str, line: int, problems: Problems) -> tuple[Located, ...]:
    """The texts of a list node, with their lines."""
    how = f"write `{key}: [one, another]`, or each on a line of its own after `- `"
    found = []
    for item in _items(node, key, line, how, problems):
        text = read_text(item, f"an item of '{key}'", item.line, problems)
        if text is not None:
            found.append(Located(text, item.line))
    return tuple(found)


def _items(node: Node | None, key: str, line: int, how: str, problems: Problems) -> tuple[Node, ...]:
    if isinstance(node, Items):
        return node.nodes
    if isinstance(node, Fields):
        problems.add(node.line, f"'{key}' is a mapping, not a list", how)
    elif node is not None and node.kind is Kind.NOTHING:
        problems.add(line, f"'{key}' has no value", how)
    elif node is not None and node.kind is not Kind.REFUSED:
        problems.add(node.line, f"'{key}' is a single value, not a list", how)
    return ()
