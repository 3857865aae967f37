"""A project as a review sees it when audits are about: without the audits' responses, or these alone, and blind."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime

from coder.domain.annotation import Annotation, Kind
from coder.domain.decision import Decision, Purpose, Suggestion, standing
from coder.domain.response import Comment, ResponseKey
from coder.domain.results import CountedComment
from coder.domain.step import NewStep, StepEntry
from coder.errors import InputError, ProjectError
from coder.store.project import Project
from coder.store.records import StoredResponse


class OutsideAudits:
    """The project without the responses that open audits hold, which are coded blind."""

    def __init__(self, project: Project, held: Collection[int]) -> None:
        """Leave out these responses."""
        self._project = project
        self._held = frozenset(held)
        self._comments = frozenset(comment.id for comment in project.comments(responses=held))
        self._outside: set[int] = set()
        """Comments that are known to be of other responses."""

    def snapshot(self) -> AbstractContextManager[None]:
        """Everything read in the block is of one state."""
        return self._project.snapshot()

    def held_among(self, comments: Collection[int]) -> set[int]:
        """Those of the comments that belong to held responses, which somebody may have divided meanwhile."""
        if not self._held:
            return set()
        if any(one not in self._comments and one not in self._outside for one in comments):
            self._comments |= {comment.id for comment in self._project.comments(responses=self._held)}
            self._outside.update(one for one in comments if one not in self._comments)
        return {one for one in comments if one in self._comments}

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

    def decisions_not_undone(self, comments: Collection[int], /) -> Sequence[Decision]:
        """The decisions on comments, in force or not, that nobody took back."""
        return self._project.decisions_not_undone(comments)

    def annotations(self, comments: Collection[int], /) -> Sequence[Annotation]:
        """What was noted on comments, and the redactions of their responses."""
        return self._project.annotations(comments)

    def former_comments(self, response_id: int, /) -> Sequence[Sequence[Comment]]:
        """The comments that a response had before it was divided anew."""
        return self._project.former_comments(response_id)

    def take_step(self, new: NewStep, /) -> int:
        """Write a step, all or nothing.

        Raises:
            InputError: an audit that was drawn since the review began holds a response that it is about.
        """
        with self._project.transaction():
            self._refuse_drawn(new)
            return self._project.take_step(new)

    def take_back(self, step_id: int, /, *, coder: str, at: datetime) -> int:
        """Take back a step, all or nothing."""
        return self._project.take_back(step_id, coder=coder, at=at)

    def steps(self, coder: str, purpose: Purpose, /) -> Sequence[StepEntry]:
        """Every step of a coder."""
        return self._project.steps(coder, purpose)

    def step_decisions(self, step_id: int, /) -> Sequence[Decision]:
        """The decisions that were made in a step."""
        return self._project.step_decisions(step_id)

    def _refuse_drawn(self, new: NewStep) -> None:
        """Refuse what was done with suggestions in view on responses that are to be read blind by now."""
        drawn = self._project.open_audit_responses() - self._held
        decided = {decision.comment for decision in new.decisions}
        if new.response in drawn or (
            drawn and decided and any(one.id in decided for one in self._project.comments(responses=drawn))
        ):
            raise InputError(
                "This response was drawn for an audit after this review was opened, and is to be read blind: nothing "
                "was saved.",
                "Close the review and open it again; `coder review --audit` shows the audit.",
            )

    def comment_texts(self, comments: Collection[int]) -> Mapping[int, tuple[str, str]]:
        """The question and the words of comments."""
        return self._project.comment_texts(comments)


class BlindAudit(OutsideAudits):
    """The responses of open audits whose turn it is, as one coder sees them: no suggestions, no decisions of others.

    A response that somebody else has begun is left to them; one that this coder has read stays theirs when somebody
    checks it. Where two coders decide on a comment all the same, at the
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
        own = {one.comment for one in by_person if one.coder == self._coder and one.purpose is Purpose.CODING}
        begun = {_response(one) for one in shown if one.comment in others}
        begun -= {_response(one) for one in shown if one.comment in own}
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

    def decisions_not_undone(self, comments: Collection[int], /) -> Sequence[Decision]:
        """This coder's own."""
        return [one for one in self._project.decisions_not_undone(comments) if one.coder == self._coder]

    def annotations(self, comments: Collection[int], /) -> Sequence[Annotation]:
        """This coder's own, and all redactions, which say nothing of codes."""
        found = self._project.annotations(comments)
        return [one for one in found if one.coder == self._coder or one.kind is Kind.REDACTION]

    def take_step(self, new: NewStep, /) -> int:
        """Write a step; a decision on a comment that another person has decided already is a check.

        Raises:
            ProjectError: it divides a response anew on which another person has decided.
        """
        with self._project.transaction():
            if new.division is not None and self._decided_by_others(new.division.before):
                raise ProjectError(
                    "Somebody else has begun to read this response for the audit, so its comments stay as they are.",
                    "Leave it to them, or decide on its comments as they are.",
                )
            by_others = self._decided_by_others([one.comment for one in new.decisions])
            checked = (
                replace(one, purpose=Purpose.CHECK) if one.comment in by_others else one for one in new.decisions
            )
            return self._project.take_step(replace(new, decisions=tuple(checked)))

    def _decided_by_others(self, comments: Collection[int]) -> set[int]:
        made = self._project.decisions(comments)
        return {known.comment for known in made if not known.by_machine and known.coder != self._coder}


def _response(comment: CountedComment) -> ResponseKey:
    return ResponseKey(comment.wave, comment.respondent, comment.question)


def _codes(made: Sequence[Decision]) -> tuple[str, ...] | None:
    found = standing(made)
    return None if found is None else found.codes
