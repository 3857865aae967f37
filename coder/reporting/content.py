"""The content of a report, from counts and quotes; no format and no file."""

from collections.abc import Mapping, Sequence

from coder.domain.codebook import Codebook, Role
from coder.domain.published import ordered
from coder.domain.results import Frequency, QuestionTotals, Tier
from coder.domain.text import mentions
from coder.reporting.notes import lead, notes, origin_facts
from coder.reporting.parts import DEFAULT_CHOICES, Choices, Origin, Quote, Report, Section, Theme, ThemeList
from coder.reporting.tables import confirmed_table, machine_table
from coder.reporting.wording import NO_THEMES, OF_READ, date, detail, is_read, opening, times

__all__ = ["Choices", "Exemplars", "Origin", "Quote", "Report", "build_report"]

Exemplars = Mapping[tuple[str, str], Sequence[Quote]]
"""Quotes by (question, code), best first."""


def build_report(
    codebook: Codebook,
    frequencies: Sequence[Frequency],
    totals: Sequence[QuestionTotals],
    exemplars: Exemplars,
    origin: Origin,
    *,
    machine: Sequence[Frequency] = (),
    choices: Choices = DEFAULT_CHOICES,
) -> Report:
    """A report with a section for each question that has totals.

    Args:
        codebook: the framework the figures were counted with.
        frequencies: confirmed counts, in any order.
        totals: the questions to report on, in the order to report on them.
        exemplars: quotes from confirmed comments only.
        origin: where the figures come from, and the date to print.
        machine: counts of what the machine applied; they get tables of their own.
        choices: what the author chose.
    """
    confirmed, found = ordered(frequencies, codebook), ordered(machine, codebook)
    sections = tuple(
        _section(
            codebook,
            one,
            [row for row in confirmed if row.question == one.question],
            [row for row in found if row.question == one.question],
            exemplars,
            choices,
        )
        for one in totals
    )
    return Report(
        title=codebook.title or codebook.id,
        date=date(origin.date),
        lead=lead(len(sections)),
        sections=sections,
        notes=notes(totals, sections),
        origin=origin_facts(codebook, origin),
    )


def _section(
    codebook: Codebook,
    totals: QuestionTotals,
    rows: Sequence[Frequency],
    machine: Sequence[Frequency],
    exemplars: Exemplars,
    choices: Choices,
) -> Section:
    number = [question.id for question in codebook.open_questions].index(totals.question) + 1
    question = codebook.open_questions[number - 1]
    silent = tuple(
        row.label for row in rows if row.mentions and codebook.placed[row.code].code.role is Role.NON_SUBSTANTIVE
    )
    coded = bool(totals.read_comments or totals.read_respondents or silent)
    tables = []
    if coded and rows:
        tables.append(confirmed_table(codebook, rows, totals, number))
    if any(row.mentions for row in machine):
        tables.append(machine_table(codebook, machine, totals, number))
    lists = _lists(codebook, rows, exemplars, choices, is_read(totals))
    return Section(
        question=question.id,
        heading=f"Question {number}: {question.text}",
        opening=(*opening(totals, coded, silent), *((NO_THEMES,) if coded and not lists else ())),
        lists=lists,
        tables=tuple(table for table in tables if table.rows),
    )


def _lists(
    codebook: Codebook, rows: Sequence[Frequency], exemplars: Exemplars, choices: Choices, complete: bool
) -> tuple[ThemeList, ...]:
    of_read = "" if complete else OF_READ
    headings = {
        Tier.TOP: f"The most frequently mentioned themes{of_read} were",
        Tier.ALSO: f"Other themes mentioned at least {times(choices.also)}{of_read} were",
        Tier.OTHER: f"Other comments{of_read}",
    }
    found: dict[Tier, tuple[Theme, ...]] = {
        tier: tuple(
            _theme(row, codebook.placed[row.code].code.role, exemplars, choices, complete)
            for row in rows
            if row.tier is tier
        )
        for tier in headings
    }
    return tuple(
        ThemeList(tier=tier, heading=heading, themes=found[tier]) for tier, heading in headings.items() if found[tier]
    )


def _theme(row: Frequency, role: Role, exemplars: Exemplars, choices: Choices, complete: bool) -> Theme:
    share = 100 * row.own_mentions / row.read_comments if row.read_comments else 0.0
    detailed = role is Role.THEME and share >= choices.percent
    wanted = choices.detailed_quotes if detailed else choices.quotes if row.tier is not Tier.OTHER else 0
    return Theme(
        code=row.code,
        label=row.label,
        mentions=mentions(row.own_mentions),
        share=share,
        detail=detail(row, complete) if detailed else "",
        quotes=tuple(exemplars.get((row.question, row.code), ()))[:wanted],
    )
