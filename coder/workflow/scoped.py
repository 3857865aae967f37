"""A project as a review sees it when audits are about: without the audits' responses, or these alone, and blind."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from coder.domain.decision import Decision, Purpose, Suggestion, standing
from coder.domain.response import Comment, ResponseKey
from coder.domain.results import CountedComment
from coder.errors import InputError
from coder.store.project import Project
from coder.store.records import LogLine, StoredResponse


class OutsideAudits:
    """The project without the responses that open audits hold, which are coded blind."""

    def __init__(self, project: Project, held: Collection[int]) -> None:
        """Leave out these responses."""
        self._project = project
        self._held = frozenset(held)
        self._comments = frozenset(comment.id for comment in project.comments(responses=held))

    def counted_comments(self, questions: Collection[str] | None = None) -> Sequence[CountedComment]:
        """Every comment to review, with its standing codes."""
        return [one for one in self._project.counted_comments(questions) if one.comment not in self._comments]

    def response_texts(self, keys: Iterable[ResponseKey]) -> Mapping[ResponseKey, StoredResponse]:
        """The stored responses by key."""
        return self._project.response_texts(keys)

    def comments(
        self, questions: Collection[str] | None = None, responses: Collection[int] | None = None
    ) -> Sequence[Comment]:
        """The comments of responses."""
        return self._project.comments(questions, responses)

    def suggestions(self, comments: Collection[int]) -> Mapping[int, Sequence[Suggestion]]:
        """The suggestions for comments."""
        return self._project.suggestions(comments)

    def decisions(self, comments: Collection[int] | None = None) -> Sequence[Decision]:
        """The decisions on comments that stand."""
        return self._project.decisions(comments)

    def record(self, decisions: Sequence[Decision], /) -> None:
        """Write decisions, all or none.

        Raises:
            InputError: an audit that was drawn since the review began holds a response of one of them.
        """
        with self._project.transaction():
            self._refuse_drawn({decision.comment for decision in decisions})
            self._project.record(decisions)

    def _refuse_drawn(self, decided: Collection[int]) -> None:
        """Refuse what was decided with suggestions in view on responses that are to be read blind by now."""
        drawn = self._project.open_audit_responses() - self._held
        if drawn and any(comment.id in decided for comment in self._project.comments(responses=drawn)):
            raise InputError(
                "This response was drawn for an audit after this review was opened, and is to be read blind: nothing "
                "was saved.",
                "Close the review and open it again; `coder review --audit` shows the audit.",
            )

    def undo_many(self, decision_ids: Sequence[str], *, coder: str, at: datetime) -> Sequence[str]:
        """Take back events, all or none."""
        return self._project.undo_many(decision_ids, coder=coder, at=at)

    def comment_texts(self, comments: Collection[int]) -> Mapping[int, tuple[str, str]]:
        """The question and the words of comments."""
        return self._project.comment_texts(comments)

    def log_lines(self, coder: str) -> Sequence[LogLine]:
        """Every event of a coder."""
        return self._project.log_lines(coder)


class BlindAudit(OutsideAudits):
    """The responses of open audits whose turn it is, as one coder sees them: no suggestions, no decisions of others.

    A response that somebody else has begun is left to them. Where two coders decide on a comment all the same, at the
    same time, the later decision is a check.
    """

    def __init__(self, project: Project, released: Collection[int], coder: str) -> None:
        """Show these responses, and this coder's decisions only."""
        super().__init__(project, released)
        self._coder = coder

    def counted_comments(self, questions: Collection[str] | None = None) -> Sequence[CountedComment]:
        """The comments to read, with the codes this coder gave them."""
        shown = [one for one in self._project.counted_comments(questions) if one.comment in self._comments]
        by_person = [one for one in self._project.decisions(self._comments) if not one.by_machine]
        others = {one.comment for one in by_person if one.coder != self._coder}
        begun = {_response(one) for one in shown if one.comment in others}
        mine: dict[int, list[Decision]] = {}
        for decision in by_person:
            if decision.coder == self._coder:
                mine.setdefault(decision.comment, []).append(decision)
        return [
            replace(one, codes=_codes(mine.get(one.comment, [])), by_machine=False)
            for one in shown
            if _response(one) not in begun
        ]

    def suggestions(self, comments: Collection[int]) -> Mapping[int, Sequence[Suggestion]]:
        """None."""
        return {}

    def decisions(self, comments: Collection[int] | None = None) -> Sequence[Decision]:
        """This coder's own."""
        return [decision for decision in self._project.decisions(comments) if decision.coder == self._coder]

    def record(self, decisions: Sequence[Decision], /) -> None:
        """Write decisions; one on a comment that another person has decided already is a check."""
        ids = [decision.comment for decision in decisions]
        with self._project.transaction():
            by_others = {
                known.comment
                for known in self._project.decisions(ids)
                if not known.by_machine and known.coder != self._coder
            }
            self._project.record(
                [replace(one, purpose=Purpose.CHECK) if one.comment in by_others else one for one in decisions]
            )


def _response(comment: CountedComment) -> ResponseKey:
    return ResponseKey(comment.wave, comment.respondent, comment.question)


def _codes(made: Sequence[Decision]) -> tuple[str, ...] | None:
    found = standing(made)
    return None if found is None else found.codes
