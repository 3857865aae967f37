"""`coder crosstab`: themes and answers by group of respondents."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from coder.counting.answers import folded
from coder.counting.asked import Asked
from coder.counting.closed import own_words_together
from coder.counting.crosstabs import Note, Table, in_published_order, only, table
from coder.counting.differences import difference, holm
from coder.counting.dominant import Dominant, group_sizes, leading
from coder.counting.groups import Grouping, grouping, parse_groups
from coder.counting.publishing import published, withheld
from coder.domain.codebook import Codebook, Question, QuestionKind
from coder.domain.results import CountBasis
from coder.errors import InputError
from coder.workflow.count import counting_notices
from coder.workflow.machine_checked import MachineCheck, machine_checks
from coder.workflow.project import open_project
from coder.workflow.tabled import Tabled


@dataclass(frozen=True, slots=True, kw_only=True)
class CrosstabOptions:
    """What is compared, and how it is shown."""

    by: str
    groups: Sequence[str] = ()
    """Groups to make, as typed."""
    nets: bool = False
    questions: Collection[str] | None = None
    answer: str | None = None
    """One answer, net, code or theme that is compared, in place of all."""
    dominant: str | None = None
    """The question of which each group's most frequent theme or answer is shown."""
    basis: CountBasis = CountBasis.CONFIRMED
    threshold: int | None = None
    """From which on counts are published; None: it is not for publication."""
    test: bool = False
    weighted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CrosstabSummary:
    """The tables."""

    by: str
    grouping: Grouping
    sizes: tuple[int | None, ...]
    """Of everyone, then of each group; None: withheld."""
    tables: tuple[Table, ...]
    p_values: tuple[tuple[float | None, ...], ...]
    """Of each row of each table; empty where nothing was tested."""
    dominant: tuple[Dominant | None, ...]
    """Of everyone, then of each group; None: withheld; empty where it was not asked for."""
    dominant_of: str
    """The question they are about, and of whom."""
    withheld: int
    """Cells left out for publication."""
    checks: tuple[MachineCheck, ...]
    """For basis machine: how the machine compares with people who read blind, by group."""
    left_out: int
    """Respondents who did not say their group and are too few to be shown."""
    notices: tuple[str, ...]


def crosstab_project(path: Path, options: CrosstabOptions) -> CrosstabSummary:
    """Compare groups of respondents."""
    with open_project(path, read_only=True) as opened:
        tabled = Tabled(opened, options.basis, closed_only=_closed_only(opened.codebook, options))
        said = tabled.weighing() if options.weighted else []
        asked_by = _shown(tabled.grouped_by(options.by), options)
        groups = grouping(asked_by, parse_groups(asked_by, options.groups), nets=options.nets)
        if options.threshold is not None:
            groups = groups.without_few_unstated(options.threshold)
        tables = [
            in_published_order(
                table(_shown(tabled.asked(question), options), tabled.people, groups, weighted=options.weighted)
            )
            for question in _questions(tabled, options, groups.by)
        ]
        has_open = any(one.asked.open for one in tables)
        checks = machine_checks(opened, groups, tabled) if has_open and options.basis is CountBasis.MACHINE else ()
        tests = _tested(_wanted(tables, options), together=options.answer is not None) if options.test else []
        if options.threshold is not None:
            tables = [published(one, options.threshold) for one in tables]
        tables = _wanted(tables, options)
        if options.threshold is not None:
            tests = [_untold(one, tested) for one, tested in zip(tables, tests, strict=False)]
        sizes = group_sizes(groups, tables, options.threshold)
        found = _leading(tabled, options, groups, tables, sizes)
        return CrosstabSummary(
            by=groups.by,
            grouping=groups,
            sizes=sizes,
            tables=tuple(tables),
            p_values=tuple(tuple(one) for one in tests),
            dominant=found,
            dominant_of=options.dominant or "",
            withheld=sum(withheld(one) for one in tables),
            checks=tuple(checks),
            left_out=int((~groups.everyone).sum()),
            notices=(*opened.notices, *said, *_open_notices(tabled, tables)),
        )


def _closed_only(codebook: Codebook, options: CrosstabOptions) -> bool:
    """Whether closed questions alone are named; where an answer is looked for in all questions, none are."""
    if not options.questions and (options.answer is not None or options.dominant is None):
        return False
    named = {*(options.questions or ()), *([options.dominant] if options.dominant else [])}
    return named.isdisjoint(question.id for question in codebook.open_questions)


