"""What a report says about itself: how its figures were made and how to read them."""

from collections.abc import Sequence

from coder.domain.codebook import Codebook
from coder.domain.decision import is_machine
from coder.domain.results import QuestionTotals
from coder.domain.text import plural
from coder.reporting.parts import Origin, Quote, Section
from coder.reporting.wording import MACHINE_LABEL, is_read

VIEWS = "These are the views of those who responded, not of residents in general."

_WHOLE = (
    "of comments are of the comments on the question, and percentages of people are of everyone who responded to it."
)
_PARTLY = (
    "are counted and ranked by the comments read so far. Percentages of comments are then of the comments read, and "
    "percentages of people are of the people read in full, those whose every comment on the question has been read; a "
    "theme may so far be mentioned by others only."
)
_TAKEN_OUT = " apart from what could say who somebody is, which is shown as [name] or the like"
_MARKED = "Comments that coders marked as exemplars come first; a fixed rule chose the others"
_HASH_SHOWN = 12


def lead(sections: int) -> tuple[str, ...]:
    """The paragraphs that come before everything else."""
    questions = "an open question" if sections == 1 else f"{sections} open questions"
    return (
        f"This report sets out what people said in answer to {questions}: the themes they mentioned, how often, "
        f"and some of it in their own words. {VIEWS}",
    )


def notes(totals: Sequence[QuestionTotals], sections: Sequence[Section]) -> tuple[str, ...]:
    """How to read the figures, as far as they occur in the sections."""
    tables = [table for section in sections for table in section.tables]
    said = [
        "A comment is one point made in an answer, or the whole answer where it was not divided. Each comment read was "
        "given the themes of the coding framework that apply to it; a mention is a comment that was given the theme.",
        "One comment can mention several themes, and one person can make several comments, so mentions can add up to "
        "more than the comments and percentages to more than 100%.",
        *_percentages(totals),
    ]
    if any(found.non_substantive for found in totals):
        said.append(
            "Comments that said nothing of substance are not among the comments; the people who made them are among "
            "those who responded."
        )
    if any(row.net for table in tables for row in table.rows):
        said.append(
            "A theme marked “net” stands for itself and the themes below it: a comment that mentions several of them "
            "is counted once. The lists rank each theme by its own mentions."
        )
    if any(MACHINE_LABEL in table.caption for table in tables):
        said.append(
            f"Themes that a machine gave to comments no person has read are kept apart ({MACHINE_LABEL}). Nobody has "
            "checked them, and they are not in any other figure."
        )
    quotes = [
        quote for section in sections for tier in section.lists for theme in tier.themes for quote in theme.quotes
    ]
    if quotes:
        said.append(_on_quotes(quotes))
    return (*said, VIEWS)


def _on_quotes(quotes: Sequence[Quote]) -> str:
    redacted = any(quote.redacted for quote in quotes)
    marked = any(quote.marked for quote in quotes)
    said = (
        f"Quotes are whole comments, word for word{_TAKEN_OUT if redacted else ''}, each from a different person",
        f"within a theme. {_MARKED if marked else 'A fixed rule chose them'}, preferring comments that stand by",
        "themselves, are on that theme alone, are of ordinary length and are in the words most typical of the theme.",
        "Comments in which contact details or a name were recognised were passed over.",
    )
    return " ".join(said)


def _percentages(totals: Sequence[QuestionTotals]) -> tuple[str, ...]:
    """What percentages are of: a sentence for the questions that were read, one for those that were not, or both."""
    answered = [found for found in totals if found.base]
    read = sum(is_read(found) for found in answered)
    if read == len(answered):
        return (f"Percentages {_WHOLE}",)
    if not read:
        return (f"Not everything has been read yet, so themes {_PARTLY}",)
    return (
        f"Where every comment on a question has been read, percentages {_WHOLE}",
        f"Where not everything has been read, themes {_PARTLY}",
    )


def origin_facts(codebook: Codebook, origin: Origin) -> tuple[tuple[str, str], ...]:
    """Where the figures come from: pairs of a term and what there is to say."""
    version = f", version {codebook.version}" if codebook.version else ""
    facts = [("Coding framework", f"{codebook.id}{version} (content {codebook.content_hash[:_HASH_SHOWN]})")]
    for term, machine in (("Coded by", False), ("Coded by machine", True)):
        who = [f"{name} ({plural(n, 'decision')})" for name, n in origin.coders if is_machine(name) is machine]
        facts += [(term, ", ".join(who))] if who else []
    return (*facts, ("Made with", origin.program))
