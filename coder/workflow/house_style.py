"""Reads the house style of a report from the YAML beside its project, and writes one to begin with."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from coder.codebook.nodes import Fields, Items, Kind, Node, Scalar, compose
from coder.codebook.problems import Problems, shown
from coder.codebook.read import read_source
from coder.errors import CodebookError, InputError
from coder.reporting.style import Colours, Consent, Groups, PartName, Quotes, Style, Tiers

ENDING = ".report.yaml"
"""How the name of a house style ends that stands beside its project: NAME.coder, NAME.report.yaml."""
_MODELS: dict[str, type[BaseModel]] = {
    "": Style,
    "colours": Colours,
    "tiers": Tiers,
    "quotes": Quotes,
    "consent": Consent,
    "groups": Groups,
}
_WORDS = {
    "string_type": "this is no text; put it in quotes",
    "int_type": "this is no whole number",
    "int_from_float": "this is no whole number",
    "float_type": "this is no number",
    "bool_type": "this is neither true nor false",
    "list_type": "this is no list; write each on a line of its own that begins with `- `",
    "dict_type": "this is no mapping; write lines such as `name: value` below it",
    "mapping_type": "this is no mapping; write lines such as `place: words` below it",
    "model_type": "this is no mapping; write its keys below it",
    "model_attributes_type": "this is no mapping; write its keys below it",
    "missing": "it is missing; add it",
    "enum": f"there is no such part; there are {', '.join(PartName)}",
    "string_too_short": "it is empty; write it, or take the line out",
    "too_short": "it is empty; write at least one",
}
Place = tuple[str | int, ...]


def style_beside(project: Path) -> Path:
    """Where the house style of a project is looked for."""
    return project.with_suffix(ENDING)


def read_style(project: Path, given: Path | None = None) -> tuple[Style, Path | None]:
    """The house style to use, and the file it came from; without a file, the default.

    Args:
        project: the project file, beside which a style is looked for.
        given: a style that was named.

    Raises:
        InputError: the file cannot be read or has problems; the message has a line for each.
    """
    file = given or style_beside(project)
    if given is None and not file.exists():
        return Style(), None
    try:
        source = read_source(file)
    except CodebookError as error:
        raise InputError(error.message.replace("framework", "house style"), error.hint) from error
    return parse_style(source, str(file)), file


def parse_style(source: str, name: str) -> Style:
    """The house style in a YAML text; `name` is what the file is called in problems.

    Raises:
        InputError: it has problems; the message has a line for each.
    """
    problems = Problems(name)
    root = compose(source, problems)
    empty = root is None or (isinstance(root, Scalar) and root.kind is Kind.NOTHING)
    if not problems.in_order() and not empty and not isinstance(root, Fields):
        problems.add(1, "this is no house style", "write lines such as  title: What people said")
    lines: dict[Place, int] = {}
    values = _plain(root, (), lines) if isinstance(root, Fields) else {}
    style = None
    if not problems.in_order():
        try:
            style = Style.model_validate(values)
        except ValidationError as error:
            for detail in error.errors():
                _add(detail, lines, problems)
    if style is None:
        raise InputError(
            "\n".join(map(str, problems.in_order())).replace("a framework cannot have", "a house style cannot have"),
            "`coder report --write-style` writes one with everything in it.",
        )
    return style


def _plain(node: Node, place: Place, lines: dict[Place, int]) -> Any:  # noqa: ANN401  YAML holds anything
    lines[place] = node.line
    match node:
        case Scalar(text=text, kind=kind):
            return _value(text, kind)
        case Items(nodes=nodes):
            return [_plain(item, (*place, at), lines) for at, item in enumerate(nodes)]
        case Fields(values=values, keys=keys):
            found = {}
            for key, value in values.items():
                plain = _plain(value, (*place, key), lines)
                lines[(*place, key)] = keys[key].line
                if plain is not None:
                    found[key] = plain
            return found


def _value(text: str, kind: Kind) -> object:
    if kind is Kind.NOTHING:
        return None
    if kind is Kind.FLAG:
        return text.casefold() == "true"
    if kind is Kind.NUMBER:
        for read in (int, float):
            try:
                return read(text)
            except ValueError:
                continue
    return text


def _add(detail: ErrorDetails, lines: Mapping[Place, int], problems: Problems) -> None:
    place = tuple(part for part in detail["loc"] if part != "[key]")
    line = next(lines[place[:end]] for end in range(len(place), -1, -1) if place[:end] in lines or not end)
    if detail["type"] == "extra_forbidden":
        known = _keys(place[:-1])
        near = problems.guess(str(place[-1]), known)
        todo = f"did you mean '{near}'?" if near else f"there can be {', '.join(known)}"
        problems.add(line, f"there is no key '{shown(_path(place))}' in a house style", todo)
        return
    said = _said(detail)
    what, _, todo = said.partition("; ")
    problems.add(line, f"'{shown(_path(place))}': {what}", todo or "mend it, or take the line out")


def _said(detail: ErrorDetails) -> str:
    limits: Mapping[str, object] = detail.get("ctx", {})
    for limit, word in (("ge", "at least"), ("le", "at most")):
        if limit in limits:
            return f"this is not {word} {limits[limit]}"
    if detail["type"] == "value_error":
        return str(limits.get("error", detail["msg"]))
    return _WORDS.get(detail["type"], detail["msg"])


def _keys(place: Place) -> list[str]:
    model = _MODELS.get(str(place[0]) if place else "", Style)
    return [field.alias or name for name, field in model.model_fields.items()]


def _path(place: Sequence[str | int]) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in place)


def default_style(texts: Iterator[tuple[str, str]] | Sequence[tuple[str, str]] = ()) -> str:
    """A house style with everything in it, each with its meaning; what it says is what holds without it.

    Args:
        texts: pairs of a place for the author's words and what belongs there.
    """
    places = "".join(f"  # {id_}: ...   # {prompt}\n" for id_, prompt in texts)
    return _DEFAULT + (f"texts:\n{places}" if places else "texts: {}\n")


_DEFAULT = f"""\
# The house style of the report. Every line is optional; what stands here is what holds without it.
title: ""                 # left empty: the framework's
organisation: ""          # on the cover, and in the properties of the file
colours:
  accent: "{Colours().accent}"       # headings and links; at least 4.5 to 1 against white
  bar: "{Colours().bar}"          # bars; at least 3 to 1
tiers:
  top: 3                  # how many themes are the most frequently mentioned
  also: 10                # mentions from which a theme is listed next
  detail: 10              # percentage of comments from which a theme is treated in detail
quotes:
  theme: 1                # for a theme in the first two lists, at most
  detailed: 3             # for a theme treated in detail
  less-frequent: 3        # for the less frequent themes of a question together, one each
# consent:                # who may be quoted; without it, a column or question `may-quote` says so if there is one
#   field: may-quote      # a column of the profile, or a closed question
#   answers: ["Yes"]      # whoever left it blank did not give consent
# profile: [age-band]     # who responded; left out: the questions with a single choice
groups: []                # groups to compare, such as
#  - by: age-band
#    join: {{Under 65: [16 - 24, 25 - 34], 65 and over: [65 - 74, 75 - 84]}}
#    nets: false          # true: the question's nets are the groups
#    questions: [q1]      # left out: the open ones and the scales
suppress-below: 5         # counts of groups below it are left out, so that nobody can be told from them; 0: none are
reminders: true           # false: leaves out the reminders of what is to be written
name-coders: false        # true: says who coded
leave-out: []             # any of {", ".join(PartName)}
# Your own words, by their place; until they are written, the report says what belongs there.
"""
