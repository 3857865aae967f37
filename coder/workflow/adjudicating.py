"""`coder review --adjudicate`: what coders disagree on, with all they gave, for somebody to settle."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from coder.agreeing.opinions import again, independent
from coder.domain.codebook import Codebook
from coder.domain.decision import Decision, Purpose, Suggestion
from coder.domain.response import Comment
from coder.domain.results import CountedComment
from coder.reviewing.item import Opinion
from coder.store.project import Project
from coder.workflow.scoped import OutsideAudits


@dataclass(frozen=True, slots=True)
class Dispute:
    """A comment to which different codes were given."""

    opinions: tuple[Opinion, ...]
    """In the order they were given."""
    last: str
    """The id of the last of the decisions; an adjudication settles those before it."""


def disputes(codebook: Codebook, decisions: Iterable[Decision]) -> dict[int, Dispute]:
    """The comments to which people gave different codes, without seeing each other's, or the same person at two times.

    Args:
        codebook: Says what stands for a retired code, and the order of codes.
        decisions: Those that stand, in the order they were made.
    """
    made: dict[int, list[Decision]] = {}
    for decision in decisions:
        if not decision.by_machine:
            made.setdefault(decision.comment, []).append(decision)
    found = ((comment, _dispute(codebook, several)) for comment, several in made.items() if len(several) > 1)
    return {comment: one for comment, one in found if one is not None}


def unsettled(project: Project, codebook: Codebook, decisions: Iterable[Decision]) -> int:
    """How many comments are in dispute, outside open audits, that no later adjudication has settled."""
    held = project.open_audit_responses()
    audited = {comment.id for comment in project.comments(responses=held)} if held else set()
    made = [one for one in decisions if one.comment not in audited]
    found = disputes(codebook, made)
    return len(found) - len(settling(found, made))


def settling(found: Mapping[int, Dispute], decisions: Iterable[Decision]) -> dict[int, Decision]:
    """The adjudication of each dispute that settles it, as it came after the last of the opinions."""
    past: set[int] = set()
    settled = {}
    for decision in decisions:
        if decision.comment in past and decision.purpose is Purpose.ADJUDICATION:
            settled[decision.comment] = decision
        elif decision.comment in found and decision.id == found[decision.comment].last:
            past.add(decision.comment)
    return settled


class Disputed(OutsideAudits):
    """The comments in dispute; what of a response is not in dispute is shown as text alone.

    The codes on offer are those that somebody gave, preselected where all did. An adjudication settles a dispute until
    one of the coders decides anew.
    """

    def __init__(self, project: Project, codebook: Codebook, held: Collection[int]) -> None:
        """Show what is in dispute outside some responses."""
        super().__init__(project, held)
        kept = [one for one in project.decisions() if one.comment not in self._comments]
        self._disputes = disputes(codebook, kept)

    def counted_comments(self, questions: Collection[str] | None = None) -> Sequence[CountedComment]:
        """The comments in dispute, with the codes of the adjudications that settle them."""
        settled = {one.comment: one.codes for one in self.decisions(list(self._disputes))}
        return [
            replace(one, codes=settled.get(one.comment), by_machine=False)
            for one in self._project.counted_comments(questions)
            if one.comment in self._disputes
        ]

    def comments(
        self, questions: Collection[str] | None = None, responses: Collection[int] | None = None
    ) -> Sequence[Comment]:
        """Those of the comments of responses that are in dispute; all of a response that has none."""
        found = self._project.comments(questions, responses)
        disputed = {one.response for one in found if one.id in self._disputes}
        return [one for one in found if one.id in self._disputes or one.response not in disputed]

    def former_comments(self, response_id: int, /) -> Sequence[Sequence[Comment]]:
        """None: disputes are on comments in force."""
        return []

    def suggestions(self, comments: Collection[int]) -> Mapping[int, Sequence[Suggestion]]:
        """None: people are to settle it."""
        return {}

    def opinions(self, comment: int) -> tuple[Opinion, ...]:
        """What each coder gave a comment."""
        found = self._disputes.get(comment)
        return found.opinions if found is not None else ()

    def decisions(self, comments: Collection[int] | None = None) -> Sequence[Decision]:
        """The decisions that stand; on comments in dispute, the adjudications that settle them only."""
        made = self._project.decisions(comments)
        settled = {one.id for one in settling(self._disputes, made).values()}
        return [one for one in made if one.comment not in self._disputes or one.id in settled]


def _dispute(codebook: Codebook, made: Sequence[Decision]) -> Dispute | None:
    alone = list(independent(made).values())
    later = [one for pair in again(made) for one in (pair.first, pair.later)]
    given = {one.id: frozenset(codebook.standing_in(code) for code in one.codes) for one in (*alone, *later)}
    if len(set(given.values())) < 2:
        return None
    order = {code: place for place, code in enumerate(codebook.placed)}
    shown = [one for one in made if one.id in given]
    opinions = tuple(
        Opinion(
            coder=one.coder,
            codes=tuple(sorted(given[one.id], key=lambda code: (order.get(code, len(order)), code))),
            at=one.at,
            purpose=one.purpose,
        )
        for one in shown
    )
    return Dispute(opinions, shown[-1].id)
