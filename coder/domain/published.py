"""The order in which themes are published."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from coder.domain.codebook import Codebook, Role

_ROLE_RANK = {Role.THEME: 0, Role.OTHER: 1, Role.NON_SUBSTANTIVE: 2}


class Ranked(Protocol):
    """What has a place in a published list."""

    @property
    def question(self) -> str:
        """Id of the question."""

    @property
    def code(self) -> str:
        """Id of the code."""

    @property
    def own_mentions(self) -> float | None:
        """Comments carrying the code itself; None: not known."""


R = TypeVar("R", bound=Ranked)


def ordered(frequencies: Iterable[R], codebook: Codebook) -> list[R]:
    """The rows question by question as a published list has them: by own mentions, then in codebook order.

    Codes with the role `other` come after the themes. Nothing is left out: a list shows the rows that have a tier.
    """
    questions = {question.id: position for position, question in enumerate(codebook.questions)}
    codes = {code: position for position, code in enumerate(codebook.placed)}

    def place(row: R) -> tuple[int, int, float, int]:
        role = codebook.placed[row.code].code.role
        return questions[row.question], _ROLE_RANK[role], -(row.own_mentions or 0), codes[row.code]

    return sorted(frequencies, key=place)
