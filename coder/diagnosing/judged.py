"""Comments that people decided, beside what was proposed for them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coder.diagnosing.texts import is_plain, varied


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A comment that people decided, and what the suggestions had for it."""

    comment: int
    respondent: str
    question: str
    text: str
    given: frozenset[str]
    """The standing codes."""
    preselected: frozenset[str] | None = None
    """The codes selected beforehand; None: nobody knows what would have been proposed."""
    first: str | None = None
    """The best proposed code, selected or not."""
    shown: bool = False
    """Whether the person saw the proposal; otherwise the framework's present wording was asked afterwards."""
    by_coder: tuple[frozenset[str], ...] = ()
    """What each person gave, where several coded the comment."""

    @property
    def proposed(self) -> frozenset[str]:
        """The codes selected beforehand, or the best one where none was."""
        if self.preselected or self.first is None:
            return self.preselected or frozenset()
        return frozenset((self.first,))


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A comment that shows what is meant."""

    comment: int
    respondent: str
    question: str
    text: str
    given: tuple[str, ...] = ()
    """The codes people gave it."""
    proposed: tuple[str, ...] = ()
    """The codes proposed for it."""


def examples(judged: Iterable[Judged], order: Mapping[str, int], most: int) -> tuple[Example, ...]:
    """Up to so many comments in different words, those of ordinary length first; codes in codebook order."""
    ranked = sorted(judged, key=lambda one: not is_plain(one.text))
    return tuple(
        Example(
            comment=one.comment,
            respondent=one.respondent,
            question=one.question,
            text=one.text,
            given=in_order(one.given, order),
            proposed=in_order(one.proposed, order),
        )
        for one in varied(ranked, lambda one: one.text, most)
    )


def in_order(codes: Iterable[str], order: Mapping[str, int]) -> tuple[str, ...]:
    """Codes in codebook order; those it does not have come last."""
    return tuple(sorted(codes, key=lambda code: (order.get(code, len(order)), code)))
