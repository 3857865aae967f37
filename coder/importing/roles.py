"""What a column of a file of responses is, and how a file is laid out."""

from enum import StrEnum


class Layout(StrEnum):
    """How responses stand in a file."""

    WIDE = "wide"
    """A row per respondent, a column per question."""
    LONG = "long"
    """A row per response."""
    CODED = "coded"
    """A row per coded comment or coded response."""


class Role(StrEnum):
    """What a column holds."""

    ID = "id"
    QUESTION = "question"
    TEXT = "text"
    CODES = "codes"
    CODER = "coder"
    PURPOSE = "purpose"
    DECIDED = "decided"
    START = "start"
    END = "end"
    WAVE = "wave"
    OPEN = "open"
    """Responses to one open question (wide)."""
    CLOSED = "closed"
    """Answers to one closed question; kept in the profile under the question's id."""
    PROFILE = "profile"
    WEIGHT = "weight"
    DROP = "drop"
    """Not read at all."""


ONE_OF_A_KIND = frozenset(Role) - {Role.OPEN, Role.CLOSED, Role.PROFILE, Role.DROP}
"""Roles that at most one column of a file has."""
OF_A_QUESTION = frozenset({Role.OPEN, Role.CLOSED})
"""Roles that go with the id of a question."""
IN_LAYOUT = {
    Layout.WIDE: frozenset({Role.ID, Role.WAVE, Role.WEIGHT, Role.OPEN, Role.CLOSED}),
    Layout.LONG: frozenset({Role.ID, Role.WAVE, Role.WEIGHT, Role.QUESTION, Role.TEXT, Role.CLOSED}),
    Layout.CODED: frozenset(Role) - {Role.OPEN},
}
"""The roles a column can have in each layout, besides profile and drop."""
