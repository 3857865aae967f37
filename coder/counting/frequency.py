"""Frequency tables: how often each code was mentioned in the responses to each question.

mentions(code) = comments carrying the code or one below it (a union, never a sum); percent_of_comments = 100 *
mentions / comments read; percent_of_respondents = 100 * (respondents read who mention it) / respondents read. For
basis `machine`, "read" is "coded by the machine and by no person".
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from coder.counting.tally import QuestionTally, Side, tally
from coder.counting.tiers import tiers
from coder.domain.codebook import Codebook, Role
from coder.domain.published import ordered
from coder.domain.results import CountBasis, CountedComment, Frequency, QuestionTotals, Tier
from coder.errors import InputError

__all__ = ["count", "ordered", "strays", "totals", "unknown"]


def count(
    codebook: Codebook,
    comments: Sequence[CountedComment],
    *,
    basis: CountBasis = CountBasis.CONFIRMED,
    questions: Collection[str] | None = None,
    top: int = 3,
    also: int = 10,
) -> list[Frequency]:
    """A row per open question and code, in question order, then codebook order.

    A code has a row where it applies, at a count of zero too, and wherever it or a code below it was mentioned. A
    retired code has one only where it was mentioned; with a replacement it counts as that. Tiers rank confirmed
    counts: rows of basis `machine` have none.

    Args:
        codebook: the framework as it is now.
        comments: every current comment with its standing codes as stored.
        basis: whose codes are counted.
        questions: ids of the open questions wanted; None: all.
        top: how many of the most frequently mentioned themes make the tier `top`.
        also: the mentions from which a theme is in the tier `also`.

    Raises:
        InputError: a question is not an open question of the codebook, or the basis is not to be had.
    """
    if basis is CountBasis.ESTIMATED:
        raise InputError(
            "Estimates are not counted: they are made from an audit.",
            "Use `coder count --basis estimated`; here, count what is confirmed or what the machine applied.",
        )
    _check_questions(codebook, questions)
    rows: list[Frequency] = []
    for question, found in tally(codebook, comments).items():
        if questions is None or question in questions:
            rows += _question_rows(codebook, question, found, basis, top, also)
    return rows


def totals(codebook: Codebook, comments: Sequence[CountedComment]) -> list[QuestionTotals]:
    """The figures of each open question that belong to no single code, in question order."""
    return [_totals(codebook, question, found) for question, found in tally(codebook, comments).items()]


def strays(codebook: Codebook, comments: Sequence[CountedComment]) -> list[tuple[str, str, int]]:
    """Codes used outside their questions, as (code, question, comments), in question order, then codebook order.

    They are counted all the same; whoever counts should hear of them.
    """
    places = {code: place for place, code in enumerate(codebook.placed)}
    return [
        (code, question, used[code])
        for question, used in _used(codebook, comments)
        for code in sorted(used.keys() & places, key=places.__getitem__)
        if question not in codebook.placed[code].questions
    ]


def unknown(codebook: Codebook, comments: Sequence[CountedComment]) -> list[tuple[str, str, int]]:
    """Codes in decisions that the codebook does not have, as (code, question, comments); they have no rows."""
    return [
        (code, question, used[code])
        for question, used in _used(codebook, comments)
        for code in sorted(used)
        if code not in codebook.placed
    ]


def _used(codebook: Codebook, comments: Sequence[CountedComment]) -> Iterator[tuple[str, Counter[str]]]:
    for question, found in tally(codebook, comments).items():
        yield question, found.confirmed.own + found.machine.own


def _check_questions(codebook: Codebook, questions: Collection[str] | None) -> None:
    open_questions = [question.id for question in codebook.open_questions]
    for question in questions or ():
        if question not in open_questions:
            raise InputError(
                f"'{question}' is not an open question of the codebook.",
                f"The open questions are: {', '.join(open_questions) or 'none'}.",
            )


def _question_rows(
    codebook: Codebook, question: str, found: QuestionTally, basis: CountBasis, top: int, also: int
) -> list[Frequency]:
    side, people = found.side(basis), found.decided_wholly(basis)
    read = found.decided_wholly(CountBasis.CONFIRMED)
    shown = [
        code
        for code, entry in codebook.placed.items()
        if side.net[code] or (question in entry.questions and not entry.code.retired)
    ]
    ranks: dict[str, Tier] = {}
    if basis is CountBasis.CONFIRMED:
        ranks = tiers(codebook, {code: side.own[code] for code in shown}, top=top, also=also)
    return [
        Frequency(
            question=question,
            code=code,
            label=codebook.placed[code].code.label,
            parent=codebook.placed[code].parent,
            basis=basis,
            mentions=side.net[code],
            own_mentions=side.own[code],
            respondents=len(side.mentioned_by[code]),
            percent_of_comments=_percent_of_comments(codebook, code, side),
            percent_of_respondents=_percent(len(side.mentioned_by[code] & people), len(people)),
            base=found.base,
            comments=found.comments,
            read_respondents=len(read),
            read_comments=found.confirmed.comments,
            tier=ranks.get(code),
        )
        for code in shown
    ]


def _percent_of_comments(codebook: Codebook, code: str, side: Side) -> float | None:
    """None for a non-substantive code: the comments it is given are not among those a percentage is of."""
    if codebook.placed[code].code.role is Role.NON_SUBSTANTIVE:
        return None
    return _percent(side.net[code] - side.silent[code], side.comments)


def _percent(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


def _totals(codebook: Codebook, question: str, found: QuestionTally) -> QuestionTotals:
    themes = (code for code, entry in codebook.placed.items() if entry.code.role is not Role.NON_SUBSTANTIVE)
    return QuestionTotals(
        question=question,
        base=found.base,
        comments=found.comments,
        non_substantive=found.non_substantive,
        read_respondents=len(found.decided_wholly(CountBasis.CONFIRMED)),
        read_comments=found.confirmed.comments,
        machine_respondents=len(found.decided_wholly(CountBasis.MACHINE)),
        machine_comments=found.machine.comments,
        mentions=sum(found.confirmed.own[code] for code in themes),
    )
