"""The three tiers of a published list of themes."""

from collections.abc import Mapping

from coder.domain.codebook import Codebook, Role
from coder.domain.results import Tier


def tiers(codebook: Codebook, own_mentions: Mapping[str, int], *, top: int, also: int) -> dict[str, Tier]:
    """The tier of every code on one question that has a place in its published lists.

    A code without own mentions has none, nor has a non-substantive one; a code with the role `other` is always
    among the other comments, however often it was mentioned.

    Args:
        codebook: where the codes' roles are.
        own_mentions: code to its own mentions.
        top: how many of the most frequently mentioned themes to set apart; ties at the cut stay together.
        also: the mentions from which a theme is among the "other themes mentioned at least `also` times".
    """
    roles = {code: codebook.placed[code].code.role for code, count in own_mentions.items() if count > 0}
    ranked = sorted((own_mentions[code] for code, role in roles.items() if role is Role.THEME), reverse=True)
    cut = ranked[min(top, len(ranked)) - 1] if top > 0 and ranked else None

    def tier(code: str) -> Tier:
        if roles[code] is Role.OTHER:
            return Tier.OTHER
        if cut is not None and own_mentions[code] >= cut:
            return Tier.TOP
        return Tier.ALSO if own_mentions[code] >= also else Tier.OTHER

    return {code: tier(code) for code, role in roles.items() if role is not Role.NON_SUBSTANTIVE}
