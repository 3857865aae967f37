"""Respondents and their responses."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, bindparam, select, update

from coder.domain.response import Respondent, Response, ResponseKey
from coder.store.records import Added, ProfileConflict, StoredResponse
from coder.store.schema import division, respondent, response
from coder.store.sql import NAMES, AnyRow, AnySelect, chunks, dump, listed, next_id

Who = tuple[str, str]
"""Wave and name: what identifies a respondent."""


@dataclass(slots=True)
class _Tally:
    new: set[int] = field(default_factory=set)
    known: set[int] = field(default_factory=set)
    responses_new: int = 0
    responses_same: int = 0
    changed: list[ResponseKey] = field(default_factory=list)
    conflicts: dict[ProfileConflict, None] = field(default_factory=dict)


def add(connection: Connection, respondents: Iterable[Respondent], responses: Iterable[Response]) -> Added:
    """Add what is new; what is known stays as it is, and differences are reported.

    A known respondent gains the keys its profile lacks or has blank. A known response with another text is not written.
    """
    tally = _Tally()
    for people in chunks(respondents, NAMES):
        _add_respondents(connection, people, tally)
    for answers in chunks(responses, NAMES):
        _add_responses(connection, answers, tally)
    return Added(
        respondents_new=len(tally.new),
        respondents_known=len(tally.known),
        responses_new=tally.responses_new,
        responses_same=tally.responses_same,
        responses_changed=tuple(tally.changed),
        profile_conflicts=tuple(tally.conflicts),
    )


def responses(connection: Connection, questions: Collection[str] | None = None) -> list[StoredResponse]:
    """All responses, or those to some questions, in import order."""
    query = stored_responses()
    if questions is not None:
        query = query.where(response.c.question.in_(list(questions)))
    return [as_stored(row) for row in connection.execute(query).all()]


def texts(connection: Connection, keys: Iterable[ResponseKey]) -> dict[ResponseKey, StoredResponse]:
    """Those of the responses that are stored."""
    found: dict[ResponseKey, StoredResponse] = {}
    for chunk in chunks(keys, NAMES):
        ids = _respondent_ids(connection, [(key.wave, key.respondent) for key in chunk])
        query = stored_responses().where(response.c.respondent_id.in_(listed(ids.values())))
        stored = {row.key: row for row in map(as_stored, connection.execute(query))}
        found |= {key: stored[key] for key in chunk if key in stored}
    return found


def respondents(connection: Connection) -> list[Respondent]:
    """All respondents, in import order."""
    rows = connection.execute(select(respondent).order_by(respondent.c.id))
    return [Respondent(id=row.name, wave=row.wave, profile=json.loads(row.profile), weight=row.weight) for row in rows]


def undivided(connection: Connection) -> list[StoredResponse]:
    """The responses without any division, in import order."""
    divided = select(division.c.id).where(division.c.response_id == response.c.id)
    return [as_stored(row) for row in connection.execute(stored_responses().where(~divided.exists()))]


def stored_responses() -> AnySelect:
    """The query behind every list of responses."""
    columns = (response.c.id, respondent.c.wave, respondent.c.name, response.c.question, response.c.text)
    return select(*columns).join(respondent, respondent.c.id == response.c.respondent_id).order_by(response.c.id)


def as_stored(row: AnyRow) -> StoredResponse:
    """A row of `stored_responses`."""
    return StoredResponse(row[0], ResponseKey(row[1], row[2], row[3]), row[4])


def _add_respondents(connection: Connection, people: Sequence[Respondent], tally: _Tally) -> None:
    stored = _stored_respondents(connection, [(person.wave, person.id) for person in people])
    number = next_id(connection, respondent)
    new: dict[Who, int] = {}
    merged = {who: person for who, (_, person) in stored.items()}
    for person in people:
        who = (person.wave, person.id)
        if who not in merged:
            merged[who] = person
            new[who] = number + len(new)
        else:
            merged[who] = _merge(merged[who], person, tally)
    tally.new.update(new.values())
    tally.known.update(row_id for row_id, _ in stored.values() if row_id not in tally.new)
    rows = [_respondent_row(row_id, merged[who]) for who, row_id in new.items()]
    if rows:
        connection.execute(respondent.insert(), rows)
    _update_respondents(
        connection, {row_id: merged[who] for who, (row_id, was) in stored.items() if merged[who] != was}
    )


def _merge(known: Respondent, person: Respondent, tally: _Tally) -> Respondent:
    profile = dict(known.profile)
    for key, value in person.profile.items():
        if not profile.get(key, "").strip():
            profile[key] = value if value.strip() else profile.get(key, value)
        elif value.strip() and value != profile[key]:
            tally.conflicts[ProfileConflict(known.wave, known.id, key)] = None
    if known.weight is not None and person.weight not in (None, known.weight):
        tally.conflicts[ProfileConflict(known.wave, known.id, "weight")] = None
    weight = person.weight if known.weight is None else known.weight
    return Respondent(id=known.id, wave=known.wave, profile=profile, weight=weight)


def _respondent_row(row_id: int, person: Respondent) -> dict[str, object]:
    profile = dump(dict(person.profile))
    return {"id": row_id, "wave": person.wave, "name": person.id, "profile": profile, "weight": person.weight}


def _update_respondents(connection: Connection, changed: dict[int, Respondent]) -> None:
    if not changed:
        return
    statement = (
        update(respondent)
        .where(respondent.c.id == bindparam("row"))
        .values(profile=bindparam("new_profile"), weight=bindparam("new_weight"))
    )
    rows = [
        {"row": row_id, "new_profile": dump(dict(person.profile)), "new_weight": person.weight}
        for row_id, person in changed.items()
    ]
    connection.execute(statement, rows)


def _stored_respondents(connection: Connection, people: Sequence[Who]) -> dict[Who, tuple[int, Respondent]]:
    found: dict[Who, tuple[int, Respondent]] = {}
    for row in _by_who(connection, select(respondent), people):
        person = Respondent(id=row.name, wave=row.wave, profile=json.loads(row.profile), weight=row.weight)
        found[row.wave, row.name] = (row.id, person)
    return found


def _respondent_ids(connection: Connection, people: Sequence[Who]) -> dict[Who, int]:
    query = select(respondent.c.id, respondent.c.wave, respondent.c.name)
    return {(row.wave, row.name): row.id for row in _by_who(connection, query, people)}


def _by_who(connection: Connection, query: AnySelect, people: Sequence[Who]) -> Iterator[AnyRow]:
    for wave in sorted({wave for wave, _ in people}):
        names = sorted({name for its, name in people if its == wave})
        yield from connection.execute(query.where(respondent.c.wave == wave, respondent.c.name.in_(names)))


def _add_responses(connection: Connection, answers: Sequence[Response], tally: _Tally) -> None:
    ids = _respondent_ids(connection, [(answer.key.wave, answer.key.respondent) for answer in answers])
    columns = (response.c.respondent_id, response.c.question, response.c.text)
    rows = connection.execute(select(*columns).where(response.c.respondent_id.in_(listed(ids.values()))))
    stored = {(row[0], row[1]): row[2] for row in rows}
    new = []
    for answer in answers:
        who = ids.get((answer.key.wave, answer.key.respondent))
        if who is None:
            raise ValueError(f"a response of an unknown respondent: {answer.key}")
        place = (who, answer.key.question)
        if place not in stored:
            stored[place] = answer.text
            new.append({"respondent_id": who, "question": answer.key.question, "text": answer.text})
        elif stored[place] == answer.text:
            tally.responses_same += 1
        else:
            tally.changed.append(answer.key)
    tally.responses_new += len(new)
    if new:
        connection.execute(response.insert(), new)
