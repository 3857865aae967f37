"""The responses to a question as estimating sees them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np

from coder.counting.tally import Coding, resolver
from coder.domain.codebook import Codebook
from coder.domain.response import ResponseKey
from coder.domain.results import CountedComment
from coder.estimating.answers import Answers
from coder.store.project import Project
from coder.workflow.audit_scores import AuditScores
from coder.workflow.estimated_sample import Sample

_Resolve = Callable[[tuple[str, ...]], Coding]
_Codes = dict[tuple[str, ...], list[int]]


@dataclass(frozen=True, slots=True)
class Responses:
    """The responses to a question, with what people gave them."""

    ids: tuple[int, ...]
    keys: tuple[ResponseKey, ...]
    comments: np.ndarray
    """How many comments each has,"""
    unread: np.ndarray
    """and how many of them no person has decided."""
    coded: _Codes
    """Codes as stored, to the places of the responses with a comment that a person gave them, as often as that."""

    @property
    def read(self) -> set[int]:
        """Ids of those that people have decided whole."""
        return {one for one, unread in zip(self.ids, self.unread, strict=True) if not unread}


def responses_to(project: Project, question: str, counted: Sequence[CountedComment]) -> Responses:
    """The responses to a question, given its comments as counting sees them."""
    stored = project.responses([question])
    places = {(one.key.wave, one.key.respondent): place for place, one in enumerate(stored)}
    comments, unread = (np.zeros(len(stored), dtype=np.int64) for _ in range(2))
    coded: _Codes = defaultdict(list)
    for comment in counted:
        place = places[comment.wave, comment.respondent]
        comments[place] += 1
        if comment.codes is None or comment.by_machine:
            unread[place] += 1
        else:
            coded[comment.codes].append(place)
    return Responses(tuple(one.id for one in stored), tuple(one.key for one in stored), comments, unread, dict(coded))


def codes_to_estimate(codebook: Codebook, question: str, found: Responses) -> list[str]:
    """The codes that have a row: those of the question, and any others that were given, with those above them."""
    resolve = resolver(codebook)
    given = {code for codes in found.coded for code in resolve(codes).net}
    return [
        code
        for code, entry in codebook.placed.items()
        if code in given or (question in entry.questions and not entry.code.retired)
    ]


def as_answers(
    codebook: Codebook, found: Responses, codes: Sequence[str], sample: Sample, scores: AuditScores | None
) -> Answers:
    """What is known of the responses, and what a model said of those in the frame."""
    resolve, column = resolver(codebook), {code: place for place, code in enumerate(codes)}
    shape = (len(found.ids), len(codes))
    mentions, own, substantive = (np.zeros(shape, dtype=np.int32) for _ in range(3))
    silent = np.zeros(len(found.ids), dtype=np.int64)
    for stored, rows in found.coded.items():
        coding = resolve(stored)
        net = [column[code] for code in coding.net]
        np.add.at(mentions, np.ix_(rows, net), 1)
        np.add.at(own, np.ix_(rows, [column[code] for code in coding.own if code in column]), 1)
        if coding.non_substantive:
            np.add.at(silent, rows, 1)
        else:
            np.add.at(substantive, np.ix_(rows, net), 1)
    return Answers(
        frame=_among(found.ids, sample.frame),
        sampled=_among(found.ids, sample.responses),
        read=found.unread == 0,
        carries=mentions > 0,
        mentions=mentions,
        own=own,
        substantive=substantive,
        silent=silent,
        comments=found.comments,
        unread=found.unread,
        scores=None if scores is None else _net_scores(codebook, found, codes, sample, scores),
    )


def _among(ids: Sequence[int], wanted: Collection[int]) -> np.ndarray:
    return np.isin(ids, np.fromiter(wanted, dtype=np.int64, count=len(wanted)))


def _net_scores(
    codebook: Codebook, found: Responses, codes: Sequence[str], sample: Sample, scores: AuditScores
) -> np.ndarray:
    """The probability that a response carries any code of each net, as if these came about independently."""
    none = np.ones((len(scores.values), len(codes)))
    places = {code: place for place, code in enumerate(codes)}
    for place, stored in enumerate(scores.codes):
        code = codebook.standing_in(stored)
        for above in (code, *codebook.ancestors(code)) if code in codebook.placed else ():
            if above in places:
                none[:, places[above]] *= 1 - scores.values[:, place]
    values = np.zeros((len(found.ids), len(codes)))
    values[_among(found.ids, sample.frame)] = 1 - none
    return values
