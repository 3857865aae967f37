"""Builds a report: from everything that was found and a house style, its parts in order, in no format."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from coder.domain.codebook import Codebook
from coder.domain.published import ordered
from coder.reporting.appendix import framework_part, quotes_part, tables_part
from coder.reporting.blocks import (
    Block,
    Bullets,
    Heading,
    Item,
    Part,
    QuoteBlock,
    Report,
    Table,
    tables_of,
)
from coder.reporting.cells import Mark, Marked
from coder.reporting.closed import closed_table, respondents_part, written
from coder.reporting.compared import compared_blocks
from coder.reporting.findings import Findings, Quote
from coder.reporting.method import VIEWS, cover_facts, method_part
from coder.reporting.question import Asked, question_part
from coder.reporting.reading import how_to_read
from coder.reporting.reminders import without_reminders
from coder.reporting.style import DEFAULT_STYLE, PartName, Style
from coder.reporting.unique import with_unique_ids
from coder.reporting.wording import questions_in_words

SUBTITLE = "What people said, by theme"
INTRODUCTION = "Why people were asked, how and when they could respond, and who was invited."


def build_report(findings: Findings, style: Style = DEFAULT_STYLE) -> Report:
    """A report with a section for each question that has totals."""
    codebook = findings.codebook
    asked = _asked(findings, style)
    places = {one.totals.question: one.number for one in asked}
    questions = [question_part(one) for one in asked]
    body = [part for part in _parts(findings, style, asked, questions, places) if part is not None]
    report = Report(
        title=style.title or codebook.title or codebook.id,
        subtitle=SUBTITLE,
        date=findings.making.date,
        organisation=style.organisation,
        lead=_lead(len(asked)),
        facts=cover_facts(findings),
        parts=tuple(with_unique_ids(body)),
        palette=style.palette,
    )
    report = replace(report, parts=tuple(_with_reading(findings, report)))
    if not style.reminders:
        report = replace(report, parts=tuple(without_reminders(report.parts)))
    return replace(report, marks=_marks(tables_of(report)))


def _parts(
    findings: Findings, style: Style, asked: Sequence[Asked], questions: Sequence[Part], places: dict[str, int]
) -> Iterator[Part | None]:
    intro = written(
        "intro", "Why people were asked, how and when they could respond, and who was invited.", style.texts
    )
    yield Part(id="introduction", heading="Introduction", blocks=tuple(intro))
    if style.has(PartName.METHOD):
        yield method_part(findings, places)
    if style.has(PartName.RESPONDENTS):
        yield respondents_part(findings.profile, findings.respondents, style.texts)
    if style.has(PartName.QUESTIONS):
        yield from questions
    if style.has(PartName.CLOSED):
        yield _closed_part(findings)
    if style.has(PartName.FRAMEWORK):
        yield framework_part(findings.codebook, places)
    if style.has(PartName.TABLES):
        yield tables_part(asked)
    if style.has(PartName.QUOTES) and style.has(PartName.QUESTIONS):
        yield quotes_part(list(_quoted(asked, questions)))


def _asked(findings: Findings, style: Style) -> list[Asked]:
    codebook = findings.codebook
    confirmed, machine = ordered(findings.confirmed, codebook), ordered(findings.machine, codebook)
    estimates = ordered(findings.estimates, codebook)
    sources = {source.question: source for source in findings.sources}
    asked = []
    for total in findings.totals:
        number, text = _number_and_text(codebook, total.question)
        asked.append(
            Asked(
                codebook=codebook,
                number=number,
                text=text,
                totals=total,
                rows=[row for row in confirmed if row.question == total.question],
                machine=[row for row in machine if row.question == total.question],
                estimates=[row for row in estimates if row.question == total.question],
                source=sources.get(total.question),
                quotes={code: said for (question, code), said in findings.quotes.items() if question == total.question},
                compared=[one for one in findings.compared if one.question == total.question],
                style=style,
                longest=0.0,
            )
        )
    longest = max((theme.share for one in asked for theme in one.ranked if theme.low is None), default=0.0) or 100.0
    return [replace(one, longest=longest) for one in asked]


def _number_and_text(codebook: Codebook, question: str) -> tuple[int, str]:
    """The number a question has among the open ones of the framework, and its words."""
    ids = [one.id for one in codebook.open_questions]
    place = ids.index(question)
    return place + 1, codebook.open_questions[place].text


def _closed_part(findings: Findings) -> Part | None:
    open_ids = {question.id for question in findings.codebook.open_questions}
    blocks: list[Block] = []
    for one in findings.closed:
        by_group = [compared for compared in findings.compared if compared.question == one.key]
        blocks += [*([Heading(3, one.text)] if by_group else []), closed_table(one)]
        blocks += [_below(block) for compared in by_group for block in compared_blocks(compared, one.text)]
    shown = {one.key for one in findings.closed} | open_ids
    for compared in findings.compared:
        if compared.question not in shown:
            blocks += compared_blocks(compared, compared.question)
    return Part(id="closed", heading="Closed questions", blocks=tuple(blocks)) if blocks else None


def _below(block: Block) -> Block:
    return Heading(4, block.text) if isinstance(block, Heading) else block


def _with_reading(findings: Findings, report: Report) -> Iterator[Part]:
    """The parts, with how to read the figures at the end of how it was done, or of the introduction."""
    by_comment = {quote.comment: quote for several in findings.quotes.values() for quote in several}
    quoted: list[Quote] = [by_comment[one.comment] for part in report.parts for one in _quotes_in(part)]
    said = how_to_read(findings.totals, tables_of(report), quoted, findings.making)
    at = max((place for place, part in enumerate(report.parts) if part.id in ("introduction", "method")), default=0)
    for place, part in enumerate(report.parts):
        if place == at:
            items = tuple(Item(text=one) for one in said)
            part = replace(part, blocks=(*part.blocks, Heading(3, "How to read the figures"), Bullets(items)))
        yield part


def _quotes_in(part: Part) -> Iterator[QuoteBlock]:
    for block in part.blocks:
        if isinstance(block, QuoteBlock):
            yield block
        elif isinstance(block, Bullets):
            yield from (inner for item in block.items for inner in item.blocks if isinstance(inner, QuoteBlock))


def _quoted(asked: Sequence[Asked], questions: Sequence[Part]) -> Iterator[tuple[str, str, QuoteBlock]]:
    for one, part in zip(asked, questions, strict=True):
        labels = {quote.comment: code for code, several in one.quotes.items() for quote in several}
        for block in _quotes_in(part):
            yield one.caption, one.codebook.placed[labels[block.comment]].code.label, block


def _lead(questions: int) -> tuple[str, ...]:
    return (
        f"This report sets out what people said in answer to {questions_in_words(questions)}: the themes they "
        f"mentioned, how often, and some of it in their own words. {VIEWS}",
    )


def _marks(tables: Sequence[Table]) -> tuple[Mark, ...]:
    """The shorthand that occurs in cells and headings."""
    cells = {cell.mark for table in tables for row in table.rows for cell in row.cells if isinstance(cell, Marked)}
    headings = " ".join(column.heading for table in tables for column in table.columns)
    return tuple(mark for mark in Mark if mark in cells or mark.value in headings)
