"""A report in Markdown (CommonMark with tables), in which no text from outside can act as markup."""

import re
from collections.abc import Iterable, Iterator

from coder.domain.results import Tier
from coder.reporting.parts import Quote, Report, Row, Section, Table, Theme, ThemeList
from coder.reporting.wording import shown

_MARKUP = re.compile(r"[\\`*_\[\]{}|~$^]|:(?=//)|(?<=\bwww)\.")
_ENTITY = re.compile(r"&(?=#?\w{1,40};)")
_LINE_START = re.compile(r"^(?:(?=[#+\-=:])|(\d{1,9})(?=[.)]))")
_INDENT = "&emsp;"


def render(report: Report) -> str:
    """The report as Markdown; the same report always gives the same text."""
    return "\n".join(_lines(report)) + "\n"


def escape(text: str) -> str:
    """Text from outside on one line, with what Markdown or HTML would take for markup made literal."""
    return _escape_line(shown(text))


def _escape_line(line: str) -> str:
    line = _MARKUP.sub(r"\\\g<0>", line.strip())
    line = _ENTITY.sub("&amp;", line).replace("<", "&lt;").replace(">", "&gt;")
    return _LINE_START.sub(r"\1\\", line)


def _lines(report: Report) -> Iterator[str]:
    yield from (f"# {escape(report.title)}", "", f"What people said, by theme. {report.date}", "")
    yield from _paragraphs(report.lead)
    for section in report.sections:
        yield from _section(section)
    yield from ("## How to read this report", "")
    yield from (f"- {escape(note)}" for note in report.notes)
    yield from ("", "## How this report was made", "")
    yield from (f"- {escape(term)}: {escape(said)}" for term, said in report.origin)


def _paragraphs(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from (escape(text), "")


def _section(section: Section) -> Iterator[str]:
    yield from (f"## {escape(section.heading)}", "")
    yield from _paragraphs(section.opening)
    for tier in section.lists:
        yield from _list(tier)
    for table in section.tables:
        yield from _table(table)


def _list(tier: ThemeList) -> Iterator[str]:
    yield from (f"### {escape(tier.heading)}", "")
    if tier.tier is Tier.TOP:
        yield from (f"- {_item(theme)}" for theme in tier.themes)
        yield ""
        for theme in tier.themes:
            if theme.detail or theme.quotes:
                yield from (f"#### {escape(theme.label)}", "", *_said_of(theme), "")
    else:
        for theme in tier.themes:
            yield from (f"- {_item(theme)}", *_within(theme))
        if not (tier.themes[-1].detail or tier.themes[-1].quotes):
            yield ""


def _item(theme: Theme) -> str:
    return f"{escape(theme.label)} ({theme.mentions})"


def _within(theme: Theme) -> Iterator[str]:
    """What is said of a theme, as a part of its list item."""
    if theme.detail or theme.quotes:
        yield ""
        yield from (f"  {line}".rstrip() for line in _said_of(theme))
        yield ""


def _said_of(theme: Theme) -> Iterator[str]:
    blocks = [[escape(theme.detail)]] if theme.detail else []
    blocks += [_quote(quote) for quote in theme.quotes]
    for place, block in enumerate(blocks):
        if place:
            yield ""
        yield from block


def _quote(quote: Quote) -> list[str]:
    """A block quotation that keeps the lines of the comment."""
    lines = [_escape_line(line) for line in shown(quote.text, lines=True).split("\n")]
    broken = [line + "\\" if line and after else line for line, after in zip(lines, [*lines[1:], ""], strict=True)]
    return [f"> {line}".rstrip() for line in broken]


def _table(table: Table) -> Iterator[str]:
    yield from (f"### {escape(table.heading)}", "", f"{escape(table.caption)} {escape(table.base)}", "")
    yield _cells(escape(column) for column in table.columns)
    yield _cells(["---", *("---:" for _ in table.columns[1:])])
    yield from (_cells([_label(row), *map(escape, row.cells)]) for row in table.rows)
    yield ""


def _label(row: Row) -> str:
    return _INDENT * row.depth + escape(row.label) + (" (net)" if row.net else "")


def _cells(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
