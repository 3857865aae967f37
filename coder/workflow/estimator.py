"""Estimates of one question: of everybody who answered it, or of any group of them."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import cached_property

import numpy as np

from coder.domain.decision import Decision, standing
from coder.domain.estimates import Estimate, EstimateSource
from coder.domain.results import CountedComment, QuestionTotals
from coder.estimating.estimate import Estimates, estimate
from coder.estimating.planning import enough_in_audit, enough_in_new_audit
from coder.workflow.audit_scores import kept_scores
from coder.workflow.estimated_answers import as_answers, codes_to_estimate, responses_to
from coder.workflow.estimated_notices import estimate_notices, newer_codes
from coder.workflow.estimated_rows import EstimateOptions, More, estimate_rows
from coder.workflow.estimated_sample import sample_of
from coder.workflow.project import Opened

CONFIDENCE = 0.95
"""Of an interval, over all looks at its audit."""
ERROR = 1 - CONFIDENCE


class Estimator:
    """What can be said of one question; reads the project once, and estimates as often as it is asked."""

    def __init__(
        self, opened: Opened, question: str, comments: Sequence[CountedComment], options: EstimateOptions
    ) -> None:
        """Find the sample.

        Args:
            opened: The project.
            question: An open question.
            comments: Every comment on it, as counting sees them.
            options: How to estimate.

        Raises:
            InputError: there is no audit of it, or nothing of it is read.
        """
        project, codebook = opened.project, opened.codebook
        self.question, self.comments = question, comments
        self._opened, self._options = opened, options
        self._found = responses_to(project, question, comments)
        self._sample = sample_of(project, question, self._found.ids, self._found.read)
        audit = self._sample.audit
        scores = kept_scores(project, audit.id) if audit is not None else None
        self.codes = codes_to_estimate(codebook, question, self._found)
        self._answers = as_answers(codebook, self._found, self.codes, self._sample, scores)
        self._looks = audit.looks if audit is not None else 1

    def of(self, members: Collection[tuple[str, str]]) -> Estimates:
        """Estimates of a group of respondents, (wave, id), which speak of those who answered; arrays follow `codes`.

        With fewer than 30 of them audited, the limits are exact and make no use of scores.
        """
        wanted = set(members)
        rows = np.array([(key.wave, key.respondent) in wanted for key in self._found.keys], dtype=bool)
        return estimate(self._answers.of(rows), error=ERROR / self._looks, exact=self._options.exact)

    @cached_property
    def everybody(self) -> Estimates:
        """Estimates of all who answered."""
        return estimate(self._answers, error=ERROR / self._looks, exact=self._options.exact)

    def rows(self, total: QuestionTotals, members: Collection[tuple[str, str]] | None = None) -> list[Estimate]:
        """A row for each code, of everybody or of a group, given how much of it is read."""
        return estimate_rows(
            self._opened.codebook,
            self.codes,
            self.everybody if members is None else self.of(members),
            total,
            options=self._options,
            provisional=self._sample.provisional,
            unsaid={*self._newer, *self._above_newer},
            more=self._more() if members is None else None,
        )

    @property
    def source(self) -> EstimateSource:
        """What the estimates rest on."""
        found, audit = self.everybody, self._sample.audit
        return EstimateSource(
            question=self.question,
            audit=None if audit is None else audit.id,
            base=found.base,
            frame=found.frame,
            audited=found.sampled,
            unknown=found.unknown,
            confidence=CONFIDENCE,
            looks=self._looks,
            provisional=self._sample.provisional,
            scored=self._answers.scores is not None,
            exact=self._options.exact,
        )

    def notices(self) -> list[str]:
        """What a person should know of them."""
        return estimate_notices(
            self.source,
            self._sample,
            newer=self._newer,
            above_newer=self._above_newer,
            in_view=sum(any(one.suggested for one in made) for made in self._decided.values()),
            audits=sum(audit.question == self.question for audit in self._opened.project.audits()),
        )

    @cached_property
    def _newer(self) -> dict[str, int]:
        applying = {code.id for code in self._opened.codebook.assignable(self.question)}
        codes = [code for code in self.codes if code in applying]
        return newer_codes(self._opened.project, self._opened.codebook, codes, self._decided)

    @property
    def _above_newer(self) -> list[str]:
        """The codes above these: their nets would lack what nobody could give."""
        nets = {above for code in self._newer for above in self._opened.codebook.ancestors(code)}
        return [code for code in self.codes if code in nets and code not in self._newer]

    @cached_property
    def _decided(self) -> dict[int, list[Decision]]:
        """The standing decisions of each response of the sample."""
        ids = {(key.wave, key.respondent): one for one, key in zip(self._found.ids, self._found.keys, strict=True)}
        responses = {comment.comment: ids[comment.wave, comment.respondent] for comment in self.comments}
        wanted = {comment for comment, response in responses.items() if response in self._sample.responses}
        made: dict[int, list[Decision]] = defaultdict(list)
        for decision in self._opened.project.decisions(wanted) if wanted else ():
            made[decision.comment].append(decision)
        stands: dict[int, list[Decision]] = defaultdict(list)
        for comment, several in made.items():
            if (stood := standing(several)) is not None:
                stands[responses[comment]].append(stood)
        return stands

    def _more(self) -> More | None:
        """How many more responses to read for the margin asked for; 0 where nothing more is needed."""
        if self._options.margin is None:
            return None
        found, audit = self.everybody, self._sample.audit
        margin = self._options.margin * found.base / 100
        reach = np.maximum(
            found.respondents.high - found.respondents.estimate, found.respondents.estimate - found.respondents.low
        )
        none = np.full(len(self.codes), -1, dtype=np.int64)
        if audit is None:
            return More(np.zeros_like(none), none)
        batch = audit.size // audit.looks
        sizes = np.arange(1, audit.looks + 1) * batch
        later = sizes[sizes > found.sampled]
        size = enough_in_audit(found.strata, later, margin=margin, unknown=found.unknown, error=ERROR / self._looks)
        in_audit = np.where(reach <= margin, 0, np.where(size >= 0, size - found.sampled, -1))
        new = enough_in_new_audit(found.strata, found.left, margin=margin, error=ERROR)
        return More(in_audit, np.where(in_audit >= 0, -1, new))
