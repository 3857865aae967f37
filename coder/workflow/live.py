"""Suggestions in a review that follow every decision at once; the model itself is fitted anew by `coder suggest`."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from coder.codebook.read import parse_codebook
from coder.domain.codebook import Codebook
from coder.domain.decision import Evidence, Suggestion, is_machine, standing
from coder.domain.step import NewStep
from coder.errors import ProjectError
from coder.store.project import Project
from coder.store.records import Judged
from coder.suggesting.arrays import Flags, Floats
from coder.suggesting.quick import MOST, Newest, QuickUpdate
from coder.suggesting.reasons import MOST_REASONS, by_example
from coder.suggesting.thresholds import Thresholds
from coder.workflow.live_rows import Scored, ScoredRows
from coder.workflow.scoped import OutsideAudits
from coder.workflow.stored_scores import CODES, CUTS, LAST_EVENT, LEARNT, SHARES

MOST_SHOWN = 9


@dataclass(frozen=True, slots=True)
class _Basis:
    """The run whose scores are moved."""

    learnt: int | None
    """The decisions that taught it; None: nobody noted it."""
    rows: ScoredRows
    codes: tuple[str, ...]
    thresholds: Thresholds
    shares: Floats
    last_event: int


class LiveSuggestions(OutsideAudits):
    """A project under review whose suggestions follow what is decided, outside the audits' responses.

    What they follow is read from the log after every decision and undo; nothing else is remembered. What was decided
    since the run and undone leaves no trace. What the run itself had learnt and was undone since cannot be unlearnt
    without fitting anew: until then the comment, and those like it, are drawn back to what is usual.
    """

    def __init__(self, project: Project, codebook: Codebook, held: Collection[int] = ()) -> None:
        """Start from the latest run of `coder suggest`; where there is none, there is nothing to follow."""
        super().__init__(project, held)
        self._codebook = codebook
        self._basis = _basis(project, codebook)
        self._newest: dict[int, frozenset[str]] = {}
        self._first: frozenset[int] = frozenset()
        self._withdrawn: frozenset[int] = frozenset()
        self._update: QuickUpdate | None = None
        self._before_renewal: list[Callable[[], None]] = []
        self._follow()

    def suggestions(self, comments: Collection[int]) -> Mapping[int, Sequence[Suggestion]]:
        """The suggestions for comments as they would be with the newest decisions."""
        stored = self._project.suggestions(comments)
        if self._basis is None or self._update is None:
            return stored
        scored = self._basis.rows.of(comments)
        if not scored.ids:
            return stored
        after = self._update.scores(scored.items, scored.vectors, scored.before)
        assigned = self._basis.thresholds.assign(after)
        found: dict[int, Sequence[Suggestion]] = dict(stored)
        for row, comment in enumerate(scored.ids):
            known = {one.code: one.evidence for one in stored.get(comment, ())}
            if comment in self._withdrawn:
                known = {code: _of_framework(reasons) for code, reasons in known.items()}
            precedents = self._update.precedents(scored.vectors[row])
            found[comment] = self._ranked(after[row], assigned[row], known, precedents)
        return found

    def take_step(self, new: NewStep, /) -> int:
        """Write a step, all or nothing, and learn from what it decides."""
        number = super().take_step(new)
        if new.decisions or new.division is not None:
            self._follow_if_possible()
        return number

    def take_back(self, step_id: int, /, *, coder: str, at: datetime) -> int:
        """Take back a step, and what was learnt from it."""
        number = super().take_back(step_id, coder=coder, at=at)
        self._follow_if_possible()
        return number

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the run, in its order."""
        return self._basis.codes if self._basis is not None else ()

    @property
    def learnt(self) -> tuple[int, int] | None:
        """How many decisions taught the run, and on how many comments people decided since; None: nobody knows."""
        if self._basis is None or self._basis.learnt is None:
            return None
        return self._basis.learnt, len(self._newest)

    def before_renewal(self, what: Callable[[], None]) -> None:
        """Do something whenever a newer run is about to be followed."""
        self._before_renewal.append(what)

    def renew(self) -> None:
        """Follow the run that is the latest by now, with the framework that it was made with."""
        for what in self._before_renewal:
            what()
        run = self._project.latest_run("suggest")
        if run is not None and run.codebook != self._codebook.content_hash:
            source = self._project.codebook_source(run.codebook)
            self._codebook = parse_codebook(source, "the stored codebook") if source else self._codebook
        self._basis = _basis(self._project, self._codebook)
        self._follow()

    def decided(self) -> list[int]:
        """The comments that people decided since the run."""
        return list(self._newest)

    def first_decided(self) -> frozenset[int]:
        """Those of them that nobody had decided before."""
        return self._first

    def reopened(self) -> list[int]:
        """The comments that had been decided when the run was made and are so no longer."""
        return sorted(self._withdrawn)

    def carried(self) -> Counter[str]:
        """How many of these carry each code."""
        return Counter(code for codes in self._newest.values() for code in codes)

    def live_scores(self, comments: Collection[int]) -> dict[int, Floats]:
        """The scores of comments by now, those of the codes of the run, in its order; only of scored comments."""
        if self._basis is None:
            return {}
        scored = self._basis.rows.of(comments)
        after = scored.before
        if self._update is not None and scored.ids:
            after = self._update.scores(scored.items, scored.vectors, scored.before)
        return dict(zip(scored.ids, after, strict=True))

    def vectors(self, comments: Sequence[int]) -> Floats:
        """The vectors of comments, (comments, dimensions); zeros for one that the run did not score."""
        if self._basis is None:
            return np.zeros((len(comments), 1))
        scored = self._basis.rows.of(comments)
        found = np.zeros((len(comments), scored.vectors.shape[1] or 1))
        row_of = {comment: row for row, comment in enumerate(comments)}
        found[[row_of[comment] for comment in scored.ids]] = scored.vectors
        return found

    def _follow_if_possible(self) -> None:
        """Learn from what has just been written, or with the next step: that it is written must not be denied."""
        with suppress(ProjectError):
            self._follow()

    def _follow(self) -> None:
        """Learn from the decisions that were made since the run and stand."""
        if self._basis is None:
            return
        self._read_log(self._basis.last_event)
        scored = self._last_scored(self._basis.rows)
        self._update = None
        if scored.ids:
            places = {code: place for place, code in enumerate(self._basis.codes)}
            given = np.zeros(scored.before.shape, dtype=np.bool_)
            for row, comment in enumerate(scored.ids):
                given[row, [places[code] for code in self._newest.get(comment, ()) if code in places]] = True
            withdrawn = np.array([comment in self._withdrawn for comment in scored.ids], dtype=np.bool_)
            newest = Newest(scored.items, scored.vectors, scored.before, given, withdrawn)
            self._update = QuickUpdate(newest, self._basis.shares)

    def _last_scored(self, rows: ScoredRows) -> Scored:
        """The comments decided last of which the run says something: as many as an update takes into account."""
        newest, most = [*sorted(self._withdrawn), *self._newest], MOST
        while len((scored := rows.of(newest[-most:])).ids) < MOST and most < len(newest):
            most *= 2
        return scored

    def _read_log(self, last_event: int) -> None:
        """Note what people decided since the run, in the order of the decisions that count, and what they withdrew."""
        judged: dict[int, list[Judged]] = {}
        found = self._project.judged_since(last_event)
        held = self.held_among({made.comment for made in found})
        for made in found:
            if made.comment not in held and not is_machine(made.coder):
                judged.setdefault(made.comment, []).append(made)
        counting = sorted(filter(None, map(standing, judged.values())), key=lambda made: made.event)
        self._newest = {
            made.comment: frozenset(self._codebook.standing_in(code) for code in made.codes)
            for made in counting
            if made.event > last_event
        }
        self._first = frozenset(
            comment for comment in self._newest if all(made.event > last_event for made in judged[comment])
        )
        withdrawn = self._project.taken_back_since(last_event) - judged.keys() - self._comments
        self._withdrawn = frozenset(withdrawn)

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


def _of_framework(reasons: Sequence[Evidence]) -> tuple[Evidence, ...]:
    return tuple([one for one in reasons if one.kind in ("keyword", "example", "definition")])


def _basis(project: Project, codebook: Codebook) -> _Basis | None:
    run, run_id = project.latest_run("suggest"), project.latest_run_id("suggest")
    if run is None or run_id is None:
        return None
    codes, cuts, shares, last = (run.settings.get(name) for name in (CODES, CUTS, SHARES, LAST_EVENT))
    if not (isinstance(codes, list) and isinstance(cuts, list) and isinstance(shares, list) and isinstance(last, int)):
        return None
    thresholds = Thresholds(codebook, dict(zip(codes, cuts, strict=True)))
    rows = ScoredRows(project, run_id, run.model, len(codes))
    learnt = run.settings.get(LEARNT)
    return _Basis(
        learnt if isinstance(learnt, int) else None,
        rows,
        tuple(codes),
        thresholds,
        np.array(shares, dtype=np.float64),
        last,
    )
