"""What several coders judged, and which of them is compared with which."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

Codes = frozenset[str]
Cluster = tuple[str, str]
"""A respondent: (wave, id). What one person wrote stays together when respondents are drawn anew."""


class Kind(StrEnum):
    """Who is compared."""

    PEOPLE = "people"
    """Persons who coded the same without seeing each other's codes."""
    MACHINE = "machine"
    """A person who saw no suggestions, and what the machine proposed or applied."""
    AGAIN = "again"
    """A person, and the same person later."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A comment, or a whole response, that at least two of the raters judged."""

    id: int
    cluster: Cluster
    question: str
    given: tuple[Codes | None, ...]
    """What each rater gave it; None: that one did not judge it."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Raters, and what at least two of them judged."""

    kind: Kind
    raters: tuple[str, ...]
    of: str
    """`comment` or `response`: what a unit is."""
    units: Sequence[Unit]
