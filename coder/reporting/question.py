"""What was said in answer to one open question: lists in three tiers, with bars, quotes, groups and estimates."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from coder.domain.codebook import Codebook, Role
from coder.domain.estimates import Estimate, EstimateSource
from coder.domain.results import Frequency, QuestionTotals, Tier
from coder.domain.text import plural
from coder.reporting.blocks import AuthorStub, Block, Bullets, Heading, Item, Note, Paragraph, Part, QuoteBlock, Table
from coder.reporting.charts_of import estimates_chart, themes_chart
from coder.reporting.closed import written
from coder.reporting.compared import compared_blocks
from coder.reporting.findings import Compared, Quote
from coder.reporting.listed import Listed, listed_confirmed, listed_estimated
from coder.reporting.style import Style
from coder.reporting.theme_tables import estimates_table, unfound
from coder.reporting.wording import NO_THEMES, OF_READ, is_read, opening, people, times

ESTIMATED = " (estimated for all comments)"
RECEIVED = (
    "Estimates and their intervals speak of the answers received. They say nothing about people who did not answer."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One open question with all that was found on it."""

    codebook: Codebook
    number: int
    text: str
    totals: QuestionTotals
    rows: Sequence[Frequency]
    """Confirmed counts in published order,"""
    machine: Sequence[Frequency]
    """those of the machine, of which the tables are in the appendix,"""
    estimates: Sequence[Estimate]
    """and estimates, in published order too."""
    source: EstimateSource | None
    quotes: Mapping[str, Sequence[Quote]]
    """By code, best first."""
    compared: Sequence[Compared]
    style: Style
    longest: float
    """The share that a full bar stands for, in percent: the same in the whole report."""

    @property
    def complete(self) -> bool:
        """Whether people have read everything."""
        return is_read(self.totals)

    @property
    def coded(self) -> bool:
        """Whether a person has decided anything."""
        return bool(self.totals.read_comments or self.totals.read_respondents or self.silent)

    @property
    def silent(self) -> tuple[str, ...]:
        """The labels of the non-substantive codes that people gave."""
        placed = self.codebook.placed
        return tuple(
            row.label for row in self.rows if row.mentions and placed[row.code].code.role is Role.NON_SUBSTANTIVE
        )

    @property
    def estimated(self) -> bool:
        """Whether its lists are of estimates: while there are comments that nobody has read, if an audit has any."""
        return not self.complete and bool(self.estimates)

    @property
    def ranked(self) -> list[Listed]:
        """The themes of the published lists; by estimates while there are comments that nobody has read."""
        if self.estimated:
            confirmed = {row.code: row for row in self.rows}
            return listed_estimated(self.codebook, self.estimates, confirmed, self.style.tiers.detail)
        return listed_confirmed(self.codebook, self.rows, self.style.tiers.detail, complete=self.complete)

    @property
    def caption(self) -> str:
        """What it is called."""
        return f"Question {self.number}"


def question_part(asked: Asked) -> Part:
    """The section on a question."""
    listed = asked.ranked
    said = opening(asked.totals, asked.coded, asked.silent, estimated=asked.estimated)
    blocks: list[Block] = [Paragraph(text) for text in said]
    if asked.coded and not listed:
        blocks.append(Paragraph(NO_THEMES))
    if listed:
        blocks += written(asked.totals.question, "What people said, in two or three sentences.", asked.style.texts)
        blocks += _lists(asked, listed)
    blocks += _estimates(asked)
    if any(row.mentions for row in asked.machine):
        comments = plural(asked.totals.machine_comments, "comment")
        blocks.append(
            Paragraph(
                f"A machine coded {comments} on this question that no person has read. What it found is in a table of "
                "its own in the appendix, and in no other figure."
            )
        )
    for one in asked.compared:
        blocks += compared_blocks(one, asked.caption)
    return Part(id=f"question-{asked.totals.question}", heading=f"{asked.caption}: {asked.text}", blocks=tuple(blocks))


def _lists(asked: Asked, listed: Sequence[Listed]) -> Iterator[Block]:
    of = "" if asked.complete else ESTIMATED if asked.estimated else OF_READ
    headings = {
        Tier.TOP: f"The most frequently mentioned themes{of} were",
        Tier.ALSO: f"Other themes mentioned at least {times(asked.style.tiers.also)}{of} were",
        Tier.OTHER: f"Other comments{of}",
    }
    left = asked.style.quotes.less_frequent
    for tier, heading in headings.items():
        themes = [one for one in listed if one.tier is tier]
        if not themes:
            continue
        yield Heading(3, heading)
        if tier is Tier.TOP:
            yield from _top(asked, listed, themes)
        else:
            items = []
            for one in themes:
                blocks = tuple(_said_of(asked, one, others=left > 0))
                left -= any(isinstance(block, QuoteBlock) for block in blocks) and tier is Tier.OTHER
                items.append(Item(label=one.label, text=f"({one.mentions})", blocks=blocks))
            yield Bullets(tuple(items))


def _top(asked: Asked, listed: Sequence[Listed], themes: Sequence[Listed]) -> Iterator[Block]:
    question = asked.totals.question
    yield Bullets(tuple(Item(label=one.label, text=f"({one.mentions})") for one in themes))
    if asked.estimated:
        yield estimates_chart(question, asked.caption, [one for one in listed if one.tier is not Tier.OTHER])
    else:
        yield themes_chart(
            question,
            asked.caption,
            [one for one in listed if one.tier is not Tier.OTHER],
            longest=asked.longest,
            complete=asked.complete,
        )
    for one in themes:
        if said := tuple(_said_of(asked, one)):
            yield from (Heading(4, one.label), *said)


def _said_of(asked: Asked, one: Listed, *, others: bool = False) -> Iterator[Paragraph | QuoteBlock | AuthorStub]:
    """The sentence on a theme treated in detail, the author's words on it, and its quotes.

    Args:
        asked: the question.
        one: the theme.
        others: whether a theme among the other comments still gets a quote.
    """
    if one.sentence:
        yield Paragraph(one.sentence)
        yield from written(f"{asked.totals.question}.{one.code}", "What people meant by it.", asked.style.texts)
    quotes = asked.style.quotes
    wanted = quotes.detailed if one.sentence else quotes.theme if one.tier is not Tier.OTHER else int(others)
    for quote in asked.quotes.get(one.code, ())[:wanted]:
        yield QuoteBlock(text=quote.text, comment=quote.comment)


def _estimates(asked: Asked) -> Iterator[Block]:
    source = asked.source
    if source is None or not asked.estimated:
        return
    table: Table = estimates_table(asked.codebook, asked.estimates, source, asked.number)
    if not table.rows:
        return
    yield Heading(3, "Estimates for everyone who responded")
    yield Paragraph(_resting_on(source))
    yield table
    if told := unfound(asked.codebook, asked.estimates):
        yield Paragraph(told)
    yield Note(RECEIVED)


def _resting_on(source: EstimateSource) -> str:
    said = (
        f"Of {people(source.base)} who responded, the responses of {source.frame:,} had been read by nobody when "
        f"{source.audited:,} of them were drawn at random and read by a person who did not see what the machine "
        "suggests. From these, and from what people have read besides, the figures below are estimated for everyone."
    )
    if source.scored:
        said += " Scores of the machine make the intervals shorter; they do not shift what is estimated."
    if source.unknown:
        said += (
            f" {plural(source.unknown, 'response')} could not be among those drawn; the intervals allow for anything "
            "in them."
        )
    if source.provisional:
        said += (
            " The intervals are provisional: not all that was to be read has been read, and when reading stops by what "
            "is found, intervals come out too short."
        )
    return said
