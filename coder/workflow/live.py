"""Suggestions in a review that follow every decision at once; the model itself is fitted anew by `coder suggest`."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from coder.domain.codebook import Codebook
from coder.domain.decision import Decision, Evidence, Suggestion, standing
from coder.store.project import Project
from coder.suggesting.arrays import Flags, Floats
from coder.suggesting.items import Item
from coder.suggesting.quick import Newest, QuickUpdate
from coder.suggesting.reasons import MOST_REASONS, by_example
from coder.suggesting.thresholds import Thresholds
from coder.workflow.scoped import OutsideAudits
from coder.workflow.stored_scores import CODES, CUTS, LAST_EVENT, SHARES, unpacked

MOST_SHOWN = 9


@dataclass(frozen=True, slots=True)
class _Basis:
    """The run whose scores are moved."""

    run_id: int
    model: str
    codes: tuple[str, ...]
    thresholds: Thresholds
    shares: Floats
    last_event: int


@dataclass(frozen=True, slots=True)
class Scored:
    """Comments with what the run says of them."""

    ids: tuple[int, ...]
    """Those of the comments asked for that the run scored and that have a vector."""
    items: tuple[Item, ...]
    vectors: Floats
    before: Floats
    """(comments, codes); nan where a code does not apply."""


class LiveSuggestions(OutsideAudits):
    """A project under review whose suggestions follow what is decided, outside the audits' responses.

    What they follow is read from the log after every decision and undo; nothing else is remembered.
    """

    def __init__(self, project: Project, codebook: Codebook, held: Collection[int] = ()) -> None:
        """Start from the latest run of `coder suggest`; where there is none, there is nothing to follow."""
        super().__init__(project, held)
        self._codebook = codebook
        self._basis = _basis(project, codebook)
        self._taught: dict[int, Scored] = {}
        self._newest: dict[int, frozenset[str]] = {}
        self._update: QuickUpdate | None = None
        self._follow()

    def suggestions(self, comments: Collection[int]) -> Mapping[int, Sequence[Suggestion]]:
        """The suggestions for comments as they would be with the newest decisions."""
        stored = self._project.suggestions(comments)
        if self._basis is None or self._update is None:
            return stored
        scored = _scored(self._project, self._basis, comments)
        after = self._update.scores(scored.items, scored.vectors, scored.before)
        assigned = self._basis.thresholds.assign(after)
        found: dict[int, Sequence[Suggestion]] = dict(stored)
        for row, comment in enumerate(scored.ids):
            known = {one.code: one.evidence for one in stored.get(comment, ())}
            precedents = self._update.precedents(scored.vectors[row])
            found[comment] = self._ranked(after[row], assigned[row], known, precedents)
        return found

    def record(self, decisions: Sequence[Decision], /) -> None:
        """Write decisions, all or none, and learn from them."""
        super().record(decisions)
        self._follow()

    def undo(self, decision_id: str, *, coder: str, at: datetime) -> str:
        """Take back an event, and what was learnt from it."""
        event = super().undo(decision_id, coder=coder, at=at)
        self._follow()
        return event

    def decided(self) -> list[int]:
        """The comments that people decided since the run."""
        return list(self._newest)

    def carried(self) -> Counter[str]:
        """How many of these carry each code."""
        return Counter(code for codes in self._newest.values() for code in codes)

    def live_scores(self, comments: Collection[int]) -> dict[int, Floats]:
        """The scores of comments by now, those of the codes of the run, in its order; only of scored comments."""
        if self._basis is None:
            return {}
        scored = _scored(self._project, self._basis, comments)
        after = scored.before
        if self._update is not None:
            after = self._update.scores(scored.items, scored.vectors, scored.before)
        return dict(zip(scored.ids, after, strict=True))

    def _follow(self) -> None:
        """Learn from the decisions that were made since the run and stand."""
        if self._basis is None:
            return
        self._newest = self._decided()
        missing = [comment for comment in self._newest if comment not in self._taught]
        if missing:
            self._taught |= _one_by_one(_scored(self._project, self._basis, missing))
        rows = [(self._taught[comment], codes) for comment, codes in self._newest.items() if comment in self._taught]
        self._update = None
        if rows:
            newest = Newest(
                items=[scored.items[0] for scored, _ in rows],
                vectors=np.vstack([scored.vectors for scored, _ in rows]),
                before=np.vstack([scored.before for scored, _ in rows]),
                given=np.array([[code in codes for code in self._basis.codes] for _, codes in rows], dtype=bool),
            )
            self._update = QuickUpdate(newest, self._basis.shares)

    def _decided(self) -> dict[int, frozenset[str]]:
        """The comments that people decided since the run, in the order of the decisions that count, with the codes."""
        assert self._basis is not None
        since = self._project.decided_since(self._basis.last_event)
        held = self._comments
        made = [one for one in self._project.decisions([one for one in since if one not in held]) if not one.by_machine]
        places = {decision.id: place for place, decision in enumerate(made)}
        judged: dict[int, list[Decision]] = {}
        for decision in made:
            judged.setdefault(decision.comment, []).append(decision)
        counting = sorted(filter(None, map(standing, judged.values())), key=lambda one: places[one.id])
        return {one.comment: frozenset(self._codebook.standing_in(code) for code in one.codes) for one in counting}

    def _ranked(
        self, scores: Floats, assigned: Flags, known: Mapping[str, Sequence[Evidence]], precedents: Mapping[int, str]
    ) -> tuple[Suggestion, ...]:
        assert self._basis is not None
        best = [int(code) for code in np.argsort(-scores, kind="stable")[:MOST_SHOWN] if not np.isnan(scores[code])]
        return tuple(
            Suggestion(
                self._basis.codes[code],
                float(scores[code]),
                _reasons(known.get(self._basis.codes[code], ()), precedents.get(code)),
                bool(assigned[code]),
            )
            for code in best
        )


def _reasons(known: Sequence[Evidence], precedent: str | None) -> tuple[Evidence, ...]:
    """The plainest first: keywords, then the comment just decided that is most like this one."""
    said = [one for one in known if one.kind == "keyword"]
    new = [by_example(precedent)] if precedent is not None else []
    rest = [one for one in known if one.kind != "keyword" and not (new and one.kind == "decided")]
    return tuple([*said, *new, *rest][:MOST_REASONS])


def _basis(project: Project, codebook: Codebook) -> _Basis | None:
    run, run_id = project.latest_run("suggest"), project.latest_run_id("suggest")
    if run is None or run_id is None:
        return None
    codes, cuts, shares, last = (run.settings.get(name) for name in (CODES, CUTS, SHARES, LAST_EVENT))
    if not (isinstance(codes, list) and isinstance(cuts, list) and isinstance(shares, list) and isinstance(last, int)):
        return None
    thresholds = Thresholds(codebook, dict(zip(codes, cuts, strict=True)))
    return _Basis(run_id, run.model, tuple(codes), thresholds, np.array(shares, dtype=np.float64), last)


def _scored(project: Project, basis: _Basis, comments: Collection[int]) -> Scored:
    rows = project.score_rows(basis.run_id, comments)
    texts = project.comment_texts(rows)
    hashes = {one: project.text_hash(text) for one, (_, text) in texts.items()}
    vectors = project.vectors(basis.model, list(set(hashes.values())))
    ids = tuple(one for one in comments if one in rows and hashes.get(one) in vectors)
    found = np.frombuffer(b"".join(vectors[hashes[one]] for one in ids), dtype="<f4").astype(np.float64)
    return Scored(
        ids=ids,
        items=tuple(Item(*texts[one]) for one in ids),
        vectors=found.reshape(len(ids), -1) if ids else np.zeros((0, 0)),
        before=unpacked([rows[one] for one in ids], len(basis.codes)).astype(np.float64),
    )


def _one_by_one(scored: Scored) -> dict[int, Scored]:
    return {
        comment: replace(
            scored,
            ids=(comment,),
            items=scored.items[row : row + 1],
            vectors=scored.vectors[row : row + 1],
            before=scored.before[row : row + 1],
        )
        for row, comment in enumerate(scored.ids)
    }
