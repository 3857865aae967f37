"""One response as the store has it now, read when it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from coder.domain.codebook import Codebook
from coder.domain.decision import Decision, Suggestion, standing
from coder.domain.response import Comment, ResponseKey
from coder.errors import ProjectError
from coder.reviewing.protocol import ReviewStore

RANKED = 9
"""How many suggestions are shown: one for each digit key."""


@dataclass(slots=True)
class Loaded:
    """A response with its comments, their suggestions and their decisions."""

    position: int
    key: ResponseKey
    text: str
    comments: tuple[Comment, ...]
    suggestions: dict[int, tuple[Suggestion, ...]]
    decisions: dict[int, list[Decision]]
    focus: int = 0

    @property
    def focused(self) -> Comment:
        """The comment in focus."""
        return self.comments[self.focus]

    def standing(self, comment: int) -> Decision | None:
        """The person's decision on a comment that stands; what a machine applied is not one."""
        found = standing(self.decisions.get(comment, []))
        return None if found is None or found.by_machine else found

    def index(self, comment: int) -> int:
        """Where in the response a comment stands."""
        return next(index for index, entry in enumerate(self.comments) if entry.id == comment)


def load(store: ReviewStore, codebook: Codebook, key: ResponseKey, position: int) -> Loaded:
    """Read a response with all that reviewing it needs.

    Raises:
        ProjectError: the store cannot be read, or the response is gone.
    """
    stored = store.response_texts([key]).get(key)
    comments = tuple(store.comments(responses=[stored.id])) if stored is not None else ()
    if stored is None or not comments:
        raise ProjectError(
            f"The response of {key.respondent} to {key.question} is no longer in the project as it was.",
            "Another program has changed the project: quit and start `coder review` again.",
        )
    ids = [comment.id for comment in comments]
    suggested = store.suggestions(ids)
    decisions: dict[int, list[Decision]] = {comment: [] for comment in ids}
    for decision in store.decisions(ids):
        decisions.setdefault(decision.comment, []).append(decision)
    return Loaded(
        position=position,
        key=key,
        text=stored.text,
        comments=comments,
        suggestions={comment: _usable(codebook, key.question, suggested.get(comment, ())) for comment in ids},
        decisions=decisions,
    )


def refresh(store: ReviewStore, codebook: Codebook, here: Loaded) -> None:
    """Read the suggestions for the undecided comments of a response again: a decision may have moved them."""
    ids = [comment.id for comment in here.comments if here.standing(comment.id) is None]
    suggested = store.suggestions(ids) if ids else {}
    here.suggestions.update((one, _usable(codebook, here.key.question, suggested.get(one, ()))) for one in ids)


def _usable(codebook: Codebook, question: str, suggestions: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
    """The suggestions whose codes the codebook, which may have changed since, still offers for the question."""
    offered = {code.id for code in codebook.assignable(question)}
    return tuple(suggestion for suggestion in suggestions if suggestion.code in offered)[:RANKED]
