"""What became of an attempt to confirm."""

from dataclasses import dataclass
from enum import Enum, auto

from coder.domain.decision import Decision


class Result(Enum):
    """What became of an attempt to confirm."""

    SAVED = auto()
    KEPT = auto()
    """The comment already carries exactly these codes: nothing was written."""
    NOTHING_SELECTED = auto()
    """Nothing was written: that no code applies has to be said, by `no_code_applies`."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What confirming did, and with which codes."""

    result: Result
    codes: tuple[str, ...] = ()
    stands: Decision | None = None
    """The decision that goes on counting in place of the one saved; None: the one saved counts."""
    count: int = 1
    """How many comments were decided."""
    mergeable: bool = False
    """Whether a comment beside the one decided carries the same codes by now, so that they may be one."""


NOTHING = Outcome(Result.NOTHING_SELECTED)
