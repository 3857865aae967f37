"""`coder review --check`: a second coder, or the same one later, codes a random share of what was coded, blind."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from math import ceil

from coder.domain.annotation import Annotation, Kind
from coder.domain.decision import Decision, Purpose, Suggestion, is_machine, standing
from coder.domain.response import Comment, ResponseKey
from coder.domain.results import CountedComment
from coder.domain.text import plural
from coder.errors import ProjectError, UsageError
from coder.reviewing.order import Order, Place, Reason
from coder.store.project import Project
from coder.workflow.scoped import OutsideAudits

SHARE = 0.2
"""How much is coded a second time, unless somebody says otherwise."""
_SALT = "the second coding"


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is to be coded a second time."""

    keys: tuple[ResponseKey, ...]
    """Whole responses, in the order of reading."""
    coded: int
    """The responses that they were drawn from."""
    of: str
    """Whose coding: a name, or empty for everybody else's."""

    def order(self) -> Order:
        """In the order drawn; in whatever order they are read, they belong to the check."""
        reason = Reason("check", "drawn to be coded a second time", by_hand_too=True)
        return [Place(key, reason) for key in self.keys]

    def told(self) -> str:
        """What was drawn, in a sentence."""
        whose = f"coded by {self.of}" if self.of else "coded by others"
        return f"{plural(len(self.keys), 'response')} of {self.coded:,} {whose}, drawn at random; shown blind."


def check_share(share: float) -> None:
    """Refuse what is no share.

    Raises:
        UsageError: it is not above 0 and at most 1.
    """
    if not 0 < share <= 1:
        raise UsageError(f"A share of {share:g} cannot be drawn.", "Give a number above 0 and up to 1: 0.2 is a fifth.")


def draw_check(project: Project, coder: str, questions: Collection[str], *, share: float, of: str = "") -> Drawn:
    """Draw what a coder is to code a second time: a share of the coded responses to each question.

    They are sorted by a hash of their keys with the project's own secret, and the first are drawn; so all second coders
    get the same responses as far as they may, and drawing again goes on where it was. What this coder has begun to
    check stays drawn.

    Args:
        project: The project.
        coder: Who is to code.
        questions: Those to draw from.
        share: How much, above 0 and up to 1.
        of: Whose coding; empty: anybody's else.

    Raises:
        ProjectError: there is nothing to draw from.
    """
    check_share(share)
    responses = _by_response(project, questions)
    made = _by_comment(project.decisions())
    coded = {key: comments for key, comments in responses.items() if _is_coded(comments, made, coder, of)}
    if not coded:
        raise _nothing(coder, of)
    drawn: list[ResponseKey] = []
    for question in questions:
        ranked = sorted((key for key in coded if key.question == question), key=lambda key: _rank(project, key))
        begun = {key for key in ranked if any(_checked(coder, made.get(one, ())) for one in coded[key])}
        wanted = max(0, ceil(round(share * len(ranked), 9)) - len(begun))
        fresh = [key for key in ranked if key not in begun][:wanted]
        drawn += [key for key in ranked if key in begun or key in set(fresh)]
    return Drawn(tuple(drawn), len(coded), of)


class BlindCheck(OutsideAudits):
    """The responses drawn, as a second coder sees them: no suggestions, and of all decisions their own checks only."""

    def __init__(self, project: Project, drawn: Drawn, coder: str) -> None:
        """Show these responses, and this coder's checks only."""
        super().__init__(project, {one.id for one in project.response_texts(drawn.keys).values()})
        self._coder = coder
        self._own = drawn.of == coder
        self._since = datetime.now(UTC)

    def counted_comments(self, questions: Collection[str] | None = None) -> Sequence[CountedComment]:
        """The comments to code, with the codes this coder gave them in checks."""
        made = _by_comment(self.decisions(self._comments))
        return [
            replace(one, codes=_codes(made.get(one.comment, ())), by_machine=False)
            for one in self._project.counted_comments(questions)
            if one.comment in self._comments
        ]

    def suggestions(self, comments: Collection[int]) -> Mapping[int, Sequence[Suggestion]]:
        """None."""
        return {}

    def decisions(self, comments: Collection[int] | None = None) -> Sequence[Decision]:
        """This coder's own checks."""
        return [one for one in self._project.decisions(comments) if _checked(self._coder, [one])]

    def decisions_not_undone(self, comments: Collection[int], /) -> Sequence[Decision]:
        """This coder's own checks."""
        return [one for one in self._project.decisions_not_undone(comments) if _checked(self._coder, [one])]

    def former_comments(self, response_id: int, /) -> Sequence[Sequence[Comment]]:
        """None: what the comments took the place of was coded too."""
        return []

    def annotations(self, comments: Collection[int], /) -> Sequence[Annotation]:
        """This coder's own, and all redactions; where they check themselves, none of what they noted earlier."""
        return [
            one
            for one in self._project.annotations(comments)
            if one.kind is Kind.REDACTION or (one.coder == self._coder and (not self._own or one.at >= self._since))
        ]


def _by_response(project: Project, questions: Collection[str]) -> dict[ResponseKey, list[int]]:
    found: dict[ResponseKey, list[int]] = {}
    for one in project.counted_comments(questions):
        found.setdefault(ResponseKey(one.wave, one.respondent, one.question), []).append(one.comment)
    return found


def _by_comment(decisions: Iterable[Decision]) -> dict[int, list[Decision]]:
    found: dict[int, list[Decision]] = {}
    for decision in decisions:
        found.setdefault(decision.comment, []).append(decision)
    return found


def _is_coded(comments: Sequence[int], made: Mapping[int, Sequence[Decision]], coder: str, of: str) -> bool:
    """Whether a response was coded whole by whom it has to be, and not by the one who is to check it."""
    decisions = [made.get(comment, ()) for comment in comments]
    own = any(one.coder == coder and one.purpose is not Purpose.CHECK for several in decisions for one in several)
    if own and of != coder:
        return False
    return all(any(_counts(one, coder, of) for one in several) for several in decisions)


def _counts(decision: Decision, coder: str, of: str) -> bool:
    """Whether a decision is one that is to be checked."""
    if decision.purpose is not Purpose.CODING:
        return False
    return decision.coder == of if of else not decision.by_machine and decision.coder != coder


def _checked(coder: str, made: Iterable[Decision]) -> bool:
    return any(one.coder == coder and one.purpose is Purpose.CHECK for one in made)


def _codes(made: Sequence[Decision]) -> tuple[str, ...] | None:
    found = standing(made)
    return None if found is None else found.codes


def _rank(project: Project, key: ResponseKey) -> str:
    return project.text_hash("\0".join((_SALT, *key)))


def _nothing(coder: str, of: str) -> ProjectError:
    if of == coder:
        return ProjectError("You have not coded a whole response yet.", "Code some with `coder review` first.")
    if of:
        also = "" if is_machine(of) else ", or you have coded the same"
        return ProjectError(
            f"{of} has not coded a whole response yet{also}.", "`coder status` says who has coded what."
        )
    return ProjectError(
        "Nobody else has coded a whole response that you have not coded too.",
        f"To check your own coding, pass --of '{coder}'; `coder status` says who has coded what.",
    )
