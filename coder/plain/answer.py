"""What plain mode says after a command."""

from dataclasses import dataclass
from enum import Enum, auto

from coder.domain.text import display


class Show(Enum):
    """How much of what is in front is to be told after a command."""

    NOTHING = auto()
    IF_NEW = auto()
    """Only where another comment is in front now."""
    COMMENT = auto()
    """The whole response where it is another one; else the comment in focus."""
    ALL = auto()


@dataclass(frozen=True, slots=True)
class Answer:
    """What to say after a command."""

    said: str = ""
    """One line on what it did; empty where what is shown says it."""
    more: tuple[str, ...] = ()
    show: Show = Show.NOTHING
    stop: bool = False


def flat(text: str) -> str:
    """A text from data on one line, inert."""
    return display(text, lines=False)
