"""Comments that say the same, or nearly, which may be decided together."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple, Protocol

SAME_WORDS, NEARLY_THE_SAME = "same words", "nearly the same"
UNREAD = frozenset({SAME_WORDS, NEARLY_THE_SAME})
"""Why a comment was decided that nobody looked at by itself (`Decision.chosen`)."""


class Mate(NamedTuple):
    """A comment that may be decided together with another."""

    comment: int
    how: str
    """`SAME_WORDS`, whatever their case, spacing and punctuation, or `NEARLY_THE_SAME`."""


class Wordmates(Protocol):
    """Finds the comments that may be decided together with one."""

    @property
    def ready(self) -> bool:
        """Whether it is known by now; asking before waits until it is."""

    def __call__(self, comment: int) -> Sequence[Mate]:
        """The other comments to the same question that say the same as one, or nearly; each group in file order."""


class Alone:
    """No comment is decided with another: each is to be read by itself."""

    ready = True

    def __call__(self, comment: int) -> Sequence[Mate]:
        """None."""
        return ()


alone = Alone()


class SameWords:
    """Comments by what they say, read when they are first asked for."""

    ready = True

    def __init__(self, read: Callable[[], Iterable[tuple[int, object]]]) -> None:
        """Take from `read`, once, every comment with something that is equal where comments say the same."""
        self._read = read

    def __call__(self, comment: int) -> Sequence[Mate]:
        """The comments that say the same."""
        return [Mate(one, SAME_WORDS) for one in self._groups.get(comment, ()) if one != comment]

    @cached_property
    def _groups(self) -> Mapping[int, Sequence[int]]:
        said: dict[object, list[int]] = {}
        for comment, words in self._read():
            said.setdefault(words, []).append(comment)
        return {comment: several for several in said.values() if len(several) > 1 for comment in several}
