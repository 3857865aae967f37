"""Makes comparisons out of who gave what."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from coder.agreeing.units import Cluster, Codes, Comparison, Kind, Unit

EVERYONE = "everyone"
"""Stands for all persons together, where one of them at a time is compared with the machine."""


@dataclass(slots=True)
class Ratings:
    """Who gave which codes to each unit."""

    of: str
    """`comment` or `response`."""
    places: Mapping[int, tuple[Cluster, str]]
    """The respondent and the question of each unit."""
    given: dict[int, dict[str, Codes]] = field(default_factory=dict)
    """Unit to coder to codes."""

    def put(self, unit: int, coder: str, codes: Codes) -> None:
        """Note what a coder gave a unit."""
        self.given.setdefault(unit, {})[coder] = codes

    def compare(self, kind: Kind, raters: tuple[str, ...]) -> Comparison | None:
        """What at least two of some raters judged; None: nothing."""
        units = [
            Unit(unit, *self.places[unit], tuple(codes.get(rater) for rater in raters))
            for unit, codes in self.given.items()
            if sum(rater in codes for rater in raters) > 1
        ]
        return Comparison(kind, raters, self.of, units) if units else None


def among_people(ratings: Ratings) -> list[Comparison]:
    """Each two persons, and all together where they are more."""
    people = sorted({coder for codes in ratings.given.values() for coder in codes})
    raters: list[tuple[str, ...]] = list(combinations(people, 2))
    found = [one for pair in raters if (one := ratings.compare(Kind.PEOPLE, pair))]
    met = tuple(person for person in people if any(person in one.raters for one in found))
    together = ratings.compare(Kind.PEOPLE, met) if len(met) > 2 else None
    return [*found, *([together] if together else [])]


def with_machines(ratings: Ratings, machines: Collection[str]) -> list[Comparison]:
    """Each person with each machine; `EVERYONE` is among the persons where there are several."""
    people = sorted({coder for codes in ratings.given.values() for coder in codes} - set(machines))
    pairs = [(person, machine) for machine in sorted(machines) for person in people if person != EVERYONE]
    found = [one for pair in pairs if (one := ratings.compare(Kind.MACHINE, pair))]
    several = [machine for machine in sorted(machines) if sum(machine in one.raters for one in found) > 1]
    together = [one for machine in several if (one := ratings.compare(Kind.MACHINE, (EVERYONE, machine)))]
    return [*found, *together]


def main(comparisons: Collection[Comparison], kind: Kind) -> Comparison | None:
    """The comparison of a kind that says most: that of the most raters and units, those of comments first."""

    def weight(one: Comparison) -> tuple[bool, int, bool, int]:
        return one.of == "comment", len(one.raters), EVERYONE in one.raters, len(one.units)

    return max((one for one in comparisons if one.kind is kind), key=weight, default=None)
