"""Closed questions: who responded, and what they chose."""

from collections.abc import Mapping, Sequence

from coder.reporting.blocks import AuthorStub, Block, Column, Paragraph, Part, Row, Table
from coder.reporting.cells import Cell, Count, Mark, Marked, Percent, Text
from coder.reporting.findings import Answer, Closed
from coder.reporting.wording import people

NOT_STATED = "Unknown (no answer)"
SEVERAL = "People could choose more than one answer, so percentages can add up to more than 100%."


def respondents_part(profile: Sequence[Closed], respondents: int, texts: Mapping[str, str]) -> Part:
    """Who responded: a table for each question or column of the profile."""
    blocks: list[Block] = [Paragraph(f"{people(respondents)} took part.")]
    if profile:
        blocks.append(
            Paragraph(
                "Not everybody answered each of these questions. Percentages are of everyone who took part, and those "
                "who gave no answer are shown."
            )
        )
    else:
        blocks.append(Paragraph("Nothing was asked, or stated here, about who they are."))
    blocks += written("respondents", "Whose voices are heard here, and whose are not.", texts)
    blocks += [closed_table(one, of_all=True) for one in profile]
    return Part(id="respondents", heading="Who responded", blocks=tuple(blocks))


def closed_table(found: Closed, *, of_all: bool = False) -> Table:
    """No. and % of each answer.

    Args:
        found: the question.
        of_all: percentages of everyone who took part, with a row for those who gave no answer; else of those who did.
    """
    base = found.asked if of_all else found.base
    rows = [_row(answer, base) for answer in found.answers if not answer.net]
    if of_all or found.asked > found.base:
        missing = found.asked - found.base
        share = _share(missing, base) if of_all else Marked(Mark.NOT_APPLICABLE)
        rows.append(Row(key="not stated", cells=(Text(NOT_STATED), Count(missing), share)))
    rows += [_row(answer, base) for answer in found.answers if answer.net]
    said = f"Base: {people(base)} who took part." if of_all else f"Base: {people(base)} who answered."
    return Table(
        id=f"closed-{anchor(found.key)}",
        caption=found.text,
        base=f"{said} {SEVERAL}" if found.several else said,
        columns=(
            Column(key="label", heading="Answer", numeric=False),
            Column(key="respondents", heading="No."),
            Column(key="percent", heading="%"),
        ),
        rows=tuple(rows),
    )


def written(place: str, prompt: str, texts: Mapping[str, str]) -> list[Paragraph | AuthorStub]:
    """The author's words for a place, a paragraph for each line; without any, a reminder of what belongs there."""
    words = [line.strip() for line in texts.get(place, "").split("\n")]
    said: list[Paragraph | AuthorStub] = [Paragraph(line) for line in words if line]
    return said or [AuthorStub(place, prompt)]


def anchor(name: str) -> str:
    """A name as part of an anchor: letters and digits, all else a hyphen; different names may come to the same."""
    return "-".join("".join(c if c.isalnum() else " " for c in name.casefold()).split()) or "-"


def _row(answer: Answer, base: int) -> Row:
    return Row(
        key=answer.label, cells=(Text(answer.label), Count(answer.count), _share(answer.count, base)), net=answer.net
    )


def _share(count: int, base: int) -> Cell:
    return Percent(100 * count / base) if base else Marked(Mark.NOT_APPLICABLE)
