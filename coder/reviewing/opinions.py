"""What coders gave a comment that is in dispute, in words that the screen and plain mode share."""

from collections.abc import Callable, Sequence

from coder.reviewing.item import CommentView, Opinion
from coder.reviewing.wording import labels


def opinions(view: CommentView, label: Callable[[str], str]) -> list[str]:
    """What each coder gave, and when, in the order they did; the purpose where one coder has several."""
    return [_opinion(one, view.opinions, label) for one in view.opinions]


def _opinion(one: Opinion, all_of_them: Sequence[Opinion], label: Callable[[str], str]) -> str:
    at = one.at.astimezone()
    several = sum(other.coder == one.coder for other in all_of_them) > 1
    why = f", {one.purpose}" if several else ""
    return f"{one.coder} ({at.day} {at:%b %Y}{why}): {labels(one.codes, label)}"
