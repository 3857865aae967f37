"""What each group says most: the theme or answer that most of its respondents gave."""

from dataclasses import dataclass

from coder.counting.asked import Asked, Flags, Item, ItemKind

MOST_TIED = 3
"""More that tie, and none of them is dominant."""


@dataclass(frozen=True, slots=True)
class Dominant:
    """The most frequent in a group; ties stay together."""

    labels: tuple[str, ...]
    """Empty: nobody said anything, or too many tie."""
    respondents: int
    """How many gave each of them."""
    tied: int
    """How many items they gave as often."""


def dominant(asked: Asked, among: Flags) -> Dominant:
    """The items that most of these respondents gave.

    A parent always leads its children, so codes with children stand back, and so do nets, codes with the role `other`
    and those without substance.

    Args:
        asked: the question that says what.
        among: the respondents, (people,).
    """
    counts = {item.label: int((item.who & among).sum()) for item in asked.items if _stands(item)}
    most = max(counts.values(), default=0)
    labels = tuple(label for label, count in counts.items() if count == most and most)
    return Dominant(labels if len(labels) <= MOST_TIED else (), most, len(labels))


def _stands(item: Item) -> bool:
    return item.kind is not ItemKind.NET and not item.parts and (item.kind is not ItemKind.THEME or item.rank[0] == 0)
