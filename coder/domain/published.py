"""The order in which themes are published."""

from collections.abc import Iterable

from coder.domain.codebook import Codebook, Role
from coder.domain.results import Frequency

_ROLE_RANK = {Role.THEME: 0, Role.OTHER: 1, Role.NON_SUBSTANTIVE: 2}


def ordered(frequencies: Iterable[Frequency], codebook: Codebook) -> list[Frequency]:
    """The rows question by question as a published list has them: by own mentions, then in codebook order.

    Codes with the role `other` come after the themes. Nothing is left out: a list shows the rows that have a tier.
    """
    questions = {question.id: position for position, question in enumerate(codebook.questions)}
    codes = {code: position for position, code in enumerate(codebook.placed)}

    def place(row: Frequency) -> tuple[int, int, int, int]:
        role = codebook.placed[row.code].code.role
        return questions[row.question], _ROLE_RANK[role], -row.own_mentions, codes[row.code]

    return sorted(frequencies, key=place)
