"""Comments that say the same, which may be decided together."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

SAME_WORDS, NEARLY_THE_SAME = "same words", "nearly the same"
UNREAD = frozenset({SAME_WORDS, NEARLY_THE_SAME})
"""Why a comment was decided that nobody looked at by itself (`Decision.chosen`)."""

Wordmates = Callable[[int], Sequence[int]]
"""The comments that say the same to the same question as a comment, it among them, in file order."""


def alone(comment: int) -> Sequence[int]:
    """No comment is decided with another: each is to be read by itself."""
    return (comment,)


class SameWords:
    """Comments by what they say, read when they are first asked for."""

    def __init__(self, read: Callable[[], Iterable[tuple[int, object]]]) -> None:
        """Take from `read`, once, every comment with something that is equal where comments say the same."""
        self._read = read

    def __call__(self, comment: int) -> Sequence[int]:
        """The comments that say the same."""
        return self._groups.get(comment, (comment,))

    @cached_property
    def _groups(self) -> Mapping[int, Sequence[int]]:
        said: dict[object, list[int]] = {}
        for comment, words in self._read():
            said.setdefault(words, []).append(comment)
        return {comment: several for several in said.values() if len(several) > 1 for comment in several}
