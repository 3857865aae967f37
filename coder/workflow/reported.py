"""Everything a report says something of, read from one state of a project."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from coder.counting.frequency import count, totals
from coder.domain.decision import Decision
from coder.domain.estimates import Estimate, EstimateSource
from coder.domain.results import CountBasis, CountedComment, Frequency, QuestionTotals
from coder.domain.text import plural
from coder.errors import InputError
from coder.reporting.exemplars import choose, withheld
from coder.reporting.findings import Compared, Findings
from coder.reporting.style import Style
from coder.workflow import agreed
from coder.workflow.count import chosen_questions, counting_notices
from coder.workflow.making import agreed_of, making_of
from coder.workflow.project import Opened
from coder.workflow.quotable import Quotable, groups_of, quotable, who_agreed, with_consent
from coder.workflow.reported_tables import closed_questions, compared_groups, grouped
from coder.workflow.tabled import Tabled


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was found, and what the person should know."""

    findings: Findings
    notices: tuple[str, ...]


def gather(opened: Opened, style: Style, questions: Collection[str] | None = None) -> Gathered:
    """Gather it.

    Args:
        opened: the project.
        style: what the author chose.
        questions: ids of the open questions to report on; None: all.

    Raises:
        InputError: a question, a column or a value that was named is not there.
    """
    wanted = chosen_questions(opened, questions)
    with opened.project.snapshot():  # what is read belongs together; what is made of it delays nobody who writes
        tabled = Tabled(opened)
        style = with_consent(style, tabled)
        stored, made = tabled.comments, _by_comment(opened.project.decisions())
        found = _quotable(opened, tabled, style, wanted, made)
        compared = agreed.gather(opened, wanted).comparisons
        making = making_of(
            opened,
            wanted,
            made,
            name_coders=style.name_coders,
            consent=style.consent.field if style.consent else "",
            withheld=found.withheld,
        )
        comments = [comment for comment in stored if comment.question in wanted]
        counted = [total for total in totals(opened.codebook, comments) if total.question in wanted]
        estimates, sources, told = _estimates(opened, style, counted)
    profile, closed = closed_questions(tabled, style)
    quotes = style.quotes
    findings = Findings(
        codebook=opened.codebook,
        making=replace(making, agreed=agreed_of(opened.codebook, compared, wanted)),
        respondents=len(tabled.people),
        totals=counted,
        confirmed=_count(opened, comments, CountBasis.CONFIRMED, style, wanted),
        machine=_count(opened, comments, CountBasis.MACHINE, style, wanted)
        if any(total.machine_comments for total in counted)
        else (),
        estimates=estimates,
        sources=sources,
        quotes=choose(found.candidates, max(quotes.theme, quotes.detailed, min(1, quotes.less_frequent))),
        profile=profile,
        closed=closed,
        compared=compared_groups(tabled, style),
    )
    said = counting_notices(opened.codebook, stored, comments)
    return Gathered(
        findings, (*opened.notices, *said, *told, *_on_quotes(found, style), *_on_groups(findings.compared))
    )


def _by_comment(decisions: Iterable[Decision]) -> dict[int, list[Decision]]:
    made: dict[int, list[Decision]] = {}
    for decision in decisions:
        made.setdefault(decision.comment, []).append(decision)
    return made


def _count(
    opened: Opened, comments: Sequence[CountedComment], basis: CountBasis, style: Style, questions: Collection[str]
) -> list[Frequency]:
    tiers = style.tiers
    return count(opened.codebook, comments, basis=basis, questions=questions, top=tiers.top, also=tiers.also)


def _quotable(
    opened: Opened, tabled: Tabled, style: Style, questions: Sequence[str], made: Mapping[int, Sequence[Decision]]
) -> Quotable:
    agreed = who_agreed(tabled, style.consent) if style.consent else None
    groups = groups_of(tabled, grouped(tabled, style.groups[0])) if style.groups else None
    return quotable(opened.project, opened.codebook, questions, made, agreed=agreed, groups=groups)


def _estimates(
    opened: Opened, style: Style, totals: Sequence[QuestionTotals]
) -> tuple[list[Estimate], list[EstimateSource], tuple[str, ...]]:
    """Estimates of the questions that are partly read and have an audit; none of any other."""
    audited = {audit.question for audit in opened.project.audits()}
    partly = [one.question for one in totals if one.read_respondents < one.base and one.question in audited]
    if not partly:
        return [], [], ()
    from coder.workflow.estimate import estimate_opened  # noqa: PLC0415  (it brings scipy; few reports have estimates)
    from coder.workflow.estimated_rows import EstimateOptions  # noqa: PLC0415

    options = EstimateOptions(top=style.tiers.top, also=style.tiers.also)
    try:
        found = estimate_opened(opened, options, questions=partly)
    except InputError as error:
        return [], [], (f"Nothing is estimated: {error.message} {error.hint}".rstrip(),)
    return found.estimates, found.sources, tuple(one for one in found.notices if one not in opened.notices)


def _on_groups(compared: Sequence[Compared]) -> tuple[str, ...]:
    groups = dict.fromkeys(one.by for one in compared if one.unstated and one.threshold is not None)
    return tuple(
        f"tables by '{by}' leave out the few people who did not state it. Beside tables of everyone, a reader could "
        "work out what these answered: leave the groups or the other tables out where that matters."
        for by in groups
    )


def _on_quotes(found: Quotable, style: Style) -> tuple[str, ...]:
    told = []
    if number := len(withheld(found.candidates)):
        these = plural(number, "comment marked as an exemplar is", "comments marked as exemplars are")
        told.append(f"{these} not quoted: they seem to have personal data in them. Redact it, and they will be.")
    if found.withheld and style.consent:
        told.append(
            f"{plural(found.withheld, 'comment')} cannot be quoted: '{style.consent.field}' does not say "
            f"{' or '.join(style.consent.answers)}."
        )
    return tuple(told)
