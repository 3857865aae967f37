"""What a review asks of the whole project at once: whose, by whom, and what was decided last."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy import Connection, select, true

from coder.domain.decision import Decision, Purpose
from coder.domain.response import ResponseKey
from coder.store.decisions import as_decision, undone
from coder.store.divisions import standing_divisions
from coder.store.records import EventKind
from coder.store.schema import comment, decision, division_comment, respondent, response, suggestion
from coder.store.sql import NAMES, chunks
from coder.store.undoing import taken_back

WINDOW = 4


def profile(connection: Connection, key: ResponseKey) -> Mapping[str, str]:
    """What is known of a response's respondent; nothing of one who is not there."""
    query = select(respondent.c.profile).where(respondent.c.wave == key.wave, respondent.c.name == key.respondent)
    found = connection.execute(query).scalar()
    return json.loads(found) if found is not None else {}


def profiles(connection: Connection) -> list[tuple[str, str, Mapping[str, str]]]:
    """The wave, id and profile of every respondent, in import order."""
    query = select(respondent.c.wave, respondent.c.name, respondent.c.profile).order_by(respondent.c.id)
    return [(wave, name, json.loads(stored)) for wave, name, stored in connection.execute(query).all()]


def coders(connection: Connection) -> list[str]:
    """Everybody who has made a decision, in alphabetical order."""
    return list(connection.execute(select(decision.c.coder).distinct().order_by(decision.c.coder)).scalars())


def decided_by(connection: Connection, coder: str) -> set[int]:
    """The comments on which a decision of a coder stands."""
    query = select(decision.c.decision_id, decision.c.comment_id).where(
        decision.c.coder == coder, decision.c.kind == EventKind.CODING, decision.c.comment_id.is_not(None)
    )
    gone = undone(connection, true())
    return {comment for made, comment in connection.execute(query).all() if made not in gone}


def latest(connection: Connection, coder: str, purpose: Purpose, most: int) -> list[Decision]:
    """The latest decisions of a coder for a purpose that are not undone, the oldest first.

    They are among the last entries of the coder, of which `WINDOW` times as many are read: what takes an entry back
    comes after it, so that no older one need be looked at.
    """
    own = decision.c.coder == coder, decision.c.purpose == purpose.value, decision.c.comment_id.is_not(None)
    rows = connection.execute(select(decision).where(*own).order_by(decision.c.seq.desc()).limit(WINDOW * most)).all()
    gone = taken_back((row.decision_id, row.undoes) for row in rows if row.undoes is not None)
    stand = [row for row in rows if row.undoes is None and row.decision_id not in gone]
    return [as_decision(row) for row in stand[:most][::-1]]


def suggested(connection: Connection, codes: Collection[str], first: int) -> set[int]:
    """The comments that have one of the codes among their first suggestions."""
    found: set[int] = set()
    for some in chunks(codes, NAMES):
        query = select(suggestion.c.comment_id).where(suggestion.c.position < first, suggestion.c.code.in_(some))
        found.update(connection.execute(query).scalars())
    return found


def said(connection: Connection, questions: Collection[str]) -> Iterator[tuple[int, ResponseKey, str]]:
    """Every comment in force with its response and its words, in import order, then in the order of the text."""
    standing = standing_divisions(connection)
    columns = (comment.c.id, comment.c.start, comment.c.end, response.c.text)
    query = (
        select(*columns, respondent.c.wave, respondent.c.name, response.c.question)
        .select_from(standing)
        .join(division_comment, division_comment.c.division_id == standing.c.id)
        .join(comment, comment.c.id == division_comment.c.comment_id)
        .join(response, response.c.id == standing.c.response_id)
        .join(respondent, respondent.c.id == response.c.respondent_id)
        .where(response.c.question.in_(list(questions)))
        .order_by(standing.c.response_id, division_comment.c.position)
    )
    for number, start, end, text, *key in connection.execute(query).all():
        yield number, ResponseKey(*key), text[start:end]


def first_suggestions(connection: Connection) -> Sequence[tuple[int, str, float]]:
    """Comment, code and score of the first suggestion of every comment that has any."""
    query = select(suggestion.c.comment_id, suggestion.c.code, suggestion.c.score).where(suggestion.c.position == 0)
    return [(row[0], row[1], row[2]) for row in connection.execute(query).all()]
