"""The appendix: the coding framework, the full tables, and where the quotes come from."""

from collections.abc import Mapping, Sequence

from coder.domain.codebook import Codebook, Placed, Role
from coder.reporting.blocks import Column, Heading, Paragraph, Part, QuoteBlock, Row, Table
from coder.reporting.cells import Text
from coder.reporting.question import Asked
from coder.reporting.theme_tables import confirmed_table, machine_table
from coder.reporting.wording import joined

_ROLES = {Role.OTHER: "collects what fits nothing else", Role.NON_SUBSTANTIVE: "says nothing of substance"}


def tables_part(asked: Sequence[Asked]) -> Part | None:
    """Every theme of every question with its counts, those nobody mentioned too; what the machine found apart."""
    blocks: list[Heading | Table] = []
    for one in asked:
        found = [confirmed_table(one.codebook, one.rows, one.totals, one.number)] if one.coded else []
        if any(row.mentions for row in one.machine):
            found.append(machine_table(one.codebook, one.machine, one.totals, one.number))
        found = [table for table in found if table.rows]
        if found:
            blocks += [Heading(3, f"{one.caption}: {one.text}"), *found]
    return Part(id="tables", heading="Full tables", blocks=tuple(blocks), appendix=True) if blocks else None


def framework_part(codebook: Codebook, places: Mapping[str, int]) -> Part:
    """The coding framework: each theme with what it was given for.

    Args:
        codebook: the framework.
        places: the number of each question of the report, by id.
    """
    rows = tuple(_code_row(entry, places) for entry in codebook.placed.values() if not entry.code.retired)
    table = Table(
        id="codes",
        caption=f"The coding framework {codebook.id}",
        base=f"{len(rows)} codes; those set in stand below the one above them.",
        columns=(
            Column(key="label", heading="Theme", numeric=False),
            Column(key="meaning", heading="What it was given for", numeric=False),
            Column(key="questions", heading="Questions", numeric=False),
        ),
        rows=rows,
    )
    intro = Paragraph("Coders gave each comment every theme of this framework that applies to it.")
    return Part(id="framework", heading="The coding framework", blocks=(intro, table), appendix=True)


def _code_row(entry: Placed, places: Mapping[str, int]) -> Row:
    code = entry.code
    applies = [str(number) for question, number in places.items() if question in entry.questions]
    said = [code.definition.strip(), _listed("Given for", code.include), _listed("Not for", code.exclude)]
    said.append(f"This code {_ROLES[code.role]}." if code.role in _ROLES else "")
    meaning = " ".join(filter(None, said)) or "What its label says."
    questions = "All" if len(applies) == len(places) else joined(applies) or "None of these"
    return Row(key=code.id, cells=(Text(code.label), Text(meaning), Text(questions)), depth=entry.depth)


def quotes_part(quotes: Sequence[tuple[str, str, QuoteBlock]]) -> Part | None:
    """Where each quote comes from.

    Args:
        quotes: the question's name, the theme's label and the quote, in the order of the report.
    """
    if not quotes:
        return None
    table = Table(
        id="sources",
        caption="Where the quotes come from",
        base="Numbers of comments are those of the project file: they lead whoever has it to the answer quoted.",
        columns=(
            Column(key="comment", heading="Comment", numeric=False),
            Column(key="question", heading="Question", numeric=False),
            Column(key="theme", heading="Quoted for", numeric=False),
            Column(key="begins", heading="Begins", numeric=False),
        ),
        rows=tuple(
            Row(
                key=str(quote.comment),
                cells=(Text(str(quote.comment)), Text(question), Text(theme), Text(_beginning(quote.text))),
            )
            for question, theme, quote in quotes
        ),
    )
    return Part(id="quotes", heading="Where the quotes come from", blocks=(table,), appendix=True)


def _listed(lead: str, said: Sequence[str]) -> str:
    return f"{lead}: {'; '.join(one.strip() for one in said)}." if said else ""


def _beginning(text: str) -> str:
    words = text.split()
    return " ".join(words[:8]) + (" …" if len(words) > 8 else "")
