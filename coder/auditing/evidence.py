"""Gathers, code by code, what scores and people say of the responses of a frame."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from coder.auditing.certify import Evidence
from coder.auditing.exact import Floats


class AuditedComment(NamedTuple):
    """A comment of a response of the frame."""

    response: int
    scores: Mapping[str, float]
    """The codes that were suggested; any other is below every threshold."""
    codes: Collection[str] | None
    """What a person gave it; None: nobody has decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """Who of the frame is where."""

    frame: frozenset[int]
    """Responses the audit was drawn from, without those drawn and not read yet."""
    sample: frozenset[int]
    """Those of them the audit has read."""


@dataclass(slots=True)
class _Highest:
    """The highest scores of one code, by response."""

    any: dict[int, float] = field(default_factory=dict)
    wrong: dict[int, float] = field(default_factory=dict)
    open: dict[int, float] = field(default_factory=dict)


def gather(codes: Sequence[str], comments: Iterable[AuditedComment], design: Design) -> list[Evidence]:
    """The evidence for each code, in the order given.

    Args:
        codes: The codes of the question.
        comments: Every comment of every response of the frame; those of other responses are passed over.
        design: The frame and what the audit has read of it.
    """
    highest: dict[str, _Highest] = defaultdict(_Highest)
    unread: set[int] = set()
    for comment in comments:
        if comment.response not in design.frame:
            continue
        if comment.codes is None:
            unread.add(comment.response)
        for code, score in comment.scores.items():
            _note(highest[code], comment, score, code, comment.response not in design.sample)
    return [_evidence(code, highest[code], unread, design) for code in codes]


def _note(found: _Highest, comment: AuditedComment, score: float, code: str, is_free: bool) -> None:
    _raise(found.any, comment.response, score)
    if comment.codes is None:
        if is_free:
            _raise(found.open, comment.response, score)
    elif code not in comment.codes:
        _raise(found.wrong, comment.response, score)


def _raise(highest: dict[int, float], response: int, score: float) -> None:
    highest[response] = max(score, highest.get(response, score))


def _evidence(code: str, found: _Highest, unread: set[int], design: Design) -> Evidence:
    elsewhere = found.wrong.keys() - design.sample - unread
    return Evidence(
        code=code,
        frame_size=len(design.frame),
        sample_size=len(design.sample),
        frame=_scores(found.any, found.any),
        audited=_scores(found.any, found.any.keys() & design.sample),
        wrong=_scores(found.wrong, found.wrong.keys() & design.sample),
        wrong_elsewhere=_scores(found.wrong, elsewhere),
        rest=_scores(found.open, found.open),
    )


def _scores(highest: Mapping[int, float], responses: Iterable[int]) -> Floats:
    return np.array([highest[response] for response in sorted(responses)], dtype=np.float64)
