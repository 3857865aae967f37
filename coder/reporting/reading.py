"""How to read the figures: what is said of them in words, as far as they occur in the report."""

from collections.abc import Collection, Iterator, Sequence

from coder.domain.results import QuestionTotals
from coder.reporting.blocks import Table
from coder.reporting.findings import Making, Quote
from coder.reporting.wording import MACHINE_LABEL, is_read

_WHOLE = (
    "of comments are of the comments on the question, and percentages of people are of everyone who responded to it."
)
_PARTLY = (
    "are counted and ranked by the comments read so far. Percentages of comments are then of the comments read, and "
    "percentages of people are of the people read in full, those whose every comment on the question has been read; a "
    "theme may so far be mentioned by others only."
)
_ESTIMATED = (
    "was, themes are ranked by what is estimated from it for all comments, and estimated percentages are of everyone "
    "who responded. What people confirmed, what a machine found and what is estimated are never in one column."
)
_TAKEN_OUT = " apart from what could say who somebody is, which is shown as [name] or the like"
_MARKED = "Comments that coders marked as exemplars come first; a fixed rule chose the others"


def how_to_read(
    totals: Sequence[QuestionTotals], tables: Sequence[Table], quoted: Sequence[Quote], making: Making
) -> tuple[str, ...]:
    """Sentences on the figures and the quotes.

    Args:
        totals: the questions' figures.
        tables: all tables of the report.
        quoted: the quotes in it.
        making: how the coding was done.
    """
    said = [
        "A comment is one point made in an answer, or the whole answer where it was not divided. Each comment read was "
        "given the themes of the coding framework that apply to it; a mention is a comment that was given the theme.",
        "One comment can mention several themes, and one person can make several comments, so mentions can add up to "
        "more than the comments and percentages to more than 100%.",
        *_percentages(totals, {table.id.removeprefix("estimates-") for table in tables}),
    ]
    if any(found.non_substantive for found in totals):
        said.append(
            "Comments that said nothing of substance are not among the comments; the people who made them are among "
            "those who responded."
        )
    if any(row.net for table in tables if table.id.startswith("themes-") for row in table.rows):
        said.append(
            "A theme marked “net” stands for itself and the themes below it: a comment that mentions several of them "
            "is counted once. The lists rank each theme by its own mentions."
        )
    if any(MACHINE_LABEL in table.caption for table in tables):
        said.append(
            f"Themes that a machine gave to comments no person has read are kept apart ({MACHINE_LABEL}). No person "
            "has read them one by one, and they are not in any other figure."
        )
    if quoted:
        said.append(_on_quotes(quoted, making))
    return tuple(said)


def _on_quotes(quoted: Sequence[Quote], making: Making) -> str:
    redacted = any(quote.redacted for quote in quoted)
    marked = any(quote.marked for quote in quoted)
    said = [
        f"Quotes are whole comments, word for word{_TAKEN_OUT if redacted else ''}, each from a different person",
        f"within a theme. {_MARKED if marked else 'A fixed rule chose them'}, preferring comments that stand by",
        "themselves, are on that theme alone, are of ordinary length, are in the words most typical of the theme, and",
        "differ from each other. Comments in which contact details or a name were recognised were passed over.",
        "How many quotes a theme has says nothing of how often it was mentioned.",
    ]
    if making.consent:
        said.append("Only people who agreed to be quoted are.")
    return " ".join(said)


def _percentages(totals: Sequence[QuestionTotals], estimated: Collection[str]) -> Iterator[str]:
    """What percentages are of: a sentence for the questions that were read, for those with estimates, for the others.

    Args:
        totals: the questions' figures.
        estimated: the questions whose lists are of estimates.
    """
    answered = [found for found in totals if found.base]
    read = [found for found in answered if is_read(found)]
    sampled = [found for found in answered if found not in read and found.question in estimated]
    if len(read) == len(answered):
        yield f"Percentages {_WHOLE}"
        return
    if read:
        yield f"Where every comment on a question has been read, percentages {_WHOLE}"
    if sampled:
        yield f"Where not everything has been read but a random sample {_ESTIMATED}"
    if len(read) + len(sampled) < len(answered):
        lead = "Where not everything has been read" if read else "Not everything has been read yet, so"
        lead = "Where no such sample was read either" if sampled else lead
        yield f"{lead}{',' if lead.startswith('Where') else ''} themes {_PARTLY}"
