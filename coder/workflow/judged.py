"""The comments that people decided, each with what was proposed for it before its decision could teach anything."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from coder.diagnosing.judged import Judged
from coder.domain.codebook import Codebook
from coder.domain.decision import Decision, Purpose, standing
from coder.domain.response import Comment
from coder.store.project import Project
from coder.workflow.staleness import WORDING, wording
from coder.workflow.stored_vectors import NotStored, StoredEncoder
from coder.workflow.wording_alone import Proposal, proposals


@dataclass(frozen=True, slots=True)
class Decided:
    """What people decided, as far as it can be told what was proposed."""

    judged: tuple[Judged, ...]
    unknown: int
    """Comments of which nobody knows what would have been proposed."""


def decided(
    project: Project, codebook: Codebook, comments: Sequence[Comment], encoder: StoredEncoder | None
) -> Decided:
    """The comments that people decided, of those given.

    A proposal is what the first person saw, as later suggestions have learnt from that decision. Where that person saw
    none, or the wording of a code concerned has changed since, the framework's present wording is asked instead.
    """
    made: dict[int, list[Decision]] = defaultdict(list)
    for decision in project.decisions():
        if not decision.by_machine:
            made[decision.comment].append(decision)
    read = [comment for comment in comments if comment.id in made]
    history = _History(project, codebook)
    shown = {comment.id: proposal for comment in read if (proposal := history.shown(made[comment.id]))}
    asked = [comment for comment in read if comment.id not in shown]
    alone = _alone(project, codebook, asked, encoder)
    found = [_judged(codebook, comment, made[comment.id], shown, alone) for comment in read]
    return Decided(tuple(found), sum(one.preselected is None for one in found))


def _alone(
    project: Project, codebook: Codebook, asked: Sequence[Comment], encoder: StoredEncoder | None
) -> dict[int, Proposal]:
    if encoder is None:
        return {}
    try:
        return proposals(codebook, encoder, asked, project.comments())
    except NotStored:
        return {}


def _judged(
    codebook: Codebook,
    comment: Comment,
    made: Sequence[Decision],
    shown: Mapping[int, Proposal],
    alone: Mapping[int, Proposal],
) -> Judged:
    counts = standing(made)
    proposal = shown.get(comment.id) or alone.get(comment.id)
    latest = {one.coder: one.codes for one in made if one.purpose is not Purpose.ADJUDICATION}
    return Judged(
        comment=comment.id,
        respondent=comment.response.respondent,
        question=comment.response.question,
        text=comment.text,
        given=_counting(codebook, counts.codes if counts else ()),
        preselected=proposal.preselected if proposal else None,
        first=proposal.first if proposal else None,
        shown=comment.id in shown,
        by_coder=tuple(_counting(codebook, codes) for codes in latest.values()) if len(latest) > 1 else (),
    )


class _History:
    """Which wording suggestions were made with, at any time."""

    def __init__(self, project: Project, codebook: Codebook) -> None:
        self._codebook = codebook
        self._now = wording(codebook)
        self._runs: list[tuple[datetime, Mapping[str, object]]] = []
        for number in range(1, (project.latest_run_id("suggest") or 0) + 1):
            run = project.run(number)
            if run is not None and run.verb == "suggest":
                used = run.settings.get(WORDING)
                self._runs.append((run.at, used if isinstance(used, dict) else {}))

    def shown(self, made: Sequence[Decision]) -> Proposal | None:
        """What the first person to decide saw; None: nothing, or what another wording had proposed."""
        first = made[0]
        if not first.suggested:
            return None
        assignable = self._now.keys()
        preselected = _counting(self._codebook, (one.code for one in first.suggested if one.assigned)) & assignable
        best = self._codebook.standing_in(first.suggested[0].code)
        concerned = {best, *preselected, *_counting(self._codebook, first.codes)} & assignable
        return Proposal(preselected, best) if best in assignable and self._same(concerned, first.at) else None

    def _same(self, codes: Collection[str], at: datetime) -> bool:
        used = next((settings for made, settings in reversed(self._runs) if made <= at), None)
        return used is not None and all(used.get(code) == self._now[code] for code in codes)


def _counting(codebook: Codebook, codes: Iterable[str]) -> frozenset[str]:
    return frozenset(codebook.standing_in(code) for code in codes)
