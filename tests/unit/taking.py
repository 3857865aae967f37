"""Steps as a sitting takes them, where a test needs no sitting."""

from coder.domain.decision import Decision
from coder.domain.step import NewStep, StepKind
from coder.reviewing.protocol import ReviewStore


def decide(store: ReviewStore, *made: Decision) -> int:
    """Make decisions in one step, the first on the comment in focus; returns its number."""
    first = made[0]
    key = next(one.response for one in store.comments() if one.id == first.comment)
    return store.take_step(
        NewStep(
            kind=StepKind.DECISION,
            coder=first.coder,
            purpose=first.purpose,
            at=first.at,
            response=store.response_texts([key])[key].id,
            comment=first.comment,
            decisions=made,
        )
    )
