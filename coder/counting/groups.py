"""Groups of respondents: the answers to a closed question or a column of the profile, as they are or joined."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import numpy as np
import numpy.typing as npt

from coder.counting.answers import Answers
from coder.counting.asked import Asked, Flags, ItemKind
from coder.errors import UsageError

NOT_STATED = "not stated"
"""The group of those who gave no answer."""


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """Respondents by group."""

    by: str
    """The id of the question, or the name of the column."""
    text: str
    names: tuple[str, ...]
    members: npt.NDArray[np.bool_]
    """(groups, people)."""

    @property
    def everyone(self) -> Flags:
        """Those in any group."""
        return np.asarray(self.members.any(axis=0))

    def without_few_unstated(self, threshold: int) -> "Grouping":
        """The groups without those who did not say, where they are too few to be shown.

        "Everyone" is then who said: else the total would give back what a few people answered.
        """
        small = [
            name == NOT_STATED and int(who.sum()) < threshold
            for name, who in zip(self.names, self.members, strict=True)
        ]
        names = tuple(name for name, gone in zip(self.names, small, strict=True) if not gone)
        return Grouping(self.by, self.text, names, self.members[~np.array(small, dtype=bool)])

    @property
    def disjoint(self) -> bool:
        """Whether nobody is in two groups, so that groups add up to everyone."""
        return bool((self.members.sum(axis=0) <= 1).all())


def grouping(asked: Asked, joined: Mapping[str, Sequence[str]] | None = None, *, nets: bool = False) -> Grouping:
    """Everyone by what they answered: options in their order, other answers after them, then who gave none.

    Args:
        asked: what they are grouped by.
        joined: names of groups to make, each with the values it joins; a value that none names stays a group.
        nets: make groups of the nets of the question.

    Raises:
        UsageError: a name is no value, or stands in two groups.
    """
    values = _values(asked)
    wanted = _wanted(asked, joined, nets)
    made = {name: _known(asked.question, name, several, values) for name, several in wanted.items()}
    _refuse_twice(made)
    taken = {value: name for name, several in made.items() for value in several}
    found: dict[str, Flags] = {}
    for value, who in values.items():
        name = taken.get(value, value)
        found[name] = found[name] | who if name in found else who
    found = {name: who for name, who in found.items() if who.any()}
    members = np.array(list(found.values()), dtype=bool).reshape(len(found), len(asked.answered))
    return Grouping(asked.question, asked.text, tuple(found), members)


def parse_groups(asked: Asked, given: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Groups as typed, `under 65=18-24|25-34`; values are parted by `|` or `;`, or by commas where they hold none.

    Raises:
        UsageError: one cannot be read.
    """
    reader = Answers(_values(asked), several=True)
    groups: dict[str, tuple[str, ...]] = {}
    for typed in given:
        name, equals, values = typed.partition("=")
        if not (equals and name.strip() and values.strip()):
            raise UsageError(f"The group '{typed}' cannot be read.", "Write it as NAME=VALUE|VALUE.")
        groups[name.strip()] = groups.get(name.strip(), ()) + reader.chosen(values)
    return groups


def _values(asked: Asked) -> dict[str, Flags]:
    """Who gave each answer, then who gave none."""
    values = {item.key: item.who for item in asked.items if item.kind is not ItemKind.NET}
    if not asked.answered.all():
        values[NOT_STATED] = ~asked.answered | values.get(NOT_STATED, False)
    return values


def _wanted(asked: Asked, joined: Mapping[str, Sequence[str]] | None, nets: bool) -> Mapping[str, Sequence[str]]:
    if not nets:
        return joined or {}
    found = {net.label: [asked.items[part].key for part in net.parts] for net in asked.items if net.parts}
    if not found:
        raise UsageError(f"'{asked.question}' has no nets.", "Name the groups with --group NAME=VALUE|VALUE.")
    return found | dict(joined or {})


def _known(by: str, name: str, values: Sequence[str], known: Mapping[str, Flags]) -> list[str]:
    reader = Answers(known, several=False)
    found = [option for value in values for option in reader.chosen(value)]
    for value in found:
        if value not in known:
            near = get_close_matches(value, known, n=1, cutoff=0.6)
            guess = f" Did you mean '{near[0]}'?" if near else ""
            raise UsageError(
                f"'{value}', in the group '{name}', is no value of '{by}'.{guess}",
                f"Its values: {', '.join(known)}. Part them by '|'.",
            )
    return found


def _refuse_twice(made: Mapping[str, Sequence[str]]) -> None:
    seen: dict[str, str] = {}
    for name, values in made.items():
        for value in values:
            if seen.setdefault(value, name) != name:
                raise UsageError(f"'{value}' stands in two groups, '{seen[value]}' and '{name}'.", "Leave one out.")
