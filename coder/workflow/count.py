"""`coder count`: frequency tables from the standing codes."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from coder.counting.frequency import count, strays, totals
from coder.domain.codebook import Codebook
from coder.domain.published import ordered
from coder.domain.results import CountBasis, CountedComment, Frequency, QuestionTotals
from coder.domain.text import plural
from coder.errors import InputError
from coder.workflow.copied import same_texts, sent_in_again
from coder.workflow.project import Opened, open_project


@dataclass(frozen=True, slots=True)
class CountSummary:
    """The tables, what belongs to no single code, and what the person should know."""

    frequencies: list[Frequency]
    """In codebook order."""
    published: list[Frequency]
    """The same rows in the order of a published list."""
    totals: list[QuestionTotals]
    notices: tuple[str, ...]


def count_project(
    path: Path,
    *,
    basis: CountBasis = CountBasis.CONFIRMED,
    questions: Collection[str] | None = None,
    top: int = 3,
    also: int = 10,
) -> CountSummary:
    """Count the mentions of every code."""
    with open_project(path, read_only=True) as opened:
        found = count_opened(opened, basis=basis, questions=questions, top=top, also=also)
        again = same_texts(opened.project, chosen_questions(opened, questions))
    return replace(found, notices=(*found.notices, *map(sent_in_again, again)))


def count_opened(
    opened: Opened, *, basis: CountBasis, questions: Collection[str] | None, top: int, also: int
) -> CountSummary:
    """Count the mentions of every code in a project that is open already."""
    codebook = opened.codebook
    wanted = chosen_questions(opened, questions)
    stored = opened.project.counted_comments()
    comments = [comment for comment in stored if comment.question in wanted]
    frequencies = count(codebook, comments, basis=basis, questions=wanted, top=top, also=also)
    return CountSummary(
        frequencies,
        ordered(frequencies, codebook),
        [found for found in totals(codebook, comments) if found.question in wanted],
        (*opened.notices, *counting_notices(codebook, stored, comments)),
    )


def chosen_questions(opened: Opened, questions: Collection[str] | None) -> list[str]:
    """Ids of the open questions asked for, in codebook order; all of them where none is named.

    Raises:
        InputError: the codebook has no such open question.
    """
    known = [question.id for question in opened.codebook.open_questions]
    for unknown in set(questions or ()) - set(known):
        raise InputError(
            f"The codebook has no open question '{unknown}'.", f"Its open questions are: {', '.join(known)}."
        )
    return [question for question in known if not questions or question in questions]


def counting_notices(
    codebook: Codebook, stored: Sequence[CountedComment], counted: Sequence[CountedComment]
) -> list[str]:
    """A sentence for everything that is not counted, or counted where it was not meant to be."""
    known = {question.id for question in codebook.open_questions}
    vanished = Counter(comment.question for comment in stored if comment.question not in known)
    return [
        *(
            f"{plural(number, 'comment')} on '{question}', which is not an open question of the codebook: not counted."
            for question, number in vanished.items()
        ),
        *_stray_notices(codebook, strays(codebook, counted)),
    ]


def _stray_notices(codebook: Codebook, found: list[tuple[str, str, int]]) -> list[str]:
    return [
        f"Code '{code}' is used on question '{question}', which is not among its questions; it is counted there "
        f"({plural(number, 'time')})."
        if code in codebook.placed
        else f"Code '{code}' is used on question '{question}' ({plural(number, 'time')}) but is no longer in the "
        "codebook; it is not counted. Put it back with `retired: true`."
        for code, question, number in found
    ]
