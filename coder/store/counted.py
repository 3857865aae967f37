"""Every comment as counting sees it, in one go."""

from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from sqlalchemy import Connection, select, true

from coder.domain.decision import MACHINE_PREFIX, Purpose, is_machine, standing
from coder.domain.results import CountedComment
from coder.store.decisions import undone
from coder.store.divisions import standing_divisions
from coder.store.records import EventKind
from coder.store.schema import decision, division_comment, respondent, response
from coder.store.sql import AnyRow, codes_of

_UNDIVIDED = [0]
_COMMENT = itemgetter(1)

Standing = tuple[tuple[str, ...], bool]
"""The standing codes, and whether they are the machine's."""


class _Judged(NamedTuple):
    """What decides whose codes count."""

    coder: str
    purpose: Purpose


def counted_comments(connection: Connection, questions: Collection[str] | None = None) -> list[CountedComment]:
    """Every comment in force with its standing codes as stored; an undivided response is one comment with id 0."""
    codes = _standing_codes(connection)
    members = _members(connection)
    query = (
        select(response.c.id, respondent.c.wave, respondent.c.name, response.c.question)
        .join(respondent, respondent.c.id == response.c.respondent_id)
        .order_by(response.c.id)
    )
    if questions is not None:
        query = query.where(response.c.question.in_(list(questions)))
    return [
        _counted(comment_id, wave, name, question, codes.get(comment_id))
        for response_id, wave, name, question in connection.execute(query).all()
        for comment_id in members.get(response_id, _UNDIVIDED)
    ]


def _members(connection: Connection) -> dict[int, list[int]]:
    """The comments in force of each divided response, in the order of the text."""
    current = standing_divisions(connection)
    query = (
        select(current.c.response_id, division_comment.c.comment_id)
        .join(division_comment, division_comment.c.division_id == current.c.id)
        .order_by(current.c.response_id, division_comment.c.position)
    )
    found: dict[int, list[int]] = {}
    for response_id, comment_id in connection.execute(query).all():
        found.setdefault(response_id, []).append(comment_id)
    return found


def _counted(comment_id: int, wave: str, name: str, question: str, stands: Standing | None) -> CountedComment:
    return CountedComment(
        comment=comment_id,
        wave=wave,
        respondent=name,
        question=question,
        codes=stands[0] if stands else None,
        by_machine=bool(stands and stands[1]),
    )


def _standing_codes(connection: Connection) -> dict[int, Standing]:
    """The standing codes of every comment with a decision, in force or not: `_members` tells which are looked up."""
    columns = (decision.c.decision_id, decision.c.comment_id, decision.c.coder, decision.c.purpose, decision.c.codes)
    query = select(*columns).where(decision.c.kind == EventKind.CODING, decision.c.comment_id.is_not(None))
    gone = undone(connection, true())
    rows = [row for row in connection.execute(query.order_by(decision.c.seq)).all() if row[0] not in gone]
    rows.sort(key=_COMMENT)  # stable: within a comment, log order stays
    return {comment_id: _standing(list(made)) for comment_id, made in groupby(rows, key=_COMMENT)}


def _standing(made: Sequence[AnyRow]) -> Standing:
    row = made[_winner(tuple((is_machine(row[2]), row[3]) for row in made)) if len(made) > 1 else 0]
    return codes_of(row[4]), is_machine(row[2])


@lru_cache(maxsize=1024)
def _winner(made: tuple[tuple[bool, str], ...]) -> int:
    """Which of several decisions stands, from whether a machine made each and why: few patterns, many comments."""
    judged = [_Judged(MACHINE_PREFIX if by_machine else "", Purpose(purpose)) for by_machine, purpose in made]
    stands = standing(judged)
    return next(place for place, one in enumerate(judged) if one is stands)
