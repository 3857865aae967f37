"""Sittings of second coders and of those who settle what coders disagree on."""

from collections.abc import Collection
from dataclasses import dataclass

from coder.domain.decision import Purpose
from coder.domain.text import plural
from coder.errors import ProjectError, UsageError
from coder.reviewing.order import Ordered
from coder.reviewing.session import ReviewSession
from coder.workflow.adjudicating import Disputed
from coder.workflow.checking import SHARE, BlindCheck, draw_check
from coder.workflow.count import chosen_questions
from coder.workflow.ordering import FILE
from coder.workflow.project import Opened
from coder.workflow.said import Said
from coder.workflow.surroundings import ProjectSurroundings


@dataclass(frozen=True, slots=True)
class Check:
    """A share of what was coded is to be coded a second time, blind."""

    share: float = SHARE
    of: str = ""
    """Whose coding; empty: everybody else's."""


@dataclass(frozen=True, slots=True)
class Adjudication:
    """What coders disagree on is to be settled."""


Second = Check | Adjudication


@dataclass(frozen=True, slots=True)
class SecondSitting:
    """A session, what it is called, and what the person should know."""

    session: ReviewSession
    doing: str
    notices: tuple[str, ...]


def second_sitting(
    opened: Opened, said: Said, coder: str, questions: Collection[str] | None, second: Second
) -> SecondSitting:
    """A sitting that checks or adjudicates.

    Raises:
        UsageError: the share is none.
        ProjectError: there is nothing to check or to settle.
    """
    wanted = chosen_questions(opened, questions)
    return (
        _check(opened, said, coder, wanted, second)
        if isinstance(second, Check)
        else _settle(opened, said, coder, wanted)
    )


def _check(opened: Opened, said: Said, coder: str, questions: list[str], wanted: Check) -> SecondSitting:
    drawn = draw_check(opened.project, coder, questions, share=wanted.share, of=wanted.of)
    store = BlindCheck(opened.project, drawn, coder)
    session = ReviewSession(
        store,
        opened.codebook,
        coder=coder,
        purpose=Purpose.CHECK,
        comments=store.counted_comments(questions),
        order=drawn.order(),
        around=_Fixed(opened, store, said, questions=questions, audit=True, purpose=Purpose.CHECK),
    )
    return SecondSitting(session, "check, blind", (drawn.told(), "`coder agree` says how far you agree."))


def _settle(opened: Opened, said: Said, coder: str, questions: list[str]) -> SecondSitting:
    held = opened.project.open_audit_responses()
    store = Disputed(opened.project, opened.codebook, held)
    comments = store.counted_comments(questions)
    if not comments:
        raise ProjectError(
            "No comment was given different codes by people who did not see each other's.",
            "`coder agree` says what has been coded twice; `coder review --check` shows a second coder what to code.",
        )
    session = ReviewSession(
        store,
        opened.codebook,
        coder=coder,
        purpose=Purpose.ADJUDICATION,
        comments=comments,
        opinions=store.opinions,
        around=_Fixed(opened, store, said, questions=questions, audit=True, purpose=Purpose.ADJUDICATION),
    )
    left = sum(one.codes is None for one in comments)
    told = f"{plural(len(comments), 'comment')} on which coders disagree, {left:,} of them to settle."
    waiting = ("disagreements in an open audit wait until it is closed.",) if held else ()
    return SecondSitting(session, "adjudication", (told, *waiting))


class _Fixed(ProjectSurroundings):
    """The project around a sitting whose responses are given, in an order that is given."""

    def refuse_filter(self) -> None:
        """Refuse any."""
        raise UsageError("What is shown here is given, and cannot be filtered.", "Filter in `coder review`.")

    def order(self, name: str) -> Ordered:
        """Refuse any but the one there is."""
        if name == FILE:
            return Ordered(None)
        raise UsageError("What is shown here comes in the order that is given.", "Other orders: `coder review`.")
