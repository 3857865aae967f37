"""What a diagnosis cannot say yet, and why."""

from collections.abc import Sequence

from coder.diagnosing.unused import LEAST_READ, too_few_read
from coder.domain.codebook import Codebook
from coder.domain.response import Comment
from coder.domain.text import plural
from coder.workflow.judged import Decided
from coder.workflow.project import Opened
from coder.workflow.staleness import stale_codes
from coder.workflow.stored_scores import StoredScores

FEW = 50
"""Decided comments below which little can be said of what is confused or rejected."""


def unsaid(
    opened: Opened, comments: Sequence[Comment], read: Decided, scores: StoredScores | None, questions: Sequence[str]
) -> list[str]:
    """A sentence for everything that cannot be said yet."""
    told = [*_unsaid_of_decisions(opened.codebook, read, questions), *_unsaid_of_scores(opened, comments, scores)]
    if read.unknown:
        told.append(
            f"What would have been proposed for {plural(read.unknown, 'comment')} decided without suggestions is not "
            "known: the wording, or comments, are newer than the last suggestions. Run `coder suggest`."
        )
    return told


def _unsaid_of_decisions(codebook: Codebook, read: Decided, questions: Sequence[str]) -> list[str]:
    number = len(read.judged)
    if not number:
        return ["Nobody has decided anything yet, so only like wording and comments far from every code are shown."]
    told = []
    if number < FEW:
        told.append(
            f"Only {plural(number, 'comment')} decided: what is confused, rejected or not used shows better from "
            f"{FEW} on."
        )
    if waiting := too_few_read(codebook, read.judged, questions):
        told.append(
            f"Whether {plural(len(waiting), 'more code')} without mentions is rare cannot be said yet: it takes "
            f"{LEAST_READ} decided comments in a code's questions."
        )
    return told


def _unsaid_of_scores(opened: Opened, comments: Sequence[Comment], scores: StoredScores | None) -> list[str]:
    if scores is None:
        return [
            "Nothing is suggested yet, so like wording and comments far from every code cannot be told. "
            "Run `coder suggest`."
        ]
    told = []
    if undivided := opened.project.undivided():
        told.append(f"{plural(len(undivided), 'response')} not divided into comments yet. Run `coder suggest`.")
    missing = len(comments) - len(scores.comments)
    if missing:
        told.append(
            f"{plural(missing, 'comment')} without suggestions, so not looked at for new codes. Run `coder suggest`."
        )
    if stale := stale_codes(opened.project, opened.codebook):
        told.append(f"The suggestions are older than the wording of {', '.join(stale)}. Run `coder suggest`.")
    return told


def set_aside(held: int) -> tuple[str, ...]:
    """A sentence on the responses that open audits hold, where there are any."""
    told = f"{plural(held, 'response')} of open audits left out of everything: they are read blind."
    return (told,) if held else ()