def _shown(asked: Asked, options: CrosstabOptions) -> Asked:
    """A question as it is shown: for publication without respondents' own words."""
    return asked if options.threshold is None else own_words_together(asked)


def _questions(tabled: Tabled, options: CrosstabOptions, by: str) -> list[Question]:
    """Those asked for; else every question but the one respondents are grouped by."""
    every = tabled.codebook.questions
    if options.questions:
        return tabled.chosen(options.questions, every)
    if options.dominant is not None and options.answer is None:
        return []
    return [question for question in every if question.id != by and _has(tabled, question, options.answer)]


def _has(tabled: Tabled, question: Question, answer: str | None) -> bool:
    """Whether a question has an answer to be compared; of all questions, only those are."""
    if answer is None:
        return True
    if question.kind is QuestionKind.OPEN:
        entries = tabled.codebook.placed.values()
        names = [
            name for entry in entries if question.id in entry.questions for name in (entry.code.id, entry.code.label)
        ]
    else:
        names = [*question.options, *(label for label, _ in question.nets)]
    return folded(answer) in map(folded, names)


def _wanted(tables: Sequence[Table], options: CrosstabOptions) -> list[Table]:
    """The tables, or one row of each.

    For publication what is left out follows from the whole table: the answers of a question may be shown one by one,
    and must not give back what each leaves out.
    """
    return list(tables) if options.answer is None else _only(tables, options.answer)


def _only(tables: Sequence[Table], answer: str) -> list[Table]:
    if not tables:
        raise InputError(
            f"No question has the answer '{answer}'.", "Name a question with --question to see its answers."
        )
    return [only(one, _place(one.asked, answer)) for one in tables]


def _tested(tables: Sequence[Table], *, together: bool) -> list[list[float | None]]:
    """The p-values of the rows, corrected over those of a table, or over all tables together."""
    found = [[difference(one, row) for row in range(len(one.rows))] for one in tables]
    return [[p] for p in holm([row for one in found for row in one])] if together else list(map(holm, found))


def _untold(found: Table, tested: Sequence[float | None]) -> list[float | None]:
    """The p-values without those of rows that lack a cell: with the margins known, they would give it back."""
    return [
        None if any(cell.note is Note.CONFIDENTIAL for cell in row) else p
        for row, p in zip(found.rows, tested, strict=True)
    ]


def _leading(
    tabled: Tabled, options: CrosstabOptions, groups: Grouping, tables: Sequence[Table], sizes: Sequence[int | None]
) -> tuple[Dominant | None, ...]:
    if options.dominant is None:
        return ()
    if len(tables) > 1:
        raise InputError("What is dominant stands beside one question.", "Name it with --question.")
    question = tabled.chosen([options.dominant], tabled.codebook.questions)[0]
    asked = _shown(tabled.asked(question), options)
    compared = tables[0] if tables and options.answer is not None else None
    own = None
    if options.threshold is not None and compared is None:
        own = published(table(asked, tabled.people, groups), options.threshold)
    return leading(asked, groups, compared, sizes, options.threshold, own)


def _place(asked: Asked, answer: str) -> int:
    for at, item in enumerate(asked.items):
        if folded(answer) in (folded(item.key), folded(item.label)):
            return at
    known = ", ".join(item.key for item in asked.items)
    raise InputError(f"{asked.question} has no answer '{answer}'.", f"There are: {known}.")


def _open_notices(tabled: Tabled, tables: Sequence[Table]) -> list[str]:
    """What is not counted, and who is not read."""
    shown = {one.asked.question for one in tables if one.asked.open}
    if not shown:
        return []
    counted = [comment for comment in tabled.comments if comment.question in shown]
    said = counting_notices(tabled.codebook, tabled.comments, counted)
    for one in tables:
        answered, base = int(one.asked.answered.sum()), int(one.asked.base.sum())
        if one.asked.open and base < answered:
            how = "coded by machine" if tabled.basis is CountBasis.MACHINE else "read"
            said.append(
                f"{one.asked.question}: {base:,} of {answered:,} respondents are {how} whole; figures are of them."
            )
    return said
