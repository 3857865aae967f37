"""A step as a front end tells it, once it is taken back or done again."""

from collections.abc import Sequence
from dataclasses import dataclass

from coder.domain.decision import Decision
from coder.domain.step import StepEntry, StepKind

_WORDS = {
    StepKind.DECISION: "decision",
    StepKind.FLAG: "flag",
    StepKind.FLAG_OFF: "flag taken off",
    StepKind.EXEMPLAR: "exemplar mark",
    StepKind.EXEMPLAR_OFF: "exemplar mark taken off",
    StepKind.MEMO: "memo",
    StepKind.MEMO_OFF: "memo taken away",
    StepKind.REDACTION: "redaction",
    StepKind.REDACTION_OFF: "redaction taken away",
    StepKind.SPLIT: "split",
    StepKind.MERGE: "merge",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What was done with one key."""

    kind: str
    """`decision`, `flag`, `exemplar`, `memo`, `redaction`, `split` or `merge`."""
    words: str
    """What to call it."""
    comment: int
    """The comment that was in focus."""
    codes: tuple[str, ...] = ()
    """The codes that a decision gave; of several, that on the comment in focus."""
    ids: tuple[str, ...] = ()
    """Those of the decisions."""
    comments: tuple[int, ...] = ()
    """The comments decided, in the same order."""

    respondent: str = ""
    """Who gave the response."""
    number: int = 0
    """Of the comment in its response, from 1."""

    @property
    def count(self) -> int:
        """How many comments were decided; 1 for anything but a decision."""
        return max(1, len(self.ids))

    @property
    def others(self) -> tuple[str, ...]:
        """The ids of the decisions on further comments."""
        return self.ids[1:]


def told(entry: StepEntry, decisions: Sequence[Decision]) -> Step:
    """An entry of the log as a front end tells it, with the decisions that were made in it."""
    in_focus = next((made for made in decisions if made.comment == entry.comment), decisions[0] if decisions else None)
    return Step(
        kind=entry.kind.value.removesuffix(" off"),
        words=_WORDS[entry.kind],
        comment=entry.comment,
        codes=in_focus.codes if in_focus is not None else (),
        ids=tuple(made.id for made in decisions),
        comments=tuple(made.comment for made in decisions),
        respondent=entry.key.respondent,
    )
