"""A person's own keys for the review screen: a small YAML file beside their name, on their own account."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from coder.codebook.problems import Problems, shown
from coder.domain.text import display
from coder.errors import InputError
from coder.reviewing.key_table import REVIEW_KEYS
from coder.reviewing.keys import DIGITS, Key, as_key, remapped
from coder.workflow.own_name import settings_folder

_MOST_BYTES = 100_000
_NEEDED = frozenset({"confirm", "help", "quit"})
_EXAMPLES = "write a character, or a name such as enter, space, tab, up, f5 or ctrl+e"


def keys_file() -> Path | None:
    """Where a person's keys are looked for; None where the account has no folder for settings."""
    folder = settings_folder()
    return folder / "keys.yaml" if folder is not None else None


def own_keys(given: Path | None = None) -> tuple[Key, ...]:
    """The table of keys, with a person's own in place of those they name.

    Args:
        given: their file; None: the one beside their name, if it is there.

    Raises:
        InputError: the file cannot be read or has problems; the message has a line for each.
    """
    file = keys_file() if given is None else given
    if file is None or (given is None and not file.exists()):
        return REVIEW_KEYS
    problems = Problems(str(file))
    own = _read(_source(file), problems)
    keys = remapped(REVIEW_KEYS, {name: keys for name, (_, keys) in own.items()})
    _check(keys, {name: line for name, (line, _) in own.items()}, problems)
    if found := problems.in_order():
        said = "\n".join(display(str(problem), lines=False) for problem in found)
        raise InputError(said, "`coder review --list-keys` prints all names with their keys.")
    return keys


def listed(keys: tuple[Key, ...] = REVIEW_KEYS) -> str:
    """All that can be remapped with its keys, as a file of one's own begins."""
    data = {key.name: list(key.keys) for key in keys if key.keys and not key.passes_key}
    out = StringIO()
    yaml = YAML()
    yaml.default_flow_style = None
    yaml.dump(data, out)
    return out.getvalue()


def _source(file: Path) -> str:
    try:
        with file.open("rb") as stream:
            return stream.read(_MOST_BYTES).decode("utf-8-sig")
    except OSError as error:
        raise InputError(
            f"The keys in {file} cannot be read: {error.strerror or error}.", "Name another file."
        ) from error
    except ValueError as error:
        raise InputError(f"{file} is no text in UTF-8.", "Save it as UTF-8.") from error


def _read(source: str, problems: Problems) -> dict[str, tuple[int, tuple[str, ...]]]:
    """The keys for each name, with the line on which it stands."""
    try:
        root = YAML(typ="safe", pure=True).compose(source)
    except (YAMLError, ValueError) as error:
        mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
        todo = 'put signs in quotes, as in  find-code: ["/"]'
        problems.add(mark.line + 1 if mark else 1, "this is not written as YAML", todo)
        return {}
    if root is None:
        return {}
    if not isinstance(root, MappingNode):
        problems.add(root.start_mark.line + 1, "this is no list of names with keys", "write lines such as  flag: f")
        return {}
    own: dict[str, tuple[int, tuple[str, ...]]] = {}
    names = {key.name: key for key in REVIEW_KEYS if key.keys}
    for name, value in root.value:
        line, said = name.start_mark.line + 1, shown(str(name.value))
        if said not in names:
            near = problems.guess(said, names)
            problems.add(
                line, f"'{said}' is nothing that has a key", f"did you mean '{near}'?" if near else "see below"
            )
        elif said in own:
            problems.add(line, f"'{said}' is here twice (first on line {own[said][0]})", "keep one of them")
        elif names[said].passes_key:
            problems.add(line, f"the keys of '{said}' are the digits", "take this line out")
        else:
            own[said] = line, tuple(dict.fromkeys(_keys(value, problems)))
    return own


def _keys(value: Node, problems: Problems) -> Iterator[str]:
    for node in value.value if isinstance(value, SequenceNode) else [value]:
        line = node.start_mark.line + 1
        if not isinstance(node, ScalarNode):
            problems.add(line, "this is no key", _EXAMPLES)
        elif (key := as_key(node.value)) is None:
            problems.add(line, f"'{shown(node.value)}' is no key that every terminal sends", _EXAMPLES)
        elif key in DIGITS:
            problems.add(line, f"{key} picks a code", "choose another key")
        else:
            yield key


def _check(keys: tuple[Key, ...], lines: dict[str, int], problems: Problems) -> None:
    """Refuse a key that would mean two things, and that what is needed has none."""
    taken: dict[str, Key] = {}
    for key in keys:
        if key.name in _NEEDED and not key.keys:
            problems.add(lines[key.name], f"'{key.name}' has to have a key", "give it one")
        for name in key.keys:
            if name in taken:
                first, second = sorted((taken[name], key), key=lambda one: one.name not in lines)
                problems.add(
                    lines[first.name],
                    f"'{name}' would mean '{first.name}' and '{second.name}'",
                    "give one of the two another key",
                )
            taken[name] = key
