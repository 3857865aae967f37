"""Going through some responses only: which comments a filter matches."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from coder.domain.response import ResponseKey
from coder.reviewing.order import Reason

FIRST_ONES = 3
"""A comment that is not decided matches a code among its first suggestions: so many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What responses are to be gone through: those with one comment of which all of this is true.

    Empty fields ask for nothing. Groups are of respondents and words of whole responses, so they hold for any comment.
    """

    codes: tuple[str, ...] = ()
    """Decided with one of these codes or, while it is undecided, with one among its first three suggestions; a code
    that is only a heading stands for those below it."""
    groups: Mapping[str, str] = field(default_factory=dict)
    """Fields of the respondent's profile and the value that each has."""
    uncertain: bool = False
    """Undecided, and its first suggestion has between half and twice the odds from which it is pre-selected."""
    flagged: bool = False
    """Somebody has flagged it for discussion."""
    undecided: bool = False
    coder: str = ""
    """This coder has decided on it."""
    words: str = ""
    """The response says all of these words, or words that begin with them."""

    def __bool__(self) -> bool:
        """Whether anything is asked for."""
        return self != Filter()

    def said(self, label: Callable[[str], str]) -> str:
        """What is asked for, in a few words, given the labels of codes."""
        codes = " or ".join(label(code) for code in self.codes)
        groups = (f"{name}: {value}" for name, value in self.groups.items())
        flags = (("uncertain", self.uncertain), ("flagged", self.flagged), ("undecided", self.undecided))
        by = f"by {self.coder}" if self.coder else ""
        words = f"'{self.words}'" if self.words else ""
        return " · ".join(filter(None, (codes, *groups, *(name for name, asked in flags if asked), by, words)))


class Facts(Protocol):
    """What is known of all comments, looked up in bulk when a filter is set."""

    def suggested(self, codes: Collection[str], first: int) -> Collection[int]:
        """The comments that have one of the codes among their first suggestions."""

    def uncertain(self) -> Collection[int]:
        """The comments of which the model is not sure whether the first suggestion holds."""

    def flagged(self) -> Collection[int]:
        """The comments that somebody has flagged."""

    def decided_by(self, coder: str) -> Collection[int]:
        """The comments on which a coder's decision stands."""

    def grouped(self, name: str, value: str) -> Collection[tuple[str, str]]:
        """The respondents, as wave and id, whose profile has this value."""

    def saying(self, words: str) -> Collection[ResponseKey]:
        """The responses that say all of these words."""


class Matching:
    """A filter with what was known when it was set; it then follows what is decided."""

    def __init__(self, wanted: Filter, codes: Collection[str], facts: Facts) -> None:
        """Look up what the filter asks for.

        Args:
            wanted: the filter.
            codes: the codes that its codes stand for.
            facts: what is known.
        """
        self.wanted = wanted
        self._codes = frozenset(codes)
        self._suggested = frozenset(facts.suggested(self._codes, FIRST_ONES)) if wanted.codes else frozenset()
        self._marked = [
            frozenset(found())
            for asked, found in (
                (wanted.uncertain, facts.uncertain),
                (wanted.flagged, facts.flagged),
                (bool(wanted.coder), lambda: facts.decided_by(wanted.coder)),
            )
            if asked
        ]
        self._people = [frozenset(facts.grouped(name, value)) for name, value in wanted.groups.items()]
        self._saying = frozenset(facts.saying(wanted.words)) if wanted.words else None

    def of(self, key: ResponseKey, comment: int, codes: Collection[str] | None) -> bool:
        """Whether a comment matches.

        Args:
            key: its response.
            comment: its id.
            codes: those that a person gave it; None: it is undecided.
        """
        if codes is not None and (self.wanted.undecided or self.wanted.uncertain):
            return False
        if self.wanted.codes and not (comment in self._suggested if codes is None else self._codes & set(codes)):
            return False
        if self._saying is not None and key not in self._saying:
            return False
        who = (key.wave, key.respondent)
        return all(who in people for people in self._people) and all(comment in marked for marked in self._marked)


def reason_of(said: str) -> Reason:
    """Why a response is shown that a filter has brought up: what is read so is no sample of anything."""
    return Reason("filter", said)
