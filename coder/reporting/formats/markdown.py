"""A report in Markdown (CommonMark with tables), in which no text from outside can act as markup."""

import re
from collections.abc import Iterable, Iterator, Sequence

from coder.reporting.blocks import (
    AuthorStub,
    BarChart,
    Block,
    Bullets,
    Facts,
    Heading,
    Item,
    Note,
    Paragraph,
    Part,
    QuoteBlock,
    Report,
    Row,
    StackedChart,
    Table,
)
from coder.reporting.cells import MEANINGS, cell_text
from coder.reporting.wording import date, shown

_MARKUP = re.compile(r"[\\`*_\[\]{}|~$^]|:(?=//)|(?<=\bwww)\.")
_ENTITY = re.compile(r"&(?=#?\w{1,40};)")
_LINE_START = re.compile(r"^(?:(?=[#+\-=:])|(\d{1,9})(?=[.)]))")
_INDENT = "&emsp;"
_BLOCKS = 20
"""Characters of the longest bar."""


def render(report: Report) -> bytes:
    """The report as Markdown in UTF-8."""
    return ("\n".join(_lines(report)) + "\n").encode()


def escape(text: str) -> str:
    """Text from outside on one line, with what Markdown or HTML would take for markup made literal."""
    return _escape_line(shown(text))


def _escape_line(line: str) -> str:
    line = _MARKUP.sub(r"\\\g<0>", line.strip())
    line = _ENTITY.sub("&amp;", line).replace("<", "&lt;").replace(">", "&gt;")
    return _LINE_START.sub(r"\1\\", line)


def _lines(report: Report) -> Iterator[str]:
    by = f"{escape(report.organisation)}. " if report.organisation else ""
    yield from (f"# {escape(report.title)}", "", f"{by}{escape(report.subtitle)}. {date(report.date)}", "")
    for text in report.lead:
        yield from (escape(text), "")
    yield from _facts(report.facts)
    appendix = [part for part in report.parts if part.appendix]
    for part in report.parts:
        if not part.appendix:
            yield from _part(part, 2)
    if report.marks:
        yield from ("## Shorthand in tables", "")
        yield from (f"- {escape(mark.value)}: {escape(MEANINGS[mark])}" for mark in report.marks)
        yield ""
    if appendix:
        yield from ("## Appendix", "")
        for part in appendix:
            yield from _part(part, 3)


def _part(part: Part, level: int) -> Iterator[str]:
    yield from (f"{'#' * level} {escape(part.heading)}", "")
    for block in part.blocks:
        yield from _block(block, level)


def _block(block: Block, level: int) -> Iterator[str]:
    match block:
        case Heading():
            yield from (f"{'#' * min(level + block.level - 2, 6)} {escape(block.text)}", "")
        case Paragraph() | Note() | AuthorStub() | QuoteBlock():
            yield from (*_words(block), "")
        case Facts():
            yield from _facts(block.facts)
        case Bullets():
            yield from _bullets(block.items)
        case Table():
            yield from _table(block)
        case BarChart():
            yield from _bars(block)
        case StackedChart():
            yield from (f"{escape(block.caption)}: {escape(block.alt)}", "")


def _words(block: Paragraph | Note | AuthorStub | QuoteBlock) -> list[str]:
    match block:
        case AuthorStub():
            return [f"**\\[To be written: {escape(block.prompt)}\\]**"]
        case QuoteBlock():
            return _quote(block)
        case _:
            return [escape(block.text)]


def _facts(facts: Sequence[tuple[str, str]]) -> Iterator[str]:
    yield from (f"- {escape(term)}: {escape(said)}" for term, said in facts)
    if facts:
        yield ""


def _bullets(items: Sequence[Item]) -> Iterator[str]:
    after_blocks = False
    for item in items:
        yield f"- {' '.join(filter(None, (escape(item.label), escape(item.text))))}"
        for block in item.blocks:
            yield ""
            yield from (f"  {line}".rstrip() for line in _words(block))
        after_blocks = bool(item.blocks)
        if after_blocks:
            yield ""
    if not after_blocks:
        yield ""


def _quote(quote: QuoteBlock) -> list[str]:
    """A block quotation that keeps the lines of the comment."""
    lines = [_escape_line(line) for line in shown(quote.text, lines=True).split("\n")]
    if quote.said_by:
        lines.append(f"– {escape(quote.said_by)}")
    broken = [line + "\\" if line and after else line for line, after in zip(lines, [*lines[1:], ""], strict=True)]
    return [f"> {line}".rstrip() for line in broken]


def _bars(chart: BarChart) -> Iterator[str]:
    """A list with bars of blocks, which says what it shows to those who cannot see them."""
    yield from (f"{escape(chart.caption)} ({escape(chart.axis)})", "")
    for bar in chart.bars:
        length = max(1, round(_BLOCKS * bar.value / chart.longest)) if bar.value and chart.longest else 0
        yield f"- {escape(bar.label)}: {escape(bar.said)}{' ' + '█' * length if length else ''}"
    yield ""


def _table(table: Table) -> Iterator[str]:
    yield from (f"**{escape(table.caption)}** {escape(table.base)}".rstrip(), "")
    yield _cells(escape(column.heading) for column in table.columns)
    yield _cells("---:" if column.numeric and place else "---" for place, column in enumerate(table.columns))
    yield from (_cells(_row(row)) for row in table.rows)
    yield ""
    for note in table.notes:
        yield from (escape(note), "")


def _row(row: Row) -> list[str]:
    texts = [escape(cell_text(cell)) for cell in row.cells]
    return [_INDENT * row.depth + texts[0] + (" (net)" if row.net else ""), *texts[1:]]


def _cells(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
