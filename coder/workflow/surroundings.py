"""What a sitting over a project can be told beyond the response in front."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property

from coder.domain.annotation import Kind
from coder.domain.decision import Decision, Purpose
from coder.domain.response import ResponseKey
from coder.errors import UsageError
from coder.reviewing.lineage import Lineage
from coder.reviewing.order import Ordered
from coder.reviewing.protocol import ReviewStore
from coder.workflow.ordering import ORDERS, order_of_work
from coder.workflow.project import Opened
from coder.workflow.said import Said
from coder.workflow.stored_scores import CODES, CUTS

WAVE = "wave"
"""What the waves of a survey are called among the fields of the profiles, where there are several."""
UNSURE = 2.0
"""Odds of a suggestion by which it may miss those of its cut, either way, and count as uncertain."""


class ProjectSurroundings:
    """Looks up in the project what a sitting asks for; in an audit, nothing that would undo its order or blindness."""

    def __init__(
        self,
        opened: Opened,
        store: ReviewStore,
        said: Said,
        *,
        questions: Collection[str],
        audit: bool,
        purpose: Purpose = Purpose.CODING,
    ) -> None:
        """Look up in a project.

        Args:
            opened: the project.
            store: what is reviewed of it.
            said: what its comments say.
            questions: the questions that are reviewed.
            audit: whether an audit is read.
            purpose: why decisions are made.
        """
        self._opened = opened
        self._project = opened.project
        self._store = store
        self._questions = questions
        self._purpose = purpose
        self._audit = audit
        self.saying = said.saying
        self.news: Callable[[], str] = str
        """Tells what the person should hear of; nothing, until there is somebody who knows."""

    @property
    def orders(self) -> tuple[str, ...]:
        """The names of the orders of work; an audit has its own."""
        return () if self._audit else ORDERS

    def refuse_filter(self) -> None:
        """Refuse any in an audit."""
        if self._audit:
            raise UsageError("An audit is read as it was drawn, and cannot be filtered.", "Filter in `coder review`.")

    def order(self, name: str) -> Ordered:
        """An order of work, of what is known by now."""
        if self._audit:
            raise UsageError("An audit is read in the order in which it was drawn.", "Other orders: `coder review`.")
        return order_of_work(self._opened, self._store, name, questions=self._questions)

    def profile(self, key: ResponseKey) -> Mapping[str, str]:
        """What is known of a respondent."""
        wave = {WAVE: key.wave} if key.wave else {}
        return {**wave, **self._project.profile(key)}

    def fields(self) -> Mapping[str, Sequence[str]]:
        """The fields of the profiles with their values, each in alphabetical order."""
        found: dict[str, set[str]] = {}
        for _, _, profile in self._profiles:
            for name, value in profile.items():
                if value.strip():
                    found.setdefault(name, set()).add(value)
        return {name: sorted(values) for name, values in found.items()}

    def coders(self) -> Sequence[str]:
        """Everybody who has decided something."""
        return [] if self._audit else self._project.coders()

    def recent(self, coder: str, most: int) -> Sequence[Decision]:
        """The latest decisions of a coder that stand."""
        return [] if self._audit else self._project.latest_decisions(coder, self._purpose, most)

    def suggested(self, codes: Collection[str], first: int) -> Collection[int]:
        """The comments that have one of the codes among their first suggestions, as stored."""
        return self._project.suggested_first(codes, first)

    def uncertain(self) -> Collection[int]:
        """The comments whose first suggestion, as stored, has odds within a factor of UNSURE of those of its cut."""
        run = self._project.latest_run("suggest")
        codes, cuts = (run.settings.get(name) if run is not None else None for name in (CODES, CUTS))
        if not isinstance(codes, list) or not isinstance(cuts, list):
            return ()
        odds = {code: _odds(cut) for code, cut in zip(codes, cuts, strict=True)}
        return {
            comment
            for comment, code, score in self._project.first_suggestions()
            if code in odds and odds[code] / UNSURE <= _odds(score) <= odds[code] * UNSURE
        }

    def flagged(self) -> Collection[int]:
        """The comments that somebody has flagged, or something whose place they took."""
        flags = [one for one in self._project.annotations() if one.kind is Kind.FLAG and one.comment is not None]
        found = {one.comment for one in flags if one.comment is not None}
        for response in self._project.divided_by_hand().intersection(one.response for one in flags):
            comments = self._project.comments(responses=[response])
            lineage = Lineage(comments, self._project.former_comments(response))
            found |= {one.id for one in comments if any(old.id in found for old in lineage.forebears(one))}
        return found

    def decided_by(self, coder: str) -> Collection[int]:
        """The comments on which a coder's decision stands."""
        return self._project.decided_by(coder)

    def grouped(self, name: str, value: str) -> Collection[tuple[str, str]]:
        """The respondents whose profile has this value."""
        return {(wave, who) for wave, who, profile in self._profiles if profile.get(name) == value}

    @cached_property
    def _profiles(self) -> Sequence[tuple[str, str, Mapping[str, str]]]:
        """Wave, id and profile of every respondent, with the wave in the profile where there are several."""
        found = self._project.profiles()
        if len({wave for wave, _, _ in found}) == 1:
            return found
        return [(wave, who, {WAVE: wave, **profile}) for wave, who, profile in found]


def _odds(probability: float) -> float:
    return probability / max(1.0 - probability, 1e-9)
