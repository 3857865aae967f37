"""What the comments of a response took the place of when a person divided it anew.

Nothing is decided or stored about new comments, so what was known of the old ones is shown until it is.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from coder.domain.decision import Decision, Evidence, Suggestion
from coder.domain.response import Comment

SPLIT, MERGED = Evidence("before it was split"), Evidence("before it was merged")
"""The reasons of suggestions that were made for what a comment took the place of."""


class Lineage:
    """The comments of a response, and those it had before."""

    def __init__(self, comments: Sequence[Comment], former: Sequence[Sequence[Comment]]) -> None:
        """Take in the comments in force and those of the divisions before, latest first."""
        self._divisions = [comments, *former]
        self._by_id = {one.id: one for several in self._divisions for one in several}

    @property
    def ids(self) -> list[int]:
        """All comments, in force or not."""
        return list(self._by_id)

    def get(self, comment: int) -> Comment | None:
        """A comment, in force or not."""
        return self._by_id.get(comment)

    def before(self, comment: Comment) -> list[Comment]:
        """The comments whose place a comment took."""
        there = [any(one.id == comment.id for one in several) for several in self._divisions]
        first = max((place for place, found in enumerate(there) if found), default=0)
        earlier = self._divisions[first + 1] if first + 1 < len(self._divisions) else ()
        return [one for one in earlier if one.span.start < comment.span.end and comment.span.start < one.span.end]

    def forebears(self, comment: Comment) -> list[Comment]:
        """The comments whose place a comment took, those whose place they took, and so on."""
        return [one for old in self.before(comment) for one in (old, *self.forebears(old))]

    def suggestions(self, comment: Comment, known: Mapping[int, Sequence[Suggestion]]) -> Sequence[Suggestion]:
        """A comment's own suggestions; while it has none, those of what it took the place of, best score per code."""
        if own := known.get(comment.id):
            return own
        best: dict[str, Suggestion] = {}
        former = self.before(comment)
        why = SPLIT if len(former) == 1 else MERGED
        for old in former:
            for one in self.suggestions(old, known):
                before = best.get(one.code)
                if before is None or one.score > before.score:
                    best[one.code] = replace(one, evidence=(why, *_moved(one.evidence, old, comment)))
        return sorted(best.values(), key=lambda one: -one.score)

    def carried(
        self,
        comment: Comment,
        decided: Callable[[int], Decision | None],
        preselected: Callable[[Comment], Sequence[str]],
    ) -> tuple[str, ...] | None:
        """The codes of what a comment took the place of; None: nobody had decided on any of it.

        Args:
            comment: the comment.
            decided: the decision of a person that stood on a comment.
            preselected: the codes that the model would give a comment.
        """
        old = self.before(comment)
        found = [self._codes(one, decided, preselected) for one in old]
        if all(codes is None for codes in found):
            return None
        several = (preselected(one) if codes is None else codes for one, codes in zip(old, found, strict=True))
        return tuple(dict.fromkeys(code for codes in several for code in codes))

    def _codes(
        self,
        comment: Comment,
        decided: Callable[[int], Decision | None],
        preselected: Callable[[Comment], Sequence[str]],
    ) -> tuple[str, ...] | None:
        made = decided(comment.id)
        return self.carried(comment, decided, preselected) if made is None else made.codes


def _moved(evidence: Sequence[Evidence], old: Comment, new: Comment) -> tuple[Evidence, ...]:
    """The reasons that lie within the new comment, in its offsets."""
    by = old.span.start - new.span.start
    return tuple(
        replace(one, start=one.start + by, end=one.end + by)
        for one in evidence
        if one.start is not None and one.end is not None and one.start + by >= 0 and one.end + by <= len(new.text)
    )
