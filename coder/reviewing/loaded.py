"""One response as the store has it now, read when it is shown."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from coder.domain.annotation import Annotation, Redaction, redactions
from coder.domain.codebook import Codebook
from coder.domain.decision import Decision, Suggestion, standing
from coder.domain.response import Comment, ResponseKey
from coder.errors import ProjectError
from coder.reviewing.lineage import Lineage
from coder.reviewing.protocol import ReviewStore

RANKED = 9
"""How many suggestions are shown: one for each digit key."""


@dataclass(slots=True)
class Loaded:
    """A response with its comments, their suggestions and their decisions."""

    position: int
    key: ResponseKey
    number: int
    """The store's for the response."""
    text: str
    comments: tuple[Comment, ...]
    suggestions: dict[int, tuple[Suggestion, ...]]
    decisions: dict[int, list[Decision]]
    lineage: Lineage
    annotations: Sequence[Annotation] = ()
    """What stands on these comments and on those whose place they took, and the redactions of the response."""
    carried: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """The codes that people gave what a comment took the place of."""
    focus: int = 0

    @property
    def focused(self) -> Comment:
        """The comment in focus."""
        return self.comments[self.focus]

    @property
    def redactions(self) -> tuple[Redaction, ...]:
        """The stretches of the text that are redacted."""
        return redactions(self.annotations).get(self.number, ())

    def standing(self, comment: int) -> Decision | None:
        """The person's decision on a comment that stands; what a machine applied is not one."""
        return by_person(self.decisions.get(comment, []))

    def index(self, comment: int) -> int:
        """Where in the response a comment stands or, where it is no longer in force, the first that took its place."""
        found = self.lineage.get(comment)
        start = found.span.start if found is not None else 0
        places = [place for place, one in enumerate(self.comments) if one.id == comment or one.span.end > start]
        return next((place for place in places if self.comments[place].id == comment), places[0] if places else 0)


def by_person(decisions: Sequence[Decision]) -> Decision | None:
    """The decision of a person that stands, of those on one comment."""
    found = standing(decisions)
    return None if found is None or found.by_machine else found


def load(store: ReviewStore, codebook: Codebook, key: ResponseKey, position: int) -> Loaded:
    """Read a response with all that reviewing it needs.

    Raises:
        ProjectError: the store cannot be read, or the response is gone.
    """
    with store.snapshot():
        return _load(store, codebook, key, position)


def _load(store: ReviewStore, codebook: Codebook, key: ResponseKey, position: int) -> Loaded:
    stored = store.response_texts([key]).get(key)
    comments = tuple(store.comments(responses=[stored.id])) if stored is not None else ()
    if stored is None or not comments:
        raise ProjectError(
            f"The response of {key.respondent} to {key.question} is no longer in the project as it was.",
            "Another program has changed the project: quit and start `coder review` again.",
        )
    lineage = Lineage(comments, store.former_comments(stored.id))
    ids = [comment.id for comment in comments]
    here = Loaded(
        position=position,
        key=key,
        number=stored.id,
        text=stored.text,
        comments=comments,
        suggestions=_suggestions(store, codebook, key.question, lineage, comments),
        decisions=_by_comment(ids, store.decisions(ids)),
        lineage=lineage,
        annotations=store.annotations(lineage.ids),
    )
    here.carried = _carried(store, codebook, here)
    return here


def refresh(store: ReviewStore, codebook: Codebook, here: Loaded) -> None:
    """Read the suggestions for the undecided comments of a response again: a decision may have moved them."""
    undecided = [comment for comment in here.comments if here.standing(comment.id) is None]
    if undecided:
        here.suggestions.update(_suggestions(store, codebook, here.key.question, here.lineage, undecided))


def _suggestions(
    store: ReviewStore, codebook: Codebook, question: str, lineage: Lineage, comments: Iterable[Comment]
) -> dict[int, tuple[Suggestion, ...]]:
    """The suggestions for comments; those of what they took the place of where they have none of their own yet."""
    wanted = {one.id for comment in comments for one in (comment, *lineage.forebears(comment))}
    known = store.suggestions(wanted)
    return {comment.id: _usable(codebook, question, lineage.suggestions(comment, known)) for comment in comments}


def _usable(codebook: Codebook, question: str, suggestions: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
    """The suggestions whose codes the codebook, which may have changed since, still offers for the question."""
    offered = {code.id for code in codebook.assignable(question)}
    return tuple(suggestion for suggestion in suggestions if suggestion.code in offered)[:RANKED]


def _carried(store: ReviewStore, codebook: Codebook, here: Loaded) -> dict[int, tuple[str, ...]]:
    """The codes that undecided comments have from what they took the place of, where a person had decided on that."""
    wanted = [one for one in here.comments if here.standing(one.id) is None and here.lineage.before(one)]
    old = {one.id for comment in wanted for one in here.lineage.forebears(comment)}
    if not old:
        return {}
    made = _by_comment(old, store.decisions_not_undone(old))
    known = store.suggestions(here.lineage.ids)

    def preselected(comment: Comment) -> Sequence[str]:
        found = _usable(codebook, here.key.question, here.lineage.suggestions(comment, known))
        return [one.code for one in found if one.assigned]

    found = {one.id: here.lineage.carried(one, lambda id_: by_person(made.get(id_, [])), preselected) for one in wanted}
    return {comment: codes for comment, codes in found.items() if codes is not None}


def _by_comment(ids: Collection[int], decisions: Iterable[Decision]) -> dict[int, list[Decision]]:
    found: Mapping[int, list[Decision]] = {comment: [] for comment in ids}
    for decision in decisions:
        found[decision.comment].append(decision)
    return dict(found)
