"""Sentences that the screen and plain mode share: reasons for suggestions, codes in a row, what was saved."""

from collections.abc import Callable, Iterable
from datetime import timedelta

from coder.domain.decision import Decision, Evidence
from coder.domain.text import plural
from coder.reviewing.item import Choice, CommentView, Item, Progress
from coder.reviewing.step import Step

NO_CODE = "no code applies"
FEWEST_CORRECTED = 10

_REASONS = {
    "keyword": "says",
    "word": "says",
    "example": "like",
    "definition": "fits",
    "decided": "coded so:",
}

_ORDERS = {
    "file": "as imported",
    "random": "what is read so far is a random sample",
    "learn": "what teaches the suggestions most",
    "alike": "like answers one after the other",
    "code": "what most probably carries a code",
}


def reason(choice: Choice, comment: str) -> str:
    """Why a code is offered for a comment, in a few words; empty where there is nothing to say."""
    if choice.given_by:
        return f"given by {', '.join(choice.given_by)}" + ("; a code of another question" if choice.elsewhere else "")
    if choice.elsewhere:
        return "a code of another question"
    if choice.score is None:
        return "added by you" if choice.selected else ""
    return next((_evidence(evidence, choice.code.label, comment) for evidence in choice.evidence), "")


def _evidence(evidence: Evidence, label: str, comment: str) -> str:
    if evidence.kind == "learnt":
        return f"learnt from {plural(int(evidence.note), 'coding')}" if evidence.note.isdecimal() else "learnt"
    if evidence.kind == "duplicate":
        return "the same words, coded so"
    kind = _REASONS.get(evidence.kind, evidence.kind)
    in_comment = comment[evidence.start : evidence.end] if evidence.start is not None else ""
    note = " ".join((in_comment or evidence.note.removeprefix(f"{label}: ")).split())
    return f"{kind} “{note}”" if note else kind.rstrip(":")


def labels(codes: Iterable[str], label: Callable[[str], str]) -> str:
    """Codes by their labels; what is said of none."""
    return " · ".join(label(code) for code in codes) or NO_CODE


def given(decision: Decision, coder: str, label: Callable[[str], str]) -> str:
    """The codes of a decision, and who gave them where that was somebody else."""
    who = "" if decision.coder == coder else f" ({decision.coder})"
    return labels(decision.codes, label) + who


def time_left(progress: Progress) -> str:
    """How long the rest will take; empty while it is too early to say."""
    return f"about {_duration(progress.time_left)} left" if progress.time_left is not None else ""


def corrected(progress: Progress) -> str:
    """How often the suggestions were corrected lately; empty while there are too few to say."""
    changed, of = progress.corrected
    return f"{changed} of the last {of} corrected" if of >= FEWEST_CORRECTED else ""


def order_means(name: str) -> str:
    """What an order of work does, in a few words."""
    return _ORDERS.get(name.partition(":")[0], "")


def _duration(time: timedelta) -> str:
    minutes = max(1, round(time / timedelta(minutes=1)))
    hours, rest = divmod(minutes, 60)
    if hours >= 10:
        return f"{hours} h"
    return f"{hours} h {rest} min" if hours else f"{minutes} min"


def notes(view: CommentView) -> list[str]:
    """What was noted on a comment beside its codes: marks, then memos."""
    marks = " · ".join(mark for mark, there in (("flagged", view.flagged), ("quote", view.exemplar)) if there)
    said = [marks] if marks else []
    said += [f"memo: {view.memo}"] if view.memo else []
    return said + [f"memo by {coder}: {text}" for coder, text in view.memos]


def merge_offered(item: Item) -> str:
    """That the comment in focus has the codes of one beside it, with which it may be one; empty where it is not so."""
    if item.merge_offer is None:
        return ""
    return f"the same codes as the comment {'after' if item.merge_offer > item.focus else 'before'} it"


def alike(item: Item, key: Callable[[str], str]) -> list[str]:
    """How many comments and responses could be decided together with the one in front, and with which key."""
    said = []
    if item.together:
        nearly = f", {item.nearly:,} nearly" if item.nearly else ""
        said.append(f"{item.together:,} more the same{nearly}: {key('confirm_together')}")
    if item.campaign:
        said.append(f"{plural(item.campaign, 'response')} alike: {key('confirm_campaign')}")
    return said


def done_again(step: Step, label: Callable[[str], str]) -> str:
    """What a step did that was taken back or done again, in a few words."""
    if step.kind != "decision":
        return step.words
    several = f"  for {step.count:,} comments" if step.count > 1 else ""
    return labels(step.codes, label) + several


def not_repeated(codes: tuple[str, ...] | None, no_code: str) -> str:
    """Why there are no codes to give again; `no_code` is the key that saves that none applies."""
    if codes is None:
        return "Nothing has been decided in this sitting yet."
    return f"You decided last that no code applies: {no_code} saves that here too."


def of_whom(step: Step) -> str:
    """On which comment a step was taken."""
    return f"{step.respondent}, comment {step.number}"


def standing_over(decision: Decision | None, coder: str) -> str:
    """Which decision counts in place of the one just saved; empty where that one counts."""
    if decision is None:
        return ""
    who = f"your {decision.purpose}" if decision.coder == coder else f"the {decision.purpose} by {decision.coder}"
    return f"{who} stands"
