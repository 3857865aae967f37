"""Closed questions, the profile and groups of respondents, as a report has them."""

from collections.abc import Collection, Sequence

from coder.counting.answers import folded
from coder.counting.asked import Asked, ItemKind
from coder.counting.closed import own_words_together
from coder.counting.crosstabs import LOW_BASE, Cell, Table, in_published_order, table
from coder.counting.groups import NOT_STATED, Grouping, grouping
from coder.domain.codebook import Question, QuestionKind
from coder.errors import CoderError, InputError
from coder.reporting.findings import Answer, Closed, Compared, ComparedRow, Group, Share
from coder.reporting.style import Groups, Style
from coder.workflow.tabled import Tabled

EVERYONE = "All"
UNSAID = "prefer not to say"
SILENT = 2
"""The rank of codes without substance, which are no themes."""


def closed_questions(tabled: Tabled, style: Style) -> tuple[list[Closed], ...]:
    """Who responded, and the other closed questions; answers that are no option are counted together.

    Raises:
        InputError: the house style names a question or a column that is not there.
    """
    consent = style.consent.field if style.consent else ""
    questions = [one for one in tabled.closed_questions() if one.id != consent]
    if style.profile is None:
        asked = [tabled.asked(one) for one in questions if one.kind is QuestionKind.SINGLE]
    else:
        asked = [_named("profile", tabled, name) for name in style.profile]
    about = {one.question for one in asked}
    several = {one.id for one in questions if one.kind is QuestionKind.MULTIPLE}
    others = [tabled.asked(one) for one in questions if one.id not in about]
    return tuple([_closed(one, tabled, several) for one in some if one.base.any()] for some in (asked, others))


def compared_groups(tabled: Tabled, style: Style) -> list[Compared]:
    """Every question that the house style compares, by its groups.

    Raises:
        InputError: it names a question, a column or a value that is not there.
    """
    return [found for groups in style.groups for found in _compared(tabled, groups, style.suppress_below or None)]


def grouped(tabled: Tabled, groups: Groups) -> Grouping:
    """The groups of respondents that one entry of the house style names; who would rather not say has not said."""
    asked = own_words_together(_named("groups", tabled, groups.by))
    unsaid = [item.key for item in asked.items if folded(item.key).startswith(UNSAID)]
    try:
        return grouping(asked, {**groups.join, NOT_STATED: unsaid} if unsaid else groups.join, nets=groups.nets)
    except CoderError as error:
        raise InputError(f"groups of the house style: {error.message}", error.hint) from error


def _named(key: str, tabled: Tabled, name: str) -> Asked:
    try:
        return tabled.grouped_by(name)
    except InputError as error:
        raise InputError(f"{key} of the house style: {error.message}", error.hint) from error


def _compared(tabled: Tabled, wanted: Groups, threshold: int | None) -> list[Compared]:
    groups = grouped(tabled, wanted)
    from coder.counting.publishing import published  # noqa: PLC0415  (it brings scipy; only groups need it)

    if threshold is not None:
        groups = groups.without_few_unstated(threshold)
    found = []
    for question in _questions(tabled, wanted, groups.by):
        counted = in_published_order(table(own_words_together(tabled.asked(question)), tabled.people, groups))
        if threshold is not None:
            counted = published(counted, threshold)
        if counted.rows and counted.asked.base.any():
            found.append(_comparison(counted, groups, question, threshold))
    return found


def _questions(tabled: Tabled, wanted: Groups, by: str) -> Sequence[Question]:
    every = tabled.codebook.questions
    if wanted.questions is not None:
        try:
            return tabled.chosen(wanted.questions, every)
        except InputError as error:
            raise InputError(f"groups of the house style: {error.message}", error.hint) from error
    return [one for one in every if one.id != by and one.kind in (QuestionKind.OPEN, QuestionKind.SCALE)]


def _closed(asked: Asked, tabled: Tabled, several: Collection[str]) -> Closed:
    found = table(own_words_together(asked), tabled.people)
    return Closed(
        key=asked.question,
        text=asked.text,
        several=asked.question in several,
        base=int(asked.base.sum()),
        asked=len(asked.base),
        answers=tuple(
            Answer(
                label=cell.label,
                count=cell.respondents or 0,
                net=cell.kind is ItemKind.NET,
            )
            for cell, *_ in found.rows
        ),
    )


def _comparison(found: Table, groups: Grouping, question: Question, threshold: int | None) -> Compared:
    return Compared(
        question=question.id,
        by=groups.by,
        by_text=groups.text,
        groups=tuple(_group(cell) for cell in found.rows[0]),
        rows=tuple(
            ComparedRow(
                key=item.key,
                label=item.label,
                depth=item.depth,
                net=item.kind is ItemKind.NET or bool(item.parts),
                theme=item.kind is ItemKind.THEME,
                shares=tuple(Share(count=cell.respondents, percent=cell.percent) for cell in row),
            )
            for item, row in zip(found.asked.items, found.rows, strict=True)
            if item.kind is not ItemKind.THEME or item.rank[0] != SILENT
        ),
        open=found.asked.open,
        scale=question.kind is QuestionKind.SCALE,
        threshold=threshold,
        unstated=not bool(groups.everyone.all()),
    )


def _group(cell: Cell) -> Group:
    return Group(name=cell.group or EVERYONE, base=cell.base, low_base=cell.base is not None and cell.base < LOW_BASE)
